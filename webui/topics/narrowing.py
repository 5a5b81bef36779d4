"""What an address may say of a person besides a topic: an age, and an area no finer than an outward code or district.

Anything finer is not read, whoever wrote the address: a whole postcode or words in an address would be kept in histories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from webui.areas.districts import district_by_slug
from webui.arguments import MAX_PAGE
from webui.questions import MAX_AGE

OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """near: an outward code or the name of a district, "" where none was given. area: the same as the address has it."""

    page: int = 1
    age: int | None = None
    near: str = ""
    area: str = ""


class NarrowingSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    page = fields.Integer(validate=validate.Range(1, MAX_PAGE))
    age = fields.Integer(validate=validate.Range(0, MAX_AGE))
    area = fields.String(validate=validate.Length(max=80))


def narrowing(given: Mapping[str, str] | None = None) -> Narrowing:
    """Read the arguments of the request being answered (or those given); what makes no sense counts as not given."""
    arguments = request.args.to_dict() if given is None else dict(given)
    try:
        read: Any = NarrowingSchema().load(arguments)
    except ValidationError as error:
        read = error.valid_data
    area = str(read.get("area", "")).strip()
    near = coarse_place(area)
    return Narrowing(read.get("page", 1), read.get("age"), near, area if near else "")


def coarse_place(area: str) -> str:
    """Give an outward code ("m33" -> "M33") or the place words of a district's slug; "" for everything else."""
    if OUTWARD.fullmatch(area.upper()):
        return area.upper()
    district = district_by_slug(area.lower())
    return district.near if district else ""
