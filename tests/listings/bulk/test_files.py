"""Files as spreadsheets write them, files of strangers, and what is never believed or run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from signpost.listings.bulk.columns import USUAL_NAMES, Row, Rows, column_keys
from signpost.listings.bulk.csv_files import FORMULA, read_csv, write_csv
from signpost.listings.bulk.files import read_file
from signpost.listings.bulk.table import MAX_CELL_CHARS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, FileRefused
from signpost.listings.bulk.xlsx_files import read_xlsx, write_xlsx

TABLE = "name,summary,minimum_age\nNight Kitchen,Cook and talk.,13\n"


def rows(data: bytes | str) -> tuple[Row, ...]:
    return read(data).rows


def read(data: bytes | str) -> Rows:
    return read_file(
        data.encode() if isinstance(data, str) else data, {"name": "What is the service called?"}
    )


def book(*lines: Sequence[object]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    assert made.active is not None
    for line in lines:
        made.active.append(line)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name,summary\nCafé Müller,Tea – and £2 cake\n", "utf-8"),
        ("name,summary\nCafé Müller,Tea – and £2 cake\n", "utf-8-sig"),
        ("name,summary\nCafé Müller,Tea – and £2 cake\n", "utf-16"),
        ("name;summary\nCafé Müller;Tea – and £2 cake\n", "cp1252"),
        ("name\tsummary\r\nCafé Müller\tTea – and £2 cake\r\n", "utf-8"),
    ],
)
def test_csv_of_any_spreadsheet_is_read(text: str, encoding: str) -> None:
    typed = rows(text.encode(encoding))[0].typed
    assert (typed["name"], typed["summary"]) == ("Café Müller", "Tea – and £2 cake")


def test_a_cell_may_hold_lines_and_signs() -> None:
    found = rows('name,how_to_start\n"Club, the ""best""","Ring.\r\nThen come."\n')
    assert (found[0].typed["name"], found[0].typed["how_to_start"]) == (
        'Club, the "best"',
        "Ring.\nThen come.",
    )


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    assert [row.number for row in rows("name\n# a note\n\nClub\nOther\n")] == [4, 5]


def test_columns_may_carry_the_question_instead() -> None:
    found = read("WHAT IS THE SERVICE CALLED?,Colour\nClub,red\n")
    assert (found.rows[0].typed["name"], found.unknown) == ("Club", ("Colour",))


def test_an_empty_cell_says_nothing_and_a_dash_empties() -> None:
    typed = rows("name,alert,needs,telephone\nClub,-,-,\n")[0].typed
    assert typed == {"name": "Club", "alert": "", "needs": []}


def test_choices_by_name_or_id_and_a_slip_is_named() -> None:
    found = rows("name,needs,who_for,closed\nClub,anxiety; Slep,Young people,perhaps\n")[0]
    assert found.typed["needs"] == ["anxiety"]
    assert found.typed["who_for"] == ["young-person"]
    assert "“Slep”" in found.problems["needs"]
    assert "Do you mean" in found.problems["needs"]
    assert "neither yes nor no" in found.problems["closed"]


def test_a_spreadsheet_is_read_as_somebody_would_have_typed_it() -> None:
    found = rows(book(["name", "minimum_age", "waiting_on", "mo_opens", "closed", "telephone"],
                      ["Club", 13.0, date(2026, 11, 2), time(9, 30), True, 1619123456]))[0].typed  # fmt: skip
    assert found == {
        "name": "Club", "minimum_age": "13", "waiting_on": "2026-11-02", "mo_opens": "09:30", "closed": "yes",
        "telephone": "1619123456",
    }  # fmt: skip


