"""Pages for choosing together: my list, compare, and the plan sheet. The list is in the address; nothing is kept."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from werkzeug.wrappers import Response as AnyResponse

from webui.assets import STATIC_DIR
from webui.crisis_panel import UK_NATIONS
from webui.plan import pdf
from webui.plan.comparing import compare
from webui.plan.sheet import crisis_lines, nation_of, sharing, slug
from webui.plan.shortlist import MAX_COMPARED, Shortlist, open_shortlist, tidy_codes
from webui.plan.suggestions import suggestions_json
from webui.site import site, uk_today

pages = Blueprint("plan", __name__)

WORKER = STATIC_DIR / "worker.js"  # Served from the root: a worker may only look after what stands below it.
A_DAY = "public, max-age=86400"
NATION_CHOICES = tuple((slug(nation), nation) for nation in UK_NATIONS)


class PlanArguments(Schema):
    """What may stand behind the "?" of these pages. in: a nation, for its help lines; note: something to say."""

    class Meta:
        unknown = EXCLUDE

    nation = fields.String(
        data_key="in", load_default="", validate=validate.OneOf(("", *(each for each, _ in NATION_CHOICES)))
    )
    note = fields.String(load_default="", validate=validate.OneOf(("", "two", "four")))


@pages.get("/list", defaults={"codes": ""})
@pages.get("/list/<codes>")
def shortlist(codes: str) -> str:
    """The services that were picked, and what one can do with them."""
    chosen = open_shortlist(codes, site().directory)
    note = _arguments()["note"]
    return render_template(
        "plan/list.html", chosen=chosen, note=note, sharing=_sharing(chosen), max_compared=MAX_COMPARED
    )


@pages.post("/compare")
def choose() -> AnyResponse:
    """Take the ticks of a long list to the page that compares them."""
    ticked = tidy_codes("-".join(request.form.getlist("pick")))
    note = "two" if len(ticked) < 2 else "four" if len(ticked) > MAX_COMPARED else ""
    if note:
        return redirect(url_for("plan.shortlist", codes=request.args.get("list", ""), note=note), 303)
    return redirect(url_for("plan.comparison", codes="-".join(ticked)), 303)


@pages.get("/compare/<codes>")
def comparison(codes: str) -> str:
    """Two to four services side by side; of more the first four."""
    chosen = open_shortlist(codes, site().directory)
    shown = chosen.picked[:MAX_COMPARED]
    rows = compare([each.service for each in shown], uk_today())
    return render_template("plan/compare.html", chosen=chosen, shown=shown, rows=rows)


@pages.get("/plan", defaults={"codes": ""})
@pages.get("/plan/<codes>")
def sheet(codes: str) -> str:
    """The plan sheet: to fill in by hand or on the screen, and to print."""
    return _sheet(codes)


@pages.get("/plan/<codes>/sheet.pdf")
def sheet_pdf(codes: str) -> Response:
    """The same sheet as a PDF file, its lines empty; not found where no PDF can be made."""
    if not pdf.is_installed():
        abort(404)
    response = Response(pdf.make_pdf(_sheet(codes)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="sheet.pdf"'
    return response


@pages.get("/suggestions.json")
def suggestions() -> Response:
    """Our own words to offer while somebody types; the same file for everybody, whatever they type."""
    response = Response(suggestions_json(), mimetype="application/json")
    response.headers["Cache-Control"] = A_DAY
    return response


@pages.get("/sw.js")
def worker() -> Response:
    """The service worker: registered only when somebody asks to keep a list, and checked anew at each visit."""
    response = Response(WORKER.read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _sheet(codes: str) -> str:
    chosen = open_shortlist(codes, site().directory)
    nation = nation_of(chosen.services, _arguments()["nation"])
    return render_template(
        "plan/sheet.html",
        chosen=chosen,
        crisis=crisis_lines(nation),
        nations=NATION_CHOICES,
        sharing=_sharing(chosen),
        can_make_pdf=pdf.is_installed(),
    )


def _sharing(chosen: Shortlist) -> object:
    base = site().settings.public_url or request.host_url.rstrip("/")
    return sharing(base + url_for("plan.sheet", codes=chosen.codes, list=None)) if chosen.picked else None


def _arguments() -> dict[str, str]:
    try:
        given: dict[str, str] = PlanArguments().load(request.args.to_dict())
    except ValidationError as error:
        given = {"nation": "", "note": ""} | {
            key: value for key, value in dict(error.valid_data or {}).items() if isinstance(value, str)
        }
    return given
