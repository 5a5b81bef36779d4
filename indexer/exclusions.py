"""What speaks against two listings being the same: their numbers, places, ages, or the kind of body behind them."""

from __future__ import annotations

from indexer.traits import Traits
from signpost.models import Service

STATE_SECTORS = frozenset(("school", "nhs"))  # A charity of the same name is another body than these.


def numbers_exclude(left: Traits, right: Traits) -> bool:
    """Both are in one register under different numbers, or only one can be a charity.

    A charity that works in two nations stands in two registers, and that is no difference.
    """
    if left.is_interest_company != right.is_interest_company and (
        left.charity_numbers or right.charity_numbers
    ):
        return True
    shared = _registers(left) & _registers(right)
    return bool(shared) and not left.charity_numbers & right.charity_numbers


def _registers(each: Traits) -> set[str]:
    """Give the letters before the charity numbers: none in England and Wales, SC, NI or NIC elsewhere."""
    return {number.rstrip("0123456789") for number in each.charity_numbers}


def places_exclude(left: Traits, right: Traits) -> bool:
    """Both have places to go to, none in common, or one has a door and the other serves a nation: branches.

    An office excludes nothing.
    """
    if left.register or right.register:
        return False
    if left.postcodes and right.postcodes:
        return not left.postcodes & right.postcodes
    return (left.is_nationwide and bool(right.postcodes)) or (right.is_nationwide and bool(left.postcodes))


def ages_exclude(left: Traits, right: Traits) -> bool:
    """Their ages do not overlap, so they are two services whatever they are called."""
    one, two = left.service, right.service
    return _ends_before(one, two) or _ends_before(two, one)


def kinds_exclude(left: Traits, right: Traits) -> bool:
    """One is a school or of the NHS, the other is not: a charity beside it, whose facts are its own."""
    sectors = {left.service.sector, right.service.sector}
    return len(sectors) > 1 and "" not in sectors and bool(sectors & STATE_SECTORS)


def _ends_before(one: Service, two: Service) -> bool:
    highest, lowest = one.maximum_age, two.minimum_age
    return highest is not None and lowest is not None and highest < lowest
