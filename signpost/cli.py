"""The command line; the one place that may import upward and wire things together.

Exit codes: 0 done, 1 could not be done or found something wrong, 2 the call itself is wrong.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import click

from signpost import quality, terminal, vocabulary
from signpost.account_commands import account
from signpost.directory import Directory
from signpost.errors import SignpostError
from signpost.listing_commands import backup, links, remind, restore
from signpost.output import plain
from signpost.printing import as_json, print_json, print_lines
from signpost.reading_commands import locate, understand_words
from signpost.search.embedded import EmbeddedIndexBuilder
from signpost.search_commands import explain, search, show
from signpost.settings import Settings, read_settings


class Commands(click.Group):
    """Turns our own errors into one line on stderr and exit code 1: no traceback for what we foresaw."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SignpostError as error:
            click.echo(f"signpost: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Commands)
@click.version_option(package_name="signpost-directory")
@click.option("--verbose", is_flag=True, help="Log what is being done to stderr.")
@click.pass_context
def main(ctx: click.Context, verbose: bool) -> None:
    """A directory and search of services for children's and young people's mental health and wellbeing in the UK.

    Store and index live in the folder that SIGNPOST_DATA names (default: var).
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    ctx.obj = read_settings()


for command in (search, explain, understand_words, locate, show, account, remind, backup, restore, links):
    main.add_command(command)


@main.command()
@click.argument("providers", nargs=-1)
@as_json
@click.pass_obj
def ingest(settings: Settings, providers: tuple[str, ...], as_json: bool) -> None:
    """Read provider listings into store and index. Unchanged providers are left alone."""
    from indexer.command import (
        run_ingest,
    )  # The indexer's libraries take time to load and search needs none of them.

    builder = EmbeddedIndexBuilder(settings.index_dir)
    raise SystemExit(run_ingest(settings, providers, index=builder, as_json=as_json))


@main.command()
@click.pass_obj
def index(settings: Settings) -> None:
    """Rebuild the search index from the store, aside, then swap it in."""
    documents = Directory.rebuild_index(settings)
    click.echo(f"{documents} services indexed")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--debug", is_flag=True, help="Use Flask's own server with its debugger; never in public.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int, debug: bool) -> None:
    """Serve the site."""
    from webui.serve import run  # Only this command needs Flask and gunicorn.

    run(settings, host=host, port=port, workers=workers, debug=debug)


@main.command()
@as_json
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Print counts, index engine, sizes and ages, and whether the sentence models are used."""
    with Directory.open(settings) as directory:
        facts = plain(directory.status())
    if as_json:
        print_json(facts)
    else:
        print_lines(terminal.fact_lines(facts))


@main.command()
@as_json
@click.pass_obj
def check(settings: Settings, as_json: bool) -> None:
    """Report on data quality: quarantine, stale listings, crisis contacts due a check, broken references.

    Exits 1 when there is an error, 0 when there are only warnings and notes.
    """
    with Directory.open(settings) as directory:
        findings = [
            *quality.crisis_findings(vocabulary.crisis_contacts(), date.today()),
            *directory.findings(),
        ]
    if as_json:
        print_json(
            [
                {"severity": f.severity, "kind": f.kind, "subject": f.subject, "message": f.message}
                for f in findings
            ]
        )
    else:
        print_lines(terminal.finding_lines(findings))
    if any(finding.severity == "error" for finding in findings):
        raise SystemExit(1)
