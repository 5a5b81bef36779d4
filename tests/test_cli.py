"""The command line, as the contracts promise it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from signpost import vocabulary
from signpost.cli import main
from signpost.settings import REPOSITORY, Settings

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    """Run a command over the small directory."""

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, env={"SIGNPOST_DATA": str(settings.data_dir)})

    return invoke


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


EXAMS = ("search", "cant sleep worrying about exams", "--near", "M33 6WT", "--age", "15", "--json")


def test_search_gives_the_promised_json(run: Run) -> None:
    found = told(run(*EXAMS))
    assert found["total"] >= len(found["hits"]) > 0
    assert found["crisis"] is None
    hit = found["hits"][0]
    assert set(hit) >= {
        "id", "name", "organisation", "lane", "distance_miles", "score", "parts", "can_use",
        "needs", "thrive", "access", "assured_date", "summary",
    }  # fmt: skip
    assert hit["lane"] in ("near", "area", "anywhere")
    assert hit["can_use"]["answer"] in ("yes", "maybe", "no")
    assert all(isinstance(reason, str) for reason in hit["can_use"]["reasons"])
    assert abs(sum(hit["parts"].values()) - hit["score"]) < 0.01
    assert set(found["facets"]) == {"need", "thrive", "access", "referral", "sector", "cost"}


def test_search_understands_the_words(run: Run) -> None:
    understood = told(run(*EXAMS))["understood"]
    assert {"sleep", "school-exams-attendance"} <= {need["id"] for need in understood["needs"]}
    assert understood["risk"]["level"] == "none"


def test_search_covers_all_three_lanes_on_the_first_page(run: Run) -> None:
    lanes = {
        hit["lane"]
        for hit in told(run("search", "someone to talk to", "--near", "M33 6WT", "--json"))["hits"]
    }
    assert {"near", "anywhere"} <= lanes


def test_search_shows_crisis_contacts_of_the_nation_and_still_the_results(run: Run) -> None:
    found = told(run("search", "i want to kill myself", "--near", "Cardiff", "--age", "15", "--json"))
    assert found["crisis"]["level"] in ("concern", "emergency")
    assert "suicide" in found["crisis"]["kinds"]
    ids = [contact["id"] for contact in found["crisis"]["contacts"]]
    assert "nhs-111-wales" in ids
    assert "nhs-111-england" not in ids
    assert found["hits"]


def test_unknown_postcode_still_shows_national_services(run: Run) -> None:
    found = told(run("search", "anxiety", "--near", "ZZ99 9ZZ", "--json"))
    assert found["place_problem"]["error"]
    assert found["hits"]


def test_a_place_never_hides_a_national_service(run: Run) -> None:
    everywhere = told(run("search", "anxiety", "--age", "15", "--limit", "200", "--json"))
    in_shetland = told(
        run("search", "anxiety", "--age", "15", "--near", "Lerwick", "--limit", "200", "--json")
    )
    uk_wide = {hit["id"] for hit in everywhere["hits"] if hit["lane"] == "anywhere"}
    assert uk_wide
    assert uk_wide <= {hit["id"] for hit in in_shetland["hits"]}


def test_need_filter_and_free(run: Run) -> None:
    found = told(run("search", "--need", "bereavement-loss", "--free", "--limit", "50", "--json"))
    assert found["hits"]
    assert all("bereavement-loss" in hit["needs"] for hit in found["hits"])


def test_a_facet_count_is_what_ticking_it_gives(run: Run) -> None:
    before = told(run("search", "anxiety", "--age", "15", "--json"))
    for need, count in list(before["facets"]["need"].items())[:5]:
        assert told(run("search", "anxiety", "--age", "15", "--need", need, "--json"))["total"] == count


def test_an_unknown_need_is_a_usage_error_that_names_the_known_ones(run: Run) -> None:
    result = run("search", "x", "--need", "anxeity")
    assert result.exit_code == 2
    assert "'anxeity' is not one of anxiety" in result.stderr


def test_search_in_words_says_lane_reason_and_last_checked(run: Run) -> None:
    result = run("search", "cant sleep worrying about exams", "--near", "M33 6WT", "--age", "15")
    assert result.exit_code == 0
    assert "Online, by phone, or anywhere in the UK" in result.output
    assert "For your area" in result.output
    assert "In one area or nation" in run("search", "anxiety", "--limit", "60").output
    assert "Not checked yet" in result.output or "Last checked" in result.output


def test_understand_answers_line_by_line_in_order_with_the_id(run: Run) -> None:
    lines = '{"id": "b", "text": "my daughter is 9 and cant sleep"}\n{"text": "grandad died"}\n'
    result = run("understand", "--lines", "-", stdin=lines)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["id"], first["age"], first["who"]) == ("b", 9, "parent-carer")
    assert "id" not in second
    assert second["needs"][0]["id"] == "bereavement-loss"
    assert set(second) >= {
        "needs", "risk", "place", "age", "who", "access", "referral", "free", "words", "corrected",
    }  # fmt: skip


def test_a_broken_line_is_answered_with_its_number_and_the_rest_goes_on(run: Run) -> None:
    result = run("understand", "--lines", "-", stdin='{"text": "sad"}\nnot json\n{"text": "sad"}\n')
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "line 2" in rows[1]["error"]
    assert rows[0] == rows[2]


def test_locate_gives_the_promised_json(run: Run) -> None:
    place = told(run("locate", "m33 6wt", "--json"))
    assert place["label"] == "M33 6WT"
    assert (place["kind"], place["district"], place["nation"]) == ("postcode", "Trafford", "England")
    assert set(place) >= {"latitude", "longitude", "precision_metres", "district_code", "region"}


def test_locate_offers_choices_and_suggestions(run: Run) -> None:
    choices = told(run("locate", "Newport", "--json"))["choices"]
    assert len(choices) > 1
    assert len({choice["label"] for choice in choices}) == len(choices)
    missed = run("locate", "walthamstoe", "--json")
    assert missed.exit_code == 1
    assert "Walthamstow" in json.loads(missed.stdout)["suggestions"][0]


def test_locate_answers_line_by_line(run: Run) -> None:
    result = run("locate", "--lines", "-", stdin="Hull\nnowhere at all zzz\nE17 4EE\n")
    hull, nowhere, e17 = (json.loads(line) for line in result.stdout.splitlines())
    assert hull["district"] == "Kingston upon Hull"
    assert "error" in nowhere
    assert e17["kind"] == "postcode"


def test_show_prints_one_record_with_its_provenance(run: Run) -> None:
    service_id = told(run(*EXAMS))["hits"][0]["id"]
    record = told(run("show", service_id, "--json"))
    assert record["id"] == service_id
    assert record["provenance"][0]["licence"]
    assert "From:" in run("show", service_id).output


def test_show_of_an_unknown_id_says_so_in_one_line(run: Run) -> None:
    result = run("show", "no-such-id")
    assert result.exit_code == 1
    assert result.stderr.startswith("signpost: ")
    assert "Traceback" not in result.output


def test_explain_prints_the_diary_of_a_query(run: Run) -> None:
    assert told(run("explain", "cant sleep", "--near", "Sale"))


def test_status_counts_what_is_there(run: Run) -> None:
    facts = told(run("status", "--json"))
    assert facts["index"]["documents"] > 150
    assert facts["store"]["national"]["published"] > 100
    assert facts["models"] == "on"


def test_status_says_why_the_models_are_not_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "onnx" else find(name))
    assert "off: onnx not installed" in run("status").output
    monkeypatch.setenv("SIGNPOST_MODEL", "off")
    assert "SIGNPOST_MODEL is off" in run("status").output


def test_check_finds_no_error_in_the_bundled_data(run: Run) -> None:
    findings = told(run("check", "--json"))
    assert not [finding for finding in findings if finding["severity"] == "error"]
    assert any("crisis contact" in finding["subject"] for finding in findings)


def test_check_in_words_counts_each_kind_before_the_details(run: Run) -> None:
    lines = run("check").output.splitlines()
    assert "note: crisis contact to be confirmed" in lines[0] + lines[1] + lines[2] + lines[3] + lines[4]
    assert lines[-1].startswith("0 errors, ")


def test_index_rebuilds_from_the_store(run: Run) -> None:
    assert "services indexed" in run("index").output


def test_without_a_store_every_command_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["search", "anxiety"], env={"SIGNPOST_DATA": str(tmp_path / "none")})
    assert result.exit_code == 1
    assert "signpost ingest" in result.stderr


def test_it_also_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "signpost", "--help"], capture_output=True, text=True, check=True
    )
    assert "explain" in done.stdout


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_a_line_in_the_readme(name: str) -> None:
    command = main.commands[name]
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert command.help
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert f"`signpost {name}" in readme
    flags = [flag for param in command.params if isinstance(param, click.Option) for flag in param.opts]
    assert all(flag in readme for flag in flags), flags


def test_ids_of_the_vocabulary_are_those_promised() -> None:
    assert tuple(vocabulary.choices("access")) == (
        "in-person", "phone", "video", "text", "web-chat", "email", "app", "home-visit", "outreach", "self-guided",
    )  # fmt: skip
    assert set(vocabulary.choices("referral")) == {
        "self", "parent-carer", "school", "gp", "professional", "social-care", "open",
    }  # fmt: skip
    assert len(vocabulary.needs()) == 40
    assert len(vocabulary.thrive_groups()) == 5
