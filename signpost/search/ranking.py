"""The score of a service: named parts, each with a ceiling from ranking.toml, that add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from signpost.search.documents import WHO_BITS
from signpost.search.interface import Query
from signpost.search.lanes import AREA, Lanes
from signpost.search.matching import wished_scores
from signpost.search.segment import Segment
from signpost.search.weights import weights

Floats = npt.NDArray[np.float32]
# A professional asks for a young person, and may also be served in their own right.
WELCOMED_BY = {
    "young-person": WHO_BITS["young-person"],
    "parent-carer": WHO_BITS["parent-carer"],
    "professional": WHO_BITS["young-person"] | WHO_BITS["professional"],
}
# A parent asks for a child too, whom such a service may help.
ASKS_FOR = {"parent-carer": WHO_BITS["young-person"]}
WISHES = ("thrive", "access", "referral")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a listing brings to every query, 0 to 1 of each ceiling: shape (documents,) each.

    breadth: to those alone that name no need.
    """

    breadth: Floats
    coverage: Floats
    age: Floats
    checked: Floats
    complete: Floats
    waiting: Floats

    def total(self, with_age: bool) -> Floats:
        """Give the sum of the standing parts, in points."""
        names = ("coverage", "checked", "complete", "waiting", *(("age",) if with_age else ()))
        total = np.zeros(len(self.age), np.float32)
        for name in names:
            total += getattr(self, name) * np.float32(weights().ceilings[name])
        return total


