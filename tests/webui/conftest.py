"""The application over the fake directory, and a client of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from signpost.settings import Settings, read_settings
from tests.webui.fakes import FakeDirectory
from webui import create_app


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"SIGNPOST_DATA": str(tmp_path), "SIGNPOST_CONTACT": "ask@example.org"})


@pytest.fixture
def fake() -> FakeDirectory:
    return FakeDirectory()


@pytest.fixture
def app(fake: FakeDirectory, settings: Settings) -> Flask:
    return create_app(fake, settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
