"""A provider's formal prose -> inferred tags. Knows nothing of files, rows or the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signpost.models import Tag


@dataclass(frozen=True, slots=True)
class ListingTags:
    """needs and thrive: source "inferred", best first, with confidence and evidence. The rest: ids of the vocabulary."""

    needs: tuple[Tag, ...] = ()
    thrive: tuple[Tag, ...] = ()
    access: tuple[str, ...] = ()
    referral: tuple[str, ...] = ()
    who_for: tuple[str, ...] = ()


def tag_listing(name: str, text: str, categories: Sequence[str]) -> ListingTags:
    """Infer tags from a listing's name, description and its provider's own categories."""
    raise NotImplementedError
