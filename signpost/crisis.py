"""Which crisis contacts to show first, by risk, nation and age. The contacts themselves are data (vocabulary/crisis.toml).

Missing a risk is far worse than showing help once too often, so an unknown nation shows all nations' lines.
"""

from __future__ import annotations

from signpost.vocabulary import CrisisContact, crisis_contacts

EMERGENCY_FIRST = frozenset({"danger", "overdose"})


def contacts_for(
    kinds: tuple[str, ...],
    *,
    nation: str | None = None,
    age: int | None = None,
    worried_about_other: bool = False,
) -> tuple[CrisisContact, ...]:
    """Give the contacts that fit, best first. kinds: risk kinds as in Understanding; empty means any.

    Contacts for one kind of risk come before general ones of the same standing; 999 leads where there is danger now.
    """
    fitting = [c for c in contacts_in(nation) if _fits(c, kinds, age, worried_about_other)]
    urgent = bool(EMERGENCY_FIRST.intersection(kinds))
    return tuple(sorted(fitting, key=lambda contact: _standing(contact, kinds, age, urgent)))


def contacts_in(nation: str | None) -> tuple[CrisisContact, ...]:
    """Give the contacts of a nation ("England", ...); all of them where the nation is unknown."""
    everyone = crisis_contacts()
    if nation is None or not any(nation in contact.nations for contact in everyone):
        return everyone
    return tuple(contact for contact in everyone if nation in contact.nations)


def _fits(contact: CrisisContact, kinds: tuple[str, ...], age: int | None, worried_about_other: bool) -> bool:
    if contact.for_worried_adults and not worried_about_other:
        return False
    if contact.kinds and kinds and not set(contact.kinds).intersection(kinds):
        return False
    if contact.kinds and not contact.general and not kinds:
        return False
    if age is None or worried_about_other:
        return True
    return (contact.minimum_age is None or age >= contact.minimum_age) and (
        contact.maximum_age is None or age <= contact.maximum_age
    )


def _standing(
    contact: CrisisContact, kinds: tuple[str, ...], age: int | None, urgent: bool
) -> tuple[int, int]:
    """Sort key: 999 first in danger and last otherwise, where it is the closing line; then special before general."""
    if contact.tel == "999":
        return (0 if urgent else 9, 0)
    if contact.for_worried_adults:
        return (1, 0)
    special = bool(set(contact.kinds).intersection(kinds)) and not contact.general
    for_this_age = age is not None and contact.maximum_age is not None and age <= contact.maximum_age
    nhs = contact.id.startswith("nhs-")
    return (2 if special or for_this_age else 3 if nhs else 4, contact.order)
