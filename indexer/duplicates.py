"""Which listings are one and the same: found by register number, postcode, website and name.

Sure pairs are merged, doubtful ones are listed for a person. Branches at different postcodes are not duplicates.
The outcome depends on the listings alone, never on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz import fuzz

from indexer.exclusions import ages_exclude, kinds_exclude, numbers_exclude, places_exclude
from indexer.traits import Traits

SURE_NAME = 92.0  # Out of 100: a plural, a typo, a swapped pair of words; measured on the bundled listings.
ALIKE_NAME = 78.0  # Worth a person's look when something else agrees.
SITE_NAME = 80.0  # Enough when postcode and website agree too.
COMMON_HEADS = frozenset(("helpline", "refuge", "counselling", "nhs", ""))  # Kinds of help, not names.
MAX_BLOCK = (
    80  # A postcode or site shared by more listings is a tower block or a portal, not a sign of sameness.
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What comparing two listings came to. score: 0 to 100."""

    left: Traits
    right: Traits
    verdict: Literal["same", "doubtful"]
    score: float
    reason: str


def find_likenesses(listings: Sequence[Traits]) -> list[Likeness]:
    """Compare listings that share a number, postcode, website or name; give same and doubtful pairs, surest first."""
    found = (judge(left, right) for left, right in candidate_pairs(listings))
    told = [likeness for likeness in found if likeness is not None]
    return sorted(told, key=_surest_first)


def _surest_first(each: Likeness) -> tuple[bool, float, bool, str, str]:
    """Of equals, a nationwide line comes first: a head office belongs to it rather than to one of its branches."""
    nationwide = each.left.is_nationwide or each.right.is_nationwide
    return each.verdict == "doubtful", -each.score, not nationwide, each.left.id, each.right.id


