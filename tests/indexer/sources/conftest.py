from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer.provider import Column, ProviderConfig

MakeConfig = Callable[..., ProviderConfig]


@pytest.fixture
def make_config(tmp_path: Path) -> MakeConfig:
    """Give a function that writes text or bytes to a file and makes the configuration that reads it."""

    def make(content: str | bytes, name: str = "listings.csv", **changes: Any) -> ProviderConfig:
        raw = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(raw)
        told: dict[str, Any] = {
            "id": "shelter",
            "folder": tmp_path,
            "name": "Shelter",
            "licence": "OGL v3",
            "attribution": "Shelter",
            "source_url": "https://x.org",
            "retrieved_on": date(2026, 11, 22),
            "shape": "csv",
            "files": (name,),
            "record_id": ("id",),
            "columns": {"name": Column(("name",))},
        }
        return ProviderConfig(**{**told, **changes})

    return make
