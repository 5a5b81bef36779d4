"""What visitors reported: read it, look at the listing, answer, close."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.listings.reports import TICKS, VERDICTS
from webui import desk
from webui.manage.guard import current_account, require

pages = Blueprint("reports", __name__, url_prefix="/manage/reports")
Page = str | tuple[str, int] | Response


@pages.get("")
@require("moderator")
def queue() -> str:
    """The open reports, those of danger first."""
    note = "Closed." if request.args.get("note") == "closed" else ""
    return render_template(
        "moderate/reports.html", reports=desk.listings().reports.queue(current_account()), note=note
    )


@pages.get("/<report_id>")
@require("moderator")
def one(report_id: str) -> str:
    """One report."""
    return _one(report_id, "")


@pages.post("/<report_id>")
@require("moderator")
def close(report_id: str) -> Page:
    """Close it."""
    verdict = next((each for each in VERDICTS if each == request.form.get("verdict")), None)
    if verdict is None:
        return _one(report_id, "Choose what you found."), 422
    desk.listings().reports.close(report_id, verdict, request.form.get("answer", ""), by=current_account())
    return redirect(url_for("reports.queue", note="closed"), 303)


def _one(report_id: str, problem: str) -> str:
    shown = desk.listings().reports.get(report_id, by=current_account())
    return render_template("moderate/report.html", shown=shown, ticks=TICKS, problem=problem)
