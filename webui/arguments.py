"""Read what stands behind the "?" of an address. Nonsense counts as not given; nobody mistypes these on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from webui.questions import AUDIENCES

MAX_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Arguments:
    """page: from 1. note: something to say on the page. came_from: the sealed search that led here, or ""."""

    page: int = 1
    note: str = ""
    who: str = ""
    came_from: str = ""


class ArgumentsSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    page = fields.Integer(validate=validate.Range(1, MAX_PAGE))
    note = fields.String(validate=validate.OneOf(("age", "words", "tick")))
    who = fields.String(validate=validate.OneOf(AUDIENCES))
    came_from = fields.String(data_key="from", validate=validate.Length(max=8000))


def arguments() -> Arguments:
    """Give the arguments of the request being answered."""
    try:
        given: Any = ArgumentsSchema().load(request.args.to_dict())
    except ValidationError as error:
        given = error.valid_data
    return Arguments(**given)
