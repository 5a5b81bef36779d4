"""A question and what was understood of it -> the one Query that the index answers, and the crisis help beside it."""

from __future__ import annotations

from dataclasses import replace

from signpost import crisis
from signpost.asking import Question
from signpost.eligibility import Person
from signpost.models import Place
from signpost.search.interface import Query, Weighted
from signpost.search.weights import for_anything, weights
from signpost.understanding.interface import NeedMatch, Understanding, Wishes
from signpost.understanding.spelling import abbreviations, is_known, is_welsh
from signpost.understanding.tokens import clip, tokenize
from signpost.vocabulary import CrisisContact
from signpost.vocabulary import needs as needs_by_id

SURE_NEED = 0.5  # Needs below this only colour the ranking; they are no ground to stand on in a crisis.
# "abuse", "danger" and "other" say too little of who could help; abuse and danger together are somebody close by.
NEED_OF_RISK = {
    "suicide": "suicidal-thoughts",
    "overdose": "suicidal-thoughts",
    "self-harm": "self-harm",
    "eating": "eating-problems",
    "psychosis": "psychosis",
}
IN_DANGER_OF_SOMEBODY, BY_SOMEBODY = frozenset({"abuse", "danger"}), "domestic-abuse"
OF_WHO_HURTS = "anger-behaviour"
LGBTQ = "lgbtq-identity"


def person_asking(question: Question, understood: Understanding, place: Place | None) -> Person:
    """Join what was typed into fields (which wins) with what the words say."""
    said_who = understood.who if understood.who != "unknown" else ""
    return Person(
        age=question.age if question.age is not None else understood.age,
        place=place,
        within_miles=question.within_miles,
        referral=understood.referral,
        who=question.who or said_who,
        languages=understood.wishes.languages,
        worker=understood.wishes.worker,
        wheelchair=understood.wishes.wheelchair,
    )


def query_for(question: Question, understood: Understanding, person: Person) -> Query:
    """Turn a question and its understanding into the one Query that the index answers."""
    filters = question.filters
    if understood.free and not filters.cost:
        # Whoever asks for free help is spared what costs; an untold cost may still be free.
        filters = replace(filters, cost=("free", "unknown"))
    needs, words = what_to_look_for(understood, question.ignore)
    return Query(
        words=words,
        # English words that look like Welsh ones are no mending.
        mend_spelling="spelling" not in question.ignore and not is_welsh(tokenize(clip(question.words))),
        keep_words=frozenset(word for word in words.lower().split() if is_known(word))
        | abbreviations(question.words),
        filters=filters,
        wished_needs=_wished_needs(needs, understood.wishes),
        wished_thrive=_wished_thrive(question, understood, words),
        wished_access=_wished_access(understood),
        wished_referral=_evenly(understood.referral),
        age=person.age,
        who=person.who,
        place=person.place,
        within_miles=question.within_miles,
        sort=question.sort,
        limit=question.limit,
        offset=question.offset,
    )


def what_to_look_for(
    understood: Understanding, ignore: tuple[str, ...] = ()
) -> tuple[tuple[NeedMatch, ...], str]:
    """Give the needs and the words to search for.

    Where there is risk, the names of the needs that are sure stand in for what was typed: people in danger speak of dying,
    cutting and hitting, and so do listings about grief, about FGM, and for those who hurt others. Where none is sure,
    that of the danger stands in, unless the person removed it (ignore): "im on the bridge" asks for no Bridge Centre.
    Whoever types nothing but a place, an age or a wish asks for all that there is; a need that rests on no word of theirs
    is then a guess at the place's name.
    """
    if not understood.words and understood.risk.level == "none":
        return tuple(need for need in understood.needs if need.because), ""
    sure = _of_the_victim(tuple(need for need in understood.needs if need.score >= SURE_NEED), understood)
    sure = sure or tuple(need for need in _in_the_danger(understood) if f"need:{need.id}" not in ignore)
    if understood.risk.level == "none" or not sure:
        return understood.needs, understood.words
    return sure, " ".join(needs_by_id()[need.id].name.lower() for need in sure)


