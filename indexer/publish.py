"""All providers' listings -> what visitors see: duplicates merged, changes versioned, the vanished withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.duplicates import find_likenesses
from indexer.merge import Merged, merge_listings
from indexer.traits import traits_of
from signpost.store import INGEST, Store


@dataclass(frozen=True, slots=True)
class Published:
    """fates: of every listing, by id."""

    fates: Mapping[str, str]


def publish(store: Store, *, why: str) -> Published:
    """Bring the published records up to the listings. To be called inside store.atomic()."""
    merged = _merged(store)
    outcomes: dict[str, str] = dict(store.save(merged.records, who=INGEST, why=why))
    store.withdraw(store.gone(), who=INGEST, why=f"no longer among what its provider lists; {why}")
    states = store.states()
    merged_now = [each.listing_id for each in merged.merges if each.listing_id in states]
    store.mark_merged(merged_now, who=INGEST, why=f"the same as another record; {why}")
    store.save_merges(merged.merges, merged.doubts)
    for record in merged.records:
        if record.scope == "out" and outcomes[record.id] != "held":
            outcomes[record.id] = "out_of_scope"
    return Published({**outcomes, **{each.listing_id: "merged" for each in merged.merges}})


def _merged(store: Store) -> Merged:
    registers = store.register_ids()
    listings = [
        traits_of(service, position, register=service.provider_id in registers)
        for position, service in enumerate(store.listings())
    ]
    kept_before = frozenset(each.kept_id for each in store.merges())
    return merge_listings(listings, find_likenesses(listings), kept_before, store.held_ids())
