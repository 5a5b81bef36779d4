"""`signpost account`, from an empty folder to a first administrator."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from signpost.accounts import Accounts
from signpost.cli import main
from signpost.settings import read_settings
from webui.sealing import read_secret

Run = Callable[..., Result]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "SIGNPOST_DATA": str(tmp_path),
        "SIGNPOST_PUBLIC_URL": "https://signpost.example",
        "SIGNPOST_SMTP_URL": "",
    }


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    def invoke(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["account", *words], env=environ, input=stdin)

    return invoke


def listed(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("list", "--json").stdout)
    return found


def test_the_first_administrator_gets_in_by_the_printed_link(run: Run, environ: dict[str, str]) -> None:
    made = run("add", "Ada@Example.org", "--role", "administrator", "--name", "Ada", "--link")
    assert made.exit_code == 0
    link = made.stdout.splitlines()[1]
    assert link.startswith("https://signpost.example/manage/sign-in/link/")
    settings = read_settings(environ)
    with Accounts.open(settings, read_secret(settings)) as accounts:
        session = accounts.sign_in.by_link(link.rpartition("/")[2]).session
    assert session.account.email == "ada@example.org"
    assert session.account.roles == {"administrator"}


def test_a_new_person_is_told_by_mail(run: Run, tmp_path: Path) -> None:
    run("add", "mo@example.org", "--role", "moderator", "--area", "E08000009")
    [path] = (tmp_path / "mail").glob("*.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert message["To"] == "mo@example.org"
    assert "https://signpost.example/manage/sign-in" in message.as_string()


def test_no_mail_is_written_where_none_is_wanted(run: Run, tmp_path: Path) -> None:
    run("add", "mo@example.org", "--no-mail")
    assert not (tmp_path / "mail").exists()


def test_accounts_are_listed_disabled_and_enabled(run: Run) -> None:
    run("add", "mo@example.org", "--role", "moderator", "--area", "E08000009", "--no-mail")
    assert [(each["email"], each["roles"], each["area_codes"]) for each in listed(run)] == [
        ("mo@example.org", ["moderator"], ["E08000009"])
    ]
    run("disable", "mo@example.org")
    assert listed(run)[0]["disabled"] is True
    assert "(disabled)" in run("list").stdout
    run("enable", "mo@example.org")
    assert listed(run)[0]["disabled"] is False


def test_roles_are_replaced(run: Run) -> None:
    run("add", "mo@example.org", "--role", "moderator", "--no-mail")
    run("roles", "mo@example.org", "--role", "administrator")
    assert listed(run)[0]["roles"] == ["administrator"]
    run("roles", "mo@example.org")
    assert listed(run)[0]["roles"] == []


def test_a_lost_app_is_removed(run: Run) -> None:
    run("add", "mo@example.org", "--no-mail")
    assert run("reset-totp", "mo@example.org").exit_code == 0


def test_forgetting_asks_first(run: Run) -> None:
    run("add", "mo@example.org", "--no-mail")
    assert run("forget", "mo@example.org", stdin="n\n").exit_code == 1
    assert len(listed(run)) == 1
    assert run("forget", "mo@example.org", "--yes").exit_code == 0
    assert listed(run) == []


def test_purge_says_how_many(run: Run) -> None:
    run("add", "mo@example.org", "--no-mail")
    assert (
        run("purge").stdout == "0 accounts forgotten\nwords of 0 closed reports and settled drafts deleted\n"
    )


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("add", "mo"), "name@example.org"),
        (("add", "mo@example.org", "--area", "Trafford"), "signpost locate"),
        (("add", "mo@example.org", "--organisation", "none"), "no such organisation"),
        (("disable", "nobody@example.org"), "signpost account add"),
        (("link", "nobody@example.org"), "signpost account add"),
    ],
)
def test_what_cannot_be_done_says_how_to_mend_it(run: Run, words: tuple[str, ...], advice: str) -> None:
    run("add", "somebody@example.org", "--no-mail")
    result = run(*words)
    assert result.exit_code == 1
    assert advice in result.stderr


@pytest.mark.parametrize("name", sorted(main.commands["account"].commands))  # type: ignore[attr-defined]
def test_every_command_has_help(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4
