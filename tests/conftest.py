"""What many tests share: a small real directory, made once a session from bundled providers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest

from indexer.pipeline import ingest
from signpost.directory import Directory
from signpost.search.embedded import EmbeddedIndexBuilder
from signpost.settings import Settings, read_settings
from signpost.store import Store

# How long one example takes says more of the machine than of the code; what time it costs belongs to benchmarks/.
# CI tries the same examples every time, so that a red run can be repeated; at a desk they are new each time.
hypothesis.settings.register_profile("signpost", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("signpost")

# Small enough to be taken in within seconds, wide enough for all three lanes in Trafford.
SMALL_PROVIDERS = ("national", "trafford_mental_health_2018", "gm_food_banks_2018", "bucks_outpost_api_2021")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a directory that holds SMALL_PROVIDERS, already ingested and indexed."""
    folder: Path = tmp_path_factory.mktemp("signpost")
    made = replace(read_settings({}), data_dir=folder)
    with Store.open(made.store_path, create=True) as store:
        report = ingest(
            store, made.providers_dir, SMALL_PROVIDERS, index=EmbeddedIndexBuilder(made.index_dir)
        )
    assert not report.failed
    return made


@pytest.fixture(scope="session")
def directory(settings: Settings) -> Iterator[Directory]:
    """Give an open Directory over SMALL_PROVIDERS. Tests may not change it."""
    with Directory.open(settings) as opened:
        yield opened
