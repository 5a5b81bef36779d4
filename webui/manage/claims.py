"""Pages of claims: find my organisation, ask to look after it, start a new one; and for moderators, decide."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.accounts.claims import MAX_WORDS
from signpost.errors import AccountError
from webui.manage.guard import LimitReached, NotAllowed, accounts, current_account, require

pages = Blueprint("claims", __name__, url_prefix="/manage")
Page = str | tuple[str, int] | Response
MAX_SEARCH_CHARS = 100
SHOWN = 20


@pages.route("/organisations/find", methods=["GET", "POST"])
def find() -> str:
    """Find one's organisation among those that are listed."""
    words = request.form.get("words", "").strip()[:MAX_SEARCH_CHARS]
    found = accounts().claims.find(words, SHOWN) if words else ()
    return render_template("manage/find.html", words=words, found=found, problem="")


@pages.get("/organisations/<organisation_id>/claim")
def ask(organisation_id: str) -> str:
    """Ask why somebody should look after an organisation."""
    return _ask(organisation_id, "", "")


@pages.post("/organisations/<organisation_id>/claim")
def claim(organisation_id: str) -> Page:
    """Ask to look after an organisation."""
    reason = request.form.get("reason", "")
    try:
        made = accounts().claims.claim(current_account(), organisation_id, reason)
    except LimitReached:
        raise
    except AccountError as problem:
        return _ask(organisation_id, reason, str(problem)), 422
    return render_template("manage/claimed.html", claim=made)


@pages.post("/organisations")
def start() -> Page:
    """Start an organisation that is not listed yet."""
    name, website = request.form.get("name", ""), request.form.get("website", "")
    try:
        accounts().claims.add_organisation(current_account(), name, website)
    except LimitReached:
        raise
    except AccountError as problem:
        page = render_template(
            "manage/find.html", words="", found=(), problem=str(problem), name=name, website=website
        )
        return page, 422
    return redirect(url_for("me.home"), 303)


@pages.get("/claims")
@require("moderator")
def waiting() -> str:
    """The claims that wait for a moderator."""
    return _waiting("")


@pages.post("/claims/<claim_id>")
@require("moderator")
def decide(claim_id: str) -> Page:
    """Settle a claim."""
    verdict = request.form.get("verdict", "")
    if verdict not in ("approve", "refuse"):
        return _waiting("Choose yes or no."), 422
    answer = request.form.get("answer", "")[:MAX_WORDS]
    try:
        accounts().claims.decide(claim_id, by=current_account(), approve=verdict == "approve", answer=answer)
    except NotAllowed:
        raise
    except AccountError as problem:
        return _waiting(str(problem)), 409
    return redirect(url_for("claims.waiting"), 303)


def _waiting(problem: str) -> str:
    return render_template(
        "manage/claims.html", claims=accounts().claims.waiting(by=current_account()), problem=problem
    )


def _ask(organisation_id: str, reason: str, problem: str) -> str:
    organisation = accounts().claims.listed(organisation_id)
    proved = accounts().claims.domain_proves(current_account().email, organisation)
    return render_template(
        "manage/claim.html", organisation=organisation, proved=proved, reason=reason, problem=problem
    )
