"""A checked listing -> a Service: contacts, places, times, costs and areas put where they belong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from indexer.clean.ages import AgeRange, age_bounds
from indexer.clean.contacts import MOBILE, emails, phones, phones_in_prose, text_numbers, without_mobiles
from indexer.clean.cost import cost_in, cost_options
from indexer.clean.hours import day_codes, exact_clock, hours_in, schedules
from indexer.clean.names import sensible_name, unshout
from indexer.clean.sensitive import is_sensitive
from indexer.clean.text import one_line, part_sentences, summary_of
from indexer.clean.web import clean_url, clean_urls, shared_site_name
from indexer.mapping import Texts
from indexer.placing import locations, service_areas
from indexer.provider import ProviderConfig
from indexer.sources.records import RawRecord
from signpost.models import (
    Contact,
    CostOption,
    Organisation,
    Provenance,
    Schedule,
    Service,
    Tag,
    WaitingTime,
    service_id,
)

Listing = Mapping[str, Any]
Each = Mapping[str, tuple[Mapping[str, Texts], ...]]
# Fields that a Service takes over as the schema checked them.
AS_CHECKED = (
    *("status", "scope", "scope_reason", "sector", "alert", "assured_date", "last_modified"),
    *("how_to_start", "what_happens_first", "what_happens_next", "confidentiality"),
)
LISTS = ("who_for", "access", "referral", "languages", "accessibility", "categories")
WEEKS = re.compile(r"(\d{1,3}(?:\.\d)?)(?:\s*(?:-|–|to)\s*(\d{1,3}(?:\.\d)?))?\s*(week|month)", re.I)
WEEKS_A_MONTH = 52 / 12
FULL_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")


def build_service(listing: Listing, each: Each, record: RawRecord, config: ProviderConfig) -> Service:
    """Make the Service of one checked listing. A sensitive one leaves here without address and postcode."""
    name = sensible_name(one_line(listing["name"]))
    description = part_sentences(unshout(listing["description"]))
    sensitive = _is_sensitive(listing, name, description)
    description = FULL_POSTCODE.sub("", description) if sensitive else description
    description = description if config.mobile_numbers else without_mobiles(description)
    prose = description if config.facts_in_prose else ""
    identity = service_id(config.id, record.record_id)
    ages = _ages(listing, name, description, config)
    return Service(
        id=identity,
        provider_id=config.id,
        organisation=_organisation(listing, name, config),
        name=name,
        summary=_summary(listing, description, config),
        description=description,
        url=listing["url"] or listing["organisation_website"],
        minimum_age=ages.minimum,
        maximum_age=ages.maximum,
        eligibility=listing["eligibility"] or ages.words,
        needs=tuple(Tag(need) for need in listing["needs"]),
        thrive=tuple(Tag(group) for group in listing["thrive"]),
        costs=_costs(listing, each, prose),
        contacts=_published(_contacts(listing, each, name), config),
        locations=locations(listing, each.get("locations", ()), identity, sensitive=sensitive, config=config),
        schedules=_schedules(listing, each, prose),
        service_areas=service_areas(listing, each.get("areas", ())),
        waiting_time=_waiting_time(listing),
        sensitive=sensitive,
        provenance=(_provenance(record, config),),
        **_as_checked(listing),
    )


def _summary(listing: Listing, description: str, config: ProviderConfig) -> str:
    told = unshout(listing["summary"])
    return (told if config.mobile_numbers else without_mobiles(told)) or summary_of(description)


def _as_checked(listing: Listing) -> dict[str, Any]:
    return {field: listing[field] for field in AS_CHECKED} | {field: tuple(listing[field]) for field in LISTS}


def _is_sensitive(listing: Listing, name: str, description: str) -> bool:
    told: bool | None = listing["sensitive"]
    return is_sensitive(f"{name} {listing['organisation']}", description) if told is None else told


def _provenance(record: RawRecord, config: ProviderConfig) -> Provenance:
    return Provenance(
        provider_id=config.id,
        record_id=record.record_id,
        file=record.file,
        line=record.line,
        licence=config.licence,
        attribution=config.attribution,
        source_url=config.source_url,
        retrieved_on=config.retrieved_on,
    )


def _organisation(listing: Listing, name: str, config: ProviderConfig) -> Organisation:
    own_name = sensible_name(one_line(listing["organisation"])) or name
    charity, company = listing["charity_number"], _company_number(listing["company_number"])
    key = f"charity {charity}" if charity else f"company {company}" if company else own_name.casefold()
    return Organisation(
        id=service_id(config.id, f"organisation\x1f{key}"),
        name=own_name,
        description=unshout(listing["organisation_description"]),
        website=listing["organisation_website"],
        charity_number=charity,
        company_number=company,
    )


def _company_number(told: str) -> str:
    # Spreadsheets turn "02324869" into 2324869.0; registers write 0 where there is none.
    bare = re.sub(r"\.0$", "", told.strip())
    if not bare.strip("0"):
        return ""
    return bare.zfill(8) if bare.isdigit() else bare.upper()


def _ages(listing: Listing, name: str, description: str, config: ProviderConfig) -> AgeRange:
    low, high = listing["minimum_age"], listing["maximum_age"]
    if low is not None or high is not None:
        return AgeRange(low, high, listing["ages_text"])
    if listing["ages_text"]:
        found = age_bounds(listing["ages_text"])
        return AgeRange(found.minimum, found.maximum, listing["ages_text"])
    prose = f"{name}. {listing['summary']}\n{description}"
    return age_bounds(prose) if config.ages_in_prose else AgeRange(None, None, "")


def _contacts(listing: Listing, each: Each, name: str) -> tuple[Contact, ...]:
    about = " ".join((name, listing["organisation"], listing["address"], listing["city"], listing["url"]))
    mixed = listing["contact"]
    found = [*phones(listing["telephone"]), *phones_in_prose(mixed), *text_numbers(listing["text_number"])]
    found += emails(f"{listing['email']} {mixed}", about)
    if listing["web_chat"]:
        found.append(Contact("web-chat", listing["web_chat"]))
    for told in each.get("contacts", ()):
        found += _nested_contact(told, about)
    pages = [listing["url"], listing["organisation_website"], *clean_urls(mixed)]
    found += [
        Contact("website", page, shared_site_name(page)) for page in pages if page and shared_site_name(page)
    ]
    return tuple({(contact.kind, contact.value): contact for contact in found}.values())


def _published(contacts: tuple[Contact, ...], config: ProviderConfig) -> tuple[Contact, ...]:
    """Leave out mobile numbers, unless the provider says that they are the services' own."""
    if config.mobile_numbers:
        return contacts
    return tuple(
        each for each in contacts if each.kind not in ("phone", "text") or not MOBILE.search(each.value)
    )


