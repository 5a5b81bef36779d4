"""Many listings at once: a file of them read, each row's fate told before anything changes, and then exactly that done."""

from __future__ import annotations

from signpost.listings.bulk.bulk import Bulk
from signpost.listings.bulk.files import read_file
from signpost.listings.bulk.table import FileRefused

__all__ = ["Bulk", "FileRefused", "read_file"]
