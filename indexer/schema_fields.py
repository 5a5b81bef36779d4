"""marshmallow fields for what providers write in cells. Tolerant of spelling, strict where a column has slipped."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields

from indexer.clean.web import clean_url
from signpost.vocabulary import choices

NO_TOP = 99  # School registers write 99 for "no upper age".
SLIPPED = "have the columns slipped?"
WHO_FOR = frozenset({"young-person", "parent-carer", "professional"})
NATIONS = frozenset({"UK", "England", "Scotland", "Wales", "Northern Ireland"})


class AgeField(fields.Field[int | None]):
    """Whole years. -1, 0 as an upper age and 99 and over as an upper age say "none"."""

    def __init__(self, *, top: bool = False) -> None:
        super().__init__(load_default=None, allow_none=True)
        self.top = top

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int | None:
        match = re.fullmatch(r"(-?\d{1,3})(?:\.\d+)?\s*(?:years?|yrs?|\+)?", str(value).strip(), re.I)
        if not match:
            raise ValidationError(f"{str(value)[:60]!r} is no age in years; {SLIPPED}")
        age = int(match.group(1))
        if age < 0 or (self.top and (age == 0 or age >= NO_TOP)):
            return None
        if age > 120:
            raise ValidationError(f"{age} is no age in years; {SLIPPED}")
        return age


class DegreeField(fields.Field[float | None]):
    """A latitude or longitude in degrees. 0 and nonsense within range are told apart later, with the pair."""

    def __init__(self) -> None:
        super().__init__(load_default=None, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float | None:
        try:
            degrees = float(str(value))
        except ValueError as error:
            raise ValidationError(f"{str(value)[:60]!r} is no number of degrees; {SLIPPED}") from error
        if not -180 <= degrees <= 180:
            raise ValidationError(f"{degrees:g} is no number of degrees; are these grid references?")
        return degrees


class DayField(fields.Field[date | None]):
    """A day as 2026-11-22 or 22/11/2026."""

    def __init__(self) -> None:
        super().__init__(load_default=None, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date | None:
        text = str(value).strip()
        british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
        try:
            if british:
                day, month, year = (int(part) for part in british.groups())
                return date(year, month, day)
            return date.fromisoformat(text[:10])
        except ValueError as error:
            raise ValidationError(f"{text[:60]!r} is no day like 2026-11-22; {SLIPPED}") from error


class MomentField(fields.Field[datetime | None]):
    """A moment in ISO 8601; one without a zone is taken as UTC, as most feeds mean it."""

    def __init__(self) -> None:
        super().__init__(load_default=None, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime | None:
        text = str(value).strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(
                f"{text[:60]!r} is no moment like 2026-11-22T09:30:00Z; {SLIPPED}"
            ) from error
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class YesNoField(fields.Field[bool | None]):
    """Yes or no in the words people use."""

    def __init__(self) -> None:
        super().__init__(load_default=None, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool | None:
        word = str(value).strip().casefold()
        if word in ("true", "yes", "y", "1"):
            return True
        if word in ("false", "no", "n", "0"):
            return False
        raise ValidationError(f"{str(value)[:60]!r} is neither yes nor no; {SLIPPED}")


class WebField(fields.Field[str]):
    """A web address, or "" where the cell holds none: half of all sources keep something else there."""

    def __init__(self) -> None:
        super().__init__(load_default="")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return clean_url(str(value))


class TermsField(fields.Field[list[str]]):
    """Ids of one vocabulary. An unknown id rejects the row: a tag that nobody understands helps nobody."""

    def __init__(self, group: str) -> None:
        super().__init__(load_default=list)
        self.group = group

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str]:
        known = self._known()
        for term in value:
            if term not in known:
                raise ValidationError(f"{term[:60]!r} is not one of: {', '.join(sorted(known))}")
        return list(dict.fromkeys(value))

    def _known(self) -> frozenset[str]:
        own = {"who_for": WHO_FOR, "nation": NATIONS}
        return own.get(self.group) or frozenset(choices(self.group))
