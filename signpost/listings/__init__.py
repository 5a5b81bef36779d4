"""Listings by providers, and moderation: drafts, submissions, review, corrections, reports, reminders, backups.

Knows the store, the index, accounts and the outbox; nothing of pages.
"""

from __future__ import annotations

from signpost.listings.listings import Listings

__all__ = ["Listings"]
