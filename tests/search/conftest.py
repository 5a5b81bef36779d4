"""An index over made-up services in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from signpost.models import Service
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Query

IndexOf = Callable[..., EmbeddedIndex]


@pytest.fixture
def index_of(tmp_path: Path) -> IndexOf:
    """Give a function that indexes the services it is given."""

    def build(*services: Service) -> EmbeddedIndex:
        EmbeddedIndexBuilder(tmp_path).rebuild(services)
        return EmbeddedIndex.open(tmp_path)

    return build


def exactly(words: str) -> Query:
    """Give a query for just these words, as typed, with nothing loosened."""
    return Query(words=words, limit=50, mend_spelling=False, may_relax=False)
