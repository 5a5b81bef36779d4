"""Can this person use this service? The truth table, edges included."""

from __future__ import annotations

import pytest

from signpost.eligibility import CanUseAnswer, Person, ages_in_words, can_use
from signpost.models import Service, ServiceArea
from tests.factories import ENGLAND, TRAFFORD, UK, make_location, make_place, make_service


def usable(**changes: object) -> Service:
    """A service that a 15-year-old in Sale can use by themselves, but for changes."""
    known: dict[str, object] = {
        "minimum_age": 11,
        "maximum_age": 18,
        "referral": ("self",),
        "service_areas": (UK,),
        "access": ("phone",),
        "who_for": (),
    }
    return make_service(**{**known, **changes})


SALE = make_place()
POWYS = make_place(
    "Powys", kind="district", district_code="W06000023", area_codes=("W06000023", "W92000004", "K02000001")
)


@pytest.mark.parametrize(
    ("low", "high", "age", "answer"),
    [
        (11, 18, 10, "no"),
        (11, 18, 11, "yes"),
        (11, 18, 18, "yes"),
        (11, 18, 19, "no"),
        (16, 25, 15, "no"),
        (16, 25, 16, "yes"),
        (18, 25, 17, "no"),
        (18, 25, 25, "yes"),
        (18, 25, 26, "no"),
        (16, None, 15, "no"),
        (16, None, 16, "yes"),
        (None, 18, 18, "yes"),
        (None, 18, 19, "no"),
        (None, None, 15, "maybe"),
        (11, 18, None, "maybe"),
        (None, None, None, "maybe"),
        (0, None, 14, "yes"),
        (0, None, None, "yes"),
        (0, 4, 0, "yes"),
    ],
)
def test_ages_are_exact_at_both_ends_and_unknown_is_maybe(
    low: int | None, high: int | None, age: int | None, answer: CanUseAnswer
) -> None:
    service = usable(minimum_age=low, maximum_age=high)
    assert can_use(service, Person(age=age, place=SALE)).answer == answer


def test_the_deciding_reason_comes_first() -> None:
    verdict = can_use(usable(minimum_age=16), Person(age=15, place=SALE))
    assert verdict.answer == "no"
    assert verdict.reasons[0] == "It is for ages 16 to 18, so not for age 15."
    assert len(verdict.reasons) == 3


@pytest.mark.parametrize(
    ("changes", "person", "near", "answer"),
    [
        ({"service_areas": (TRAFFORD,)}, Person(15, SALE), False, "yes"),
        ({"service_areas": (TRAFFORD,)}, Person(15, POWYS), False, "no"),
        ({"service_areas": (TRAFFORD,)}, Person(15, POWYS), True, "maybe"),
        ({"service_areas": (TRAFFORD,)}, Person(15), False, "maybe"),
        ({"service_areas": (), "access": ("phone",), "locations": ()}, Person(15, POWYS), False, "yes"),
        ({"service_areas": (), "access": ("phone",)}, Person(15, POWYS), False, "maybe"),
        ({"service_areas": (), "access": ("in-person",)}, Person(15, SALE), True, "yes"),
        ({"service_areas": (), "access": ("in-person",)}, Person(15, SALE), False, "maybe"),
        ({"service_areas": (), "access": ()}, Person(15), False, "maybe"),
    ],
)
def test_areas(changes: dict[str, object], person: Person, near: bool, answer: CanUseAnswer) -> None:
    assert can_use(usable(**changes), person, near=near).answer == answer


PARTS_OF_ENGLAND = ServiceArea("some parts of England", "nation", "E92000001", partial=True)


def test_parts_of_a_nation_are_maybe_there_and_no_elsewhere() -> None:
    service = usable(service_areas=(PARTS_OF_ENGLAND,))
    there, elsewhere = can_use(service, Person(15, SALE)), can_use(service, Person(15, POWYS))
    assert (there.answer, there.reasons[0]) == (
        "maybe",
        "It is for some parts of England. Ask if that includes you.",
    )
    assert (elsewhere.answer, elsewhere.reasons[0]) == (
        "no",
        "It is only for people in some parts of England.",
    )


