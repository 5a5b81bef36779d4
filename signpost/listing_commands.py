"""`signpost remind`, `backup`, `restore`, `links`: what keeps listings true and safe, by hand or by a daily timer."""

from __future__ import annotations

import time
from pathlib import Path

import click

from signpost.account_commands import opened
from signpost.settings import Settings
from signpost.store import Store

SECONDS_A_DAY = 86_400


@click.command()
@click.pass_obj
def remind(settings: Settings) -> None:
    """Ask providers whether their listings are still right, 6, 9 and 12 months after the last check. For a daily timer.

    One mail a person for all their listings, never the same mail twice, and never two within a fortnight.
    """
    from signpost.listings import Listings  # Loaded when used: every other command does without.

    with opened(settings) as accounts:
        listings = Listings.over(accounts)
        done = listings.reminders.send()
        listings.bulk.sweep()
        accounts.outbox.deliver()
        waiting = accounts.outbox.waiting()
    click.echo(f"{done.mails} people reminded of {done.listings} listings")
    if waiting:
        click.echo(f"{waiting} mails could not be sent yet; the site tries again while it runs", err=True)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--without-secret", is_flag=True, help="Leave the site's key out, to be kept somewhere else.")
@click.pass_obj
def backup(settings: Settings, file: Path, without_secret: bool) -> None:
    """Write everything to FILE while the site runs, and verify it. With the site's key in it, nobody else may read FILE."""
    from signpost.listings.backup import backup as write

    told = write(settings, file, secret=not without_secret)
    number, digest = told.audit_head
    click.echo(f"{file}: revision {told.revision}, {file.stat().st_size:,} bytes, verified")
    click.echo(f"audit log up to entry {number}, {digest}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put the store that is there aside first.")
@click.pass_obj
def restore(settings: Settings, file: Path, replace: bool) -> None:
    """Put the backup FILE in place and rebuild the index. Stop the site first."""
    from signpost.directory import Directory
    from signpost.listings.backup import restore as put_back

    told = put_back(settings, file, replace=replace)
    documents = Directory.rebuild_index(settings)
    click.echo(
        f"restored the state of {told.made_at}, revision {told.revision}; {documents} services indexed"
    )


@click.command()
@click.option(
    "--allow-private", is_flag=True, help="Also open addresses of this machine and of private networks."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 60),
    default=10.0,
    show_default=True,
    help="Seconds for each answer.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="Check no more addresses than this, those longest unchecked first.",
)
@click.pass_obj
def links(settings: Settings, allow_private: bool, timeout: float, limit: int | None) -> None:
    """Open every web address of the listings once, and look for telephone numbers that can be none.

    Exits 1 when something is broken.
    """
    from signpost.listings.links import LinkChecker, addresses_of, dead_numbers

    with Store.open(settings.store_path) as store:
        services = list(store.searchable())
        shown, known = addresses_of(services), store.links.all()
        due = sorted(shown, key=lambda each: (known[each].checked_at if each in known else 0, each))[:limit]
        rows = LinkChecker(allow_private=allow_private, timeout=timeout).check_all(due, int(time.time()))
        store.links.put(rows)
    for row in rows:
        if row.state != "good":
            click.echo(f"{row.state}\t{row.address}\t{row.message}\t{'; '.join(shown[row.address][:3])}")
    numbers = list(dead_numbers(services))
    for each in numbers:
        click.echo(f"number\t{each.value}\t{each.why}\t{each.service.name}")
    broken = sum(row.state == "broken" for row in rows)
    click.echo(
        f"{len(rows)} addresses opened, {broken} broken; {len(numbers)} numbers that can be none", err=True
    )
    if broken or numbers:
        raise SystemExit(1)
