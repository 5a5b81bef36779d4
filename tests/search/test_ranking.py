"""Scores are named parts with ceilings; variety of organisations; reasons in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from signpost.models import Service, WaitingTime
from signpost.search.interface import Query
from signpost.search.weights import weights
from tests.factories import UK, make_location, make_place, make_service
from tests.search.conftest import IndexOf, exactly

FULL_QUERY = Query(
    words="sleep worry",
    wished_needs=(("sleep", 0.9), ("anxiety", 0.4)),
    wished_thrive=(("getting-help", 1.0),),
    wished_access=(("in-person", 1.0),),
    wished_referral=(("self", 1.0),),
    age=15,
    place=make_place(),
    limit=100,
)


def some_services() -> list[Service]:
    return [
        make_service("Sleep well", needs=("sleep", "anxiety"), assured_date=date.today()),
        make_service("Worry line", locations=(), service_areas=(UK,), access=("phone",)),
        make_service("Club", summary="sleep", locations=(make_location(latitude=53.44),)),
        make_service("Space", needs=("sleep",), minimum_age=None, maximum_age=None, sensitive=True),
    ]


def test_parts_add_up_to_the_score(index_of: IndexOf) -> None:
    for hit in index_of(*some_services()).search(FULL_QUERY).hits:
        assert hit.score == pytest.approx(sum(hit.parts.values()), abs=1e-3)


def test_no_part_passes_its_ceiling(index_of: IndexOf) -> None:
    ceilings = weights().ceilings
    for hit in index_of(*some_services()).search(FULL_QUERY).hits:
        for name, value in hit.parts.items():
            assert value <= 0 if name == "variety" else 0 <= value <= ceilings[name] + 1e-4, (name, value)


def test_hits_come_best_first(index_of: IndexOf) -> None:
    hits = index_of(*some_services()).search(FULL_QUERY).hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_a_later_check_ranks_higher_and_never_checked_is_no_worse_than_stale(index_of: IndexOf) -> None:
    def checked(days: int | None) -> Service:
        when = None if days is None else date.today() - timedelta(days=days)
        return make_service("Sleep", organisation=f"Org {days}", assured_date=when)

    fresh, ageing, stale, never = checked(10), checked(200), checked(800), checked(None)
    hits = index_of(stale, never, ageing, fresh).search(exactly("sleep")).hits
    parts = {hit.service_id: hit.parts["checked"] for hit in hits}
    assert parts[fresh.id] > parts[ageing.id] > parts[never.id] > parts[stale.id]


def test_only_a_wait_told_lately_counts(index_of: IndexOf) -> None:
    def waiting(weeks: float, days_ago: int) -> Service:
        told = WaitingTime("", date.today() - timedelta(days=days_ago), weeks, weeks)
        return make_service("Sleep", organisation=f"{weeks} {days_ago}", waiting_time=told)

    short, long, old = waiting(1, 5), waiting(40, 5), waiting(40, 100)
    parts = {
        hit.service_id: hit.parts["waiting"]
        for hit in index_of(long, short, old).search(exactly("sleep")).hits
    }
    assert parts[short.id] > parts[old.id] > parts[long.id] == 0


def test_one_organisation_with_forty_branches_does_not_fill_the_page(index_of: IndexOf) -> None:
    branches = [make_service(f"Sleep branch {number}", organisation="Big Trust") for number in range(40)]
    others = [make_service("Sleep group", organisation=f"Org {number}", needs=()) for number in range(6)]
    found = index_of(*branches, *others).search(Query(words="sleep", limit=10))
    of_big_trust = {service.id for service in branches}
    assert sum(hit.service_id in of_big_trust for hit in found.hits) <= 5
    assert found.total == 46


def test_a_nearer_service_ranks_higher_when_all_else_is_equal(index_of: IndexOf) -> None:
    services = [
        make_service(
            "Sleep", organisation=f"O{step}", locations=(make_location(latitude=53.4245 + step / 100),)
        )
        for step in (8, 2, 5)
    ]
    hits = index_of(*services).search(Query(words="sleep", place=make_place(), within_miles=20)).hits
    assert [hit.service_id for hit in hits] == [services[1].id, services[2].id, services[0].id]


def test_words_that_stand_close_together_count_more(index_of: IndexOf) -> None:
    apart = "Eating here is a pleasure for everybody in our busy kitchen, and there is never any disorder"
    close = "An eating disorder is what we know, and a pleasure for everybody in our busy kitchen is here too"
    one = make_service("One", summary="", description=apart, needs=())
    other = make_service("Two", summary="", description=close, needs=())
    found = index_of(one, other).search(exactly("eating disorder")).hits
    assert [hit.service_id for hit in found] == [other.id, one.id]
    assert found[0].parts["together"] > 0
    assert "together" not in found[1].parts


def test_the_end_of_one_field_is_not_close_to_the_start_of_the_next(index_of: IndexOf) -> None:
    service = make_service("Eating", summary="disorder", description="", needs=())
    assert "together" not in index_of(service).search(exactly("eating disorder")).hits[0].parts


def test_a_need_that_is_hardly_sure_counts_little(index_of: IndexOf) -> None:
    index = index_of(make_service("Rest", needs=("sleep",)))
    parts = [
        index.search(Query(wished_needs=(("sleep", sure),))).hits[0].parts["need"] for sure in (0.3, 0.9)
    ]
    ceiling = weights().ceilings["need"]
    assert parts == [pytest.approx(0.3 * ceiling), pytest.approx(0.9 * ceiling)]


def test_who_helps_with_one_thing_leads_those_who_help_with_anything(index_of: IndexOf) -> None:
    many = make_service("Anything", needs=("sleep", "anxiety", "bullying", "ocd", "adhd", "self-harm"))
    one = make_service("Rest", needs=("sleep",), organisation="Other")
    found = index_of(many, one).search(Query(wished_needs=(("sleep", 1.0),))).hits
    assert [hit.service_id for hit in found] == [one.id, many.id]
    assert 0.5 < found[1].parts["need"] / found[0].parts["need"] < 0.9


def test_who_names_no_need_meets_those_who_help_with_many_first(index_of: IndexOf) -> None:
    one = make_service("Talk to us", needs=("bereavement-loss",))
    many = make_service("Talk to us", needs=("sleep", "anxiety", "bullying", "ocd"), organisation="Other")
    index = index_of(one, many)
    assert [hit.service_id for hit in index.search(Query(words="talk")).hits] == [many.id, one.id]
    named = index.search(Query(words="talk", wished_needs=(("bereavement-loss", 0.9),))).hits
    assert named[0].service_id == one.id
    assert "breadth" not in named[0].parts


def test_every_hit_says_why_it_is_here(index_of: IndexOf) -> None:
    services = some_services()
    found = index_of(*services).search(FULL_QUERY).hits
    hits = {hit.service_id: hit.because for hit in found}
    words = {hit.service_id: hit.words for hit in found}
    assert hits[services[0].id] == (
        "Helps with sleep and anxiety and worry",
        "Less than a mile away",
        "For ages 11 to 18",
    )
    assert words[services[0].id] == ("sleep", "worry")
    assert "Works anywhere in the UK" in hits[services[1].id]
    assert "Covers your area" in hits[services[3].id]


@pytest.mark.parametrize("query", [Query(), Query(words="zzzz"), Query(words="the"), Query(sort="distance")])
def test_a_hit_says_why_it_is_here_even_where_nothing_was_asked(index_of: IndexOf, query: Query) -> None:
    many = ("sleep", "anxiety", "bullying", "ocd")
    line = make_service("Line", needs=many)
    found = index_of(line, make_service("UK", service_areas=(UK,)), make_service("Club")).search(query).hits
    said = {hit.service_id: hit.because for hit in found}
    assert len(said) == 3
    assert all(said.values())
    assert said[line.id] == ("Helps with many kinds of worry",)


def test_explain_gives_every_part_and_every_term(index_of: IndexOf) -> None:
    diary = index_of(*some_services()).explain(FULL_QUERY)
    assert [term["typed"] for term in diary["terms"]] == [["sleep"], ["worry"]]  # type: ignore[attr-defined]
    assert diary["ceilings"] == dict(weights().ceilings)
    assert all({"name", "lane", "parts", "because"} <= hit.keys() for hit in diary["hits"])  # type: ignore[attr-defined]


def test_similar_services_share_a_need_and_are_never_the_service_itself(index_of: IndexOf) -> None:
    one = make_service("Sleep clinic", needs=("sleep",))
    like = make_service("Night rest", needs=("sleep",), organisation="Other")
    unlike = make_service(
        "Chess", summary="", description="", needs=("bullying",), thrive=(), organisation="Third"
    )
    assert index_of(unlike, like, one).similar(one.id)[0] == like.id
    assert one.id not in index_of(unlike, like, one).similar(one.id)


@pytest.mark.parametrize(
    ("prefix", "kind", "label"),
    [
        ("bere", "need", "Bereavement and loss"),
        ("panic", "need", "Anxiety and worry"),
        ("night re", "service", "Night rest"),
        ("sale you", "organisation", "Sale Youth Trust"),
        ("sal", "place", "Salford"),
        ("walthams", "place", "Walthamstow, Waltham Forest"),
        ("self h", "need", "Self-harm"),
        ("self-h", "need", "Self-harm"),
        ("selfh", "need", "Self-harm"),
        ("harm se", "need", "Self-harm"),
        ("eating p", "need", "Eating problems"),
        ("low mo", "need", "Low mood and depression"),
        ("mo low", "need", "Low mood and depression"),
        ("lgbt", "need", "LGBTQ+ and identity"),
        ("o c d", "need", "OCD"),
        ("suicide", "need", "Suicidal thoughts"),
        ("bulying", "need", "Bullying"),
        ("keithly", "place", "Keighley, Bradford"),
        ("walthamstoe", "place", "Walthamstow, Waltham Forest"),
        ("manchestr", "place", "Manchester"),
        ("re night", "service", "Night rest"),
        ("nightre", "service", "Night rest"),
        ("winston's w", "service", "Winston’s Wish"),
        ("winstons w", "service", "Winston’s Wish"),
        ("winston w", "service", "Winston’s Wish"),
        ("winston’s", "service", "Winston’s Wish"),
        ("a&e", "service", "Emergency help: 999 or A&E"),
        ("A & E", "service", "Emergency help: 999 or A&E"),
        ("cafe", "service", "Serenity Café"),
        ("selfh", "service", "Leeds Self-harm Group"),
        ("harm self", "service", "Leeds Self-harm Group"),
    ],
)
def test_suggestions_begin_like_what_was_typed(index_of: IndexOf, prefix: str, kind: str, label: str) -> None:
    names = (
        "Night rest",
        "Winston’s Wish",
        "Emergency help: 999 or A&E",
        "Serenity Café",
        "Leeds Self-harm Group",
    )
    offered = index_of(*map(make_service, names)).suggest(prefix)
    assert (kind, label) in {(each.kind, each.label) for each in offered}


def test_what_goes_on_as_typed_is_offered_before_the_same_words_apart(index_of: IndexOf) -> None:
    offered = index_of(make_service("Mind helpline for young people"), make_service("YoungMinds")).suggest(
        "young mi"
    )
    assert next(each.label for each in offered if each.kind == "service") == "YoungMinds"


@pytest.mark.parametrize("prefix", ["", " ", "a", "zzzz", '"', "é", "x y"])
def test_nothing_is_offered_for_too_little(index_of: IndexOf, prefix: str) -> None:
    assert index_of(make_service("Night rest")).suggest(prefix) == ()


@pytest.mark.parametrize("prefix", ["sleepin", "anzaitty", "counsling", "depresion", "bulying", "suisidal"])
def test_a_misspelt_need_is_offered_no_place(index_of: IndexOf, prefix: str) -> None:
    assert "place" not in {each.kind for each in index_of(make_service("Night rest")).suggest(prefix)}


def test_withdrawn_services_are_not_offered(index_of: IndexOf) -> None:
    from signpost.search.embedded import EmbeddedIndexBuilder

    service = make_service("Night rest", organisation="Night rest")
    index = index_of(service, make_service())
    EmbeddedIndexBuilder(index._folder).apply([], [service.id])
    assert index.refresh()
    assert "Night rest" not in {each.label for each in index.suggest("night")}


@pytest.mark.parametrize(
    ("who", "first", "last"),
    [
        ("young-person", "young", "parents"),
        ("parent-carer", "parents", "young"),
        ("professional", "young", "parents"),
    ],
)
def test_who_asks_decides_whose_service_comes_first_and_hides_none(
    index_of: IndexOf, who: str, first: str, last: str
) -> None:
    services = {
        "parents": make_service("Sleep", organisation="One", who_for=("parent-carer",)),
        "unknown": make_service("Sleep", organisation="Two", who_for=()),
        "young": make_service("Sleep", organisation="Three", who_for=("young-person",)),
    }
    hits = index_of(*services.values()).search(Query(words="sleep", who=who)).hits
    assert [hit.service_id for hit in hits] == [services[name].id for name in (first, "unknown", last)]
