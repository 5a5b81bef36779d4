"""The pages for many listings at once: template, dry run, sending, and files that are too much."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from signpost.listings.bulk import read_file
from signpost.listings.bulk.csv_files import read_csv
from tests.listings.fakes import YOUTH, Office, listed
from tests.webui.listing_desk import Person, Site, desk_site
from tests.webui.pages import Checker
from webui.provide.template import labels, template_rows

ROWS = "name,summary,areas,needs\nNight Kitchen,Cook.,Trafford,anxiety\nSale Youth Counselling,New.,,\nClub,Tea.,Atlantis,slepp\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


@pytest.fixture
def desk(site: Site) -> Office:
    return site.desk


@pytest.fixture
def pat(site: Site) -> Person:
    return site.person(site.desk.pat)


def send(person: Person, data: bytes | str, name: str = "ours.csv", **more: str) -> TestResponse:
    person.get("/manage/bulk")
    body = data.encode() if isinstance(data, str) else data
    form = {"csrf": person.token(), "organisation": YOUTH.id, "file": (io.BytesIO(body), name)} | more
    person.page = person.client.post(
        "/manage/bulk", data=form, base_url=person.base_url, content_type="multipart/form-data"
    )
    return person.page


def shown_in(html: str) -> str:
    return html.split('name="shown" value="')[1].split('"')[0]


def take(person: Person, path: str, html: str, *rows: str, **more: str) -> TestResponse:
    data = MultiDict({"csrf": person.token(), "shown": shown_in(html), **more})
    for row in rows:
        data.add("row", row)
    person.page = person.client.post(path, data=data, base_url=person.base_url)
    return person.page


def test_a_file_goes_from_the_dry_run_to_the_queue(desk: Office, pat: Person) -> None:
    answer = send(pat, ROWS)
    assert answer.status_code == 303
    page = pat.follow(answer)
    assert "1 cannot be taken yet, 1 would change, 1 would be new" in " ".join(page.text.split())
    assert "We do not know “slepp”. Do you mean “sleep”?" in page.text
    assert "We do not know an area called “Atlantis”." in page.text
    assert (
        page.text.count(" checked>") == 2
    )  # The two that can go; to vouch for all else is a tick of its own.
    assert desk.listings.drafts.of(desk.pat) == ()
    done = take(pat, answer.location, page.text, "2", "3", still_right="yes")
    assert done.status_code == 303
    assert "A moderator looks at each one" in pat.follow(done).text
    assert len(desk.listings.review.queue(desk.mo)) == 2
    assert pat.get(answer.location).status_code == 404


def test_a_listing_that_changed_meanwhile_is_shown_again_and_ticks_are_kept(
    desk: Office, pat: Person
) -> None:
    answer = send(pat, ROWS)
    page = pat.follow(answer)
    desk.import_council(listed(summary="The council says."))
    again = take(pat, answer.location, page.text, "3")
    assert again.status_code == 409
    assert "Something has changed since you looked" in again.text
    assert "The council says." in again.text
    assert again.text.count(" checked>") == 1
    assert desk.listings.review.queue(desk.mo) == ()


def test_no_tick_and_no_file_say_what_to_do(pat: Person) -> None:
    answer = send(pat, ROWS)
    page = pat.follow(answer)
    assert "Tick at least one row" in take(pat, answer.location, page.text).text
    assert "Choose a file first" in send(pat, "", "").text
    assert "Take the template" in send(pat, "colour\nred\n").text


def test_a_file_can_be_thrown_away(desk: Office, pat: Person) -> None:
    answer = send(pat, ROWS)
    page = pat.follow(answer)
    done = take(pat, answer.location, page.text, discard="1")
    assert "thrown away" in pat.follow(done).text
    assert pat.get(answer.location).status_code == 404


def test_script_in_a_file_is_shown_as_text(pat: Person) -> None:
    page = pat.follow(
        send(pat, "name,<b>x</b>,url\n<script>alert(1)</script>,y,javascript:alert(1)\n", "<img src=x>.csv")
    )
    for bad in ("<script>alert", "<b>x", "<img src=x", 'href="javascript'):
        assert bad not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_sent_back_as_it_is_holds_no_listing(pat: Person, kind: str) -> None:
    page = pat.get(f"/manage/bulk/template.{kind}")
    assert page.headers["Content-Disposition"] == f'attachment; filename="signpost-template.{kind}"'
    assert "There is no listing in this file" in send(pat, page.data, f"template.{kind}").text


def test_the_example_of_the_template_could_be_sent(pat: Person) -> None:
    header, _, example = template_rows()
    lines = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (header, ["", *example[1:]]))
    page = pat.follow(send(pat, lines))
    assert "1 row: 1 would be new" in " ".join(page.text.split())


def test_every_column_of_the_template_is_explained(pat: Person) -> None:
    rows = list(read_csv(pat.get("/manage/bulk/template.csv").data))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(len(cell) > 5 for cell in rows[1])
    assert set(rows[0]) - {"id"} <= labels().keys() | {"place_2_name"}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_ones_own_listings_are_taken_away_and_nobody_elses(pat: Person, kind: str) -> None:
    page = pat.get(f"/manage/bulk/listings.{kind}")
    found = read_file(page.data, {}).rows
    assert [row.typed["name"] for row in found] == ["Sale Youth Counselling"]
    assert "attachment" in page.headers["Content-Disposition"]
    assert "1 the same already" in " ".join(pat.follow(send(pat, page.data, f"ours.{kind}")).text.split())


@pytest.mark.parametrize(
    "path", ["/manage/bulk/template.exe", "/manage/bulk/listings.xml", "/manage/bulk/nothing"]
)
def test_other_kinds_are_not_there(pat: Person, path: str) -> None:
    assert pat.get(path).status_code == 404


def test_a_file_for_another_organisation_is_refused(desk: Office, pat: Person) -> None:
    assert send(pat, ROWS, organisation="org-other").status_code == 404


@pytest.mark.parametrize(
    ("signed_in", "bytes_sent", "status"), [(True, 3_000_000, 413), (False, 100_000, 413)]
)
def test_only_people_who_are_signed_in_send_more_than_a_form_and_nobody_too_much(
    site: Site, signed_in: bool, bytes_sent: int, status: int
) -> None:
    person = site.person(site.desk.pat if signed_in else None)
    person.get("/manage/join")
    head = f'--cut\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{person.token()}\r\n--cut\r\n'
    file = 'Content-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n'
    body = (head + file).encode() + b"x" * bytes_sent + b"\r\n--cut--\r\n"
    answer = person.client.post(
        "/manage/bulk", data=body, base_url=person.base_url, content_type="multipart/form-data; boundary=cut"
    )
    assert answer.status_code == status
    assert "parts" in answer.text


def test_a_long_form_elsewhere_is_still_refused(site: Site, pat: Person) -> None:
    pat.get("/manage/bulk")
    answer = pat.post("/manage/listings/new", {"organisation": "x" * 100_000})
    assert answer.status_code == 413


def test_every_page_is_sound_html(pat: Person) -> None:
    for page in (pat.get("/manage/bulk"), send(pat, "colour\n"), pat.follow(send(pat, ROWS))):
        assert Checker(page.text).faults == []


def test_a_moderator_sends_a_file_for_an_organisation_that_they_help(site: Site, desk: Office) -> None:
    mo = site.person(desk.mo)
    page = mo.get(f"/manage/bulk?organisation={YOUTH.id}")
    assert "Many at once for Sale Youth" in page.text
    assert Checker(page.text).faults == []
    table = list(read_csv(mo.get(f"/manage/bulk/listings.csv?organisation={YOUTH.id}").data))
    assert [row[0] for row in table[1:]] == [listed().id]
    looked = mo.follow(send(mo, ROWS))
    assert looked.status_code == 200
    done = take(mo, looked.request.path, looked.text, "2", "3")
    assert "A moderator looks at each one" in mo.follow(done).text
    assert {each.author_id for each in desk.store.drafts.submitted()} == {desk.mo.id}
    assert len(desk.store.drafts.submitted()) == 2


def test_a_file_of_a_moderator_shows_and_changes_nothing_that_an_organisation_still_writes(
    site: Site, desk: Office
) -> None:
    draft = desk.edit(desk.pat, {"summary": "Zanzibar."})
    desk.listings.drafts.begin(desk.pat, YOUTH.id, {"name": "Night Kitchen", "summary": "Zanzibar."})
    mo = site.person(desk.mo)
    looked = mo.follow(send(mo, ROWS))
    assert "Somebody is changing this listing just now" in looked.text
    assert "Zanzibar" not in looked.text
    take(mo, looked.request.path, looked.text, "2", "3")
    assert desk.store.drafts.by_id(draft.id) == draft
    assert [each.author_id for each in desk.store.drafts.submitted()] == [desk.mo.id]


def test_nobody_sends_or_takes_a_file_for_an_organisation_that_is_not_theirs(
    site: Site, desk: Office
) -> None:
    far = desk.here.accounts.people.add(
        "far@x.example", by="test", roles=["moderator"], area_codes=["E08000003"]
    )
    for account in (desk.olu, far):
        person = site.person(account)
        assert "Sale Youth" not in person.get(f"/manage/bulk?organisation={YOUTH.id}").text
        assert person.get(f"/manage/bulk/listings.csv?organisation={YOUTH.id}").status_code == 404
        assert send(person, ROWS).status_code == 404
