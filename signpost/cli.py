"""The command line; the one place that may import upward and wire things together.

Exit codes: 0 done, 1 could not be done or found something wrong, 2 the call itself is wrong.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO, Any

import click

from signpost import quality, terminal, vocabulary
from signpost.account_commands import account
from signpost.directory import Directory, Question
from signpost.errors import PlaceAmbiguous, PlaceError, PlaceUnknown, SignpostError
from signpost.listing_commands import backup, links, remind, restore
from signpost.output import answer_to_json, plain, service_to_json
from signpost.places import Locator, place_to_json
from signpost.search.embedded import EmbeddedIndexBuilder
from signpost.search.interface import Filters
from signpost.settings import Settings, read_settings
from signpost.understanding.understand import understand, understanding_to_json

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


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


def choice_option(flag: str, group: str, meaning: str) -> Callable[[Any], Any]:
    """Make a repeatable option whose values are the ids of a vocabulary group."""
    return click.option(
        flag,
        group,
        multiple=True,
        metavar="ID",
        callback=_known_ids,
        help=f"{meaning} (repeat for any of several).",
    )


def _known_ids(ctx: click.Context, param: click.Parameter, ids: tuple[str, ...]) -> tuple[str, ...]:
    known = vocabulary.choices(param.name or "")
    for each in ids:
        if each not in known:
            raise click.BadParameter(f"{each!r} is not one of {', '.join(known)}", ctx=ctx, param=param)
    return ids


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add WORDS and every option of a search to a command."""
    options = [
        click.argument("words", nargs=-1),
        click.option(
            "--near", default="", metavar="PLACE", help="Postcode, town, district, county or nation."
        ),
        click.option(
            "--within", type=click.FloatRange(min=0, min_open=True), metavar="MILES", help="How far to go."
        ),
        click.option("--age", type=click.IntRange(0, 120), help="Age of the person who needs help."),
        choice_option("--need", "need", "Only services for this need"),
        choice_option("--thrive", "thrive", "Only services of this THRIVE group"),
        choice_option("--access", "access", "Only services reached this way"),
        choice_option("--referral", "referral", "Only services that this person can ask"),
        choice_option("--sector", "sector", "Only services of this sector"),
        click.option("--free", is_flag=True, help="Only services known to be free."),
        click.option("--sort", type=click.Choice(["best", "distance"]), default="best", show_default=True),
        click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True),
        click.option("--offset", type=click.IntRange(0), default=0, show_default=True),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def question_from(
    words: tuple[str, ...], near: str, within: float | None, free: bool, **rest: Any
) -> Question:
    """Make a Question of the options that question_options adds."""
    filters = Filters(
        **{group: rest.pop(group) for group in ("need", "thrive", "access", "referral", "sector")},
        cost=("free",) if free else (),
    )
    return Question(words=" ".join(words), near=near, within_miles=within, filters=filters, **rest)


@main.command()
@question_options
@as_json
@click.pass_obj
def search(settings: Settings, /, as_json: bool, **options: Any) -> None:
    """Find services by words, place and age."""
    with Directory.open(settings) as directory:
        answer = directory.ask(question_from(**options))
    if as_json:
        _print_json(answer_to_json(answer))
    else:
        _print_lines(terminal.answer_lines(answer, date.today()))


@main.command()
@question_options
@click.pass_obj
def explain(settings: Settings, /, **options: Any) -> None:
    """Print the whole diary of one query, for people who tune the ranking."""
    with Directory.open(settings) as directory:
        _print_json(plain(directory.explain(question_from(**options))))


@main.command(name="understand")
@click.argument("words", nargs=-1)
@click.option(
    "--lines", type=click.File("r", encoding="utf-8"), help='JSON Lines in: {"id"?, "text"}. "-" reads stdin.'
)
@as_json
@click.pass_obj
def understand_words(
    settings: Settings, words: tuple[str, ...], lines: IO[str] | None, as_json: bool
) -> None:
    """Say what a text means: needs, risk, place, age, who is asking."""
    locate = Locator(settings).locate
    if lines is not None:
        _answer_lines(
            lines, lambda text: understanding_to_json(understand(text, locate=locate)), read=_text_of_line
        )
        return
    understood = understand(" ".join(words), locate=locate)
    if as_json:
        _print_json(understanding_to_json(understood))
    else:
        _print_lines(terminal.understood_lines(understood))


