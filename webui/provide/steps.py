"""Pages of the form: one step after another, the check before it is sent, the preview. Nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.directory import Found, Question
from signpost.eligibility import Person, can_use
from signpost.listings.drafts import STILL_RIGHT, step_keys
from signpost.listings.errors import Overtaken, Unready
from signpost.listings.finding import found_by, suggestions, try_words
from signpost.listings.form import STEPS, Step, step
from signpost.listings.nudges import gaps, nudges
from signpost.listings.proposal import Proposal
from signpost.models import Service
from signpost.opening import opening
from signpost.search.interface import Hit, Lane
from signpost.store.draft_rows import DraftRow
from webui import desk
from webui.jsonld import service_jsonld
from webui.manage.frames import framed_here, shows_frames
from webui.manage.guard import current_account
from webui.provide.listings import back_to
from webui.provide.questions import FIELD_QUESTIONS, label_of, places, questions, typed
from webui.site import uk_now

pages = Blueprint("steps", __name__, url_prefix="/manage/drafts")
Page = str | tuple[str, int] | Response
MAX_TRIAL_CHARS = 200


@pages.get("/<draft_id>/<step_id>")
def ask(draft_id: str, step_id: str) -> Page:
    """One step of the form."""
    draft = desk.listings().drafts.get(draft_id, by=current_account())
    if not draft.is_typed:
        abort(404)
    return _step(draft, _known(step_id))


@pages.post("/<draft_id>/<step_id>")
def save(draft_id: str, step_id: str) -> Page:
    """Keep what was typed, and go on."""
    drafts, account = desk.listings().drafts, current_account()
    draft = drafts.get(draft_id, by=account)
    sent = typed(
        draft.form, _with_first_place(step_keys(step_id, draft.form)), request.form.to_dict(flat=False)
    )
    try:
        saved = drafts.save(account, draft_id, sent, desk.form_number("revision"))
    except Overtaken:
        return _overtaken(draft, _known(step_id), sent)
    if "add_place" in request.form:
        saved = drafts.add_place(account, draft_id, saved.revision)
        return redirect(url_for("steps.ask", draft_id=draft_id, step_id=step_id, _anchor="places"), 303)
    if _problems(saved, _known(step_id)) and "later" not in request.form:
        return _step(saved, _known(step_id)), 422
    return redirect(_onward(draft_id, step_id), 303)


@pages.get("/<draft_id>")
@shows_frames
def check(draft_id: str) -> str:
    """The check before it is sent: how it will look, what is missing, how it is found."""
    return _check(desk.listings().drafts.get(draft_id, by=current_account()))


@pages.post("/<draft_id>")
@shows_frames
def settle(draft_id: str) -> Page:
    """Send it, throw it away, or try whether some words would find it."""
    drafts, account = desk.listings().drafts, current_account()
    draft, revision = drafts.get(draft_id, by=account), desk.form_number("revision")
    if "words" in request.form and "submit" not in request.form:
        return _check(draft, words=request.form["words"][:MAX_TRIAL_CHARS])
    if "discard" in request.form and "sure" not in request.form:
        return render_template("provide/discard.html", draft=draft, proposal=drafts.proposal(draft))
    if "discard" in request.form:
        drafts.discard(account, draft_id, revision)
        return redirect(back_to(draft.organisation_id, "discarded"), 303)
    try:
        assured = drafts.save(account, draft_id, {STILL_RIGHT: request.form.get(STILL_RIGHT, "")}, revision)
        drafts.submit(account, draft_id, assured.revision)
    except Unready as problem:
        return _check(drafts.get(draft_id, by=account), problem=str(problem)), 422
    return redirect(back_to(draft.organisation_id, "submitted"), 303)


@pages.get("/<draft_id>/page")
@framed_here
def preview(draft_id: str) -> str:
    """The page about the service, as a visitor would see it."""
    draft = desk.listings().drafts.get(draft_id, by=current_account())
    return render_template("provide/preview.html", draft=draft, **page_of(_proposal(draft).after))


@pages.get("/<draft_id>/list")
@framed_here
def in_results(draft_id: str) -> str:
    """The service among results, as a visitor would see it."""
    draft = desk.listings().drafts.get(draft_id, by=current_account())
    page = url_for("steps.preview", draft_id=draft_id)
    return render_template("provide/in_results.html", found=card_of(_proposal(draft).after), page=page)


def page_of(service: Service) -> dict[str, Any]:
    """Give what the page about a service needs, for somebody who said nothing."""
    return {
        "service": service,
        "question": Question(),
        "person": Person(),
        "verdict": can_use(service, Person()),
        "similar": (),
        "came_from": "",
        "page_number": 1,
        "jsonld": service_jsonld(service),
        "open_now": opening(service, uk_now()),
        "contact_email": "",
    }


def card_of(service: Service) -> Found:
    """Give a service as a result that somebody sees who said nothing of place or age."""
    lane: Lane = "near" if service.locations and not service.sensitive else "anywhere"
    if service.service_areas and lane == "anywhere" and service.service_areas[0].kind != "uk":
        lane = "area"
    return Found(service, Hit(service.id, lane, None, 0.0, {}), can_use(service, Person()))


def _with_first_place(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The form always shows one place, also before there is any."""
    first = tuple(f"place_1_{part}" for part in ("name", "address", "city", "postcode", "access"))
    return (*keys, *first) if "areas" in keys and first[0] not in keys else keys


