"""The queue of submissions, and the decision on each. After a decision comes the next one, so no hand leaves the keys."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.listings.errors import ListingDeskError, NeedsAnother, Overtaken
from signpost.listings.nudges import nudges
from signpost.listings.review import Review, Waiting
from webui import desk
from webui.manage.frames import framed_here, shows_frames
from webui.manage.guard import NotAllowed, accounts, current_account, require
from webui.provide.steps import card_of, page_of

pages = Blueprint("moderate", __name__, url_prefix="/manage/queue")
Page = str | tuple[str, int] | Response
NOTES = {
    "approved": "Published. Everybody can find it now.",
    "waits": "Your approval is noted. Somebody else has to approve it too.",
    "sent-back": "Sent back. They get your reason by email.",
    "rejected": "Not published. They get your reason by email.",
    "done": "That was the last one.",
}
MAX_AT_ONCE = 50


@pages.get("")
@require("moderator")
def queue() -> str:
    """What waits, with age and flags."""
    return _queue(NOTES.get(request.args.get("note", ""), ""))


@pages.post("")
@require("moderator")
def approve_many() -> Page:
    """Approve several that carry no risk, each as it was looked at in the list."""
    ticked = request.form.getlist("draft")[:MAX_AT_ONCE]
    done, left = 0, 0
    for each in ticked:
        draft_id, _, revision = each.partition(":")
        done, left = (done + 1, left) if _approve_calm(draft_id, revision) else (done, left + 1)
    note = f"{done} published." + (f" {left} could not be: open them one by one." if left else "")
    return _queue(note if ticked else "Tick at least one first.")


@pages.get("/<draft_id>")
@shows_frames
@require("moderator")
def one(draft_id: str) -> Page:
    """One submission, field by field beside what is shown now."""
    try:
        return _one(desk.listings().review.get(draft_id, by=current_account()), "")
    except NotAllowed:
        return _gone("This is settled, or not yours to decide.")


@pages.post("/<draft_id>")
@shows_frames
@require("moderator")
def decide(draft_id: str) -> Page:
    """Settle one submission and show the next."""
    review, account = desk.listings().review, current_account()
    following = _next(draft_id, _ids())
    try:
        note = _decide(review, draft_id, request.form.get("verdict", ""))
    except (Overtaken, NotAllowed):
        return _gone("Somebody else has decided this, or its writer has changed it, since you opened it.")
    except ListingDeskError as problem:
        return _one(review.get(draft_id, by=account), str(problem), request.form.get("reason", "")), 422
    if following is None:
        return redirect(url_for("moderate.queue", note=note), 303)
    return redirect(url_for("moderate.one", draft_id=following, note=note), 303)


@pages.get("/<draft_id>/page")
@framed_here
@require("moderator")
def page(draft_id: str) -> str:
    """The page about the service, as it would be."""
    waiting = desk.listings().review.get(draft_id, by=current_account())
    return render_template("moderate/preview.html", draft=waiting.draft, **page_of(waiting.proposal.after))


@pages.get("/<draft_id>/list")
@framed_here
@require("moderator")
def in_results(draft_id: str) -> str:
    """The service among results, as it would be."""
    waiting = desk.listings().review.get(draft_id, by=current_account())
    address = url_for("moderate.page", draft_id=draft_id)
    return render_template("provide/in_results.html", found=card_of(waiting.proposal.after), page=address)


def _decide(review: Review, draft_id: str, verdict: str) -> str:
    account, revision, reason = (
        current_account(),
        desk.form_number("revision"),
        request.form.get("reason", ""),
    )
    if verdict == "approve":
        return "approved" if review.approve(draft_id, revision, by=account).published else "waits"
    if verdict == "send-back":
        review.send_back(draft_id, revision, reason, by=account)
        return "sent-back"
    if verdict == "reject":
        review.reject(draft_id, revision, reason, by=account)
        return "rejected"
    raise ListingDeskError("Choose what to do with it.")


def _approve_calm(draft_id: str, revision: str) -> bool:
    review, account = desk.listings().review, current_account()
    try:
        waiting = review.get(draft_id, by=account)
        if (
            waiting.proposal.risks
            or waiting.newcomer
            or review.twins(waiting.proposal)
            or not revision.isdigit()
        ):
            return False
        return review.approve(draft_id, int(revision), by=account).published
    except (Overtaken, NeedsAnother, NotAllowed, ListingDeskError):
        return False


def _ids() -> list[str]:
    return [waiting.draft.id for waiting in desk.listings().review.queue(current_account())]


def _next(draft_id: str, ids: list[str]) -> str | None:
    """Give the one that stands behind in the queue, or else the first."""
    rest = ids[ids.index(draft_id) + 1 :] + ids[: ids.index(draft_id)] if draft_id in ids else ids
    return rest[0] if rest else None


def _queue(note: str) -> str:
    review, account = desk.listings().review, current_account()
    waiting = review.queue(account)
    return render_template(
        "moderate/queue.html",
        waiting=waiting,
        twins=review.twins_of(waiting),
        writers=_writers(waiting),
        refusals={each.draft.id: review.may_approve(each, account) for each in waiting},
        reports=desk.listings().reports.queue(account),
        note=note,
    )


def _one(waiting: Waiting, problem: str, reason: str = "") -> str:
    review, account = desk.listings().review, current_account()
    ids = _ids()
    return render_template(
        "moderate/one.html",
        waiting=waiting,
        draft=waiting.draft,
        proposal=waiting.proposal,
        writers=_writers((waiting,)),
        refusal=review.may_approve(waiting, account),
        twins=review.twins(waiting.proposal),
        nudges=nudges(waiting.proposal.after),
        position=ids.index(waiting.draft.id) + 1 if waiting.draft.id in ids else 1,
        total=len(ids),
        following=_next(waiting.draft.id, ids),
        problem=problem,
        reason=reason,
        note=NOTES.get(request.args.get("note", ""), ""),
    )


def _gone(text: str) -> tuple[str, int]:
    return render_template("moderate/gone.html", text=text, following=_next("", _ids())), 409


def _writers(waiting: tuple[Waiting, ...]) -> dict[str, str]:
    """Give the shown names of everybody who wrote, by draft id."""
    people = {account_id for each in waiting for account_id in each.writers}
    found = {account_id: accounts().people.get(account_id) for account_id in people}
    names = {each: account.shown_name if account else "somebody who left" for each, account in found.items()}
    return {each.draft.id: " and ".join(names[writer] for writer in each.writers) for each in waiting}
