"""Listings: every use case behind one object, opened once a process; safe to use from several threads."""

from __future__ import annotations

import time
from collections.abc import Callable

from signpost.accounts import Accounts
from signpost.listings.bulk import Bulk
from signpost.listings.desk import Desk
from signpost.listings.drafts import Drafts
from signpost.listings.publishing import Publisher
from signpost.listings.quality_words import QualityWords
from signpost.listings.reminders import Reminders
from signpost.listings.reports import Reports
from signpost.listings.review import Review
from signpost.listings.tags import TagReview
from signpost.search.embedded import EmbeddedIndexBuilder
from signpost.search.interface import IndexBuilder
from signpost.store import Store


class Listings:
    """drafts, bulk, review, tags, reports, reminders, quality_words; desk for whoever builds on them."""

    def __init__(
        self, store: Store, accounts: Accounts, index: IndexBuilder, clock: Callable[[], float] = time.time
    ) -> None:
        self.desk = Desk(store, accounts, Publisher(store, index), accounts.settings, clock)
        self.drafts = Drafts(self.desk)
        self.bulk = Bulk(self.desk, self.drafts)
        self.review = Review(self.desk)
        self.tags = TagReview(self.desk)
        self.reports = Reports(self.desk)
        self.quality_words = QualityWords(self.desk)
        self.reminders = Reminders(self.desk)

    @classmethod
    def over(cls, accounts: Accounts, clock: Callable[[], float] = time.time) -> Listings:
        """Open them over the file that accounts hold open; closing accounts closes both."""
        index = EmbeddedIndexBuilder(accounts.settings.index_dir)
        return cls(Store(accounts.connections), accounts, index, clock)
