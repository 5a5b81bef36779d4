"""My list: the services somebody has picked, as codes in the address. Nothing is stored, here or in the browser."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.directory import Directory
from signpost.errors import ServiceUnknown
from signpost.models import Service
from webui.plan.codes import code_for, id_for, tidy_code

MAX_SERVICES = 12  # Nobody compares more; the address stays short enough to type.
MAX_COMPARED = 4
MAX_CODES_CHARS = 400
BETWEEN = "-"


@dataclass(frozen=True, slots=True)
class Picked:
    """One service of a list and its code."""

    code: str
    service: Service


@dataclass(frozen=True, slots=True)
class Shortlist:
    """gone: how many codes stand for nothing that is listed now."""

    picked: tuple[Picked, ...] = ()
    gone: int = 0

    @property
    def codes(self) -> str:
        """The codes of what is listed, as they stand in an address."""
        return BETWEEN.join(each.code for each in self.picked)

    @property
    def services(self) -> tuple[Service, ...]:
        """The services, in the order of the address."""
        return tuple(each.service for each in self.picked)

    def __len__(self) -> int:
        return len(self.picked)


def tidy_codes(text: str) -> tuple[str, ...]:
    """Split the codes of an address, each once, at most MAX_SERVICES. What can not be a code is left out."""
    codes = (tidy_code(part) for part in text[:MAX_CODES_CHARS].split(BETWEEN))
    return tuple(dict.fromkeys(code for code in codes if code))[:MAX_SERVICES]


def open_shortlist(text: str, directory: Directory) -> Shortlist:
    """Look up the services of an address. Unknown and withdrawn ones are counted, never named."""
    parts = [part for part in text[:MAX_CODES_CHARS].split(BETWEEN) if part]
    found: dict[str, Picked] = {}
    gone = sum(not tidy_code(part) for part in parts[:MAX_SERVICES])
    for code in tidy_codes(text):
        service = _listed(code, directory)
        if service is None:
            gone += 1
        else:
            # A code of a record that was merged into another gives the other, under its own code.
            found.setdefault(service.id, Picked(code_of(service.id, directory), service))
    return Shortlist(tuple(found.values()), gone)


def code_of(service_id: str, directory: Directory) -> str:
    """Give the code of a listed service."""
    return code_for(service_id, directory.ids_between)


def codes_of(service_ids: tuple[str, ...], directory: Directory) -> str:
    """Give the part of an address that stands for services, in that order."""
    return BETWEEN.join(code_of(each, directory) for each in service_ids[:MAX_SERVICES])


def _listed(code: str, directory: Directory) -> Service | None:
    service_id = id_for(code, directory.ids_between)
    try:
        return directory.service(service_id) if service_id else None
    except ServiceUnknown:
        return None
