"""Open Referral UK JSON -> rows as the form has them. What has no place in the form is named, and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from signpost.listings.bulk.columns import YES, Row, Rows
from signpost.listings.bulk.csv_files import decoded
from signpost.listings.bulk.table import MAX_ROWS, FileRefused
from signpost.listings.form import DAYS, LIST_KEYS, MAX_PLACES, QUALITY_HEADINGS
from signpost.listings.reading import AUDIENCES
from signpost.oruk import read_services
from signpost.oruk.terms import TAXONOMIES, terms_by_word
from signpost.places.areas import area, area_named

GSS = re.compile(r"[A-Z]\d{8}$")
LABELLED = re.compile(r"(?P<label>[^\d+(]{2,60}):\s*(?P<number>[\d+(].*)")  # "Front desk: 0117 ..."
CLOCK = re.compile(r"\d{2}:\d{2}")
WEEK_DAY = re.compile(r"[A-Z]{2}")
OLDEST = 99  # Feeds write 100, 120 or 999 where they mean that there is no limit.
KEYS = {"need": "needs", "thrive": "thrive", "access_mode": "access", "referral_route": "referral"}
Typed = dict[str, str | list[str]]


def read_open_referral(data: bytes) -> Rows:
    """Read a file. Raises FileRefused."""
    try:
        told = read_services(decoded(data), MAX_ROWS)
    except ValueError as error:
        raise FileRefused(f"We cannot read this as Open Referral UK. {error}") from error
    return Rows(tuple(_row(each.number, each.values) for each in told))


def _row(number: int, values: dict[str, Any]) -> Row:
    left_out: list[str] = []
    typed: Typed = {}
    for reader in READERS:
        typed |= reader(values, left_out)
    filled = {key: value for key, value in typed.items() if value or key in ("closed", "sensitive")}
    return Row(number, values["id"], filled, {}, loose_id=True, left_out=tuple(dict.fromkeys(left_out)))


def _prose(values: dict[str, Any], left_out: list[str]) -> Typed:
    ours, description = values["signpost"] or {}, values["description"]
    summary = ours.get("summary", "")
    return {
        "name": " ".join(values["name"].split()),
        "summary": summary or _first_sentences(description),
        "description": "" if description == summary else description,
        "alert": values["alert"],
        "eligibility": values["eligibility_description"],
        "how_to_start": values["application_process"],
        "url": values["url"],
        **{key: ours.get(key, "") for key in ("what_happens_first", "what_happens_next", "confidentiality")},
    }


def _first_sentences(text: str) -> str:
    """Give the first two sentences, when they are short enough for a list."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    short = " ".join(sentences[:2])
    return short if len(short) <= 400 else sentences[0] if len(sentences[0]) <= 400 else ""


def _state(values: dict[str, Any], left_out: list[str]) -> Typed:
    ours, status = values["signpost"] or {}, values["status"]
    typed: Typed = {"closed": "yes"} if status == "temporarily closed" else {"closed": ""} if status else {}
    if status in ("inactive", "defunct"):
        left_out.append(f"its status, “{status}”: to take a listing away, use the page of your listings")
    if ours.get("sensitive") is True or str(ours.get("sensitive")).casefold() in YES:
        typed["sensitive"] = "yes"
    return typed


def _ages(values: dict[str, Any], left_out: list[str]) -> Typed:
    low, high = values["minimum_age"], values["maximum_age"]
    return {
        "minimum_age": f"{low:.0f}" if low is not None and 0 <= low <= OLDEST else "",
        "maximum_age": f"{high:.0f}" if high is not None and 0 < high <= OLDEST else "",
    }


def _lists(values: dict[str, Any], left_out: list[str]) -> Typed:
    ours = values["signpost"] or {}
    who_for, access = ours.get("who_for"), ours.get("accessibility")
    return {
        "who_for": [each for each in who_for if each in AUDIENCES] if isinstance(who_for, list) else [],
        "accessibility": _lines(filter(_is_text, access)) if isinstance(access, list) else "",
        "languages": _lines(each["name"] or each["code"] for each in values["languages"]),
    }


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _wait(values: dict[str, Any], left_out: list[str]) -> Typed:
    given_on = (values["signpost"] or {}).get("waiting_time_given_on", "")
    return {"waiting": values["wait_time"], "waiting_on": given_on[:10]} if values["wait_time"] else {}


def _contacts(values: dict[str, Any], left_out: list[str]) -> Typed:
    lines: dict[str, list[str]] = {"telephone": [], "text_number": [], "email": [], "web_chat": []}
    phones = [(phone, contact["name"]) for contact in values["contacts"] for phone in contact["phones"]]
    for phone, name in (*phones, *((phone, "") for phone in values["phones"])):
        key = "text_number" if phone["type"].casefold() in ("text", "sms") else "telephone"
        lines[key] += _phone(phone["number"], phone["description"] or name)
    for each in values["contacts"]:
        if each["email"]:
            lines["email"].append(_noted(each["email"], each["name"]))
        if each["url"] and each["url_kind"] == "web-chat":
            lines["web_chat"].append(_noted(each["url"], each["name"]))
    named = {line.split(" ")[0] for line in lines["email"]}
    if values["email"] and values["email"] not in named:
        lines["email"].insert(0, values["email"])
    real = [line for line in lines["email"] if not line.split(" ")[0].endswith(".invalid")]
    return {**{key: _lines(found) for key, found in lines.items()}, "email": _lines(real)}


