"""The national list: what a frightened fourteen-year-old reads must be true, plain and complete.

Reading age is Flesch-Kincaid grade over all the prose of a row; add five to a grade for the age in years.
Syllables are counted as groups of vowels, which is stricter than textstat 0.7.4 on this list (median 3.7 against 2.4).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest

from signpost.vocabulary import choices, crisis_contacts, needs

FOLDER = Path(__file__).parents[2] / "data" / "providers" / "national"
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")
# fmt: off
PROSE = (
    "summary", "description", "how_to_start", "what_happens_first", "what_happens_next", "confidentiality",
    "alert", "eligibility",
)
BARE = (
    "min_age", "max_age", "access", "referral", "tel", "sms", "hours", "charity_number", "how_to_start",
    "what_happens_first", "what_happens_next", "confidentiality", "assured_date",
)
NEVER_EMPTY = ("name", "organisation", "summary", "needs", "thrive", "nations", "source", "checked_on")
# fmt: on
KNOWN: dict[str, Iterable[str]] = {
    "needs": needs(),
    "thrive": choices("thrive"),
    "access": choices("access"),
    "referral": choices("referral"),
    "cost": choices("cost"),
    "sector": choices("sector"),
    "who_for": ("young-person", "parent-carer", "professional"),
    "nations": ("UK", *NATIONS),
    "verified": ("V", "S", "G"),
    "kind": ("service", "signpost"),
    "coverage": ("all", "parts of the UK", "parts of the nation"),
}
DOUBTFUL = re.compile(r"to check|conflict|check\b.*\bhours|hours.*\bcheck", re.IGNORECASE)
ROUND_THE_CLOCK = re.compile(r"24/7|24 hours|day (or|and) night", re.IGNORECASE)
DROP_IN = re.compile(r"drop[- ]in|turn up|walk[- ]in|go to A&E", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"commit\w* suicide|(un)?successful suicide|failed suicide|overdos\w*|noose|ligature|razor|\bblades?\b"
    r"|paracetamol|\bslit\b|hang(ing)? (your|my|them)sel\w+|attention[- ]seeking|addict\b|alcoholic\b",
    re.IGNORECASE,
)
# A telephone or short-code number in running text: four digits or more, or groups of digits with spaces.
NUMBER = re.compile(r"(?<![\w/.-])(?:\d{2,}(?: \d{2,})+|\d{4,})(?![\w/-])")

Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read_rows("services.csv")
NUMBERS = read_rows("numbers.csv")
IDS = [row["id"] for row in ROWS]


def values(row: Row, column: str) -> list[str]:
    return [value for value in row[column].split(";") if value]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?]+\"?(?:\s+|$)", text) if part.strip()]


def syllables(word: str) -> int:
    bare = re.sub(r"(?<=[^aeiouylcgsxz])es$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyl])e$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def school_grade(text: str) -> float:
    words = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    per_sentence = len(words) / len(sentences(text))
    return 0.39 * per_sentence + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def prose(row: Row) -> str:
    return " ".join(row[column] for column in PROSE if row[column])


def serves(row: Row, nation: str) -> bool:
    return bool({"UK", nation} & set(values(row, "nations")))


def open_to_a_fifteen_year_old(row: Row, need: str) -> bool:
    # Help with parenting is for the fifteen-year-old's parents, so their age is not asked.
    if need == "parenting-support":
        return "parent-carer" in values(row, "who_for") and (row["max_age"] or "15") >= "15"
    youngest, oldest = int(row["min_age"] or 0), int(row["max_age"] or 99)
    return "young-person" in values(row, "who_for") and youngest <= 15 <= oldest


def test_list_is_long_and_rich_enough() -> None:
    told = [row for row in ROWS if row["verified"] in {"V", "S"}]
    rich = [row for row in told if row["description"] and row["how_to_start"] and row["needs"]]
    assert len(ROWS) >= 150
    assert len(rich) >= 80


def test_ids_are_unique_and_fit_for_an_address() -> None:
    assert len(set(IDS)) == len(IDS)
    assert [id_ for id_ in IDS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)] == []


def test_names_are_unique() -> None:
    names = [(row["name"], row["organisation"]) for row in ROWS]
    assert len(set(names)) == len(names)


def test_rows_use_only_words_of_the_vocabulary() -> None:
    for row in ROWS:
        for column, known in KNOWN.items():
            assert not set(values(row, column)) - set(known), f"{row['id']}: {column}"


def test_rows_say_what_they_are_for() -> None:
    for row in ROWS:
        for column in NEVER_EMPTY:
            assert row[column].strip(), f"{row['id']}: {column} is empty"


def test_website_is_https_and_well_formed() -> None:
    for row in ROWS:
        if row["id"] == "trusted-adult-school":
            assert row["website"] == "", row["id"]  # No one site speaks for every school.
            continue
        parts = urlsplit(row["website"])
        assert parts.scheme == "https", row["id"]
        assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", parts.netloc), row["id"]
        assert " " not in row["website"], row["id"]


def test_summary_is_at_most_two_short_sentences() -> None:
    for row in ROWS:
        assert len(sentences(row["summary"])) <= 2, row["id"]
        assert len(row["summary"]) <= 240, row["id"]


def test_description_is_short() -> None:
    for row in ROWS:
        if row["description"]:
            assert 2 <= len(sentences(row["description"])) <= 7, row["id"]
            assert len(row["description"]) <= 500, row["id"]


def test_row_reads_easily() -> None:
    for row in ROWS:
        assert school_grade(prose(row)) <= 9, row["id"]


def test_half_of_the_list_reads_at_grade_six_or_below() -> None:
    assert median(school_grade(prose(row)) for row in ROWS) <= 6


def test_row_has_no_harmful_words() -> None:
    for row in ROWS:
        assert FORBIDDEN.findall(row["name"] + " " + prose(row)) == [], row["id"]


def test_every_number_is_in_the_list_of_allowed_numbers() -> None:
    allowed = {(row["kind"], digits(row["number"])) for row in NUMBERS}
    found = {("tel", digits(row["tel"])) for row in ROWS if row["tel"]}
    found |= {("sms", digits(row["sms"])) for row in ROWS if row["sms"]}
    assert found <= allowed
    assert all(row["source"] and row["verified"] in {"V", "S"} for row in NUMBERS)


def test_numbers_in_sentences_are_allowed_too() -> None:
    for row in ROWS:
        allowed = {digits(number["number"]) for number in NUMBERS}
        texts = [row[column] for column in PROSE]
        found = {digits(number) for text in texts for number in NUMBER.findall(text)}
        years = {number for number in found if re.fullmatch(r"20[12]\d", number)}
        assert found - years <= allowed, row["id"]


def test_number_in_the_contact_is_the_number_in_the_words() -> None:
    for row in ROWS:
        for number in filter(None, (row["tel"], row["sms"].split(" to ")[-1])):
            assert number in row["how_to_start"], row["id"]


def test_numbers_agree_with_the_crisis_contacts() -> None:
    numbers = {digits(row["number"]) for row in NUMBERS}
    contacts = [contact for contact in crisis_contacts() if contact.tel]
    assert [contact.id for contact in contacts if contact.tel not in numbers] == []


def test_row_of_a_confirmed_crisis_line_for_any_age_says_so_too() -> None:
    # Else a page says "any age" in its crisis panel and "they have not told us which ages they help" below it.
    lines = [contact for contact in crisis_contacts() if contact.verified == "V" and contact.who == "any age"]
    numbers = {digits(contact.tel or contact.sms) for contact in lines}
    rows = [row for row in ROWS if row["assured_date"] and digits(row["tel"] or row["sms"]) in numbers]
    assert len(rows) == len(lines)
    assert [row["id"] for row in rows if (row["min_age"], row["max_age"]) != ("0", "")] == []


def test_numbers_that_sources_dispute_are_left_out() -> None:
    by_id = {row["id"]: row for row in ROWS}
    assert by_id["papyrus-hopeline247"]["sms"] == ""
    for service in ("the-mix", "mind-support", "national-autistic-society", "nyas"):
        assert by_id[service]["tel"] == ""


def test_hours_are_given_only_where_nobody_doubts_them() -> None:
    for row in ROWS:
        if row["hours"]:
            assert row["verified"] == "V", row["id"]
            assert not DOUBTFUL.search(row["hours"]), row["id"]
        if ROUND_THE_CLOCK.search(prose(row)):
            assert row["hours"], f"{row['id']}: the words claim hours that the row does not give"


def test_checked_date_needs_a_verified_row() -> None:
    for row in ROWS:
        if row["assured_date"]:
            assert row["verified"] == "V", row["id"]
            assert row["assured_date"] == row["checked_on"], row["id"]


def test_checked_row_has_no_dispute_in_its_note() -> None:
    assert [row["id"] for row in ROWS if row["assured_date"] and "CONFLICT" in row["note"]] == []


def test_words_hold_no_guess_from_memory() -> None:
    for row in ROWS:
        assert not re.search(r"\bwe (think|believe)\b", prose(row), re.IGNORECASE), row["id"]


def test_just_turn_up_is_said_only_where_people_may_drop_in() -> None:
    for row in ROWS:
        if {"open"} <= set(values(row, "referral")) and "in-person" in values(row, "access"):
            assert DROP_IN.search(prose(row)), row["id"]


def test_row_nobody_confirmed_is_bare() -> None:
    for row in ROWS:
        if row["verified"] == "G":
            assert [column for column in BARE if row[column]] == [], row["id"]
            assert row["cost"] == "unknown", row["id"]
            assert row["kind"] == "signpost" or row["description"] == "", row["id"]
            assert set(re.findall(r"\d+", prose(row))) <= {"999"}, row["id"]


@pytest.mark.parametrize("nation", NATIONS)
def test_fifteen_year_old_finds_two_services_for_every_need(nation: str) -> None:
    for need in needs():
        found = [
            row["id"]
            for row in ROWS
            if row["verified"] in {"V", "S"}
            and need in values(row, "needs")
            and serves(row, nation)
            and open_to_a_fifteen_year_old(row, need)
        ]
        assert len(found) >= 2, f"{need} in {nation}: {found}"


def test_every_thrive_group_is_used() -> None:
    for group in choices("thrive"):
        assert sum(group in values(row, "thrive") for row in ROWS) >= 10