def test_the_whole_of_an_area_is_surer_than_parts_of_it() -> None:
    both = usable(service_areas=(PARTS_OF_ENGLAND, ENGLAND))
    assert can_use(both, Person(15, SALE)).answer == "yes"


@pytest.mark.parametrize(
    ("routes", "person", "answer"),
    [
        (("self",), Person(15, SALE), "yes"),
        (("open",), Person(15, SALE), "yes"),
        (("gp", "school"), Person(15, SALE), "maybe"),
        (("gp", "school"), Person(15, SALE, referral=("school",)), "yes"),
        (("professional",), Person(15, SALE, who="professional"), "yes"),
        (("parent-carer",), Person(15, SALE, who="parent-carer"), "yes"),
        ((), Person(15, SALE), "maybe"),
    ],
)
def test_referral_routes(routes: tuple[str, ...], person: Person, answer: CanUseAnswer) -> None:
    assert can_use(usable(referral=routes), person).answer == answer


def test_turning_up_is_said_of_places_only() -> None:
    drop_in = usable(referral=("open",), access=("in-person",), service_areas=(UK,))
    helpline = usable(referral=("open",), access=("phone",))
    assert "You can just turn up." in can_use(drop_in, Person(15, SALE)).reasons
    assert "You can use it straight away." in can_use(helpline, Person(15, SALE)).reasons


def test_a_line_for_parents_is_not_for_a_young_person_but_may_be_for_somebody_unknown() -> None:
    service = usable(who_for=("parent-carer",))
    assert can_use(service, Person(15, SALE, who="young-person")).answer == "no"
    assert can_use(service, Person(15, SALE)).answer == "maybe"
    assert can_use(service, Person(15, SALE, who="parent-carer")).answer == "yes"


def test_a_closed_service_can_not_be_used() -> None:
    assert (
        can_use(usable(status="temporarily closed"), Person(15, SALE)).reasons[0] == "It is closed for now."
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (11, 18, "ages 11 to 18"),
        (5, 5, "age 5"),
        (16, None, "age 16 and over"),
        (None, 18, "age 18 and under"),
        (0, 18, "age 18 and under"),
        (0, None, "any age"),
        (None, None, "any age"),
    ],
)
def test_ages_are_written_as_people_say_them(low: int | None, high: int | None, words: str) -> None:
    assert ages_in_words(low, high) == words


@pytest.mark.parametrize(
    ("languages", "asked_for", "answer"),
    [
        (("English", "Polish"), ("Polish",), "yes"),
        (("English",), ("Polish",), "maybe"),
        ((), ("Polish",), "maybe"),
        ((), ("interpreter",), "maybe"),
        ((), (), "yes"),
    ],
)
def test_an_untold_language_is_maybe(
    languages: tuple[str, ...], asked_for: tuple[str, ...], answer: CanUseAnswer
) -> None:
    judged = can_use(usable(languages=languages), Person(age=15, place=SALE, languages=asked_for))
    assert judged.answer == answer
    assert (answer == "yes") or judged.reasons[0].startswith("Ask if")


def test_an_entrance_without_steps_is_told_and_an_untold_one_is_maybe() -> None:
    wheels = Person(age=15, place=SALE, wheelchair=True)
    told = can_use(
        usable(accessibility=("Wheelchair access",), locations=(make_location(),)), wheels, near=True
    )
    untold = can_use(usable(locations=(make_location(),)), wheels, near=True)
    by_phone = can_use(usable(locations=()), wheels)
    assert (told.answer, untold.answer, by_phone.answer) == ("yes", "maybe", "yes")
    assert "Getting in: Wheelchair access." in told.reasons


def test_whoever_would_rather_speak_to_a_woman_is_told_to_ask() -> None:
    judged = can_use(usable(), Person(age=15, place=SALE, worker="woman"))
    assert judged.reasons[0] == "Ask if you can talk to a woman."