def candidate_pairs(listings: Sequence[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Give each pair worth comparing once, in the order of their ids."""
    blocks: dict[tuple[str, str], list[Traits]] = defaultdict(list)
    for each in listings:
        for key in _block_keys(each):
            blocks[key].append(each)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda each: each.id)
        if len(block) > MAX_BLOCK and key[0] in {"postcode", "site", "head"}:
            continue
        for left, right in combinations(block, 2):
            if (left.id, right.id) not in seen:
                seen.add((left.id, right.id))
                yield left, right


def _block_keys(each: Traits) -> Iterable[tuple[str, str]]:
    yield from (("charity", number) for number in each.charity_numbers)
    yield from (("company", number) for number in each.company_numbers)
    yield from (("postcode", code) for code in each.postcodes)
    yield from (("site", host) for host in each.hosts)
    # One word is no name: "Mind" and "Relate" are everywhere.
    if " " in each.name:
        yield "name", each.name
    if not each.service.locations:
        yield "head", each.head


def judge(left: Traits, right: Traits) -> Likeness | None:
    """Compare two listings; None where they are plainly different."""
    if ages_exclude(left, right) or kinds_exclude(left, right):
        return None
    for rule in RULES:
        likeness = rule(left, right, name_likeness(left, right))
        if likeness is not None:
            return likeness
    return None


def name_likeness(left: Traits, right: Traits) -> float:
    """Give how alike the names are, 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(left.name, right.name)


def same_name(left: Traits, right: Traits) -> bool:
    """Say whether the names differ by no more than slips and legal forms.

    A word more is another name: "Heyes Lane School PTA" raises money for the school, it is not the school.
    """
    if left.name.replace(" ", "") == right.name.replace(" ", ""):
        return True
    as_long = len(left.name.split()) == len(right.name.split())
    return as_long and name_likeness(left, right) >= SURE_NAME and not differ_by_number(left, right)


def by_number(left: Traits, right: Traits, alike: float) -> Likeness | None:
    """The same register number: one organisation. The same listing only if names agree, or a register names it whole."""
    if not shared_number(left, right):
        return None
    if same_name(left, right) and not places_exclude(left, right):
        return Likeness(left, right, "same", max(alike, 95.0), "same register number and name")
    if _is_entry_of(left, right) and not _same_provider(left, right) and not _is_branch(left, right):
        return Likeness(
            left, right, "same", 80.0 + alike / 10, "the register's entry of the organisation that runs it"
        )
    if places_exclude(left, right):
        return None
    return _doubt(left, right, alike, "same register number, names differ")


def by_postcode(left: Traits, right: Traits, alike: float) -> Likeness | None:
    """The same postcode and the same name."""
    if not left.postcodes & right.postcodes:
        return None
    if numbers_exclude(left, right):
        return _doubt(left, right, alike, "same postcode and name, different register numbers")
    if same_name(left, right):
        return Likeness(left, right, "same", alike, "same postcode and name")
    if alike >= SITE_NAME and left.hosts & right.hosts and not _same_provider(left, right):
        return Likeness(left, right, "same", alike, "same postcode and website, name nearly the same")
    return _doubt(left, right, alike, "same postcode, name nearly the same")


def by_site(left: Traits, right: Traits, alike: float) -> Likeness | None:
    """The same website of its own and the same name, where no place speaks against it."""
    if not left.hosts & right.hosts or numbers_exclude(left, right):
        return None
    if places_exclude(left, right):
        return _door_or_line(left, right, alike)
    if same_name(left, right):
        return Likeness(left, right, "same", alike, "same website and name")
    return _doubt(left, right, alike, "same website, name nearly the same")


def _door_or_line(left: Traits, right: Traits, alike: float) -> Likeness | None:
    """A door and a nationwide line of one name and site: a branch, or one service told twice. A person can say."""
    if left.is_nationwide == right.is_nationwide or not same_name(left, right):
        return None
    return _doubt(left, right, alike, "same website and name, one nationwide and one with a door")


def by_head(left: Traits, right: Traits, alike: float) -> Likeness | None:
    """The same name before an explanation, nowhere to go to and a need in common: "Frank (drugs helpline)"."""
    if left.head != right.head or left.head in COMMON_HEADS or _same_provider(left, right):
        return None
    if left.name == right.name or left.service.locations or right.service.locations:
        return None
    if numbers_exclude(left, right) or (left.hosts and right.hosts and not left.hosts & right.hosts):
        return None
    needs = [{tag.id for tag in each.service.needs} for each in (left, right)]
    if needs[0] & needs[1] and left.is_nationwide != right.is_nationwide:
        return Likeness(left, right, "same", 90.0, "same name before an explanation, and a need in common")
    return Likeness(left, right, "doubtful", 80.0, "same name before an explanation")


def by_name(left: Traits, right: Traits, alike: float) -> Likeness | None:
    """The very same name in the same district, where no place, number or website speaks against it."""
    if left.name != right.name or places_exclude(left, right) or numbers_exclude(left, right):
        return None
    if left.hosts and right.hosts and not left.hosts & right.hosts:
        return None
    if left.districts & right.districts and not _same_provider(left, right):
        return Likeness(left, right, "same", 93.0, "same name in the same district")
    return _doubt(left, right, min(alike, 85.0), "same name, nothing else to go by")


Rule = Callable[[Traits, Traits, float], Likeness | None]
RULES: tuple[Rule, ...] = (
    by_number,
    by_postcode,
    by_site,
    by_name,
    by_head,
)  # Strongest evidence first; the first answer counts.


def shared_number(left: Traits, right: Traits) -> bool:
    return bool(left.charity_numbers & right.charity_numbers or left.company_numbers & right.company_numbers)


def _doubt(left: Traits, right: Traits, alike: float, reason: str) -> Likeness | None:
    if alike < ALIKE_NAME or _same_provider(left, right) or _is_branch(left, right):
        return None
    return Likeness(left, right, "doubtful", alike, reason)


def _is_entry_of(left: Traits, right: Traits) -> bool:
    """One is a register's entry, the other its organisation or a service that bears its name.

    An organisation must not vanish into a service of another name, where nobody would find it.
    """
    if left.register == right.register:
        return False
    service, entry = (right, left) if left.register else (left, right)
    return service.is_organisation or service.shares_name_with(entry)


def _same_provider(left: Traits, right: Traits) -> bool:
    return left.service.provider_id == right.service.provider_id


def _is_branch(left: Traits, right: Traits) -> bool:
    """One is an office, the other a door in another district: a branch, which stays a listing of its own."""
    if left.register == right.register:
        return False
    door = right if left.register else left
    return bool(door.postcodes) and not left.districts & right.districts


def differ_by_number(left: Traits, right: Traits) -> bool:
    """The names differ in a number or letter: "1st Sale Scouts" and "3rd Sale Scouts", "Sector B" and "Sector C"."""
    marks = [
        {word for word in each.name.split() if len(word) == 1 or any(map(str.isdigit, word))}
        for each in (left, right)
    ]
    return marks[0] != marks[1]
