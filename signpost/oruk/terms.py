"""Our vocabularies as Open Referral taxonomies: every term has an id of its own that never changes."""

from __future__ import annotations

import uuid
from functools import cache

from signpost.models import ID_NAMESPACE
from signpost.vocabulary import choices

# link_type of an attribute -> the group of our vocabulary, and what the taxonomy is called.
TAXONOMIES = {
    "need": ("need", "Needs"),
    "thrive": ("thrive", "THRIVE needs-based groups"),
    "access_mode": ("access", "Ways to get help"),
    "referral_route": ("referral", "Who can ask"),
}


def own_id(*parts: str) -> str:
    """Give a stable id for a part of a record, or a term."""
    return str(uuid.uuid5(ID_NAMESPACE, "\x1f".join(("oruk", *parts))))


def term_of(link_type: str, term_id: str) -> dict[str, str]:
    """Give a term as Open Referral writes it."""
    group, taxonomy = TAXONOMIES[link_type]
    known = choices(group)[term_id]
    return {
        "id": own_id("term", link_type, term_id),
        "name": known.name,
        "description": known.about or known.name,
        "taxonomy": taxonomy,
        "taxonomy_id": own_id("taxonomy", link_type),
        "term": term_id,
    }


@cache
def terms_by_word() -> dict[str, tuple[tuple[str, str], ...]]:
    """Give, for each id, name or code in small letters, the (link_type, our id) that it may stand for."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for link_type, (group, _) in TAXONOMIES.items():
        for term_id, term in choices(group).items():
            for word in {
                own_id("term", link_type, term_id),
                term_id,
                term.name.casefold(),
                term_id.replace("-", " "),
            }:
                found[word] = (*found.get(word, ()), (link_type, term_id))
    return found