def _known(step_id: str) -> Step:
    return step(step_id) or abort(404)


def _proposal(draft: DraftRow) -> Proposal:
    if not draft.is_typed:
        abort(404)
    return desk.listings().drafts.proposal(draft)


def _problems(draft: DraftRow, here: Step) -> dict[str, str]:
    """Give what is wrong in a step, by the question at which it stands."""
    keys = {question.key for question in questions(here)}
    found = {FIELD_QUESTIONS.get(key, key): words for key, words in _proposal(draft).problems.items()}
    in_parts = {"where": "place_", "times": "_opens _closes"}.get(here.id, "").split()
    return {
        key: words for key, words in found.items() if key in keys or any(part in key for part in in_parts)
    }


def _step(draft: DraftRow, here: Step, warning: str = "", theirs: dict[str, Any] | None = None) -> str:
    proposal = _proposal(draft)
    suggested = suggestions(proposal.after) if here.id == "needs" else ((), ())
    return render_template(
        "provide/step.html",
        draft=draft,
        form=draft.form,
        part=here,
        steps=STEPS,
        questions=questions(here),
        # Whoever has only just begun has done nothing wrong yet.
        problems={} if draft.kind == "new" and draft.revision == 1 else _problems(draft, here),
        label_of=label_of,
        places=places(draft.form),
        suggested={"needs": suggested[0], "thrive": suggested[1]},
        nudges=[each for each in nudges(proposal.after) if each.step == here.id],
        name=proposal.after.name,
        warning=warning,
        theirs=theirs or {},
    )


def _overtaken(draft: DraftRow, here: Step, sent: dict[str, str | list[str]]) -> tuple[str, int]:
    """Show what was typed over what somebody else saved meanwhile; saving again keeps what is shown."""
    theirs = {
        label_of(key): draft.form.get(key, "")
        for key, value in sent.items()
        if draft.form.get(key, "") != value
    }
    mine = replace(draft, form={**draft.form, **sent})
    warning = (
        "Somebody else, or another tab of yours, saved this step meanwhile. Nothing that you typed is lost."
    )
    return _step(mine, here, warning, theirs), 409


def _onward(draft_id: str, step_id: str) -> str:
    """Give the address of the next step, or of the check after the last one or when asked for."""
    ids = [each.id for each in STEPS]
    last = step_id == ids[-1] or "to_check" in request.form
    if last:
        return url_for("steps.check", draft_id=draft_id)
    return url_for("steps.ask", draft_id=draft_id, step_id=ids[ids.index(step_id) + 1])


def _check(draft: DraftRow, *, problem: str = "", words: str = "") -> str:
    proposal = _proposal(draft)
    service = proposal.after
    return render_template(
        "provide/check.html",
        draft=draft,
        steps=STEPS,
        proposal=proposal,
        gaps=gaps(service),
        nudges=nudges(service),
        found_by=found_by(service),
        trial=try_words(service, words) if words.strip() else None,
        words=words,
        problem=problem,
        label_of=label_of,
        step_of_key=_step_of_key,
    )


def _step_of_key(key: str) -> str:
    """Give the id of the step where a key is asked for."""
    if key.startswith("place_"):
        return "where"
    found = (each.id for each in STEPS if key in each.keys or key in each.fields)
    return next(found, STEPS[0].id)
