"""The script that takes personal data out of the copies we ship."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "prepare_listing.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare_listing", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shipped(script: ModuleType, folder: Path, content: str, *options: str) -> str:
    (folder / "in.csv").write_text(content, "utf-8")
    result = CliRunner().invoke(script.main, [str(folder / "in.csv"), str(folder / "out.csv"), *options])
    assert result.exit_code == 0, result.output
    return (folder / "out.csv").read_text("utf-8")


def test_columns_are_dropped_and_the_rest_stays(script: ModuleType, tmp_path: Path) -> None:
    content = 'id,head,about\n1,Mrs Secret,"a, b"\n'
    assert shipped(script, tmp_path, content, "--drop", "head") == 'id,about\n1,"a, b"\n'


def test_mailboxes_of_persons_are_struck_out(script: ModuleType, tmp_path: Path) -> None:
    content = "name,contact\nSalvation Army Bury,bury@army.org\nPantry,jo.smith@x.org 0161 832 3736\n"
    assert shipped(script, tmp_path, content, "--strike-emails") == (
        "name,contact\nSalvation Army Bury,bury@army.org\nPantry, 0161 832 3736\n"
    )


def test_postcodes_are_cut_to_their_district(script: ModuleType, tmp_path: Path) -> None:
    content = "pc\nM33 6WT\nm169nw\nWA15 OHF\nNA\n"
    assert shipped(script, tmp_path, content, "--outcode", "pc").split() == ["pc", "M33", "M16", "WA15", '""']


def test_rows_and_columns_of_a_file_without_header_are_chosen(script: ModuleType, tmp_path: Path) -> None:
    content = "A1,SURGERY,A,secret\nA2,CLOSED,C,secret\n"
    options = ("--headerless", "--only", "3=A", "--keep", "1=code", "--keep", "2=name")
    assert shipped(script, tmp_path, content, *options) == "code,name\nA1,SURGERY\n"


def test_names_of_persons_in_json_are_emptied(script: ModuleType, tmp_path: Path) -> None:
    people = [{"name": "Mrs Secret", "phone": "1"}, {"name": "", "phone": "2"}]
    told = {"content": [{"name": "Club", "contacts": people}, {"name": "Bare"}]}
    (tmp_path / "in.json").write_text(json.dumps(told), "utf-8")
    paths = [str(tmp_path / name) for name in ("in.json", "out.json")]
    result = CliRunner().invoke(script.main, [*paths, "--blank", "content.contacts.name"])
    assert result.exit_code == 0, result.output
    shipped = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [person["name"] for person in shipped["content"][0]["contacts"]] == ["", ""]
    assert [each["name"] for each in shipped["content"]] == ["Club", "Bare"]


def test_an_unknown_column_is_named(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id\n1\n", "utf-8")
    result = CliRunner().invoke(
        script.main, [str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--drop", "x"]
    )
    assert result.exit_code == 2
    assert "no column x; there are id" in result.output
