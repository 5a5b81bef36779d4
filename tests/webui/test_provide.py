"""An organisation's people fill in the form: in steps, without scripts, and nothing that they typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from signpost.listings.form import STEPS
from tests.listings.fakes import NEW, OTHER, YOUTH, Office, listed
from tests.webui.fakes import HOSTILE
from tests.webui.listing_desk import Person, Site, desk_site
from tests.webui.pages import Checker


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


def begin(pat: Person) -> str:
    """Begin a new listing; give the path of its check."""
    pat.get("/manage/listings")
    answer = pat.post("/manage/listings/new", {"organisation": YOUTH.id})
    return str(answer.location).removesuffix("/name")


def test_a_listing_goes_from_first_word_to_published(site: Site, pat: Person) -> None:
    path = begin(pat)
    for step in STEPS:
        typed = {
            key: value
            for key, value in NEW.items()
            if key in step.keys or (key.startswith("place_") and step.id == "where")
        }
        answer = pat.fill(f"{path}/{step.id}", typed)
        assert answer.status_code == 303, step.id
    assert answer.location == path
    assert pat.fill(path, {"submit": "1"}).location == "/manage/listings?note=submitted"
    draft = site.desk.store.drafts.submitted()[0]
    assert site.desk.listings.review.approve(draft.id, draft.revision, by=site.desk.mo).published
    assert "Night Kitchen" in site.person(None).get(f"/service/{draft.service_id}").text


def test_what_is_wrong_is_kept_and_said_at_its_field(pat: Person) -> None:
    path = begin(pat)
    page = pat.fill(f"{path}/reach", {"telephone": "just ring", "email": "hello@saleyouth.org.uk"})
    assert page.status_code == 422
    assert ">just ring</textarea>" in page.text
    assert "is not a UK telephone number" in page.text
    assert ">hello@saleyouth.org.uk</textarea>" in pat.get(f"{path}/reach").text


def test_one_can_go_on_with_something_wrong_but_not_send_it(pat: Person) -> None:
    path = begin(pat)
    pat.fill(f"{path}/name", {"name": "Night Kitchen"})
    assert pat.fill(f"{path}/reach", {"telephone": "just ring", "later": "1"}).status_code == 303
    page = pat.fill(path, {"submit": "1"})
    assert page.status_code == 422
    assert "Some answers need another look first." in page.text
    assert f'{path}/reach">Telephone</a>' in page.text


def test_every_question_explains_itself(pat: Person) -> None:
    path = begin(pat)
    for step in STEPS:
        html = pat.get(f"{path}/{step.id}").text
        checked = Checker(html)
        assert checked.faults == []
        assert "Example:" in html or step.id in ("needs",)


def test_a_second_tab_loses_nothing(pat: Person) -> None:
    path = begin(pat)
    second = pat.get(f"{path}/name").text
    pat.fill(f"{path}/name", {"name": "From the first tab"})
    page = pat.send(f"{path}/name", second, {"name": "From the second tab"})
    assert page.status_code == 409
    assert 'value="From the second tab"' in page.text
    assert "From the first tab" in page.text
    assert pat.send(f"{path}/name", page.text, {"name": "From the second tab"}).status_code == 303


def test_more_places_can_be_added_and_taken_out(desk: Office, pat: Person) -> None:
    path = begin(pat)
    answer = pat.fill(f"{path}/where", {"place_1_postcode": "M33 6WT", "add_place": "1"})
    assert answer.location == f"{path}/where#places"
    answer = pat.fill(f"{path}/where", {"place_1_postcode": "M33 6WT", "place_2_postcode": "M33 7ZZ"})
    draft = desk.listings.drafts.of(desk.pat)[0]
    assert len(desk.listings.drafts.proposal(draft).after.locations) == (
        2 if answer.status_code == 303 else 1
    )
    pat.fill(f"{path}/where", {"place_1_postcode": "", "place_2_postcode": "M33 6WT"})
    draft = desk.listings.drafts.of(desk.pat)[0]
    assert [place.postcode for place in desk.listings.drafts.proposal(draft).after.locations] == ["M33 6WT"]


def test_the_check_says_what_is_missing_and_why(pat: Person) -> None:
    path = begin(pat)
    pat.fill(f"{path}/name", {"name": "Night Kitchen"})
    html = pat.get(path).text
    assert "How to start" in html
    assert "Not knowing the first step is what stops most people." in html
    assert "The oldest age" in html


def test_the_engine_suggests_needs_with_its_reason(pat: Person) -> None:
    path = begin(pat)
    pat.fill(
        f"{path}/name",
        {"name": "Night Kitchen", "description": "A bereavement group after somebody has died."},
    )
    html = pat.get(f"{path}/needs").text
    assert "because you write “bereavement" in html


def test_hints_are_no_walls(pat: Person) -> None:
    path = begin(pat)
    hard = "Our multi-agency team delivers holistic interventions to service users. Please ring for details of eligibility."
    answer = pat.fill(f"{path}/name", {"name": "Night Kitchen", "description": hard})
    assert answer.status_code == 303
    html = pat.get(f"{path}/name").text
    assert "“holistic” is a word of the trade" in html
    assert "many young people will not" in html


def test_one_can_try_whether_words_find_it(pat: Person) -> None:
    path = begin(pat)
    pat.fill(f"{path}/name", {"name": "Night Kitchen"})
    pat.fill(f"{path}/needs", {"needs": ["anxiety"]})
    assert "cant stop worrying" in pat.get(path).text
    assert "Yes, this would find it." in pat.fill(path, {"words": "I cant stop worrying"}).text
    assert "No, this would not find it." in pat.fill(path, {"words": "my dog died"}).text


def test_the_preview_is_the_page_that_visitors_get(pat: Person) -> None:
    path = begin(pat)
    pat.fill(f"{path}/name", {"name": "Night Kitchen", "summary": "Cook and talk."})
    html = pat.get(f"{path}/page").text
    assert "Only you see this." in html
    assert "<h1>Night Kitchen</h1>" in html
    assert "Can I use this?" in html


def test_script_in_any_field_is_shown_as_text(site: Site, desk: Office, pat: Person) -> None:
    path = begin(pat)
    keys = [
        key
        for step in STEPS
        for key in step.keys
        if key not in ("places", "needs", "thrive", "access", "referral", "who_for")
    ]
    draft = desk.listings.drafts.of(desk.pat)[0]
    desk.listings.drafts.save(desk.pat, draft.id, dict.fromkeys(keys, HOSTILE), draft.revision)
    for page in (path, f"{path}/page", *(f"{path}/{step.id}" for step in STEPS), "/manage/listings"):
        html = pat.get(page).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a@b.example", "ftp://x.org"],
)
def test_only_web_addresses_become_links(pat: Person, address: str) -> None:
    path = begin(pat)
    assert pat.fill(f"{path}/reach", {"url": address}).status_code == 422


def test_no_other_field_can_be_slipped_in(desk: Office, pat: Person) -> None:
    path = begin(pat)
    extra = {"name": "Night Kitchen", "status": "approved", "assured_date": "2099-01-01", "organisation_id": "org-other",
             "telephone": "0161 912 3456", "provider_id": "national", "state": "approved", "still_right": "yes"}  # fmt: skip
    pat.fill(f"{path}/name", extra)
    draft = desk.listings.drafts.of(desk.pat)[0]
    assert (draft.state, draft.organisation_id, draft.form["telephone"]) == ("draft", YOUTH.id, "")
    assert not {"assured_date", "provider_id", "still_right"} & set(draft.form)


def test_a_form_without_the_token_changes_nothing(desk: Office, pat: Person) -> None:
    path = begin(pat)
    answer = pat.client.post(f"{path}/name", data={"name": "Forged", "revision": "1"}, base_url=pat.base_url)
    assert answer.status_code == 400
    assert desk.listings.drafts.of(desk.pat)[0].form["name"] == ""


def test_one_button_says_that_everything_is_still_right(site: Site, desk: Office, pat: Person) -> None:
    pat.get("/manage/listings")
    assert pat.post(f"/manage/listings/{listed().id}/still-right").status_code == 303
    assert desk.service.assured_date == desk.listings.desk.today()
    assert "Last checked 22 November 2026" in site.person(None).get(f"/service/{listed().id}").text


def test_changing_an_imported_listing_touches_nothing_else(desk: Office, pat: Person) -> None:
    before = desk.service
    pat.get("/manage/listings")
    path = str(pat.post(f"/manage/listings/{before.id}/edit").location)
    pat.send(
        f"{path}/name",
        pat.get(f"{path}/name").text,
        {"name": before.name, "summary": "New words.", "description": before.description},
    )
    draft = desk.listings.drafts.of(desk.pat)[0]
    assert [change.field for change in desk.listings.drafts.proposal(draft).changes] == ["summary"]


def test_a_listing_can_be_asked_away_and_kept_after_all(desk: Office, pat: Person) -> None:
    answer = pat.fill(f"/manage/listings/{listed().id}/withdraw", {"reason": "We have closed."})
    assert answer.status_code == 303
    draft = desk.store.drafts.submitted()[0]
    assert (draft.kind, draft.reason) == ("withdraw", "We have closed.")
    page = pat.get("/manage/listings").text
    pat.send(f"/manage/drafts/{draft.id}/keep", page)
    assert desk.store.drafts.submitted() == ()


def test_every_page_is_sound_html(site: Site, pat: Person) -> None:
    path = begin(pat)
    for page in ("/manage/listings", path, f"{path}/page", f"/manage/listings/{listed().id}/withdraw"):
        assert Checker(pat.get(page).text).faults == []


def test_the_link_of_a_reminder_needs_no_signing_in_and_a_look_spends_nothing(
    site: Site, desk: Office
) -> None:
    desk.clock.forward(days=4000)
    desk.listings.reminders.send()
    mail = next(mail for mail in desk.mails() if mail.to == desk.pat.email)
    path = mail.body[mail.body.index("/manage/still-right/") :].split()[0]
    stranger = site.person(None)
    for _ in range(3):
        html = stranger.get(path).text
    assert "Everything is still right" in html
    assert Checker(html).faults == []
    answer = stranger.send(path, html)
    assert "1 listing says now that it was checked today" in answer.text
    assert stranger.get(path).status_code == 410
    assert desk.service.assured_date == desk.listings.desk.today()


def test_previews_are_framed_by_this_site_alone_and_nothing_else_is(pat: Person) -> None:
    path = begin(pat)
    check = pat.get(path)
    assert "frame-src 'self'" in check.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in check.headers["Content-Security-Policy"]
    frames = re.findall(r'<iframe src="([^"]+)"', check.text)
    assert [each.removeprefix(path) for each in frames] == ["/list?frame=1", "/page?frame=1"]
    for frame in frames:
        page = pat.get(frame)
        assert page.status_code == 200
        assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert Checker(page.text).faults == []
    for other in (f"{path}/name", "/manage/listings", "/"):
        assert pat.get(other).headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in pat.get(other).headers["Content-Security-Policy"]


def test_somebody_who_has_only_just_begun_is_told_of_no_mistake(pat: Person) -> None:
    begun = pat.post("/manage/listings/new", {"organisation": YOUTH.id})
    page = pat.follow(begun).text
    assert "needs another look" not in page
    assert 'aria-invalid="true"' not in page
    assert "Write the name of the service." in pat.fill(str(begun.location), {"name": ""}).text


def test_whoever_vouches_for_a_doubted_listing_is_told_that_it_waits(desk: Office, pat: Person) -> None:
    for network in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        desk.listings.reports.send(listed().id, ["closed"], "", "", network)
    answer = pat.post(f"/manage/listings/{listed().id}/still-right")
    assert "a moderator looks at it before it counts" in pat.follow(answer).text


def test_one_slip_of_a_finger_throws_nothing_away(desk: Office, pat: Person) -> None:
    draft = desk.edit(desk.pat, {"summary": "A quarter of an hour of work."})
    path = f"/manage/drafts/{draft.id}"
    asked = pat.fill(path, {"discard": "1"})
    assert Checker(asked.text).faults == []
    assert "Throw away what you wrote?" in asked.text
    assert desk.store.drafts.by_id(draft.id) == draft
    assert pat.send(path, asked.text, {"discard": "1", "sure": "yes"}).status_code == 303
    assert desk.store.drafts.open_of_service(listed().id) is None


def test_only_an_organisations_own_people_are_asked_to_vouch_for_it(
    site: Site, desk: Office, pat: Person
) -> None:
    draft = desk.edit(desk.pat, {"summary": "New words."})
    assert "is still right" in pat.get(f"/manage/drafts/{draft.id}").text
    other = desk.edit(desk.mo, {"summary": "New words."}, listed("Other Group", organisation=OTHER))
    assert "is still right" not in site.person(desk.mo).get(f"/manage/drafts/{other.id}").text


def test_what_a_moderator_rejected_is_shown_with_the_reason_and_can_be_begun_again(
    desk: Office, pat: Person
) -> None:
    draft = desk.new_listing()
    desk.listings.review.reject(draft.id, draft.revision, "Say who pays for it.", by=desk.mo)
    page = pat.get("/manage/listings")
    assert "Say who pays for it." in page.text
    assert Checker(page.text).faults == []
    again = pat.post(f"/manage/drafts/{draft.id}/again")
    check = pat.follow(again).text
    assert "Night Kitchen" in check
    [made] = desk.store.drafts.of_organisations([YOUTH.id])
    assert made.id != draft.id
    assert made.form["telephone"] == NEW["telephone"]


def test_what_was_thrown_away_comes_back_as_it_was_typed(desk: Office, pat: Person) -> None:
    draft = desk.edit(desk.pat, {"summary": "A quarter of an hour of work.", "minimum_age": "not a number"})
    desk.listings.drafts.discard(desk.pat, draft.id, draft.revision)
    desk.import_council(listed(description="New words of the council."))
    assert pat.post(f"/manage/drafts/{draft.id}/again").status_code == 303
    made = desk.store.drafts.open_of_service(listed().id)
    assert made is not None
    assert (made.form["summary"], made.form["minimum_age"]) == (
        "A quarter of an hour of work.",
        "not a number",
    )
    assert made.form["description"] == "New words of the council."
    assert "What came to nothing" not in pat.get("/manage/listings").text
    assert pat.post(f"/manage/drafts/{draft.id}/again").status_code == 409


@pytest.mark.parametrize("who", ["olu", "mo"])
def test_nobody_begins_again_with_what_is_not_theirs(site: Site, desk: Office, who: str) -> None:
    draft = desk.new_listing()
    desk.listings.review.reject(draft.id, draft.revision, "No.", by=desk.mo)
    assert site.person(getattr(desk, who)).post(f"/manage/drafts/{draft.id}/again").status_code == 404
    assert desk.store.drafts.of_organisations([YOUTH.id]) == ()


@pytest.mark.parametrize("cookie", ["kept", "gone"])
def test_what_somebody_types_after_their_session_ran_out_is_shown_to_be_copied(
    desk: Office, pat: Person, cookie: str
) -> None:
    draft = desk.edit(desk.pat, {"summary": "New words."})
    path = f"/manage/drafts/{draft.id}/name"
    html = pat.get(path).text
    desk.clock.forward(seconds=12 * 3600 + 1)
    if cookie == "gone":
        pat.client.delete_cookie("__Secure-signpost_manage", domain="signpost.example", path="/manage")
    typed = {"name": "Club", "description": f"Twelve hours of work. {HOSTILE}"}
    answer = pat.send(path, html, typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code in (400, 401)
    assert "Twelve hours of work." in answer.text
    assert "What else should somebody know?" in answer.text
    assert "<script>alert" not in answer.text
    assert Checker(answer.text).faults == []
    stored = desk.store.drafts.by_id(draft.id)
    assert stored is not None
    assert stored.form["summary"] == "New words."
    again = pat.send(path, html, typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Twelve hours of work." not in again.text


def test_every_question_that_is_typed_has_an_example(pat: Person) -> None:
    path = begin(pat)
    for step in STEPS:
        html = pat.get(f"{path}/{step.id}").text
        for field in re.findall(r'<(?:textarea|input)[^>]* id="(\w+)"[^>]*>', html):
            if (
                re.search(rf'id="{field}"[^>]*type="checkbox"|type="hidden"[^>]*id="{field}"', html)
                or "_opens" in field
                or "_closes" in field
            ):
                continue
            assert f'id="{field}-example"' in html or re.search(
                rf'id="{field}-hint">[^<]*(?:[Ee]xample|Sale)', html
            ), field
