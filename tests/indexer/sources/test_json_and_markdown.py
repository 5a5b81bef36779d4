from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.sources import BrokenRow, RawRecord, read
from indexer.sources.paths import text_at, values_at
from tests.indexer.sources.conftest import MakeConfig

SERVICE = {"id": 7, "name": "Club"}


@pytest.mark.parametrize(
    "page",
    [
        {"totalElements": 1, "content": [SERVICE]},
        {"total_items": 1, "contents": [SERVICE], "empty": False},
        {"totalelements": 1, "Content": [SERVICE]},
        {"services": [SERVICE]},
        [SERVICE],
    ],
)
def test_pages_of_every_spelling_are_opened(make_config: MakeConfig, page: object) -> None:
    (row,) = read(make_config(json.dumps(page), "page.json", shape="json"))
    assert isinstance(row, RawRecord)
    assert (row.record_id, row.fields) == ("7", SERVICE)


def test_records_keep_the_line_they_begin_at(make_config: MakeConfig) -> None:
    text = '{\n "result": {"grants": [\n  {"id": 1},\n\n  {"id": 2}\n ]}\n}'
    rows = list(read(make_config(text, "grants.json", shape="json", records_at="result.grants")))
    assert [row.line for row in rows] == [3, 5]


def test_a_byte_order_mark_does_not_break_json(make_config: MakeConfig) -> None:
    assert len(list(read(make_config("\ufeff[]\n", "page.json", shape="json")))) == 0


def test_a_value_that_is_no_record_is_kept_as_broken(make_config: MakeConfig) -> None:
    (row,) = read(make_config('["lost"]', "page.json", shape="json"))
    assert isinstance(row, BrokenRow)
    assert row.raw == '"lost"'


def test_personal_keys_are_removed_at_any_depth(make_config: MakeConfig) -> None:
    record = {
        "id": 1,
        "contact": {"name": "Secret", "phone": "1"},
        "trustees": [{"name": "Secret"}],
        "name": "Club",
    }
    config = make_config(
        json.dumps([record]), "page.json", shape="json", personal=("trustees", "contact.name")
    )
    (row,) = read(config)
    assert isinstance(row, RawRecord)
    assert "Secret" not in f"{row.fields}{row.raw}"
    assert row.fields["contact"] == {"phone": "1"}
    assert row.fields["name"] == "Club"


def test_paths_walk_through_lists_and_spellings() -> None:
    fields = {
        "organisation": {"name": "Org"},
        "locations": [
            {"postalCode": "M1 1AA", "geometry": {"coordinates": [-2.2, 53.4]}},
            None,
            {"postalCode": "M2 1AA"},
        ],
        "a.b": "dotted",
    }
    assert text_at(fields, "organisation.name") == "Org"
    assert values_at(fields, "locations.postal_code") == ["M1 1AA", "M2 1AA"]
    assert values_at(fields, "locations.geometry.coordinates.1") == [53.4]
    assert text_at(fields, "a.b") == "dotted"
    assert text_at(fields, "organisation.website.x") == ""


def test_front_matter_and_body_make_one_record(make_config: MakeConfig) -> None:
    post = "---\r\ntitle: Hub\r\ndate: 2024-03-25T12:49:15.279Z\r\ntopics:\r\n  - Therapy\r\n---\r\n\r\nThe **body**.\r\n"
    (row,) = read(make_config(post, "hub-of-hope.md", shape="markdown", record_id=()))
    assert isinstance(row, RawRecord)
    assert row.record_id == "hub-of-hope"
    assert row.fields["topics"] == ["Therapy"]
    assert str(row.fields["date"]).startswith("2024-03-25T12:49:15")
    assert row.fields["body"] == "The **body**."


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("No front matter", "no front matter"),
        ("---\ntitle: x\n", "no closing"),
        ("---\ntitle: [x\n---\nbody", "broken YAML"),
        ("---\njust words\n---\nbody", "no keys"),
    ],
)
def test_a_post_without_front_matter_is_kept_as_broken(
    make_config: MakeConfig, post: str, words: str
) -> None:
    (row,) = read(make_config(post, "x.md", shape="markdown", record_id=()))
    assert isinstance(row, BrokenRow)
    assert words in row.reason


def test_yaml_cannot_make_python_objects(make_config: MakeConfig, tmp_path: Path) -> None:
    post = f"---\ntitle: !!python/object/apply:os.system ['touch {tmp_path}/pwned']\n---\n"
    (row,) = read(make_config(post, "x.md", shape="markdown", record_id=()))
    assert isinstance(row, BrokenRow)
    assert not (tmp_path / "pwned").exists()