def test_a_formula_in_a_spreadsheet_is_not_run() -> None:
    found = rows(book(["name", "summary"], ["Club", '=HYPERLINK("http://evil.example","tea")']))[0]
    assert "summary" not in found.typed


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"name\n", "no listing"),
        (b"colour\nred\n", "should name the columns"),
        (b"name,Name\na,b\n", "Two columns"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 99, "Save it as .xlsx"),
        (b"%PDF-1.7 name", "Save it as .xlsx"),
        (b"PK\x03\x04 and nothing", "no .xlsx"),
        (b"name\n" + b"a\n" * (MAX_ROWS + 1), "in parts"),
        (b"name\n" + b"a" * (MAX_CELL_CHARS + 1), "Row 2, column 1"),
        (b"name" + b"," * MAX_COLUMNS + b"\na\n", "columns"),
        (b"name," + b",".join(b"c" * 3 for _ in range(198)) + b"\n" + (b"a" + b"," * 198 + b"\n") * 220, "cells"),
        (b"x" * (MAX_FILE_BYTES + 1), "larger than 2 MB"),
        (b'name\n"' + b"a" * 5000, "characters|no CSV|Row"),
        (b"\x00\x01\x02\xff\xfe\x00" * 40, "no text"),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, says: str) -> None:
    if says == "characters|no CSV|Row":
        data = data.replace(b"a" * 5000, b"a" * (MAX_CELL_CHARS + 5))
    with pytest.raises(FileRefused, match=says):
        read(data)


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_sheet(sheet: bytes) -> bytes:
    """Give a sound spreadsheet with another first sheet."""
    sound = zipfile.ZipFile(io.BytesIO(book(["name"], ["Club"])))
    members = {name: sound.read(name) for name in sound.namelist()}
    return packed({**members, "xl/worksheets/sheet1.xml": sheet})


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>&b;&c;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed({"xl/worksheets/sheet1.xml": b"0" * 40_000_000}), "unpacks into"),
        (packed({f"{number}.xml": b"x" for number in range(300)}), "unpacks into"),
        (packed({"hello.txt": b"hello"}), "no .xlsx"),
        (with_sheet(b"<worksheet><not closed"), "no .xlsx"),
        (with_sheet(ENTITIES), "no .xlsx"),
        (book(["name"], ["Club"])[:-200], "no .xlsx"),
    ],
    ids=["bomb", "many members", "other archive", "broken sheet", "entities", "cut"],
)
def test_hostile_archives_are_refused_before_they_unpack(data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(data)


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds() -> None:
    sheet = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
             b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
             b'<row r="2"><c r="A2" t="inlineStr"><is><t>Club</t></is></c></row></sheetData></worksheet>')  # fmt: skip
    assert [row.typed["name"] for row in rows(with_sheet(sheet))] == ["Club"]


def test_a_row_far_below_costs_nothing() -> None:
    """openpyxl fills the gap above a row with empty ones; a million of them must not be read for one cell."""
    sheet = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
             b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
             b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Club</t></is></c></row>'
             b'</sheetData></worksheet>')  # fmt: skip
    with pytest.raises(FileRefused, match="cells"):
        rows(with_sheet(sheet))


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_csv_reads_back_as_it_was_and_holds_no_formula(table: list[list[str]]) -> None:
    data = write_csv([["id", "name"], *table])
    assert [list(row) for row in read_csv(data)][1:] == table
    import csv

    raw = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert not [
        cell for line in raw for cell in line if cell[:1] in "=+-@\t" and cell and FORMULA.match(cell)
    ]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), min_size=1,
                         max_size=4), min_size=1, max_size=4))  # fmt: skip
def test_spreadsheets_hold_text_and_no_formula(table: list[list[str]]) -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(table)))["Listings"]
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert kinds <= {"s", "inlineStr"}
    read_back = [list(line) for line in read_xlsx(write_xlsx(table))]
    width = max(map(len, table))
    assert [[*line, *[""] * (width - len(line))] for line in read_back[: len(table)]] == [
        [*line, *[""] * (width - len(line))] for line in table
    ][: len(read_back)]


def test_columns_are_known_by_what_groups_usually_call_them() -> None:
    header, cells = (
        "Service Name,Phone number,Post code,Age from,Website,Cost",
        "Club,0161 912 3456,M33 6WT,11,a.example,free",
    )
    found = read_file(f"{header}\n{cells}\n".encode(), {})
    assert found.unknown == ()
    assert found.rows[0].typed == {
        "name": "Club", "telephone": "0161 912 3456", "place_1_postcode": "M33 6WT", "minimum_age": "11",
        "url": "a.example", "cost": "free",
    }  # fmt: skip


def test_two_names_of_one_column_are_refused() -> None:
    with pytest.raises(FileRefused, match="Two columns are called"):
        read_file(b"name,phone,tel\nClub,1,2\n", {})


def test_every_usual_name_means_a_column_that_there_is() -> None:
    assert set(USUAL_NAMES.values()) <= set(column_keys())
