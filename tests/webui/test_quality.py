"""Quality in four headings: an organisation's own words, marked as such; registers' facts as facts; never a rank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from signpost.accounts import Account
from signpost.directory import Directory, Question
from signpost.listings.errors import NeedsAnother
from signpost.models import Organisation, QualityStatement
from tests.listings.fakes import YOUTH, Office, listed
from tests.webui.listing_desk import Person, Site, desk_site
from tests.webui.pages import Checker

SAYS = "Young people choose what we work on."
LINK = "https://www.saleyouth.org.uk/report"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


@pytest.fixture
def desk(site: Site) -> Office:
    return site.desk


@pytest.fixture
def ada(desk: Office) -> Account:
    return desk.here.accounts.people.add(
        "ada@council.example", by="test", name="Ada", roles=["administrator"]
    )


def page_of(site: Site, path: str = "") -> str:
    # Pages that are the same for everybody are kept for up to a minute; with something behind "?" they are made anew.
    return site.person(None).get(f"{path}/service/{listed().id}?anew=1").text


def test_statements_go_from_the_form_to_the_page_marked_as_their_own(site: Site, desk: Office) -> None:
    pat = site.person(desk.pat)
    draft = desk.listings.drafts.edit(desk.pat, listed().id)
    form = {"empowerment": SAYS, "empowerment_links": f"{LINK}\nwww.saleyouth.org.uk/policy"}
    assert pat.fill(f"/manage/drafts/{draft.id}/quality", form).status_code == 303
    pat.fill(f"/manage/drafts/{draft.id}", {"submit": "1"})
    waiting = desk.listings.review.queue(desk.mo)[0]
    assert waiting.proposal.risks == ("web address",)
    desk.listings.review.approve(draft.id, waiting.draft.revision, by=desk.mo)
    text = page_of(site)
    told = text[text.index("What they say about themselves.") :]
    assert "We have not checked this. It does not change where they come in our lists." in told
    assert "Empowerment" in told
    assert SAYS in told
    assert f'href="{LINK}"' in told
    assert 'href="https://www.saleyouth.org.uk/policy"' in told
    assert "Accountability" not in told
    assert Checker(text).faults == []


def test_a_moderator_alone_adds_no_link_of_their_own(desk: Office) -> None:
    draft = desk.submit(desk.mo, {"value": "It helps.", "value_links": LINK})
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"value": "It helps.", "value_links": "javascript:alert(1)"}, "value_links"),
        ({"value_links": LINK}, "value"),
        ({"value": "x" * 2000}, "quality"),
    ],
)
def test_what_cannot_stand_is_said_at_its_question(desk: Office, typed: dict[str, str], key: str) -> None:
    draft = desk.edit(desk.pat, typed)
    assert list(desk.listings.drafts.proposal(draft).problems) == [key]


def test_numbers_of_registers_are_facts_and_nobody_types_them(site: Site, desk: Office) -> None:
    youth = Organisation(YOUTH.id, YOUTH.name, charity_number="SC012345", company_number="01234567")
    desk.import_council(listed(organisation=youth))
    text = page_of(site)
    facts = text[text.index("On public registers") : text.index("Who says so")]
    for words in ("Charity number", "SC012345", "Scottish Charity Regulator", "01234567", "Companies House"):
        assert words in facts
    assert "What they say about themselves" not in text
    assert "charity" not in " ".join(desk.listings.bulk.table([desk.service])[0])


def test_without_either_there_is_no_such_part(site: Site) -> None:
    assert "How good is it?" not in page_of(site)


def test_quality_is_never_a_rank(desk: Office) -> None:
    words = "accredited award winning outcomes safeguarding anxiety counselling"
    plain, praised = listed("Plain", summary="Talk to us."), listed("Praised", summary="Talk to us.")
    statement = QualityStatement("value", words, (LINK,))
    asked = [Question("talk"), Question("anxiety counselling"), Question(words), Question("accredited")]

    def found() -> list[list[tuple[str, float]]]:
        with Directory.open(desk.settings) as directory:
            return [
                [(each.service.name, each.hit.score) for each in directory.ask(each).found] for each in asked
            ]

    desk.import_council(plain, praised)
    before = found()
    desk.import_council(plain, replace(praised, quality=(statement,) * 4))
    assert found() == before
    assert any(before)


def test_administrators_word_the_headings_for_visitors_and_providers(
    site: Site, desk: Office, ada: Account
) -> None:
    desk.import_council(listed(quality=(QualityStatement("value", "It helps."),)))
    person = site.person(ada)
    form = {
        "quality value name": "What it does",
        "quality value about": "and <b>how</b> we know",
        "quality value question": "Does it help?",
    }
    assert person.fill("/manage/wording", form).status_code == 303
    text = page_of(site)
    assert "What it does" in text
    assert "and &lt;b&gt;how&lt;/b&gt; we know" in text
    draft = desk.listings.drafts.edit(desk.pat, listed().id)
    assert (
        "What it does: does it help?" in site.person(desk.pat).get(f"/manage/drafts/{draft.id}/quality").text
    )
    assert desk.store.audit.of_subject("quality value name")[0].details == "What it does"
    assert "Marked as" not in text
    assert "We have not checked this." in text
    assert person.fill("/manage/wording", {}).status_code == 303
    assert desk.store.wordings.all() == {}
    assert "Value" in page_of(site)
    assert "What it does" not in page_of(site)


def test_new_wording_is_on_kept_pages_at_once(site: Site, desk: Office, ada: Account) -> None:
    desk.import_council(listed(quality=(QualityStatement("value", "It helps."),)))
    visitor, path = site.person(None), f"/service/{listed().id}"
    assert "What it does" not in visitor.get(path).text
    assert "What it does" not in visitor.get(path).text  # From what is kept.
    site.person(ada).fill("/manage/wording", {"quality value name": "What it does"})
    assert "What it does" in visitor.get(path).text


def test_wording_that_is_too_long_is_kept_on_the_page(site: Site, ada: Account) -> None:
    answer = site.person(ada).fill("/manage/wording", {"quality value name": "Far too long " * 9})
    assert answer.status_code == 422
    assert "Far too long Far too long" in answer.text
    assert Checker(answer.text).faults == []


@pytest.mark.parametrize("who", ["pat", "mo"])
def test_only_administrators_word_anything(site: Site, desk: Office, who: str) -> None:
    person: Person = site.person(getattr(desk, who))
    assert person.get("/manage/wording").status_code == 403
    assert person.post("/manage/wording", {"quality value name": "Mine"}).status_code == 403
    assert desk.store.wordings.all() == {}


def test_the_page_says_so_in_welsh_too(site: Site, desk: Office) -> None:
    desk.import_council(listed(quality=(QualityStatement("value", "It helps."),)))
    text = page_of(site, "/cy")
    assert "We have not checked this" not in text
    assert "It helps." in text
