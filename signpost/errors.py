"""Every error that Signpost raises on purpose. The message says what, where and how to mend it.

SignpostError
├── SettingsError            a setting is missing or makes no sense
├── VocabularyError          a vocabulary file is damaged
├── PlaceError
│   ├── PlaceUnknown         well formed or not, nowhere in the tables (carries suggestions)
│   ├── PlaceAmbiguous       several places of one name (carries the choices, best first)
│   └── GeocoderFailed       a network geocoder did not answer in time, or answered nonsense
├── StoreError
│   ├── ServiceUnknown       no record of this id
│   └── StoreUnusable        the file cannot be opened or written
├── MailFailed               a mail could not be handed over; it stays in the outbox and is tried again
├── AccountError             an account could not do, or be given, what was asked
├── IndexUnusable            the index is missing or damaged (it can be rebuilt from the store)
└── ListingError             a provider's file or row could not be read (carries file and line)
    ├── ProviderConfigError  provider.toml is wrong
    ├── FileUnreadable       the whole file cannot be used; nothing of it was taken in
    └── RowRejected          one row goes to quarantine, the rest goes on
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signpost.models import Place


class SignpostError(Exception):
    """Anything that Signpost raises on purpose; str() is a sentence fit to show."""


class SettingsError(SignpostError):
    """A setting is missing or makes no sense."""


class VocabularyError(SignpostError):
    """A vocabulary file is damaged."""


class PlaceError(SignpostError):
    """A place could not be resolved."""


class PlaceUnknown(PlaceError):
    """Nothing of this name or code is in the tables. suggestions: labels of near misses, best first."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class PlaceAmbiguous(PlaceError):
    """Several places bear this name. choices: Places, best first, each with a label that tells them apart."""

    def __init__(self, message: str, choices: tuple[Place, ...]) -> None:
        super().__init__(message)
        self.choices = choices


class GeocoderFailed(PlaceError):
    """A network geocoder did not answer in time, or answered nonsense."""


class StoreError(SignpostError):
    """The store of records could not do what was asked."""


class ServiceUnknown(StoreError):
    """No record has this id."""


class StoreUnusable(StoreError):
    """The store's file cannot be opened or written."""


class IndexUnusable(SignpostError):
    """The index is missing or damaged; it can be rebuilt from the store."""


class MailFailed(SignpostError):
    """A mail could not be handed over; the text names no person."""


class AccountError(SignpostError):
    """An account could not do, or be given, what was asked; the text is fit to show to whoever asked."""


class ListingError(SignpostError):
    """A provider's file or row could not be used.

    The text reads "file:line: what, and how to mend it"; line counts from 1 and is None where lines mean nothing.
    """

    def __init__(self, reason: str, file: str = "", line: int | None = None) -> None:
        where = f"{file}:{line}: " if line else (f"{file}: " if file else "")
        super().__init__(where + reason)
        self.reason, self.file, self.line = reason, file, line


class ProviderConfigError(ListingError):
    """provider.toml is wrong."""


class FileUnreadable(ListingError):
    """The whole file cannot be used; nothing of it is taken in."""


class RowRejected(ListingError):
    """One row cannot be used and goes to quarantine; the rest goes on."""
