from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.provider import Column, Link
from indexer.sources import BrokenRow, RawRecord, read
from tests.indexer.sources.conftest import MakeConfig


def test_rows_keep_their_id_and_the_line_they_began_at(make_config: MakeConfig) -> None:
    config = make_config('id,name,about\r\n1,A,"two\r\nlines"\r\n\r\n2,B,x\r\n')
    first, second = read(config)
    assert (first.line, second.line) == (2, 5)
    assert isinstance(first, RawRecord)
    assert first.record_id == "1"
    assert first.fields["about"] == "two\r\nlines"
    assert isinstance(second, RawRecord)
    assert second.raw == "2,B,x"


@pytest.mark.parametrize(
    ("content", "delimiter", "quoted"),
    [
        ("id|name\n1|A", "|", True),
        ("id¬name\n1¬A", "¬", False),
        ("id\tname\n1\tA", "\t", True),
        ("id~~name\n1~~A", "~~", True),
    ],
)
def test_any_delimiter_will_do(make_config: MakeConfig, content: str, delimiter: str, quoted: bool) -> None:
    (row,) = read(make_config(content, delimiter=delimiter, quoted=quoted))
    assert isinstance(row, RawRecord)
    assert row.fields == {"id": "1", "name": "A"}


def test_a_byte_order_mark_is_no_part_of_the_first_column(make_config: MakeConfig) -> None:
    (row,) = read(make_config("\ufeffid,name\n1,A\n".encode()))
    assert isinstance(row, RawRecord)
    assert row.record_id == "1"


def test_latin_1_is_read_when_provider_toml_says_so(make_config: MakeConfig) -> None:
    (row,) = read(make_config("id,name\n1,Café\n".encode("latin-1"), encoding="latin-1"))
    assert isinstance(row, RawRecord)
    assert row.fields["name"] == "Café"


def test_utf_16_is_read_when_provider_toml_says_so(make_config: MakeConfig) -> None:
    (row,) = read(make_config("id,name\n1,A\n".encode("utf-16"), encoding="utf-16"))
    assert isinstance(row, RawRecord)
    assert row.record_id == "1"


def test_a_file_without_header_takes_the_names_of_provider_toml(make_config: MakeConfig) -> None:
    (row,) = read(make_config('"R0A","TRUST"\n', header=("id", "name")))
    assert isinstance(row, RawRecord)
    assert (row.line, row.record_id, row.fields["name"]) == (1, "R0A", "TRUST")


def test_a_row_that_a_comma_shifted_is_kept_as_broken(make_config: MakeConfig) -> None:
    good, broken = read(make_config("id,name\n1,A\n2,B, with a comma\n"))
    assert isinstance(good, RawRecord)
    assert isinstance(broken, BrokenRow)
    assert (broken.line, broken.raw) == (3, "2,B, with a comma")
    assert "3 cells where the header has 2" in broken.reason


def test_personal_columns_are_in_neither_fields_nor_raw(make_config: MakeConfig) -> None:
    good, broken = read(make_config("id,head,name\n1,Mrs Secret,A\n2,Mr Secret,B,x\n", personal=("head",)))
    assert isinstance(good, RawRecord)
    assert isinstance(broken, BrokenRow)
    assert "Secret" not in f"{good.fields}{good.raw}{broken.raw}"
    assert good.raw == "1,A"


def test_a_second_row_of_an_id_says_where_the_first_stands(make_config: MakeConfig) -> None:
    _, second = read(make_config("id,name\n1,A\n1,B\n"))
    assert isinstance(second, BrokenRow)
    assert "stands already at listings.csv:2" in second.reason


@pytest.mark.parametrize("told", ["", "NA", " "])
def test_a_row_without_id_is_broken(make_config: MakeConfig, told: str) -> None:
    (row,) = read(make_config(f"id,name\n{told},B\n"))
    assert isinstance(row, BrokenRow)
    assert "has no id" in row.reason


def test_rows_of_one_organisation_become_one_record_newest_first(make_config: MakeConfig) -> None:
    content = "org,name,on,what\nA,Old name,2019,choir\nB,Other,2020,\nA,New name,2024,club\n,Lost,2024,x\n"
    config = make_config(content, record_id=(), group_by="org", group_newest="on")
    rows = list(read(config))
    lost = [row for row in rows if isinstance(row, BrokenRow)]
    first, second = (row for row in rows if isinstance(row, RawRecord))
    assert (first.record_id, first.line, first.fields["name"]) == ("A", 4, "New name")
    told = first.fields["rows"]
    assert isinstance(told, list)
    assert [row["what"] for row in told] == ["club", "choir"]
    assert second.record_id == "B"
    assert "belongs to nothing" in lost[0].reason


def test_linked_files_are_joined_by_name(make_config: MakeConfig, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("Place,Postcode\nTown Hall,M33 7ZF\nLibrary,M33 4ND\n", "utf-8")
    config = make_config(
        'id,name,Place(s)\n1,Club,"town hall ;Library;Nowhere"\n2,Line,\n',
        shape="linked_csv",
        links=(Link("places.csv", into="places", on="Place(s)", key="Place"),),
    )
    club, line = read(config)
    assert isinstance(club, RawRecord)
    assert isinstance(line, RawRecord)
    places = club.fields["places"]
    assert isinstance(places, list)
    assert [place.get("Postcode") for place in places] == ["M33 7ZF", "M33 4ND", None]
    assert places[2] == {"Place": "Nowhere"}
    assert line.fields["places"] == []


def test_a_broken_row_of_a_linked_file_is_not_lost(make_config: MakeConfig, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("Place,Postcode\nTown Hall,M33 7ZF,x\n", "utf-8")
    link = Link("places.csv", into="places", on="place", key="Place")
    rows = list(read(make_config("id,name,place\n1,A,Town Hall\n", shape="linked_csv", links=(link,))))
    assert [type(row) for row in rows] == [BrokenRow, RawRecord]
    assert rows[0].file == "places.csv"


def test_several_files_are_read_in_order(make_config: MakeConfig, tmp_path: Path) -> None:
    config = make_config("id,name\n1,A\n", "one.csv")
    (tmp_path / "two.csv").write_text("id,name\n2,B\n", "utf-8")
    rows = list(read(replace(config, files=("*.csv",))))
    assert [(row.file, row.line) for row in rows] == [("one.csv", 2), ("two.csv", 2)]


def test_columns_that_are_only_paths_into_links_need_not_stand_in_the_file(
    make_config: MakeConfig, tmp_path: Path
) -> None:
    (tmp_path / "places.csv").write_text("Place\nHall\n", "utf-8")
    link = Link("places.csv", into="places", on="place", key="Place")
    columns = {"name": Column(("name",)), "address": Column(("places.Place",))}
    config = make_config("id,name,place\n1,A,Hall\n", shape="linked_csv", links=(link,), columns=columns)
    assert len(list(read(config))) == 1


def test_the_raw_text_of_a_refuge_is_withheld(make_config: MakeConfig) -> None:
    good, broken = read(
        make_config(
            "id,name\n1,Refuge for women fleeing domestic abuse\n2,Safe house, 1 Hidden Rd,domestic abuse\n"
        )
    )
    assert "Hidden" not in broken.raw
    assert good.raw == broken.raw == "(withheld: the row may tell the address of a refuge)"
