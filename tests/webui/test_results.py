"""The results page: help first when due, what was understood, lanes, filters, pages."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from signpost.directory import Found
from signpost.eligibility import CanUse
from signpost.models import ServiceArea
from signpost.search.interface import Filters, Hit
from tests.factories import make_service
from tests.webui.fakes import HOSTILE, FakeDirectory
from tests.webui.pages import Checker, ask, results
from webui import phrases


def token_of(address: str) -> str:
    return address.removeprefix("/results/").partition("?")[0]


def change(client: FlaskClient, address: str, **fields: str) -> str:
    """Send one of the forms of a results page and give the new page."""
    return client.get(client.post("/search", data={"sealed": token_of(address), **fields}).location).text


def test_count_is_the_heading_and_cards_are_an_ordered_list(client: FlaskClient) -> None:
    page = results(client).text
    assert re.search(r"<h1>23 services", page)
    assert page.count('<li class="card">') == 10
    assert '<ol class="cards" start="1">' in page


def test_help_comes_before_the_results_and_does_not_replace_them(client: FlaskClient) -> None:
    page = results(client, "i want to die", near="Sale", age="15").text
    assert page.index('class="crisis') < page.index("<h1") < page.index('class="card"')
    assert page.count('<li class="card">') == 10


@pytest.mark.parametrize(
    ("words", "who", "heading"),
    [
        ("i want to die", "", "That sounds really hard"),
        ("i took an overdose", "", "Please get help right now"),
        ("my daughter want to die", "", "If you are worried about someone"),
        ("lost my brother to suicide", "", "We are so sorry"),
        ("patient want to die", "professional", "Urgent routes"),
    ],
)
def test_panel_speaks_to_the_one_who_asks(client: FlaskClient, words: str, who: str, heading: str) -> None:
    assert heading in results(client, words, who=who).text


def test_no_panel_without_risk(client: FlaskClient) -> None:
    assert 'class="crisis' not in results(client, "cant sleep").text


def test_overdose_puts_999_before_everything_else(client: FlaskClient) -> None:
    panel = results(client, "i took an overdose").text.partition('class="crisis')[2]
    assert panel.index('href="tel:999"') < panel.index('class="routes"')


def test_whoever_is_in_danger_999_comes_before_listening(client: FlaskClient) -> None:
    panel = results(client, "my daughter took an overdose").text.partition('class="crisis')[2]
    assert "call 999 or go to A&amp;E now" in panel
    assert "ask straight out how they are" not in panel


def test_concern_offers_talk_text_and_nhs_and_ends_with_999(client: FlaskClient) -> None:
    panel = re.search(
        r'<section class="crisis.*?</section>',
        results(client, "want to die", near="Sale", age="15").text,
        re.S,
    )
    assert panel
    links = [link for link in Checker(panel[0]).links if link.startswith(("tel:", "sms:"))]
    assert links == ["tel:08001111", "sms:85258?&body=SHOUT", "tel:111", "tel:999"]


def test_unknown_nation_names_every_nations_nhs_route(client: FlaskClient) -> None:
    panel = results(client, "want to die").text.partition('class="crisis')[2].partition("</section>")[0]
    assert "In Northern Ireland call Lifeline" in panel
    assert "Breathing Space" not in panel


def test_unconfirmed_hours_are_not_shown(client: FlaskClient) -> None:
    page = client.get("/help-now").text
    assert "to be confirmed" not in page
    assert "show no hours" not in page


def test_every_dialled_number_is_the_number_shown(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in ("/help-now", ask(client, "want to die").location, f"/service/{fake.listed[0].id}"):
        found = re.findall(r'href="tel:([+\d]+)">([^<]*)<', client.get(path).text)
        assert found
        shown = {(dialled, re.sub(r"\D", "", text)) for dialled, text in found if text.strip()}
        assert all(dialled == digits for dialled, digits in shown), shown


def test_understood_parts_are_chips_that_can_be_removed_and_brought_back(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    address = ask(client, "sleep before exam").location
    assert 'value="need:sleep">Sleep' in client.get(address).text
    without = change(client, address, drop="need:sleep")
    assert fake.asked[-1].ignore == ("need:sleep",)
    assert 'name="keep" value="need:sleep"' in without
    assert 'name="drop" value="need:stress"' in without


def test_filters_and_words_travel_sealed(client: FlaskClient, fake: FakeDirectory) -> None:
    page = change(client, ask(client, "cant sleep").location, filters="1", need="sleep")
    assert fake.asked[-1].filters == Filters(need=("sleep",))
    assert fake.asked[-1].words == "cant sleep"
    assert "2 services" in page
    assert 'value="filter:need:sleep"' in page


def test_count_beside_a_filter_is_what_a_click_gives(client: FlaskClient) -> None:
    address = ask(client, "cant sleep").location
    counts = dict(
        re.findall(
            r'name="need" value="([\w-]+)".*?aria-hidden="true">(\d+)<',
            client.get(address).text,
            re.S,
        )
    )
    assert counts
    for need, count in counts.items():
        assert re.search(rf"<h1>{count} service", change(client, address, filters="1", need=need)), need


def test_place_of_many_is_asked_kindly_and_hides_nothing(client: FlaskClient, fake: FakeDirectory) -> None:
    address = ask(client, "someone to talk to", near="Newport").location
    page = client.get(address).text
    assert "Which one do you mean?" in page
    assert page.count('<li class="card">') == 10
    chosen = change(client, address, near="Newport, Wales")
    assert fake.asked[-1].near == "Newport, Wales"
    assert "near Newport, Wales" in chosen


def test_misspelt_place_gets_suggestions(client: FlaskClient) -> None:
    page = results(client, near="walthamstoe").text
    assert "We could not find that place" in page
    assert 'name="near" value="Walthamstow"' in page


def test_mended_spelling_can_be_refused(client: FlaskClient, fake: FakeDirectory) -> None:
    address = ask(client, "anxeity").location
    assert "Showing results for <strong>anxiety</strong>" in client.get(address).text
    page = change(client, address, drop="spelling")
    assert "Showing results for" not in page
    assert fake.asked[-1].words == "anxeity"


def test_a_place_that_was_read_otherwise_is_said_and_can_be_refused(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    address = ask(client, "anxeity", near="Keithly").location
    page = client.get(address).text
    assert "Showing results near <strong>Keighley</strong>" in page
    assert "Search instead for “anxeity, Keithly”" in page
    assert "Showing results" not in change(client, address, drop="spelling")
    assert (fake.asked[-1].words, fake.asked[-1].near) == ("anxeity", "Keithly")


def test_a_word_that_is_a_town_is_a_plain_choice(client: FlaskClient, fake: FakeDirectory) -> None:
    address = ask(client, "sale of zebras").location
    page = client.get(address).text
    assert "Did you mean the town of Sale?" in page
    assert 'name="q" value="of zebras"' in page
    town = fake.locate("Sale").label
    assert f'name="near" value="{town}"' in page
    chosen = client.post("/search", data={"sealed": token_of(address), "q": "of zebras", "near": town})
    assert "zebras" not in chosen.location
    assert "Did you mean the town" not in client.get(chosen.location).text
    assert (fake.asked[-1].words, fake.asked[-1].near) == ("of zebras", town)


def test_a_place_typed_anew_may_be_misspelt_again(client: FlaskClient, fake: FakeDirectory) -> None:
    address = ask(client, near="Xyzzy").location
    refused = client.post("/search", data={"sealed": token_of(address), "drop": "spelling"})
    change(client, refused.location, near="Keithly")
    assert fake.asked[-1].ignore == ()


def test_what_was_loosened_is_said(client: FlaskClient) -> None:
    page = change(client, ask(client, near="Sale").location, filters="1", within="1")
    assert "We looked up to 15 miles away." in page
    assert "within 1 mile" in page


def test_unreadable_age_is_said_and_hides_nothing(client: FlaskClient, fake: FakeDirectory) -> None:
    page = results(client, age="fifteen").text
    assert "We could not read the age" in page
    assert fake.asked[-1].age is None
    assert '<li class="card">' in page


def test_order_can_be_chosen_only_where_distance_means_something(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    assert 'name="sort"' not in results(client).text
    address = ask(client, near="Sale").location
    assert 'name="sort" value="distance" aria-pressed="false"' in client.get(address).text
    assert 'value="distance" aria-pressed="true"' in change(client, address, sort="distance")


def test_pages_are_real_links_and_their_end_is_the_end(client: FlaskClient) -> None:
    address = ask(client).location
    assert f'href="{address}?page=2"' in client.get(address).text
    last = client.get(f"{address}?page=3").text
    assert last.count('<li class="card">') == 3
    assert '<ol class="cards" start="21">' in last
    assert client.get(f"{address}?page=4").status_code == 404
    assert client.get(f"{address}?page=-1").status_code == 200
    assert client.get(f"{address}?page=nonsense").status_code == 200


def test_nothing_found_is_kind_and_has_ways_on(client: FlaskClient, fake: FakeDirectory) -> None:
    fake.listed = ()
    page = results(client).text
    assert "We found nothing that fits" in page
    assert 'href="/needs"' in page
    assert 'href="/help-now"' in page


def test_empty_question_leads_back_home_with_a_hint(client: FlaskClient) -> None:
    answer = client.post("/search", data={"q": "  ", "near": "", "age": ""})
    assert answer.location == "/?note=words"
    assert "Tell us a little first" in client.get(answer.location).text


def test_who_asks_is_carried_into_the_question(client: FlaskClient, fake: FakeDirectory) -> None:
    assert 'name="who" value="parent-carer"' in client.get("/?who=parent-carer").text
    results(client, who="parent-carer")
    assert fake.asked[-1].who == "parent-carer"


def test_too_long_a_form_is_refused_calmly(client: FlaskClient) -> None:
    answer = client.post("/search", data={"q": "a" * 200_000})
    assert answer.status_code == 413
    assert "too long for us" in answer.text


def test_long_words_are_used_in_part_and_it_says_so(client: FlaskClient) -> None:
    assert "we read the first part only" in results(client, "sad and tired " * 400).text


def test_hostile_listing_stays_text(client: FlaskClient, fake: FakeDirectory) -> None:
    hostile = fake.listed[3]
    for page in (results(client).text, client.get(f"/service/{hostile.id}").text, client.get("/about").text):
        assert HOSTILE not in page
        assert "<script>" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "&lt;script&gt;" in page or "Hostile" not in page


def test_hostile_words_stay_text(client: FlaskClient) -> None:
    page = results(client, HOSTILE, near=HOSTILE).text
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_an_area_that_nobody_named_is_not_called_yours_without_a_place(client: FlaskClient) -> None:
    service = make_service(service_areas=(ServiceArea("", "other"),))
    hit = Hit(service.id, "area", None, 1.0, {}, ())
    assert phrases.where(Found(service, hit, CanUse("maybe", ()))) == "Your area"
    assert phrases.where(Found(service, hit, CanUse("maybe", ()), place_known=False)) == ""


def test_a_parent_is_not_told_that_a_parent_has_to_ask(client: FlaskClient, fake: FakeDirectory) -> None:
    fake.listed = (make_service(referral=("parent-carer",)),)
    assert "A parent or carer has to ask for you" in results(client, "cant sleep").text
    page = results(client, "cant sleep", who="parent-carer").text
    assert "A parent or carer has to ask" not in page
    assert "You can contact them yourself" in page


def test_no_lead_promises_hours_that_nobody_checked(client: FlaskClient) -> None:
    panel = results(client, "lost my brother to suicide", age="9").text.partition('class="crisis')[2]
    assert "Childline" in panel
    assert "day or night" not in panel.partition("<ul")[0]
