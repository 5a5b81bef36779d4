"""Words that came to nothing, rejected or thrown away, are kept for a while and can be begun again with."""

from __future__ import annotations

from signpost.accounts import Account
from signpost.accounts.limits import DAY
from signpost.accounts.people import NotAllowed
from signpost.listings.desk import GONE, Desk
from signpost.listings.drafts import FILE, STILL_RIGHT, Drafts
from signpost.listings.errors import Overtaken
from signpost.listings.form import form_of
from signpost.store.draft_rows import DraftRow

KEPT_DAYS, SHOWN = 60, 20


def unpublished(desk: Desk, account: Account) -> tuple[DraftRow, ...]:
    """Give what somebody's organisations wrote lately and what was rejected or thrown away, newest first."""
    drafts, since = desk.store.drafts, desk.now() - KEPT_DAYS * DAY
    found = drafts.unpublished(account.organisation_ids, since=since, limit=SHOWN)
    return tuple(each for each in found if drafts.open_of_service(each.service_id) is None)


def begin_again(desk: Desk, drafts: Drafts, account: Account, draft_id: str) -> DraftRow:
    """Begin anew with the words of a draft that came to nothing. Raises NotAllowed, Overtaken, LimitReached."""
    old = desk.draft(draft_id, by=account)
    if old.state not in ("rejected", "discarded") or not old.is_typed:
        raise NotAllowed(GONE)
    words = {key: value for key, value in old.form.items() if key not in (STILL_RIGHT, FILE)}
    if old.kind == "new":
        return drafts.begin(account, old.organisation_id, words)
    if desk.store.drafts.open_of_service(old.service_id) is not None:
        raise Overtaken("Somebody is changing this listing already. Look at it again.")
    base = desk.store.records.version(old.service_id, old.base_version)
    before = form_of(base) if base else {}
    changed = {key: value for key, value in words.items() if value != before.get(key)}
    with desk.store.atomic():
        draft = drafts.edit(account, old.service_id)
        return drafts.save(account, draft.id, changed, draft.revision)