def _nested_contact(told: Mapping[str, Texts], about: str) -> Sequence[Contact]:
    joined = {key: " / ".join(texts) for key, texts in told.items()}
    page = clean_url(joined.get("url", ""))
    return [
        *phones(joined.get("telephone", "")),
        *text_numbers(joined.get("text_number", "")),
        *emails(joined.get("email", ""), f"{about} {joined.get('name', '')}"),
        *([Contact("website", page, shared_site_name(page))] if page else []),
    ]


def _costs(listing: Listing, each: Each, description: str) -> tuple[CostOption, ...]:
    told = [option for text in listing["cost"] for option in cost_options(text)]
    for item in each.get("costs", ()):
        words, amount = ("\n".join(item.get(key, ())) for key in ("cost", "amount"))
        told += [CostOption(o.band, o.amount, words or o.description) for o in cost_options(amount or words)]
    return tuple(told) or cost_in(description)


def _schedules(listing: Listing, each: Each, description: str) -> tuple[Schedule, ...]:
    text = "\n".join(listing["hours_text"])
    found = _slots(each.get("schedules", ()))
    if found:
        # A table of hours is surer than words; the words are kept as they were told.
        return (*((Schedule(description=text),) if text else ()), *found)
    return schedules(text) or hours_in(description)


def _slots(items: Sequence[Mapping[str, Texts]]) -> list[Schedule]:
    """Give one Schedule for each pair of hours, with all days that keep them."""
    days_at: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        slot = _slot(item)
        if slot:
            days_at.setdefault((slot.opens_at, slot.closes_at, slot.description), []).extend(slot.days)
    return [Schedule(tuple(dict.fromkeys(days)), *hours) for hours, days in days_at.items()]


def _slot(item: Mapping[str, Texts]) -> Schedule | None:
    told = {key: " ".join(texts) for key, texts in item.items()}
    days = day_codes(told.get("day", ""))
    opens, closes = exact_clock(told.get("opens_at", "")), exact_clock(told.get("closes_at", ""))
    if opens and closes == "00:00":
        closes = "23:59"  # Until midnight, which belongs to this day.
    words = told.get("hours_text", "")
    return Schedule(days, opens, closes, words) if days or words else None


def _waiting_time(listing: Listing) -> WaitingTime | None:
    text = one_line(listing["waiting_time"])
    if not text:
        return None
    match = WEEKS.search(text)
    if not match:
        return WaitingTime(text, listing["waiting_given_on"])
    unit = WEEKS_A_MONTH if match.group(3).lower() == "month" else 1
    low = round(float(match.group(1)) * unit, 1)
    high = round(float(match.group(2)) * unit, 1) if match.group(2) else low
    return WaitingTime(text, listing["waiting_given_on"], low, high)
