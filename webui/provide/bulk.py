"""Many listings in one file: the template, one's own listings to take away, the dry run, and sending exactly what it showed."""

from __future__ import annotations

import json
from collections import Counter

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from signpost.listings.bulk import FileRefused, read_file
from signpost.listings.bulk.bulk import rows_in
from signpost.listings.bulk.csv_files import write_csv
from signpost.listings.bulk.fates import TAKEN, Kind, digest_of
from signpost.listings.bulk.table import MAX_FILE_BYTES, MAX_ROWS
from signpost.listings.bulk.xlsx_files import write_xlsx
from signpost.listings.errors import Overtaken
from signpost.oruk import page_of
from webui import desk
from webui.manage.guard import accounts, current_account, takes_file
from webui.provide.listings import back_to
from webui.provide.questions import FIELD_QUESTIONS, label_of
from webui.provide.template import explained, labels, template_rows

pages = Blueprint("bulk", __name__, url_prefix="/manage/bulk")
Page = str | tuple[str, int] | AnyResponse
MAX_BODY_BYTES = MAX_FILE_BYTES + 64 * 1024
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# What a row may become, in the order in which people want to read it: what they must mend comes first.
ORDER: tuple[Kind, ...] = ("wrong", "twin", "change", "new", "same")


@pages.get("")
def ask() -> str:
    """What to send, and how."""
    return _ask("")


@pages.post("")
@takes_file(MAX_BODY_BYTES)
def send() -> Page:
    """Read a file and keep it for the dry run. Nothing is changed."""
    file = request.files.get("file")
    data = file.read(MAX_FILE_BYTES + 1) if file else b""
    try:
        rows = read_file(data, labels())
    except FileRefused as problem:
        return _ask(str(problem) if data else "Choose a file first."), 422
    organisation_id = request.form.get("organisation", "")
    upload = desk.listings().bulk.keep(
        current_account(), organisation_id, file.filename or "" if file else "", rows
    )
    return redirect(url_for("bulk.look", upload_id=upload.id), 303)


@pages.get("/<uuid:upload_id>")
def look(upload_id: object) -> str:
    """The dry run: what would become of each row."""
    return _look(str(upload_id), "")


@pages.post("/<uuid:upload_id>")
def take(upload_id: object) -> Page:
    """Send the ticked rows to the moderators, exactly as they were shown; or throw the file away."""
    bulk, account = desk.listings().bulk, current_account()
    organisation_id = bulk.get(str(upload_id), by=account).organisation_id
    if "discard" in request.form:
        bulk.forget(str(upload_id), by=account)
        return redirect(back_to(organisation_id, "file-gone"), 303)
    ticked = [int(number) for number in request.form.getlist("row") if number.isascii() and number.isdigit()]
    if not ticked:
        return _look(str(upload_id), "Tick at least one row first."), 422
    try:
        bulk.take(
            str(upload_id), ticked, request.form.get("shown", ""), by=account,
            still_right=bool(request.form.get("still_right")),
        )  # fmt: skip
    except Overtaken as problem:
        return _look(str(upload_id), str(problem)), 409
    return redirect(back_to(organisation_id, "bulk"), 303)


@pages.get("/template.<kind>")
def template(kind: str) -> Response:
    """The template to fill in."""
    if kind not in ("csv", "xlsx"):
        abort(404)
    data = write_csv(template_rows()) if kind == "csv" else write_xlsx(template_rows(), explained())
    return _file(data, kind, "signpost-template")


@pages.get("/listings.<kind>")
def own(kind: str) -> Response:
    """One's own listings, or those of an organisation that one helps, to be sent again after a change."""
    listings, account = desk.listings(), current_account()
    helped = request.args.get("organisation", "")
    drafts = listings.drafts
    standing = drafts.of_organisation(account, helped) if helped else drafts.listings_of(account)
    services = [each.service for each in standing if each.state == "published"]
    if kind == "json":
        text = json.dumps(page_of(services), ensure_ascii=False, indent=1)
        return _file(text.encode(), kind, "signpost-listings")
    if kind not in ("csv", "xlsx"):
        abort(404)
    table = listings.bulk.table(services)
    data = write_csv(table) if kind == "csv" else write_xlsx(table, explained())
    return _file(data, kind, "signpost-listings")


def _file(data: bytes, kind: str, name: str) -> Response:
    response = Response(data, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _ask(problem: str) -> str:
    account, drafts = current_account(), desk.listings().drafts
    # A moderator comes here from the page of an organisation that they help; its form names it again.
    helped = request.args.get("organisation", "") or request.form.get("organisation", "")
    own = account.belongs_to(helped) or not drafts.may_add(account, helped)
    return render_template(
        "provide/bulk.html",
        organisations=accounts().people.organisations(account)
        if own
        else [accounts().people.organisation(helped)],
        helped="" if own else helped,
        listed=bool(drafts.listings_of(account) if own else drafts.of_organisation(account, helped)),
        chosen=request.form.get("organisation", ""),
        max_rows=MAX_ROWS,
        max_megabytes=MAX_FILE_BYTES // 1024 // 1024,
        problem=problem,
    )


def _look(upload_id: str, problem: str) -> str:
    bulk, account = desk.listings().bulk, current_account()
    upload = bulk.get(upload_id, by=account)
    fates = bulk.fates(upload, by=account)
    counts = Counter(each.kind for each in fates)
    return render_template(
        "provide/fates.html",
        upload=upload,
        organisation=accounts().people.organisation(upload.organisation_id),
        unknown=rows_in(upload).unknown,
        groups=[(kind, [each for each in fates if each.kind == kind]) for kind in ORDER if counts[kind]],
        total=len(fates),
        shown=digest_of(fates),
        ticked=_ticked(problem) or {each.row.number for each in fates if each.kind in TAKEN},
        may_send=any(each.kind in (*TAKEN, "twin") for each in fates),
        changes_known=bool(counts["change"]),
        label_of=label_of,
        column_of=lambda key: FIELD_QUESTIONS.get(key, key),
        problem=problem,
    )  # fmt: skip


def _ticked(problem: str) -> set[int]:
    """After a problem, what was ticked stays ticked."""
    return {int(number) for number in request.form.getlist("row") if problem and number.isdigit()}
