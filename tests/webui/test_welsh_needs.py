"""The needs in Welsh, as the site names and offers them, are understood as those needs."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from signpost.understanding.understand import understand
from signpost.vocabulary import needs
from webui.i18n import gettext


def welsh_name(app: Flask, name: str) -> str:
    with app.test_request_context("/cy/"):
        return gettext(name)


@pytest.mark.parametrize("need_id", needs())
def test_the_welsh_name_of_a_need_is_understood(app: Flask, need_id: str) -> None:
    name = welsh_name(app, needs()[need_id].name)
    understood = understand(name)
    assert understood.corrected is None
    assert understood.needs
    assert understood.needs[0].id == need_id


def test_the_welsh_site_offers_needs_in_welsh_and_still_in_english(client: FlaskClient) -> None:
    offered = json.loads(client.get("/cy/suggestions.json").text)["words"]
    assert {"Hunan-niweidio", "Self-harm", "Samaritans"} <= set(offered)
    assert "Hunan-niweidio" not in json.loads(client.get("/suggestions.json").text)["words"]


@pytest.mark.parametrize("words", ["help with bwlio", "bulying at school", "i have anxeity", "trauma"])
def test_one_welsh_word_makes_no_welsh_text(words: str) -> None:
    understood = understand(words)
    assert understood.needs
    assert "bwlio" not in (understood.corrected or "")
