"""Put a record before everybody: the record, its corrections, its listing, and the search of all workers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from signpost.listings.changes import changed_values
from signpost.models import Service
from signpost.search.interface import IndexBuilder
from signpost.store import Source, Store
from signpost.store.override_rows import OWN, By, Override, sources_of

OWN_SOURCE = Source(
    OWN, "Listings by the organisations themselves", attribution="Told to us by the organisations"
)
# Half of a pair must not come from one side and half from the other.
TOGETHER = ({"minimum_age", "maximum_age"}, {"sensitive", "locations"})


class Publisher:
    """put() and withdraw() inside store.atomic(), bring_up() after it."""

    def __init__(self, store: Store, index: IndexBuilder) -> None:
        self._store, self._index = store, index

    def put(
        self,
        record: Service,
        before: Service | None,
        *,
        who: str,
        by: By,
        why: str,
        now: int,
        draft_id: str = "",
    ) -> None:
        """Publish a record. What differs from before outlives the next import of its source."""
        if record.provider_id != OWN and before is not None:
            for field in corrected_fields(before, record):
                self._store.overrides.put(
                    Override(
                        record.id,
                        field,
                        getattr(record, field),
                        getattr(before, field),
                        who,
                        by,
                        now,
                        draft_id,
                    )
                )
            record = self._store.overrides.laid_over(replace(record, provenance=sources_of(record)))
        elif record.provider_id == OWN:
            # Among the listings, so that the next import compares it with what other providers tell.
            self._store.save_listings(OWN_SOURCE, [record], complete=False)
        self._store.save([record], who=who, why=why)

    def withdraw(self, service_id: str, *, who: str, why: str) -> None:
        """Take a record out of sight; no import brings it back."""
        self._store.withdraw([service_id], who=who, why=why)

    def bring_up(self) -> None:
        """Let every worker's search know all that was published, also by somebody who was cut short before this."""
        revision = self._store.revision
        known = self._store.indexed_revision
        if revision == known:
            return
        shown, hidden = self._store.changed_since(known)
        if not known:
            self._index.rebuild(self._store.searchable())
        else:
            self._index.apply(shown, hidden)
        self._store.mark_indexed(revision)


def corrected_fields(before: Service, after: Service) -> tuple[str, ...]:
    """Give the fields to correct for good: those that differ, pairs whole, and the day of the last check."""
    fields = list(changed_values(before, after))
    for pair in TOGETHER:
        if pair & set(fields):
            fields += sorted(pair - set(fields))
    if before.assured_date != after.assured_date:
        fields.append("assured_date")
    return tuple(_in_order(fields))


def _in_order(fields: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(fields)
