"""Words that are needed no more: what visitors wrote in reports long closed, and forms of drafts long settled."""

from __future__ import annotations

from signpost.accounts.limits import DAY
from signpost.listings.desk import Desk


def forget_words(desk: Desk) -> int:
    """Delete words that are older than the settings keep them; give of how many reports and drafts.

    That there was a report or draft, when, and what was decided stays; so does everything that was published.
    """
    days = desk.settings.forget_words_after_days
    if not days:
        return 0
    before = desk.now() - days * DAY
    with desk.store.atomic():
        return desk.store.reports.forget_words(before) + desk.store.drafts.forget_forms(before)
