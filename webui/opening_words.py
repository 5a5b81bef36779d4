"""What somebody could say to begin with, and what is worth asking: for those whose words stick in the throat.

The first sentence is about the need that the person told us of, where the service helps with it; else a plain one. What
the service has told us already need not be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from signpost.directory import Question
from signpost.freshness import wait_is_old
from signpost.models import Service
from signpost.vocabulary.texts import need_guidance
from webui.i18n import noted

# Ways of helping in which nobody waits for words.
WITHOUT_WORDS = frozenset({"app", "self-guided"})
MOST_QUESTIONS = 4
FOR_ONESELF = noted(
    "Hello. I am not sure how to say this, but I would like some help. Can I talk to someone?"
)
FOR_A_CHILD = noted(
    "Hello. I am worried about a young person I look after. I would like to know how you can help."
)
QUOTED = '"'


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """first: a sentence to begin with; of_need: whether it is one need's own, in English only. ask: what nobody told us."""

    first: str
    of_need: bool
    ask: tuple[str, ...]


def _untold_wait(service: Service, today: date) -> bool:
    return service.waiting_time is None or wait_is_old(service.waiting_time, today)


# What to ask, and whether it is worth asking: most pressing first.
QUESTIONS: tuple[tuple[str, Callable[[Service, date], bool]], ...] = (
    (
        noted("Is it right for my age?"),
        lambda service, _: service.minimum_age is None and service.maximum_age is None,
    ),
    (noted("Will you tell anyone what I say?"), lambda service, _: not service.confidentiality),
    (noted("What happens the first time?"), lambda service, _: not service.what_happens_first),
    (noted("How long will I have to wait?"), _untold_wait),
    (
        noted("Does it cost anything?"),
        lambda service, _: all(option.band == "unknown" for option in service.costs),
    ),
)


def opening_words(
    service: Service, question: Question, heard: tuple[str, ...], today: date
) -> OpeningWords | None:
    """Give the words; None where nobody waits for any. heard: ids of needs that were understood, the surest first."""
    if service.access and WITHOUT_WORDS.issuperset(service.access):
        return None
    ask = tuple(words for words, is_open in QUESTIONS if is_open(service, today))[:MOST_QUESTIONS]
    if question.who == "parent-carer" or service.who_for == ("parent-carer",):
        return OpeningWords(FOR_A_CHILD, of_need=False, ask=ask)
    own = _of_need(service, heard)
    return OpeningWords(own or FOR_ONESELF, of_need=bool(own), ask=ask)


def _of_need(service: Service, heard: tuple[str, ...]) -> str:
    helped = [tag.id for tag in service.needs]
    shared = [each for each in heard if each in helped] or (helped if len(helped) == 1 else [])
    guidance = need_guidance().get(shared[0]) if shared else None
    return guidance.talk.partition(QUOTED)[2].rpartition(QUOTED)[0] if guidance else ""
