"""The consult screen: any shorthand in, rows out, a sheet in a few keys, and nothing about the patient anywhere."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from signpost.models import WaitingTime
from signpost.settings import read_settings
from signpost.understanding.interface import NeedMatch, Understanding
from signpost.understanding.understand import understand
from tests.factories import make_service
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker
from webui.chips import SURE_ENOUGH
from webui.consult.practices import practices_like
from webui.consult.rows import accepts_gp, referral, wait
from webui.consult.shorthand import spelled_out, unclear_starts


def consult(client: FlaskClient, **fields: str) -> TestResponse:
    """Send the form and open the rows."""
    answer = client.post("/consult", data={"age": "", "near": "", "q": "", "route": "", **fields})
    assert answer.status_code == 303
    return client.get(answer.location)


def knows(words: str) -> Understanding:
    return Understanding(needs=(NeedMatch("ocd", 0.9),) if words == "ocd" else ())


def test_crisis_line_stands_above_everything(client: FlaskClient) -> None:
    for page in (client.get("/consult").text, consult(client, q="sleep", near="Sale").text):
        assert page.index("Danger to life") < page.index("<h1>")
        assert 'href="tel:111"' in page


def test_professional_asks_and_nothing_typed_stands_in_address_or_title(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    answer = client.post("/consult", data={"age": "15", "near": "Sale", "q": "sleep zebra", "route": ""})
    assert "zebra" not in answer.location
    assert "Sale" not in answer.location
    page = client.get(answer.location).text
    assert (fake.asked[-1].who, fake.asked[-1].age, fake.asked[-1].limit) == ("professional", 15, 20)
    assert "zebra" not in page[: page.index("</title>")]


def test_row_says_who_refers_and_how_long_the_wait_is(client: FlaskClient) -> None:
    page = " ".join(consult(client, q="sleep").text.split())
    assert "GP or professional, self-referral" in page
    assert "About 6 weeks" in page
    assert "as of 5 January 2026, old" in page


@pytest.mark.parametrize(
    ("routes", "accepts", "words"),
    [
        (("gp", "self"), "yes", "GP or professional, self-referral"),
        (("professional",), "yes", "GP or professional"),
        (("self",), "not needed", "Self-referral. No GP letter needed"),
        (("school",), "no", "School"),
        ((), "not told", "Not told: ring first"),
    ],
)
def test_referral_is_said_plainly_and_untold_is_never_no(
    routes: tuple[str, ...], accepts: str, words: str
) -> None:
    service = make_service(referral=routes)
    assert (accepts_gp(service), referral(service)) == (accepts, words)


def test_wait_without_a_date_is_said_to_be_undated() -> None:
    assert wait(make_service(waiting_time=WaitingTime("4 weeks")), date(2026, 1, 1)) == ("4 weeks", "undated")
    assert wait(make_service(), date(2026, 1, 1)) == ("Not told", "")


def test_ticked_services_become_a_sheet_in_one_step(client: FlaskClient, fake: FakeDirectory) -> None:
    picked = [fake.listed[0].id, fake.listed[2].id]
    answer = client.post("/consult/sheet", data={"pick": picked, "to": "sheet"})
    assert answer.status_code == 303
    assert answer.location.startswith("/plan/")
    sheet = client.get(answer.location).text
    assert fake.listed[0].name in sheet
    assert fake.listed[2].name in sheet
    shared = client.post("/consult/sheet", data={"pick": picked, "to": "share"}).location
    target = shared.partition("#")[2]
    assert f'id="{target}"' in client.get(shared).text


def test_sheet_without_a_tick_leads_back_and_says_why(client: FlaskClient, fake: FakeDirectory) -> None:
    token = client.post("/consult", data={"q": "sleep", "route": ""}).location.split("/")[2].partition("#")[0]
    back = client.post("/consult/sheet", data={"sealed": token, "pick": ["nope"]})
    assert "Tick at least one service" in client.get(back.location).text
    assert client.post("/consult/sheet", data={}).location == "/consult"


def test_clinical_system_may_open_it_with_coarse_values(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get("/consult?age=14-15&area=M33&need=sleep").text
    asked = fake.asked[-1]
    assert (asked.age, asked.near, asked.filters.need, asked.who) == (15, "M33", ("sleep",), "professional")
    assert "2 services" in page


@pytest.mark.parametrize("query", ["age=15", "area=M33+6WT", "need=zebra", "q=sad", "near=Sale", "name=Ann"])
def test_nothing_finer_or_freer_is_read_from_an_address(
    client: FlaskClient, fake: FakeDirectory, query: str
) -> None:
    page = client.get(f"/consult?{query}").text
    assert fake.asked == []
    assert "In a consultation" in page


def test_practice_is_found_by_code_and_by_name() -> None:
    settings = read_settings({})
    assert [each.name for each in practices_like("a81004", settings)] == ["Acklam Medical Centre"]
    assert [each.postcode for each in practices_like("Acklam Medical Centre", settings)] == ["TS5 8SB"]
    assert 1 < len(practices_like("densham", settings)) + len(practices_like("Park Surgery", settings)) <= 20
    assert practices_like("surgery", settings) == ()
    assert practices_like("Z99999", settings) == ()


def test_practice_stands_for_its_place(client: FlaskClient, fake: FakeDirectory) -> None:
    consult(client, near="A81004")
    assert fake.asked[-1].near == "TS5 8SB"


def test_a_misspelt_town_is_said_and_can_be_refused(client: FlaskClient, fake: FakeDirectory) -> None:
    page = consult(client, near="Keithly").text
    assert "Showing results near <strong>Keighley</strong>" in page
    assert 'name="drop" value="spelling"' in page


def test_the_name_of_a_practice_is_no_misspelt_town(client: FlaskClient, fake: FakeDirectory) -> None:
    page = consult(client, near="Ashville").text
    assert "Showing results near" not in page
    assert "Which practice?" in page
    assert fake.asked[-1].ignore == ("spelling",)


def test_shorthand_is_spelled_out_and_beginnings_completed() -> None:
    assert spelled_out("EUPD traits", knows) == "emotion dysregulation traits"
    assert spelled_out("sle/ocd", knows) == "sleep, ocd"
    assert spelled_out("an", knows) == "an"
    assert [need.id for need in unclear_starts("an", knows)[0].needs] == ["anxiety", "anger-behaviour"]
    assert unclear_starts("ocd, sleep", knows) == ()


@pytest.mark.parametrize(
    ("written", "need"),
    [
        ("GAD", "anxiety"),
        ("EUPD traits", "anger-behaviour"),
        ("school refusal", "school-exams-attendance"),
        ("DSH", "self-harm"),
        ("ASD", "autism-neurodiversity"),
        ("ARFID", "eating-problems"),
        ("FEP", "psychosis"),
        ("sl", "sleep"),
        ("MDD", "low-mood-depression"),
    ],
)
def test_words_of_notes_are_understood(written: str, need: str) -> None:
    assert need in [each.id for each in understand(spelled_out(written, understand)).needs]


@pytest.mark.parametrize(
    ("written", "both"),
    [
        ("GAD, school refusal", {"anxiety", "school-exams-attendance"}),
        ("EUPD traits, GAD", {"anger-behaviour", "anxiety"}),
        ("MDD, GAD", {"low-mood-depression", "anxiety"}),
        ("DSH, GAD", {"self-harm", "anxiety"}),
    ],
)
def test_each_of_two_notes_is_sure_enough_to_be_shown_and_searched(written: str, both: set[str]) -> None:
    understood = understand(spelled_out(written, understand))
    assert both <= {need.id for need in understood.needs if need.score >= SURE_ENOUGH}


def test_unclear_beginning_is_chosen_by_one_click(client: FlaskClient, fake: FakeDirectory) -> None:
    page = consult(client, q="an, bullying")
    token = next(
        str(given["value"]) for tag, given in Checker(page.text).tags if given.get("name") == "sealed"
    )
    assert 'name="pick" value="anger-behaviour"' in page.text
    answer = client.post("/consult", data={"sealed": token, "instead": "an", "pick": "anger-behaviour"})
    client.get(answer.location)
    assert fake.asked[-1].words == "anger and behaviour, bullying"


def test_page_is_sound_and_every_field_has_a_label(client: FlaskClient) -> None:
    for page in (client.get("/consult"), consult(client, q="sleep", near="Sale", age="15")):
        checked = Checker(page.text)
        assert checked.faults == []
        labelled = {given.get("for") for tag, given in checked.tags if tag == "label"}
        fields = [g for tag, g in checked.tags if tag in ("input", "select") and g.get("type") == "text"]
        assert {field["id"] for field in fields} <= labelled
        assert {field.get("autocomplete") for field in fields} == {"off"}