def _phone(number: str, note: str) -> list[str]:
    labelled = LABELLED.fullmatch(number)
    if labelled:
        number, note = labelled["number"], note or labelled["label"].strip()
    return [_noted(number, note)] if number else []


def _noted(value: str, note: str) -> str:
    plain = " ".join(note.replace("(", " ").replace(")", " ").split())[:120]
    return f"{value} ({plain})" if len(plain) > 1 else value


def _places(values: dict[str, Any], left_out: list[str]) -> Typed:
    found = [each["location"] for each in values["service_at_locations"] if each["location"]]
    physical = [each for each in found if each["location_type"] != "virtual"]
    if len(physical) > MAX_PLACES:
        left_out.append(f"{len(physical) - MAX_PLACES} of its places: {MAX_PLACES} is the most we take")
    typed: Typed = {}
    for number, place in enumerate(physical[:MAX_PLACES], 1):
        address = (place["addresses"] or [{"address_1": "", "city": "", "postal_code": ""}])[0]
        access = _lines(each["description"] or each["accessibility"] for each in place["accessibility"])
        parts = {
            "name": place["name"], "address": address["address_1"], "city": address["city"],
            "postcode": address["postal_code"], "access": access,
        }  # fmt: skip
        typed |= {f"place_{number}_{part}": value for part, value in parts.items()}
    return typed


def _areas(values: dict[str, Any], left_out: list[str]) -> Typed:
    names = []
    for each in values["service_areas"]:
        code, told = GSS.search(each["uri"]), each["name"] or each["service_area"]
        known = (area(code[0]) if code else None) or area_named(told)
        if known:
            names.append(told if area_named(told) == known else known.name)
        elif told:
            left_out.append(
                f"the area “{told[:80]}”: we know councils, counties, regions and nations by name"
            )
    return {"areas": _lines(names)}


def _costs(values: dict[str, Any], left_out: list[str]) -> Typed:
    options, words = values["cost_options"], []
    bands = {option["option"].casefold() for option in options} & {"free", "paid", "unknown"}
    amounts = [option["amount"] for option in options if option["amount"] is not None]
    if amounts and not bands:
        bands = {"free"} if not any(amounts) else {"paid"}
    for option in options:
        priced = f"£{option['amount']:g}" if option["amount"] else ""
        own = "" if option["option"].casefold() in ("free", "paid", "unknown") else option["option"]
        words.append(" ".join(filter(None, (own, priced, option["amount_description"]))))
    if not options and values["fees_description"].casefold().strip(". ") == "free":
        return {"cost": "free"}
    return {"cost": min(bands, default=""), "cost_words": _lines((*words, values["fees_description"]))}


def _hours(values: dict[str, Any], left_out: list[str]) -> Typed:
    typed: Typed = {}
    words = []
    for slot in values["schedules"]:
        opens, closes = (CLOCK.match(slot[end]) for end in ("opens_at", "closes_at"))
        days = [day for day in WEEK_DAY.findall(slot["byday"].upper()) if day in DAYS]
        weekly = slot["freq"].upper() in ("", "WEEKLY") and days and opens and closes
        taken = any(f"{day.lower()}_opens" in typed for day in days)
        if weekly and not taken and opens and closes:
            for day in days:
                typed[f"{day.lower()}_opens"], typed[f"{day.lower()}_closes"] = opens[0], closes[0]
        elif opens and closes:
            every = "Once a month: " if slot["freq"].upper() == "MONTHLY" else ""
            words.append(f"{every}{', '.join(DAYS[day] for day in days)} {opens[0]} to {closes[0]}".strip())
        words.append(slot["description"])
    return {**typed, "hours_words": _lines(words)}


def _tags(values: dict[str, Any], left_out: list[str]) -> Typed:
    found: dict[str, list[str]] = {}
    for each in values["attributes"]:
        term = each["taxonomy_term"]
        if not term:
            continue
        known = _term(each["link_type"], term)
        if known:
            found.setdefault(KEYS[known[0]], []).append(known[1])
        elif term["name"]:
            left_out.append(
                f"“{term['name'][:80]}”: it is none of our needs, kinds of help or ways to get it"
            )
    typed: Typed = {key: list(dict.fromkeys(ids)) for key, ids in found.items() if key in LIST_KEYS}
    return typed


def _term(link_type: str, term: dict[str, str]) -> tuple[str, str] | None:
    """Give (link_type, our id) of a term: by its id, code, name, or the end of its address."""
    last = term["term_uri"].rstrip("/").rpartition("/")[2]
    for word in (term["id"], term["term"], term["code"], last, term["name"]):
        meant = terms_by_word().get(word.casefold().strip(), ())
        fitting = [each for each in meant if each[0] == link_type] or list(meant)
        if fitting and (link_type not in TAXONOMIES or fitting[0][0] == link_type):
            return fitting[0]
    return None


def _lines(values: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(_filled(values)))


def _filled(values: Iterable[str]) -> Iterator[str]:
    return (value.strip() for value in values if value.strip())


def _quality(values: dict[str, Any], left_out: list[str]) -> Typed:
    typed: Typed = {}
    for each in (values["signpost"] or {}).get("quality_as_they_say", []):
        if each["heading"] in QUALITY_HEADINGS:
            links = each["evidence"] if isinstance(each["evidence"], list) else []
            typed |= {
                each["heading"]: each["text"],
                f"{each['heading']}_links": _lines(filter(_is_text, links)),
            }
    return typed


READERS = (_quality, _prose, _state, _ages, _lists, _wait, _contacts, _places, _areas, _costs, _hours, _tags)
