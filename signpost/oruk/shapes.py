"""What we read of Open Referral JSON: lenient about types, since feeds are, and silent about fields we do not use.

Numbers may be text and text numbers; null, "" and a missing field are one; one thing may stand where a list belongs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup
from marshmallow import EXCLUDE, Schema, fields, pre_load

MAX_CHARS = 6000


class Words(fields.Field[str]):
    """Text of any scalar; markup becomes text."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        text = str(value)[:MAX_CHARS].strip()
        if "<" in text and ">" in text:
            text = BeautifulSoup(text, "html.parser").get_text("\n").strip()
        return text.replace("\r\n", "\n")


class Number(fields.Field[float | None]):
    """A number, also written as text; None for what is none."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> float | None:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        try:
            return float(value)
        except (ValueError, OverflowError):
            return None


class Lenient(Schema):
    class Meta:
        unknown = EXCLUDE

    @pre_load
    def tidy(self, data: Any, **_: Any) -> dict[str, Any]:
        """Drop what is null; put a single thing into the list it belongs in; drop what is no object."""
        if not isinstance(data, dict):
            return {}
        found = {key: value for key, value in data.items() if value is not None}
        for name, field in self.fields.items():
            if not isinstance(field, fields.List) and not isinstance(field, fields.Nested):
                continue
            value = found.get(name)
            if isinstance(field, fields.List) and value is not None:
                items = value if isinstance(value, list) else [value]
                found[name] = [item for item in items if isinstance(item, dict)]
            elif value is not None and not isinstance(value, dict):
                del found[name]
        return found


class Phone(Lenient):
    number = Words(load_default="")
    type = Words(load_default="")
    description = Words(load_default="")


class Contact(Lenient):
    name = Words(load_default="")
    email = Words(load_default="")
    url = Words(load_default="")
    url_kind = Words(load_default="")
    phones = fields.List(fields.Nested(Phone), load_default=list)


class Schedule(Lenient):
    freq = Words(load_default="")
    byday = Words(load_default="")
    opens_at = Words(load_default="")
    closes_at = Words(load_default="")
    description = Words(load_default="")


class Area(Lenient):
    name = Words(load_default="")
    uri = Words(load_default="")
    service_area = Words(load_default="")


class Address(Lenient):
    address_1 = Words(load_default="")
    city = Words(load_default="")
    postal_code = Words(load_default="")


class Access(Lenient):
    description = Words(load_default="")
    accessibility = Words(load_default="")


class Place(Lenient):
    location_type = Words(load_default="")
    name = Words(load_default="")
    addresses = fields.List(fields.Nested(Address), load_default=list)
    accessibility = fields.List(fields.Nested(Access), load_default=list)


class AtPlace(Lenient):
    location = fields.Nested(Place, load_default=None)


class Language(Lenient):
    name = Words(load_default="")
    code = Words(load_default="")


class Cost(Lenient):
    option = Words(load_default="")
    amount = Number(load_default=None)
    amount_description = Words(load_default="")


class Term(Lenient):
    id = Words(load_default="")
    name = Words(load_default="")
    term = Words(load_default="")
    code = Words(load_default="")
    term_uri = Words(load_default="")


class Attribute(Lenient):
    link_type = Words(load_default="")
    taxonomy_term = fields.Nested(Term, load_default=None)


class OrganizationShape(Lenient):
    name = Words(load_default="")


class Statement(Lenient):
    heading = Words(load_default="")
    text = Words(load_default="")
    evidence = fields.Raw(load_default=None)


class Ours(Lenient):
    summary = Words(load_default="")
    what_happens_first = Words(load_default="")
    what_happens_next = Words(load_default="")
    confidentiality = Words(load_default="")
    waiting_time_given_on = Words(load_default="")
    sensitive = fields.Raw(load_default=None)
    who_for = fields.Raw(load_default=None)
    accessibility = fields.Raw(load_default=None)
    quality_as_they_say = fields.List(fields.Nested(Statement), load_default=list)


class ServiceShape(Lenient):
    id = Words(load_default="")
    name = Words(load_default="")
    description = Words(load_default="")
    url = Words(load_default="")
    email = Words(load_default="")
    status = Words(load_default="")
    alert = Words(load_default="")
    minimum_age = Number(load_default=None)
    maximum_age = Number(load_default=None)
    eligibility_description = Words(load_default="")
    application_process = Words(load_default="")
    fees_description = Words(load_default="")
    wait_time = Words(load_default="")
    organization = fields.Nested(OrganizationShape, load_default=None)
    contacts = fields.List(fields.Nested(Contact), load_default=list)
    phones = fields.List(fields.Nested(Phone), load_default=list)
    schedules = fields.List(fields.Nested(Schedule), load_default=list)
    service_areas = fields.List(fields.Nested(Area), load_default=list)
    service_at_locations = fields.List(fields.Nested(AtPlace), load_default=list)
    languages = fields.List(fields.Nested(Language), load_default=list)
    cost_options = fields.List(fields.Nested(Cost), load_default=list)
    attributes = fields.List(fields.Nested(Attribute), load_default=list)
    signpost = fields.Nested(Ours, load_default=None)