@main.command()
@click.argument("place", nargs=-1)
@click.option("--lines", type=click.File("r", encoding="utf-8"), help='One place a line. "-" reads stdin.')
@as_json
@click.pass_obj
def locate(settings: Settings, place: tuple[str, ...], lines: IO[str] | None, as_json: bool) -> None:
    """Resolve a postcode or place name, and say how precise the answer is."""
    locator = Locator(settings)
    if lines is not None:
        _answer_lines(lines, lambda text: locate_to_json(locator, text))
    elif as_json:
        found = locate_to_json(locator, " ".join(place))
        _print_json(found)
        if "error" in found:
            raise SystemExit(1)
    else:
        _locate_in_words(locator, " ".join(place))


def locate_to_json(locator: Locator, text: str) -> dict[str, Any]:
    """Give a place, {"choices": [...]} for several of one name, or {"error", "suggestions"}."""
    try:
        return place_to_json(locator.locate(text))
    except PlaceAmbiguous as error:
        return {"choices": [place_to_json(choice) for choice in error.choices]}
    except PlaceUnknown as error:
        return {"error": str(error), "suggestions": list(error.suggestions)}
    except PlaceError as error:
        return {"error": str(error), "suggestions": []}


def _locate_in_words(locator: Locator, text: str) -> None:
    try:
        _print_lines(terminal.place_lines(locator.locate(text)))
    except PlaceAmbiguous as error:
        click.echo(str(error))
        _print_lines(f"  {choice.label}" for choice in error.choices)
    except PlaceUnknown as error:
        click.echo(f"signpost: {error}", err=True)
        _print_lines((f"  perhaps: {name}" for name in error.suggestions), err=True)
        raise SystemExit(1) from None


@main.command()
@click.argument("service_id")
@as_json
@click.pass_obj
def show(settings: Settings, service_id: str, as_json: bool) -> None:
    """Print one record with its provenance, listed or not."""
    with Directory.open(settings) as directory:
        service = directory.record(service_id)
    if as_json:
        _print_json(service_to_json(service))
    else:
        _print_lines(terminal.service_lines(service, date.today()))


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


main.add_command(account)
for listing_command in (remind, backup, restore, links):
    main.add_command(listing_command)


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
    """Print counts, index engine, sizes and ages."""
    with Directory.open(settings) as directory:
        facts = plain(directory.status())
    if as_json:
        _print_json(facts)
    else:
        _print_lines(terminal.fact_lines(facts))


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
        _print_json(
            [
                {"severity": f.severity, "kind": f.kind, "subject": f.subject, "message": f.message}
                for f in findings
            ]
        )
    else:
        _print_lines(terminal.finding_lines(findings))
    if any(finding.severity == "error" for finding in findings):
        raise SystemExit(1)


def _text_of_line(line: str) -> tuple[dict[str, Any], str]:
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('not an object with a "text"')
    return ({"id": row["id"]} if "id" in row else {}), row["text"]


def _whole_line(line: str) -> tuple[dict[str, Any], str]:
    return {}, line


def _answer_lines(
    lines: Iterable[str],
    answer: Callable[[str], dict[str, Any]],
    read: Callable[[str], tuple[dict[str, Any], str]] = _whole_line,
) -> None:
    """Print one JSON object for each line, in order; a line that cannot be read gets an object that says why."""
    broken = False
    for number, line in enumerate(lines, 1):
        try:
            head, text = read(line.rstrip("\n"))
        except ValueError as error:
            broken = True
            click.echo(json.dumps({"error": f"line {number}: {error}"}))
            continue
        click.echo(json.dumps(head | answer(text), ensure_ascii=False))
    if broken:
        raise SystemExit(1)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_lines(lines: Iterable[str], err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
