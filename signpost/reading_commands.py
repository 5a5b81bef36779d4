"""Commands that say what a text means: understand, locate. Both also read many lines from a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import IO, Any

import click

from signpost import terminal
from signpost.errors import PlaceAmbiguous, PlaceError, PlaceUnknown
from signpost.places import Locator, place_to_json
from signpost.printing import as_json, print_json, print_lines
from signpost.settings import Settings
from signpost.understanding.understand import understand, understanding_to_json


@click.command(name="understand")
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
        print_json(understanding_to_json(understood))
    else:
        print_lines(terminal.understood_lines(understood))


@click.command()
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
        print_json(found)
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
        print_lines(terminal.place_lines(locator.locate(text)))
    except PlaceAmbiguous as error:
        click.echo(str(error))
        print_lines(f"  {choice.label}" for choice in error.choices)
    except PlaceUnknown as error:
        click.echo(f"signpost: {error}", err=True)
        print_lines((f"  perhaps: {name}" for name in error.suggestions), err=True)
        raise SystemExit(1) from None


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
