"""Open Referral UK JSON -> what it tells of each service, in plain types. Raises ValueError when it is no such file.

Takes one service, a list of them, or a page of any version's envelope.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from signpost.oruk.older import as_newer
from signpost.oruk.shapes import ServiceShape

LISTS = ("contents", "content", "items", "services", "data", "results")


@dataclass(frozen=True, slots=True)
class Told:
    """One service. values: by the standard's own field names, nested, empty where nothing is told."""

    number: int
    values: dict[str, Any]


def read_services(text: str, most: int) -> tuple[Told, ...]:
    """Give the services in a file. Raises ValueError, in a sentence, for another file or more than most of them."""
    try:
        found = _services(json.loads(text, parse_constant=_refuse))
    except RecursionError as error:
        raise ValueError("It is nested far too deep.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"It is no JSON: {error.msg} in line {error.lineno}.") from error
    if len(found) > most:
        raise ValueError(f"There are {len(found)} services in it; {most} is the most we take at once.")
    shape = ServiceShape()
    return tuple(Told(number, dict(shape.load(as_newer(each)))) for number, each in enumerate(found, 1))


def _services(whole: Any) -> list[dict[str, Any]]:
    if isinstance(whole, dict):
        names = {name.casefold(): name for name in whole}
        listed = next(
            (whole[names[name]] for name in LISTS if isinstance(whole.get(names.get(name)), list)), None
        )
        whole = [whole] if listed is None and "name" in whole else listed
    services = [each for each in whole if isinstance(each, dict)] if isinstance(whole, list) else []
    # /service_at_locations and such hold the service inside.
    if not services or not any("name" in each for each in services):
        raise ValueError(
            "There is no service in it. It should hold a service, or a page of them under “contents”."
        )
    return services


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number that JSON knows.")
