"""Commands that ask the directory: search, explain, show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from signpost import terminal, vocabulary
from signpost.directory import Directory, Question
from signpost.output import answer_to_json, plain, service_to_json
from signpost.printing import as_json, print_json, print_lines
from signpost.search.interface import Filters
from signpost.settings import Settings


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


@click.command()
@question_options
@as_json
@click.pass_obj
def search(settings: Settings, /, as_json: bool, **options: Any) -> None:
    """Find services by words, place and age."""
    with Directory.open(settings) as directory:
        answer = directory.ask(question_from(**options))
    if as_json:
        print_json(answer_to_json(answer))
    else:
        print_lines(terminal.answer_lines(answer, date.today()))


@click.command()
@question_options
@click.pass_obj
def explain(settings: Settings, /, **options: Any) -> None:
    """Print the whole diary of one query, for people who tune the ranking."""
    with Directory.open(settings) as directory:
        print_json(plain(directory.explain(question_from(**options))))


@click.command()
@click.argument("service_id")
@as_json
@click.pass_obj
def show(settings: Settings, service_id: str, as_json: bool) -> None:
    """Print one record with its provenance, listed or not."""
    with Directory.open(settings) as directory:
        service = directory.record(service_id)
    if as_json:
        print_json(service_to_json(service))
    else:
        print_lines(terminal.service_lines(service, date.today()))