def _of_the_victim(needs: tuple[NeedMatch, ...], understood: Understanding) -> tuple[NeedMatch, ...]:
    """Leave out anger where there is abuse: "he hit me" asks for nobody who helps those who hit. "My child hits me" does."""
    if "abuse" not in understood.risk.kinds or understood.who == "parent-carer":
        return needs
    return tuple(need for need in needs if need.id != OF_WHO_HURTS) or needs


def _in_the_danger(understood: Understanding) -> tuple[NeedMatch, ...]:
    """Give the needs of the kinds of risk; what we say that we understood stays true."""
    kinds = understood.risk.kinds
    ids = dict.fromkeys(NEED_OF_RISK[kind] for kind in kinds if kind in NEED_OF_RISK)
    if set(kinds) >= IN_DANGER_OF_SOMEBODY:
        ids = {BY_SOMEBODY: None, **ids}
    return tuple(NeedMatch(need_id, SURE_NEED) for need_id in ids)


def without_ignored(understood: Understanding, ignore: tuple[str, ...]) -> Understanding:
    """Drop the parts of an understanding that the person removed. Risk can not be removed."""
    if not ignore:
        return understood
    gone = frozenset(ignore)
    return replace(
        understood,
        needs=tuple(need for need in understood.needs if f"need:{need.id}" not in gone),
        thrive=tuple(group for group in understood.thrive if f"thrive:{group.id}" not in gone),
        access=tuple(mode for mode in understood.access if f"access:{mode}" not in gone),
        referral=tuple(route for route in understood.referral if f"referral:{route}" not in gone),
        place=None if "place" in gone else understood.place,
        age=None if "age" in gone else understood.age,
        who="unknown" if "who" in gone else understood.who,
        free=understood.free and "free" not in gone,
        wishes=_wishes_kept(understood.wishes, gone),
    )


def _wishes_kept(wishes: Wishes, gone: frozenset[str]) -> Wishes:
    return Wishes(
        languages=tuple(each for each in wishes.languages if f"language:{each}" not in gone),
        worker=None if "worker" in gone else wishes.worker,
        lgbtq_friendly=wishes.lgbtq_friendly and "lgbtq_friendly" not in gone,
        wheelchair=wishes.wheelchair and "wheelchair" not in gone,
        when=None if "when" in gone else wishes.when,
    )


def crisis_for(understood: Understanding, person: Person) -> tuple[CrisisContact, ...]:
    """Choose the contacts that lead the results; none where the words carry no risk.

    Whoever lost somebody to suicide is offered somebody to talk to, though that is no risk; a professional asks for others.
    """
    risk = understood.risk
    if risk.level == "none" and (not risk.bereaved or person.who == "professional"):
        return ()
    nation = person.place.nation if person.place else None
    return crisis.contacts_for(
        risk.kinds, nation=nation, age=person.age, worried_about_other=risk.about == "other"
    )


def _wished_needs(needs: tuple[NeedMatch, ...], wishes: Wishes) -> Weighted:
    """Give the needs, and for somebody who asks for a friendly place, what knows of LGBTQ+ lives."""
    # What is heard faintly beside something plain is likelier wrong than right.
    wished = tuple(
        (need.id, need.score) for place, need in enumerate(needs) if place == 0 or need.score >= SURE_NEED
    )
    if not wishes.lgbtq_friendly or LGBTQ in dict(wished):
        return wished
    return (*wished, (LGBTQ, weights().wishes["friendly"]))


def _wished_thrive(question: Question, understood: Understanding, words: str) -> Weighted:
    """Give the kinds of help asked for; who says nothing of what it is about is offered what knows of anything."""
    said_nothing = not (words or understood.needs or understood.thrive or question.filters.need)
    if said_nothing and understood.risk.level == "none":
        return for_anything()
    return tuple((group.id, group.score) for group in understood.thrive)


def _wished_access(understood: Understanding) -> Weighted:
    """Give the ways asked for; whoever needs somebody today is helped by what answers at once."""
    if understood.access or understood.wishes.when != "today":
        return _evenly(understood.access)
    return tuple((mode, weights().wishes["at_once"]) for mode in ("phone", "text", "web-chat"))


def _evenly(ids: tuple[str, ...]) -> Weighted:
    return tuple((each, 1.0) for each in ids)
