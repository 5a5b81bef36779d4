"""A raw record -> a Service, checked by marshmallow. Knows nothing of places, store, or other records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from indexer.building import build_service
from indexer.clean.text import one_line
from indexer.corrections import Correction, corrections
from indexer.mapping import Told, told_by
from indexer.provider import ProviderConfig
from indexer.rules import first_rule
from indexer.schema_fields import (
    AgeField,
    DayField,
    DegreeField,
    MomentField,
    TermsField,
    WebField,
    YesNoField,
)
from indexer.sources.records import RawRecord
from indexer.targets import SEVERAL
from signpost.errors import RowRejected
from signpost.models import Service

__all__ = ["Correction", "ListingSchema", "corrections", "to_service"]

MAX_NAME_CHARS = 250  # The longest real name of 18,000 has 160; more is prose that slipped a column.
MAX_TEXT_CHARS = 20_000
STATUSES = ("active", "inactive", "defunct", "temporarily closed")


def _text(max_chars: int = MAX_TEXT_CHARS) -> fields.Str:
    return fields.Str(validate=validate.Length(max=max_chars), load_default="")


def _texts() -> fields.List[Any]:
    return fields.List(fields.Str(validate=validate.Length(max=MAX_TEXT_CHARS)), load_default=list)


class ListingSchema(Schema):
    """Every target of indexer.targets, as it must be before a Service is made of it."""

    class Meta:
        unknown = RAISE

    name = fields.Str(required=True, validate=validate.Length(min=2, max=MAX_NAME_CHARS))
    organisation = _text(MAX_NAME_CHARS)
    organisation_description = _text()
    organisation_website = WebField()
    summary = _text()
    description = _text()
    url = WebField()
    charity_number = _text(20)
    company_number = _text(20)
    minimum_age = AgeField()
    maximum_age = AgeField(top=True)
    ages_text = _text()
    eligibility = _text()
    how_to_start = _text()
    what_happens_first = _text()
    what_happens_next = _text()
    confidentiality = _text()
    waiting_time = _text(500)
    waiting_given_on = DayField()
    assured_date = DayField()
    last_modified = MomentField()
    status = fields.Str(validate=validate.OneOf(STATUSES), load_default="active")
    sector = fields.Str(load_default="")
    sensitive = YesNoField()
    alert = _text()
    scope = fields.Str(validate=validate.OneOf(["in", "out"]), load_default="in")
    scope_reason = _text(500)
    needs = TermsField("need")
    thrive = TermsField("thrive")
    access = TermsField("access")
    referral = TermsField("referral")
    who_for = TermsField("who_for")
    languages = _texts()
    accessibility = _texts()
    categories = _texts()
    areas = _texts()
    nations = TermsField("nation")
    nations_in_part = TermsField("nation")
    cost = _texts()
    hours_text = _texts()
    location_name = _text()
    address = _text()
    city = _text()
    postcode = _text()
    latitude = DegreeField()
    longitude = DegreeField()
    telephone = _text()
    text_number = _text()
    email = _text()
    web_chat = WebField()
    contact = _text()

    @validates_schema
    def ages_in_order(self, data: dict[str, Any], **_: Any) -> None:
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and low > high:
            raise ValidationError(
                f"{low} is above maximum_age {high}; have two columns been swapped?", "minimum_age"
            )

    @validates_schema
    def sector_is_known(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("sector"):
            TermsField("sector").deserialize([data["sector"]])


_SCHEMA = ListingSchema()


def to_service(record: RawRecord, config: ProviderConfig) -> Service:
    """Map, correct, clean and check one record.

    The locations are as told: no point unless the provider gave one. Raises RowRejected.
    """
    told = told_by(record, config, corrections(config).get(record.record_id, ()))
    listing = _checked(told, record)
    rule = first_rule(record.fields, config)
    if rule and rule.then == "quarantine":
        raise RowRejected(rule.reason, record.file, record.line)
    service = build_service(listing, told.each, record, config)
    if rule and rule.then == "defunct":
        return replace(service, status="defunct", alert=service.alert or rule.reason)
    if rule:
        return replace(service, scope="out", scope_reason=rule.reason)
    return service


def _checked(told: Told, record: RawRecord) -> Mapping[str, Any]:
    several = frozenset(SEVERAL.split())
    flat = {
        target: list(texts) if target in several else "\n\n".join(texts) for target, texts in told.one.items()
    }
    try:
        checked: dict[str, Any] = _SCHEMA.load(flat)
    except ValidationError as error:
        messages = error.messages if isinstance(error.messages, dict) else {"listing": error.messages}
        reasons = [f"{target} {one_line(_first(told))}" for target, told in messages.items()]
        raise RowRejected("; ".join(reasons), record.file, record.line) from error
    return checked


def _first(messages: Any) -> str:
    while isinstance(messages, dict):
        messages = next(iter(messages.values()))
    text = str(messages[0] if isinstance(messages, list) else messages)
    return {"Missing data for required field.": "is missing; a listing needs a name"}.get(text, text)
