"""`signpost account`: who may sign in, from the machine's own command line. The first administrator is made here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from signpost.errors import AccountError
from signpost.settings import Settings

if TYPE_CHECKING:
    from signpost.accounts import (
        Account,
        Accounts,
        Role,
    )  # Loaded when used: every other command does without.

BY = "command line"
GRANTED = ("moderator", "administrator")

role_option = click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(GRANTED),
    help="What the person may do (repeat for several).",
)
area_option = click.option(
    "--area",
    "area_codes",
    multiple=True,
    metavar="CODE",
    help="GSS code of where a moderator decides; none: everywhere.",
)


@click.group()
def account() -> None:
    """Add, list and disable the people who may sign in."""


@account.command()
@click.argument("email")
@click.option("--name", default="", help="As colleagues and moderators see it.")
@role_option
@area_option
@click.option(
    "--organisation", "organisation_ids", multiple=True, metavar="ID", help="An organisation to look after."
)
@click.option(
    "--link", is_flag=True, help="Print a link to sign in with once, for a machine that sends no mail."
)
@click.option("--no-mail", is_flag=True, help="Do not tell the person by mail.")
@click.pass_obj
def add(
    settings: Settings,
    email: str,
    name: str,
    roles: tuple[Role, ...],
    area_codes: tuple[str, ...],
    organisation_ids: tuple[str, ...],
    link: bool,
    no_mail: bool,
) -> None:
    """Make an account for EMAIL."""
    with opened(settings, create=True) as accounts:
        made = accounts.people.add(
            email, by=BY, name=name, roles=roles, area_codes=area_codes, organisation_ids=organisation_ids,
            tell=not (no_mail or link),
        )  # fmt: skip
        click.echo(f"{made.email}: account made ({_roles(made)})")
        if link:
            click.echo(accounts.sign_in.make_link(made))
        _deliver(accounts)


@account.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def list_accounts(settings: Settings, as_json: bool) -> None:
    """List every account with its roles, and whether it may sign in."""
    with opened(settings) as accounts:
        found = accounts.people.all()
    if as_json:
        click.echo(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(
            f"{each.email}\t{_roles(each)}\t{_when(each.signed_in_at)}{' (disabled)' if each.disabled else ''}"
        )


@account.command()
@click.argument("email")
@role_option
@area_option
@click.pass_obj
def roles(settings: Settings, email: str, roles: tuple[Role, ...], area_codes: tuple[str, ...]) -> None:
    """Replace what EMAIL may do; without --role, nothing but their own organisations. Signs them out."""
    with opened(settings) as accounts:
        changed = accounts.people.set_roles(known(accounts, email), roles, area_codes, by=BY)
    click.echo(f"{changed.email}: {_roles(changed)}")


@account.command()
@click.argument("email")
@click.pass_obj
def disable(settings: Settings, email: str) -> None:
    """Shut EMAIL out at once, wherever they are signed in."""
    with opened(settings) as accounts:
        accounts.people.disable(known(accounts, email), by=BY)
    click.echo(f"{email}: disabled")


@account.command()
@click.argument("email")
@click.pass_obj
def enable(settings: Settings, email: str) -> None:
    """Let EMAIL sign in again."""
    with opened(settings) as accounts:
        accounts.people.enable(known(accounts, email), by=BY)
    click.echo(f"{email}: enabled")


@account.command(name="reset-totp")
@click.argument("email")
@click.pass_obj
def reset_totp(settings: Settings, email: str) -> None:
    """Remove the authenticator app of EMAIL, who lost it, and tell them."""
    with opened(settings) as accounts:
        accounts.second_step.reset(known(accounts, email), by=BY)
        _deliver(accounts)
    click.echo(f"{email}: app removed; the next sign-in sets up a new one where one is needed")


@account.command()
@click.argument("email")
@click.pass_obj
def link(settings: Settings, email: str) -> None:
    """Print a link to sign EMAIL in with once, for 15 minutes."""
    with opened(settings) as accounts:
        click.echo(accounts.sign_in.make_link(known(accounts, email)))


@account.command()
@click.argument("email")
@click.confirmation_option(prompt="Delete everything that says who this person is?")
@click.pass_obj
def forget(settings: Settings, email: str) -> None:
    """Delete EMAIL's account for good; what they published stays."""
    with opened(settings) as accounts:
        accounts.people.forget(known(accounts, email), by=BY)
    click.echo("forgotten")


@account.command()
@click.pass_obj
def purge(settings: Settings) -> None:
    """Forget accounts that nobody used for SIGNPOST_FORGET_AFTER_DAYS (730), and what ran out. For a daily timer.

    Words of reports closed and of drafts settled for SIGNPOST_FORGET_WORDS_AFTER_DAYS (180) go too.
    """
    from signpost.listings import Listings
    from signpost.listings.forgetting import forget_words

    with opened(settings) as accounts:
        count = accounts.people.purge()
        words = forget_words(Listings.over(accounts).desk)
    click.echo(f"{count} accounts forgotten")
    click.echo(f"words of {words} closed reports and settled drafts deleted")


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Accounts]:
    """Open the accounts of the settings, under the same secret as the site."""
    from signpost.accounts import Accounts
    from webui.sealing import read_secret

    with Accounts.open(settings, read_secret(settings), create=create) as accounts:
        yield accounts


def known(accounts: Accounts, email: str) -> Account:
    """Give the account of an address. Raises AccountError when there is none."""
    found = accounts.people.by_email(email)
    if found is None:
        raise AccountError(f"{email} has no account; `signpost account add {email}` makes one")
    return found


def _deliver(accounts: Accounts) -> None:
    accounts.outbox.deliver()
    if accounts.outbox.waiting():
        click.echo("the mail could not be sent yet; the site tries again while it runs", err=True)


def _roles(found: Account) -> str:
    areas = f" for {', '.join(found.area_codes)}" if found.area_codes else ""
    return (", ".join(sorted(found.roles)) or "no role") + areas


def _when(moment: int | None) -> str:
    return f"last signed in {datetime.fromtimestamp(moment, UTC):%Y-%m-%d}" if moment else "never signed in"


def _plain(found: Account) -> dict[str, Any]:
    return asdict(found) | {"roles": sorted(found.roles)}
