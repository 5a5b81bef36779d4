from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.provider import load_provider, load_providers, provider_folders
from signpost.errors import ProviderConfigError

GOOD = """
name = "Shelter"
licence = "OGL v3"
attribution = "Shelter"
source_url = "https://x.org"
retrieved_on = 2026-11-22
shape = "csv"
files = ["a.csv"]
record_id = ["id"]

[columns]
name = "Name"
"""


def folder(root: Path, toml: str, name: str = "shelter") -> Path:
    place = root / name
    place.mkdir()
    (place / "provider.toml").write_text(toml, "utf-8")
    return place


def wrong(root: Path, toml: str) -> str:
    with pytest.raises(ProviderConfigError) as caught:
        load_provider(folder(root, toml))
    return str(caught.value)


def test_the_shortest_provider_toml_is_enough(tmp_path: Path) -> None:
    config = load_provider(folder(tmp_path, GOOD))
    assert (config.id, config.kind, config.complete) == ("shelter", "listings", True)
    assert config.retrieved_on == date(2026, 11, 22)
    assert config.columns["name"].sources == ("Name",)
    assert config.paths == (tmp_path / "shelter" / "a.csv",)


def test_every_way_to_write_a_column_is_understood(tmp_path: Path) -> None:
    toml = (
        GOOD
        + """
address = ["Street", "Town"]
categories = ["Kind", "Topic"]
needs = { from = "Tags", split = ";", values = "tags" }
summary = { from = ["Short", "Long"], first = true }
assured_date = { from = "Checked", when = { column = "Level", equals = ["V"] } }
description = { from = "What", template = "They do: {}" }

[values.tags]
Worry = "anxiety"
Nothing = []
Both = ["anxiety", "sleep"]
"""
    )
    columns = load_provider(folder(tmp_path, toml)).columns
    assert (columns["address"].sources, columns["address"].join) == (("Street", "Town"), ", ")
    assert columns["categories"].join is None
    assert (columns["needs"].split, columns["needs"].values) == (";", "tags")
    assert columns["summary"].first
    assert (columns["assured_date"].when_column, columns["assured_date"].when_equals) == ("Level", ("V",))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("", "delimeter = ';'\n"), "delimeter is not a key of provider.toml; did you mean 'delimiter'?"),
        (('licence = "OGL v3"\n', ""), "licence is missing"),
        (('shape = "csv"', 'shape = "xlsx"'), "shape Must be one of: csv, linked_csv, json, markdown"),
        (('name = "Name"', 'nmae = "Name"'), "'nmae' is no target field; did you mean 'name'?"),
        (('record_id = ["id"]\n', ""), "record_id is missing: name the columns"),
        (('shape = "csv"', 'shape = "linked_csv"'), "links is missing"),
        (('name = "Name"', 'name = { from = "Name", values = "x" }'), "there is no [values.x]"),
        (('name = "Name"', 'name = { from = "Name", spilt = ";" }'), "spilt"),
        (('name = "Name"', 'name = { from = "Name", template = "x" }'), "needs {} where the value goes"),
        (('name = "Name"', "name = 3"), "must be a column"),
        (
            ("[columns]", "[[drop_when]]\ncolumn = 'x'\nreason = 'y'\n[columns]"),
            "needs one of equals, matches or empty",
        ),
        (("[columns]", "[each.rooms]\nfrom = 'x'\n[columns]"), "[each.rooms] is unknown"),
        (("[columns]", "[each.locations]\nname = 'x'\n[columns]"), "needs from"),
        (("[columns]", "[defaults]\nsectro = 'nhs'\n[columns]"), "did you mean 'sector'?"),
        (("retrieved_on = 2026-11-22", "retrieved_on = '2026-11-22'"), "retrieved_on must be a day"),
        (
            ("[columns]", "[[drop_when]]\ncolumn = 'x'\nreason = 'y'\nmatches = '('\n[columns]"),
            "is no regular expression",
        ),
        (("[columns]", "[columns"), "is no valid TOML"),
    ],
)
def test_every_mistake_is_named_with_its_mending(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    old, new = change
    message = wrong(tmp_path, GOOD.replace(old, new, 1) if old else new + GOOD)
    assert message.startswith("shelter/provider.toml: ")
    assert words in message


def test_a_folder_without_provider_toml_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(ProviderConfigError, match=r"is missing; see data/providers/README\.md"):
        load_provider(tmp_path)


def test_providers_are_found_by_name_and_kind(tmp_path: Path) -> None:
    folder(tmp_path, GOOD, "b_club")
    folder(tmp_path, GOOD, "a_club")
    folder(tmp_path, 'kind = "referrers"\n' + GOOD, "gps")
    assert [config.id for config in load_providers(tmp_path)] == ["a_club", "b_club"]
    assert [config.id for config in load_providers(tmp_path, kind="referrers")] == ["gps"]
    assert [path.name for path in provider_folders(tmp_path, ["b_club"])] == ["b_club"]


def test_an_unknown_provider_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    folder(tmp_path, GOOD, "club")
    with pytest.raises(ProviderConfigError, match="no provider 'clubs' here; known are: club"):
        provider_folders(tmp_path, ["clubs"])
