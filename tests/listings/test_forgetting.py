"""Words that are needed no more are deleted, by a setting; what was published and decided stays."""

from __future__ import annotations

from pathlib import Path

from signpost.listings.forgetting import forget_words
from tests.listings.fakes import Office, listed, office

SECRET = "my sister has not eaten since Zanzibar"


def settle(desk: Office) -> tuple[str, str, str]:
    """Give the ids of a closed report, an open one, and a rejected draft."""
    send, reports = desk.listings.reports.send, desk.listings.reports
    closed = send(listed().id, ["other"], SECRET, "sam@example.org", "192.0.2.1").report.id
    opened = send(listed().id, ["other"], SECRET, "", "192.0.2.2").report.id
    reports.close(closed, "not-about", f"About {SECRET}: thank you.", by=desk.mo)
    draft = desk.submit(desk.pat, {"description": SECRET})
    desk.listings.review.reject(draft.id, draft.revision, "No.", by=desk.mo)
    return closed, opened, draft.id


def test_old_words_are_deleted_and_what_is_open_stays(desk: Office) -> None:
    closed, opened, draft_id = settle(desk)
    desk.clock.forward(days=179)
    assert forget_words(desk.listings.desk) == 0
    desk.clock.forward(days=2)
    assert forget_words(desk.listings.desk) == 2
    assert forget_words(desk.listings.desk) == 0
    report, waiting = desk.store.reports.by_id(closed), desk.store.reports.by_id(opened)
    draft = desk.store.drafts.by_id(draft_id)
    assert report is not None
    assert waiting is not None
    assert draft is not None
    assert (report.words, report.answer, report.state, report.ticks) == ("", "", "closed", ("other",))
    assert waiting.words == SECRET
    assert (draft.form, draft.state) == ({}, "rejected")
    assert desk.store.audit.first_broken() is None


def test_a_setting_keeps_them(tmp_path: Path) -> None:
    with office(tmp_path, SIGNPOST_FORGET_WORDS_AFTER_DAYS="0") as desk:
        settle(desk)
        desk.clock.forward(days=4000)
        assert forget_words(desk.listings.desk) == 0
