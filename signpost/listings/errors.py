"""What can go wrong with a listing's draft, in sentences fit to show to whoever asked."""

from __future__ import annotations

from signpost.accounts.people import NotAllowed
from signpost.errors import SignpostError


class ListingDeskError(SignpostError):
    """A draft, decision or report could not be taken; the text is fit to show."""


class Overtaken(ListingDeskError):
    """Somebody else, or another tab, was first; nothing was changed."""


class Unready(ListingDeskError):
    """A draft still has something that cannot stand. problems: by key of the form."""

    def __init__(self, message: str, problems: dict[str, str]) -> None:
        super().__init__(message)
        self.problems = problems


class NeedsAnother(ListingDeskError):
    """The same person may not do both."""


__all__ = ["ListingDeskError", "NeedsAnother", "NotAllowed", "Overtaken", "Unready"]
