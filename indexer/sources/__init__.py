"""Provider files -> raw records. One module per shape of input; knows nothing of services or of the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.sources.records import BrokenRow, RawRecord

if TYPE_CHECKING:
    from indexer.provider import ProviderConfig

__all__ = ["BrokenRow", "RawRecord", "read"]


def read(config: ProviderConfig) -> Iterator[RawRecord | BrokenRow]:
    """Give every row of the provider's files in order, each as a RawRecord or a BrokenRow.

    Raises FileUnreadable, perhaps after some rows: take rows in only when the iterator has run out.
    """
    raise NotImplementedError