def standing_of(segment: Segment, today: date) -> Standing:
    """Work out the standing parts as they are today."""
    arrays, rules = segment.arrays, weights()
    has_place = np.isin(np.arange(segment.count), np.concatenate([arrays["point_doc"], arrays["area_doc"]]))
    cover = np.where(arrays["states_area"] | has_place, rules.coverage["area"], rules.coverage["unknown"])
    cover = np.where(arrays["remote"] & ~arrays["states_area"], rules.coverage["remote"], cover)
    return Standing(
        breadth=_breadth(segment),
        coverage=np.where(arrays["whole_uk"], rules.coverage["uk"], cover).astype(np.float32),
        age=_age_fit(segment),
        checked=_checked(segment, today.toordinal()),
        complete=arrays["complete"],
        waiting=_waiting(segment, today.toordinal()),
    )


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores documents of one segment for one query. text and need: one a document, None where nothing was asked.

    full_text is the match that earns the whole text part, whatever the filters and the place, so that neither ever
    changes the order in which the words put two services.
    """

    segment: Segment
    query: Query
    text: Floats | None
    full_text: float
    need: Floats | None
    lanes: Lanes
    standing: Standing
    standing_total: Floats
    normal_miles: float

    def scores(self, documents: npt.NDArray[np.intp]) -> Floats:
        """Give the sum of all parts."""
        total = self.standing_total[documents]
        for values in self._asked(documents).values():
            total += values
        return total

    def parts(self, documents: npt.NDArray[np.intp]) -> dict[str, Floats]:
        """Give every part by name; they add up to scores()."""
        names = ("checked", "complete", "waiting", *(("age",) if self.query.age is not None else ()))
        ceilings = weights().ceilings
        asked = self._asked(documents)
        parts = {name: getattr(self.standing, name)[documents] * np.float32(ceilings[name]) for name in names}
        cover = self.standing.coverage[documents] * np.float32(ceilings["coverage"])
        parts["coverage"] = cover + asked.pop("coverage", np.float32(0))
        return {**asked, **parts}

    def _asked(self, documents: npt.NDArray[np.intp]) -> dict[str, Floats]:
        """Give the parts that depend on what was asked."""
        ceilings, asked = weights().ceilings, {}
        if self.text is not None and self.full_text > 0:
            asked["text"] = self.text[documents] * np.float32(ceilings["text"] / self.full_text)
        if self.need is not None:
            asked["need"] = self.need[documents] * np.float32(ceilings["need"])
        if not self.query.wished_needs and not self.query.filters.need:
            asked["breadth"] = self.standing.breadth[documents] * np.float32(ceilings["breadth"])
        for group in WISHES:
            wishes = getattr(self.query, f"wished_{group}")
            if wishes:
                asked[group] = wished_scores(self.segment, group, wishes)[documents] * np.float32(
                    ceilings[group]
                )
        if self.query.who in WELCOMED_BY:
            asked["who"] = _who_table(self.query.who)[self.segment.arrays["who_for"][documents]]
        if self.lanes.miles is not None:
            asked["distance"] = self._distance(self.lanes.miles[documents])
            bonus = np.float32(weights().coverage["area_lane"] * ceilings["coverage"])
            asked["coverage"] = (self.lanes.lane[documents] == AREA) * bonus
        return asked

    def points_together(self, close: Floats) -> Floats:
        """Give the points for words that stand close together; close: on the scale of text."""
        if self.full_text <= 0:
            return np.zeros_like(close)
        ceilings, share = weights().ceilings, weights().together["share"]
        points: Floats = close * np.float32(share * ceilings["text"] / self.full_text)
        return points.clip(max=np.float32(ceilings["together"]))

    def _distance(self, miles: Floats) -> Floats:
        """Fall smoothly with distance, by what is normal around the place; 0 outside the near lane."""
        half = np.float32(self.normal_miles / 2)  # At half the usual distance, half the ceiling.
        share = miles / half
        return (weights().ceilings["distance"] / (1 + share * share)).astype(np.float32)


@cache
def _who_table(who: str) -> Floats:
    """Give the points of every sum of WHO_BITS for one kind of person."""
    rules, welcome, child = weights().who, WELCOMED_BY[who], ASKS_FOR.get(who, 0)
    shares = [
        rules["same"]
        if bits & welcome
        else rules["child"]
        if bits & child
        else rules["other"]
        if bits
        else rules["unknown"]
        for bits in range(sum(WHO_BITS.values()) + 1)
    ]
    return np.array(shares, np.float32) * np.float32(weights().ceilings["who"])


def _age_fit(segment: Segment) -> Floats:
    """Say how well stated ages fit anybody whom they admit: a narrow range is made for them, an unknown one may not be."""
    low, high, rules = segment.arrays["minimum_age"], segment.arrays["maximum_age"], weights().age
    narrow = (high >= 0) & (high - np.maximum(low, 0) <= rules["narrow_years"])
    fit = np.where(
        narrow, rules["narrow"], np.where((low >= 0) | (high >= 0), rules["wide"], rules["unknown"])
    )
    return fit.astype(np.float32)


def _breadth(segment: Segment) -> Floats:
    """Rise from 0 for one need towards 1 for many: who only says "I need to talk" is best helped by who asks no more."""
    first, last = segment.group_rows.get("need", (0, 0))
    start, end = segment.arrays["tag_list_ends"][[first, last]]
    needs = np.bincount(segment.arrays["tag_doc"][start:end], minlength=segment.count)
    return (1 - 1 / np.sqrt(np.maximum(needs, 1))).astype(np.float32)


def _checked(segment: Segment, today: int) -> Floats:
    """Fall from 1 for what was confirmed within three months to the stale share after a year."""
    day, rules = segment.arrays["assured_day"], weights().checked
    age = np.clip((today - day - rules["fresh_days"]) / (rules["stale_days"] - rules["fresh_days"]), 0, 1)
    return np.where(day > 0, 1 - age * (1 - rules["stale"]), rules["never"]).astype(np.float32)


def _waiting(segment: Segment, today: int) -> Floats:
    """Give 1 for no wait, 0 for a long one, and half where nobody told us lately."""
    weeks, rules = segment.arrays["waiting_weeks"], weights().waiting
    known = ~np.isnan(weeks) & (today - segment.arrays["waiting_day"] <= rules["given_within_days"])
    return np.where(known, 1 - np.clip(np.nan_to_num(weeks) / rules["long_weeks"], 0, 1), 0.5).astype(
        np.float32
    )
