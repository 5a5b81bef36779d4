"""Make the copy of a provider's CSV or JSON that we ship: personal data taken out, everything else as it came.

Used once for each bundled file; the command stands in the provider's provider.toml as `prepared_by`.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Literal

import click

from indexer.clean.contacts import without_personal_emails

OUTCODE = re.compile(r"^\s*([A-Za-z]{1,2}[0-9][A-Za-z0-9]?)\s*[0-9Oo][A-Za-z]{2}\s*$")


@click.command(help=__doc__)
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--encoding", default="utf-8", show_default=True)
@click.option("--delimiter", default=",", show_default=True)
@click.option("--unquoted", is_flag=True, help="Quotation marks mean nothing in this file.")
@click.option("--headerless", is_flag=True, help="Columns are then numbered from 1.")
@click.option("--drop", multiple=True, help="A column to leave out.")
@click.option("--keep", multiple=True, help="A column to keep, alone or with others; COLUMN=NAME renames it.")
@click.option("--only", multiple=True, help="COLUMN=VALUE: keep rows that hold VALUE there alone.")
@click.option(
    "--outcode", multiple=True, help="A column of postcodes to cut to the district (M33 6WT -> M33)."
)
@click.option(
    "--strike-emails", is_flag=True, help="Strike out e-mail addresses that look like one person's."
)
@click.option(
    "--blank",
    multiple=True,
    help="A dotted path in a JSON file (content.contacts.name) whose value is emptied.",
)
def main(source: Path, target: Path, encoding: str, delimiter: str, **options: object) -> None:
    if source.suffix == ".json":
        page = json.loads(source.read_text(encoding))
        blanked = sum(_blank(page, path.split(".")) for path in _names(options["blank"]))
        target.write_text(json.dumps(page, indent=2, ensure_ascii=False) + "\n", encoding)
        click.echo(f"{target}: {blanked} values emptied")
        return
    quoting: Literal[0, 3] = csv.QUOTE_NONE if options["unquoted"] else csv.QUOTE_MINIMAL
    with source.open(encoding=encoding, newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter, quoting=quoting))
    header = [str(place) for place in range(1, len(rows[0]) + 1)] if options["headerless"] else rows.pop(0)
    renamed = dict(name.split("=", 1) for name in _names(options["keep"]) if "=" in name)
    keep = tuple(name.split("=", 1)[0] for name in _names(options["keep"]))
    places = _kept(header, _names(options["drop"]), keep)
    chosen = [row for row in rows if row and _is_wanted(row, header, _names(options["only"]))]
    shipped = [
        _cleaned(row, header, _names(options["outcode"]), bool(options["strike_emails"])) for row in chosen
    ]
    if not options["headerless"] or options["keep"]:
        shipped.insert(0, [renamed.get(name, name) for name in header])
    with target.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(
            file, delimiter=delimiter, quoting=quoting, escapechar="\\" if options["unquoted"] else None
        )
        writer.writerows([row[place] for place in places] for row in shipped)
    click.echo(f"{target}: {len(chosen)} of {len(rows)} rows, {len(places)} of {len(header)} columns")


def _blank(value: object, path: list[str]) -> int:
    """Empty what stands at path, through every list on the way. Give how many values were emptied."""
    if isinstance(value, list):
        return sum(_blank(item, path) for item in value)
    if not isinstance(value, dict) or path[0] not in value:
        return 0
    if len(path) > 1:
        return _blank(value[path[0]], path[1:])
    told, value[path[0]] = value[path[0]], ""
    return int(bool(told))


def _names(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple) else ()


def _kept(header: list[str], drop: tuple[str, ...], keep: tuple[str, ...]) -> list[int]:
    unknown = {*drop, *keep} - set(header)
    if unknown:
        raise click.UsageError(f"no column {', '.join(sorted(unknown))}; there are {', '.join(header)}")
    return [place for place, name in enumerate(header) if name not in drop and (not keep or name in keep)]


def _is_wanted(row: list[str], header: list[str], only: tuple[str, ...]) -> bool:
    pairs = (condition.split("=", 1) for condition in only)
    return all(row[header.index(column)] == value for column, value in pairs)


def _cleaned(row: list[str], header: list[str], outcode: tuple[str, ...], strike_emails: bool) -> list[str]:
    about = " ".join(cell for cell in row if "@" not in cell)
    cells = [without_personal_emails(cell, about) if strike_emails and "@" in cell else cell for cell in row]
    for column in outcode:
        place = header.index(column)
        match = OUTCODE.match(cells[place])
        cells[place] = match.group(1).upper() if match else ""
    return cells


if __name__ == "__main__":
    main()
