"""Guessed tags: a person confirms or refuses each, the decision outlives imports, and phrases that mislead are counted."""

from __future__ import annotations

import pytest

from signpost.accounts.people import NotAllowed
from signpost.models import Tag
from tests.listings.fakes import Office, listed

GUESSED = (
    Tag("sleep", "inferred", 0.5, ("tired",)),
    Tag("anxiety", "inferred", 0.9, ("anxiety",)),
)


@pytest.fixture
def guessed(desk: Office) -> Office:
    desk.import_council(listed(needs=GUESSED))
    return desk


def test_the_weakest_guess_is_asked_first(guessed: Office) -> None:
    guess = guessed.listings.tags.next(guessed.mo)
    assert guess is not None
    assert (guess.tag.id, guess.tag.evidence) == ("sleep", ("tired",))


def test_decisions_outlive_imports(guessed: Office) -> None:
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo)
    guessed.listings.tags.decide(listed().id, "need", "anxiety", right=True, by=guessed.mo)
    guessed.import_council(listed(needs=GUESSED))
    assert guessed.service.needs == (Tag("anxiety", "editor", 1.0, ("anxiety",)),)
    assert guessed.listings.tags.next(guessed.mo) is None


def test_a_decision_is_on_one_tag_and_lets_the_others_change(guessed: Office) -> None:
    """What the source tells or the engine guesses later still comes; what a person decided stays."""
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo)
    guessed.listings.tags.decide(listed().id, "need", "anxiety", right=True, by=guessed.mo)
    stress, bullying = Tag("stress", "inferred", 0.5, ("stress",)), Tag("bullying")
    guessed.import_council(listed(needs=(GUESSED[0], stress, bullying), thrive=()))
    assert guessed.service.needs == (stress, bullying, Tag("anxiety", "editor", 1.0, ("anxiety",)))
    assert guessed.service.provenance[-1].attribution == (
        "What it helps with: as our moderators checked on 22 November 2026"
    )
    guess = guessed.listings.tags.next(guessed.mo)
    assert guess is not None
    assert guess.tag == stress
    shown = guessed.publish(guessed.pat, {"summary": "New words."})
    assert {each.attribution.partition(":")[0] for each in shown.provenance[1:]} == {
        "What it helps with",
        "Summary",
    }


def test_what_a_source_tells_itself_is_no_guess_and_stays(guessed: Office) -> None:
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo)
    guessed.import_council(listed(needs=(Tag("sleep"),)))
    assert guessed.service.needs == (Tag("sleep"),)


def test_a_field_that_its_organisation_wrote_keeps_what_they_wrote(guessed: Office) -> None:
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo)
    guessed.publish(guessed.pat, {"needs": ["sleep", "bullying"]})
    guessed.import_council(listed(needs=GUESSED))
    assert [tag.id for tag in guessed.service.needs] == ["sleep", "bullying"]


def test_phrases_that_mislead_are_told_first(guessed: Office) -> None:
    guessed.listings.tags.decide(listed().id, "need", "anxiety", right=True, by=guessed.mo)
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo)
    told = [(each.words, each.confirmed, each.refused) for each in guessed.listings.tags.phrases()]
    assert told == [("tired", 0, 1), ("anxiety", 1, 0)]


def test_a_guess_is_decided_once(guessed: Office) -> None:
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo)
    with pytest.raises(NotAllowed):
        guessed.listings.tags.decide(listed().id, "need", "sleep", right=True, by=guessed.mia)


def test_providers_do_not_decide_guesses(guessed: Office) -> None:
    assert guessed.listings.tags.next(guessed.pat) is None
    with pytest.raises(NotAllowed):
        guessed.listings.tags.decide(listed().id, "need", "sleep", right=True, by=guessed.pat)


def test_a_guess_is_changed_to_what_it_really_is(guessed: Office) -> None:
    guessed.listings.tags.decide(listed().id, "need", "sleep", right=False, by=guessed.mo, instead="bullying")
    assert Tag("bullying", "editor") in guessed.service.needs
    assert "sleep" not in [tag.id for tag in guessed.service.needs]
    told = [(each.words, each.tag_id, each.refused) for each in guessed.listings.tags.phrases()]
    assert told == [("tired", "sleep", 1)]
    assert guessed.store.audit.of_subject(listed().id)[0].details == "sleep, bullying instead"
    guessed.import_council(listed(needs=GUESSED))
    assert [tag.id for tag in guessed.service.needs] == ["anxiety", "bullying"]


def test_what_it_could_be_instead_starts_with_what_its_words_suggest(guessed: Office) -> None:
    guessed.import_council(
        listed(needs=GUESSED, description="We help when somebody has died: bereavement and grief.")
    )
    guess = guessed.listings.tags.next(guessed.mo)
    assert guess is not None
    quick, rest = ([term.id for term in part] for part in guessed.listings.tags.instead_of(guess))
    assert quick == ["bereavement-loss"]
    assert "suicidal-thoughts" in rest
    assert not {"sleep", "anxiety", "bereavement-loss"} & set(rest)


@pytest.mark.parametrize(("right", "instead"), [(True, "bullying"), (False, "nonsense")])
def test_a_change_that_makes_no_sense_is_refused(guessed: Office, right: bool, instead: str) -> None:
    with pytest.raises(NotAllowed):
        guessed.listings.tags.decide(
            listed().id, "need", "sleep", right=right, by=guessed.mo, instead=instead
        )
    assert guessed.service.needs == GUESSED
