"""The history of a listing: every version, what is corrected and what its source says instead, who did what; and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.listings.changes import LABELS, changes, lines
from signpost.listings.following import follow_source
from signpost.models import Service
from signpost.store.override_rows import Override
from webui import desk
from webui.manage.guard import accounts, current_account, require

pages = Blueprint("history", __name__, url_prefix="/manage/history")
MAX_VERSIONS = 30
AUDIT_SHOWN = 200


@pages.get("/<service_id>")
@require("moderator")
def of_service(service_id: str) -> str:
    """Every version of a listing with what changed in it."""
    review, account = desk.listings().review, current_account()
    versions = review.versions(service_id, by=account)[: MAX_VERSIONS + 1]
    corrections = review.corrections(service_id, by=account)
    older = [each.service for each in versions[1:]]
    told = [changes(before, each.service) for each, before in zip(versions, older, strict=False)]
    return render_template(
        "moderate/history.html",
        service=versions[0].service,
        versions=list(zip(versions[:MAX_VERSIONS], [*told, ()], strict=False)),
        corrections=[(each, *_both(each, versions[0].service)) for each in corrections],
        labels={**LABELS, "assured_date": "Last check"},
        audit=desk.listings().desk.store.audit.of_subject(service_id),
        name_of=name_of,
    )


@pages.post("/<service_id>/back")
@require("moderator")
def roll_back(service_id: str) -> Response:
    """Submit an earlier version."""
    draft = desk.listings().review.roll_back(service_id, desk.form_number("version"), by=current_account())
    return redirect(url_for("moderate.one", draft_id=draft.id), 303)


@pages.post("/<service_id>/source")
@require("moderator")
def source(service_id: str) -> Response:
    """Let a field follow its source again; a risk goes to the queue."""
    field = request.form.get("field", "")
    draft = follow_source(desk.listings().desk, service_id, field, by=current_account())
    if draft is not None:
        return redirect(url_for("moderate.one", draft_id=draft.id), 303)
    return redirect(url_for("history.of_service", service_id=service_id), 303)


@pages.get("")
@require("administrator")
def audit() -> str:
    """The newest entries of the audit log."""
    store = desk.listings().desk.store
    return render_template(
        "moderate/audit.html", entries=store.audit.newest(AUDIT_SHOWN), head=store.audit.head(),
        broken=store.audit.first_broken(), name_of=name_of,
        subject_of=subject_of,
    )  # fmt: skip


def name_of(account_id: str) -> str:
    """Name who did something, as moderators know them."""
    found = accounts().people.get(account_id)
    return found.shown_name if found else ("somebody who left" if len(account_id) == 36 else account_id)


def subject_of(subject: str) -> str:
    """Name what an entry of the log is about: a listing or a person by name, anything else as it stands."""
    listing = desk.listings().desk.store.records.standing(subject)
    if listing is not None:
        return f"“{listing.service.name}”"
    found = accounts().people.get(subject)
    return found.shown_name if found else subject


def _both(correction: Override, service: Service) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a correction and what the source says as lines."""
    if correction.field not in LABELS:
        return (str(correction.value or "never"),), (str(correction.source or "never"),)
    ours, theirs = (_with(service, correction.field, each) for each in (correction.value, correction.source))
    return lines(correction.field, ours), lines(correction.field, theirs)


def _with(service: Service, field: str, value: Any) -> Service:
    changed: dict[str, Any] = {field: value}
    return replace(service, **changed)
