"""The Directory over a small real directory: question in, answer out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from signpost.directory import Directory, Question
from signpost.eligibility import Person
from signpost.errors import PlaceUnknown, ServiceUnknown, StoreUnusable
from signpost.querying import query_for
from signpost.search.interface import Filters
from signpost.settings import Settings
from signpost.understanding.understand import understand


@pytest.mark.parametrize(
    "words",
    [
        "my daughter took an overdose",
        "cant sleep worrying about exams",
        "my dad drinks",
        "im not ok",
        "sad and gay",
        "netball",
        "my son wont goto skool",
    ],
)
def test_right_words_are_never_mended(directory: Directory, words: str) -> None:
    answer = directory.ask(Question(words))
    assert answer.results.corrected is None
    assert answer.understood.corrected is None


def test_a_misspelt_word_is_mended_and_the_mending_can_be_refused(directory: Directory) -> None:
    mended = directory.ask(Question("depresion"))
    assert mended.understood.corrected == "depression"
    assert mended.understood.needs[0].id == "low-mood-depression"
    typed = directory.ask(Question("depresion", ignore=("spelling",)))
    assert typed.understood.corrected is None
    assert typed.results.corrected is None


@pytest.mark.parametrize(
    ("words", "read_as", "district"),
    [
        ("bereavement in Keithly", "bereavement in Keighley", "Bradford"),
        ("anxeity in Keithly", "anxiety in Keighley", "Bradford"),
        ("walthamstoe", "Walthamstow", "Waltham Forest"),
    ],
)
def test_a_misspelt_place_in_the_words_is_said_and_can_be_refused(
    directory: Directory, words: str, read_as: str, district: str
) -> None:
    read = directory.ask(Question(words))
    assert (read.corrected, read.understood.corrected) == (read_as, read_as)
    assert read.person.place is not None
    assert read.person.place.district == district
    typed = directory.ask(Question(words, ignore=("spelling",)))
    assert (typed.corrected, typed.understood.corrected, typed.person.place) == (None, None, None)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("anzaitty", "anxiety"),
        ("councelling", "counselling"),
        ("depresion", "depression"),
        ("walthamstoe", "Walthamstow"),
        ("Keithly", "Keighley"),
    ],
)
def test_every_misspelling_that_people_gave_is_said_and_undone(
    directory: Directory, typed: str, read_as: str
) -> None:
    assert directory.ask(Question(typed)).corrected == read_as
    assert directory.ask(Question(typed, ignore=("spelling",))).corrected is None


@pytest.mark.parametrize(
    ("typed", "read_as", "first"),
    [
        ("chidline", "childline", "Childline"),
        ("childine", "childline", "Childline"),
        ("i rang Chilldline and its busy", "i rang childline and its busy", ""),
        ("papirus", "papyrus", "HOPELINE247 from PAPYRUS"),
    ],
)
def test_a_misspelt_name_is_not_mended_into_another_word(
    directory: Directory, typed: str, read_as: str, first: str
) -> None:
    answer = directory.ask(Question(typed))
    assert answer.corrected == read_as
    assert answer.relaxed == ()
    assert first in ("", answer.found[0].service.name)


@pytest.mark.parametrize("question", [{"near": "Leeds"}, {"ignore": ("place",)}])
def test_a_place_that_is_not_used_is_not_said_to_be_read(
    directory: Directory, question: dict[str, Any]
) -> None:
    assert directory.ask(Question("sleep in Keithly", **question)).corrected is None


def test_a_misspelt_place_field_is_read_like_words_and_can_be_refused(directory: Directory) -> None:
    read = directory.ask(Question("sleep", near="Keithly"))
    assert read.near_meant == "Keighley"
    assert read.place_problem is None
    assert read.person.place is not None
    assert read.person.place.district == "Bradford"
    typed = directory.ask(Question("sleep", near="Keithly", ignore=("spelling",)))
    assert (typed.near_meant, typed.person.place) == ("", None)
    assert typed.place_problem is not None
    assert typed.place_problem.suggestions[0] == "Keighley, Bradford"
    assert typed.found


def test_what_is_for_the_need_leads_before_what_only_knows_the_age(directory: Directory) -> None:
    names = [each.service.name for each in directory.ask(Question("my son wont go to school", age=13)).found]
    assert "National Careers Service" not in names[:10]
    assert {"Not Fine in School", "Square Peg"} <= set(names[:4])


@pytest.mark.parametrize("question", [{}, {"near": "Cardiff"}, {"near": "Cardiff", "age": 12}])
def test_a_bullied_child_finds_childline(directory: Directory, question: dict[str, Any]) -> None:
    found = directory.ask(Question("im being bullied", limit=10, **question)).found
    assert "Childline" in {each.service.name for each in found}


def test_a_parent_finds_what_is_for_parents_first_and_what_is_for_the_child_too(directory: Directory) -> None:
    asked = Question("anxiety", who="parent-carer", age=14)
    parts = [each.hit.parts["who"] for each in directory.ask(asked).found]
    welcome = [each.service.who_for for each in directory.ask(asked).found]
    assert all(who == 10 for who, told in zip(parts, welcome, strict=True) if "parent-carer" in told)
    assert all(0 < who < 10 for who, told in zip(parts, welcome, strict=True) if told == ("young-person",))


@pytest.mark.parametrize("near", ["Xyzzyqua", "the moon", "zzz", "my house", "Narnia"])
def test_a_place_that_is_like_no_other_is_not_guessed(directory: Directory, near: str) -> None:
    answer = directory.ask(Question("sleep", near=near))
    assert (answer.near_meant, answer.person.place) == ("", None)
    assert answer.place_problem is not None


@pytest.mark.parametrize(
    ("words", "town", "rest"), [("rugby", "Rugby", ""), ("march for pride", "March, Fenland", "for pride")]
)
def test_a_word_that_is_a_town_is_offered_and_never_taken(
    directory: Directory, words: str, town: str, rest: str
) -> None:
    answer = directory.ask(Question(words))
    assert answer.person.place is None
    assert answer.town is not None
    assert ([place.label for place in answer.town.places], answer.town.rest) == ([town], rest)
    taken = directory.ask(Question(rest, near=town))
    assert taken.person.place == answer.town.places[0]
    assert (taken.town, taken.place_problem) == (None, None)


@pytest.mark.parametrize("question", [{"near": "Leeds"}, {"ignore": ("place",)}])
def test_no_town_is_offered_where_the_place_is_settled(
    directory: Directory, question: dict[str, Any]
) -> None:
    assert directory.ask(Question("rugby", **question)).town is None


def test_locate_itself_never_guesses(directory: Directory) -> None:
    with pytest.raises(PlaceUnknown) as unknown:
        directory.locate("Keithly")
    assert unknown.value.suggestions[0] == "Keighley, Bradford"


@pytest.mark.parametrize("words", ["13yo", "year 9", "Leeds", "im 14 in Leeds", "my son is 9"])
def test_words_that_were_all_understood_are_not_searched_for_again(directory: Directory, words: str) -> None:
    answer = directory.ask(Question(words))
    assert answer.understood.words == ""
    assert answer.relaxed == ()
    assert answer.found
    assert all(found.can_use.answer != "no" for found in answer.found)


def test_beside_an_age_and_a_place_only_the_wish_is_searched_for(directory: Directory) -> None:
    assert directory.understand("year 9 in bradford online").words == "online"


@pytest.mark.parametrize(
    "words", ["dwi'n teimlo'n drist iawn", "mae fy merch yn hunan-niweidio", "dwi eisiau marw"]
)
def test_welsh_is_not_read_as_misspelt_english(directory: Directory, words: str) -> None:
    answer = directory.ask(Question(words))
    assert answer.person.place is None
    assert (answer.understood.corrected, answer.results.corrected) == (None, None)
    assert all(need.because for need in answer.understood.needs)


def test_a_welsh_place_is_still_found(directory: Directory) -> None:
    place = directory.ask(Question("help gyda phryder yn Abertawe")).person.place
    assert place is not None
    assert place.district == "Swansea"


def test_an_abbreviation_in_capitals_is_kept() -> None:
    question = Question("ASIST training")
    query = query_for(question, understand(question.words), Person())
    assert "asist" in query.keep_words


def test_a_place_field_wins_over_a_place_in_the_words(directory: Directory) -> None:
    answer = directory.ask(Question("counselling near walthamstow", near="Sale"))
    assert answer.person.place is not None
    assert answer.person.place.district == "Trafford"


def test_a_place_in_the_words_counts_where_no_field_says_otherwise(directory: Directory) -> None:
    answer = directory.ask(Question("counselling near walthamstow"))
    assert answer.person.place is not None
    assert answer.person.place.district == "Waltham Forest"


@pytest.mark.parametrize("words", ["Walthamstow", "walthamstoe", "Keithly"])
def test_words_that_are_only_a_place_find_all_that_there_is(directory: Directory, words: str) -> None:
    answer = directory.ask(Question(words, limit=50))
    assert answer.person.place is not None
    everything = directory.ask(Question("", near=answer.person.place.label, limit=50))
    assert answer.results.total == everything.results.total > 0
    assert answer.relaxed == ()


def test_an_ambiguous_place_is_asked_about_and_empties_nothing(directory: Directory) -> None:
    answer = directory.ask(Question("anxiety", near="Newport"))
    assert answer.place_problem is not None
    assert len(answer.place_problem.choices) > 1
    assert answer.found
    for choice in answer.place_problem.choices:
        assert directory.locate(choice.label) == choice


@pytest.mark.parametrize("part", ["need:sleep", "age", "who"])
def test_a_part_of_the_understanding_can_be_removed(directory: Directory, part: str) -> None:
    words = "my son is 9 and cant sleep"
    before, after = directory.ask(Question(words)), directory.ask(Question(words, ignore=(part,)))
    assert before.understood != after.understood
    assert after.found


def test_risk_can_not_be_removed(directory: Directory) -> None:
    answer = directory.ask(
        Question("i want to kill myself", ignore=("need:suicidal-thoughts", "risk", "spelling"))
    )
    assert answer.crisis
    assert answer.found


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("i want to die", "suicidal-thoughts"),
        ("my daughter is cutting herself", "self-harm"),
        ("my dad hits my mum", "domestic-abuse"),
    ],
)
def test_words_of_danger_find_help_for_it_and_not_their_namesakes(
    directory: Directory, words: str, need: str
) -> None:
    first = directory.ask(Question(words, age=14, limit=6)).found
    assert all(need in {tag.id for tag in found.service.needs} for found in first)


@pytest.mark.parametrize(
    ("words", "need", "level"),
    [
        ("fuck this shit im so done", "suicidal-thoughts", "concern"),
        ("im on the bridge", "suicidal-thoughts", "emergency"),
    ],
)
def test_danger_that_names_no_need_finds_help_for_it_and_not_stray_words(
    directory: Directory, words: str, need: str, level: str
) -> None:
    answer = directory.ask(Question(words, limit=6))
    assert answer.understood.risk.level == level
    assert len(answer.found) == 6
    assert all(need in {tag.id for tag in found.service.needs} for found in answer.found)
    removed = directory.ask(Question(words, limit=6, ignore=(f"need:{need}",)))
    assert {found.service.id for found in answer.found} - {found.service.id for found in removed.found}


def test_a_threat_by_somebody_at_home_finds_help_against_them(directory: Directory) -> None:
    answer = directory.ask(Question("ma da's gonnae kill me", limit=10))
    assert {"abuse", "danger"} <= set(answer.understood.risk.kinds)
    assert any("domestic-abuse" in {tag.id for tag in each.service.needs} for each in answer.found[:3])
    assert not any("ave" in reason.text.split("“") for each in answer.found for reason in each.hit.reasons)


def test_who_is_hit_is_not_sent_to_those_who_help_people_who_hit(directory: Directory) -> None:
    names = [each.service.name for each in directory.ask(Question("he hit me and i cant breathe")).found]
    assert "Respect Phoneline" not in names[:5]


def test_danger_heard_beside_a_faint_need_finds_help_for_the_danger(directory: Directory) -> None:
    answer = directory.ask(Question("jump off a bridge", limit=4))
    assert answer.understood.risk.level == "emergency"
    assert all("suicidal-thoughts" in {tag.id for tag in found.service.needs} for found in answer.found)


@pytest.mark.parametrize("words", ["my brother killed himself last year", "my granddad died by suicide"])
def test_whoever_lost_somebody_to_suicide_is_offered_somebody_to_talk_to(
    directory: Directory, words: str
) -> None:
    answer = directory.ask(Question(words))
    assert (answer.understood.risk.level, answer.understood.risk.bereaved) == ("none", True)
    assert answer.crisis
    assert not directory.ask(Question(words, who="professional")).crisis


def test_whoever_asks_for_free_help_is_spared_what_costs_but_not_what_is_untold(directory: Directory) -> None:
    answer = directory.ask(Question("free counselling", limit=200))
    assert answer.found
    for found in answer.found:
        bands = {cost.band for cost in found.service.costs} or {"unknown"}
        assert bands & {"free", "unknown"}


def test_age_field_wins_and_stated_ages_exclude(directory: Directory) -> None:
    answer = directory.ask(Question("anxiety", age=12, limit=200))
    for found in answer.found:
        low, high = found.service.minimum_age, found.service.maximum_age
        assert low is None or low <= 12
        assert high is None or high >= 12
        assert not any("not for age 12" in reason for reason in found.can_use.reasons)


def test_every_need_has_services_for_a_15_year_old_anywhere(directory: Directory) -> None:
    for near in ("Truro", "Lerwick", "Newtown, Powys", "Enniskillen"):
        facets = directory.ask(Question(near=near, age=15)).results.facets["need"]
        assert all(count >= 2 for count in facets.values())
        assert len(facets) == 40


def test_filters_are_or_inside_a_group_and_and_across(directory: Directory) -> None:
    both = directory.ask(Question(filters=Filters(need=("sleep", "ocd"), access=("phone",)), limit=200))
    for found in both.found:
        assert {"sleep", "ocd"} & {tag.id for tag in found.service.needs}
        assert "phone" in found.service.access


def test_what_is_not_listed_is_unknown(directory: Directory) -> None:
    with pytest.raises(ServiceUnknown):
        directory.service("nothing")


def test_similar_services_are_listed_ones_and_not_the_same(directory: Directory) -> None:
    service = directory.ask(Question("bereavement")).found[0].service
    alike = directory.similar(service.id)
    assert alike
    assert service.id not in {each.id for each in alike}


def test_a_missing_index_is_rebuilt_from_the_store_with_a_plain_message(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = tmp_path_factory.mktemp("no-index")
    (elsewhere / "signpost.db").write_bytes(settings.store_path.read_bytes())
    with Directory.open(replace(settings, data_dir=elsewhere)) as directory:
        assert directory.ask(Question("anxiety")).found
    assert "rebuilding it from the store" in caplog.text


def test_a_damaged_index_is_rebuilt_from_the_store(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("damaged")
    (elsewhere / "signpost.db").write_bytes(settings.store_path.read_bytes())
    (elsewhere / "index").mkdir()
    (elsewhere / "index" / "CURRENT").write_text("rubbish", "utf-8")
    with Directory.open(replace(settings, data_dir=elsewhere)) as directory:
        assert directory.ask(Question("anxiety")).found


def test_without_a_store_opening_says_what_to_do(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(StoreUnusable, match="signpost ingest"):
        Directory.open(replace(settings, data_dir=tmp_path_factory.mktemp("nothing")))


def test_a_listing_is_said_to_mention_only_words_of_its_own(directory: Directory) -> None:
    for found in directory.ask(Question("cant sleep worrying about exams", limit=60)).found:
        told = f"{found.service.name} {found.service.summary} {found.service.description} {found.service.organisation.name}"
        for reason in found.hit.because:
            if reason.startswith("Mentions "):
                for word in re.findall(r"“(\w+)”", reason):
                    assert word[:4] in told.lower()


def test_found_says_whether_a_place_is_known(directory: Directory) -> None:
    assert not directory.ask(Question("anxiety")).found[0].place_known
    assert directory.ask(Question("anxiety", near="Sale")).found[0].place_known


def test_findings_have_kinds_and_count_what_nobody_checked(directory: Directory) -> None:
    findings = list(directory.findings())
    assert {"never checked", "crisis contact"} & {finding.kind for finding in findings}
    assert not [finding for finding in findings if finding.severity == "error"]


def test_who_asks_is_read_the_same_with_and_without_a_search(directory: Directory) -> None:
    question = Question("my son is 12 and can't sleep, counselling near walthamstow in Urdu with a woman")
    assert directory.person(question) == directory.ask(question).person


def test_state_stays_while_nothing_changes(directory: Directory) -> None:
    before = directory.state()
    directory.ask(Question("anxiety"))
    assert directory.state() == before
