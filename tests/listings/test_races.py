"""The same thing by two at the same moment: one wins, the other is told, nothing is done twice and no word is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from signpost.accounts.people import NotAllowed
from signpost.listings.errors import ListingDeskError, Overtaken
from signpost.listings.following import follow_source
from signpost.listings.reports import Sent
from signpost.models import Tag
from tests.listings.fakes import Office, listed, office

ROUNDS = 6
Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    """Do all acts at one moment, each in a thread of its own; give what each gave, or its refusal."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(number: int, act: Act) -> None:
        start.wait(timeout=20)
        try:
            results[number] = act()
        except (NotAllowed, ListingDeskError) as refused:
            results[number] = refused

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def refusals(results: list[object]) -> int:
    return sum(isinstance(each, Exception) for each in results)


def test_two_moderators_one_approves_and_one_rejects(desk: Office) -> None:
    review = desk.listings.review
    for number in range(ROUNDS):
        draft = desk.submit(desk.pat, {"summary": f"Words {number}."})
        results = at_once(
            lambda draft=draft: review.approve(draft.id, draft.revision, by=desk.mo),
            lambda draft=draft: review.reject(draft.id, draft.revision, "No.", by=desk.mia),
        )
        assert refusals(results) == 1
        row = desk.store.drafts.by_id(draft.id)
        assert row is not None
        assert (desk.service.summary == f"Words {number}.") == (row.state == "approved")
    decided = [
        each for each in desk.store.audit.of_subject(listed().id) if each.what in ("approved", "rejected")
    ]
    assert len(decided) == ROUNDS
    assert desk.store.audit.first_broken() is None


def test_two_approvals_that_are_needed_publish_once(tmp_path: Path) -> None:
    with office(tmp_path, SIGNPOST_RISK_APPROVALS="2") as desk:
        review = desk.listings.review
        for number in range(ROUNDS):
            before = len(desk.store.versions(listed().id))
            draft = desk.submit(desk.pat, {"telephone": f"0161 912 345{number}"})
            results = at_once(
                lambda draft=draft: review.approve(draft.id, draft.revision, by=desk.mo).published,
                lambda draft=draft: review.approve(draft.id, draft.revision, by=desk.mia).published,
            )
            assert sorted(map(str, results)) == ["False", "True"]
            assert len(desk.store.versions(listed().id)) == before + 1


def test_two_tabs_save_the_same_step(desk: Office) -> None:
    drafts = desk.listings.drafts
    draft = desk.edit(desk.pat, {"summary": "Start."})
    for number in range(ROUNDS):
        revision = drafts.get(draft.id, by=desk.pat).revision
        texts = [f"Tab {tab}, round {number}." for tab in range(3)]
        saves = [partial(drafts.save, desk.pat, draft.id, {"summary": text}, revision) for text in texts]
        results = at_once(*saves)
        assert refusals(results) == 2
        assert drafts.get(draft.id, by=desk.pat).form["summary"] in texts


def test_two_people_begin_to_change_one_listing(desk: Office) -> None:
    drafts = desk.listings.drafts
    results = at_once(
        *(lambda who=who: drafts.edit(who, listed().id) for who in (desk.pat, desk.mo, desk.mia))
    )
    assert len(drafts.of(desk.pat)) == 1
    [draft] = drafts.of(desk.pat)
    assert all(isinstance(each, Overtaken) or each == draft for each in results)
    assert draft in results


def test_a_moderator_is_told_that_a_provider_is_writing_and_not_what(desk: Office) -> None:
    desk.edit(desk.pat, {"summary": "Half a sen"})
    with pytest.raises(Overtaken, match="Somebody is changing this listing just now"):
        desk.listings.drafts.edit(desk.mo, listed().id)


def test_a_provider_saves_while_a_moderator_approves(desk: Office) -> None:
    """Either the words that were looked at are published, or none; never the new ones."""
    for number in range(ROUNDS):
        draft = desk.submit(desk.pat, {"summary": f"Seen {number}."})
        at_once(
            lambda draft=draft: desk.listings.review.approve(draft.id, draft.revision, by=desk.mo),
            lambda draft=draft: desk.listings.drafts.save(
                desk.pat, draft.id, {"summary": "Unseen."}, draft.revision
            ),
        )
        assert desk.service.summary != "Unseen."
        row = desk.store.drafts.by_id(draft.id)
        assert row is not None
        assert (row.state, desk.service.summary == f"Seen {number}.") in [
            ("approved", True),
            ("draft", False),
        ]
        if row.state == "draft":
            assert row.form["summary"] == "Unseen."
            desk.listings.drafts.discard(desk.pat, row.id, row.revision)


def test_one_guess_is_decided_once(desk: Office) -> None:
    desk.import_council(listed(needs=(Tag("sleep", "inferred", 0.5, ("tired",)),)))
    tags = desk.listings.tags
    results = at_once(
        lambda: tags.decide(listed().id, "need", "sleep", right=True, by=desk.mo),
        lambda: tags.decide(listed().id, "need", "sleep", right=False, by=desk.mia),
    )
    assert refusals(results) == 1
    [phrase] = tags.phrases()
    assert phrase.confirmed + phrase.refused == 1
    assert bool(desk.service.needs) == bool(phrase.confirmed)


@pytest.mark.parametrize("verdicts", [("right", "right"), ("right", "mended")])
def test_one_report_is_answered_once(desk: Office, verdicts: tuple[str, str]) -> None:
    reports = desk.listings.reports
    report = reports.send(listed().id, ["contact"], "", "sam@example.org", "192.0.2.1").report
    results = at_once(
        lambda: reports.close(report.id, verdicts[0], "Mended.", by=desk.mo),  # type: ignore[arg-type]
        lambda: reports.close(report.id, verdicts[1], "Mended.", by=desk.mia),  # type: ignore[arg-type]
    )
    assert refusals(results) == 1
    assert [mail.to for mail in desk.mails()] == ["sam@example.org"]


def test_what_is_published_at_the_same_moment_is_never_undone(desk: Office) -> None:
    """A guess, a report that raises doubt, its answer, and a field that follows its source, each beside an approval."""
    guesses = tuple(
        Tag(each, "inferred", 0.5, ("tired",)) for each in ("sleep", "anxiety", "stress", "bullying")
    )
    desk.import_council(listed(needs=guesses))
    reports, tags, about = desk.listings.reports, desk.listings.tags, listed().id
    for number, guess in enumerate(guesses):
        sent = [reports.send(about, ["contact"], "", "", f"192.0.{number}.{each}").report for each in (1, 2)]
        desk.publish(desk.pat, {"languages": f"Language {number}"})
        draft = desk.submit(desk.pat, {"summary": f"Words {number}."})
        results = at_once(
            partial(desk.listings.review.approve, draft.id, draft.revision, by=desk.mo),
            partial(tags.decide, about, "need", guess.id, right=False, by=desk.mia),
            partial(reports.send, about, ["closed"], "", "", f"192.0.{number}.3"),
            partial(follow_source, desk.listings.desk, about, "languages", by=desk.mia),
        )
        assert refusals(results) == 0, results
        assert desk.service.summary == f"Words {number}."
        assert guess.id not in [tag.id for tag in desk.service.needs]
        assert desk.service.languages == listed().languages
        assert desk.service.alert != ""
        third = results[2]
        assert isinstance(third, Sent)
        for report in (*sent, third.report):
            reports.close(report.id, "right", "", by=desk.mo)
        assert desk.service.alert == ""
