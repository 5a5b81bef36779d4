"""Tag review: a person confirms or refuses what the engine guessed. Decisions change one listing, and teach a report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Literal

from signpost.accounts import Account
from signpost.accounts.people import NotAllowed
from signpost.listings.desk import GONE, Desk
from signpost.listings.finding import suggestions
from signpost.listings.proposal import areas_of
from signpost.models import Service, Tag
from signpost.store.override_rows import OWN, sources_of
from signpost.store.tag_rows import TagDecision, decided
from signpost.vocabulary import Term, choices

Kind = Literal["need", "thrive"]
FIELDS: dict[Kind, str] = {"need": "needs", "thrive": "thrive"}
MOST_KEYS = 4
LOOKED_AT = 200  # Records read to find one that this moderator may decide.


@dataclass(frozen=True, slots=True)
class Guess:
    """One guessed tag. because: the words it rests on."""

    service: Service
    kind: Kind
    tag: Tag
    name: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """How often guesses that rest on some words were right."""

    words: str
    tag_id: str
    confirmed: int
    refused: int


class TagReview:
    """What moderators may do with guessed tags."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def next(self, account: Account) -> Guess | None:
        """Give a guess that nobody decided yet; the ones resting on least come first within a listing."""
        for service in self._desk.store.records.with_guesses(LOOKED_AT):
            if account.may("moderator") and account.moderates(areas_of(service)):
                return min(self._open(service), key=lambda guess: guess.tag.confidence, default=None)
        return None

    def instead_of(self, guess: Guess) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Give what a guess could be changed to: (a key each, all the rest).

        A key is for what the listing's words suggest, and for the few THRIVE groups; a slip must not put a need on a
        listing that nothing in it speaks of.
        """
        known = choices(guess.kind)
        there = {tag.id for tag in getattr(guess.service, FIELDS[guess.kind])}
        suggested = {each.tag.id: None for each in suggestions(guess.service)[0]}
        quick = known if guess.kind == "thrive" else suggested
        first = [tag_id for tag_id in quick if tag_id not in there][:MOST_KEYS]
        rest = [tag_id for tag_id in known if tag_id not in there and tag_id not in first]
        return tuple(known[each] for each in first), tuple(known[each] for each in rest)

    def decide(
        self, service_id: str, kind: Kind, tag_id: str, *, right: bool, by: Account, instead: str = ""
    ) -> None:
        """Confirm a guess, or take it off the listing. instead: what it really is. Raises NotAllowed."""
        desk = self._desk
        if instead and (right or instead not in choices(kind)):
            raise NotAllowed(GONE)
        # Read inside, so that what somebody else publishes at this moment is not written over.
        with desk.store.atomic():
            service = desk.standing(service_id, by=by).service
            guess = self._guess(service, kind, tag_id)
            if guess is None or not by.may("moderator") or not by.moderates(areas_of(service)):
                raise NotAllowed(GONE)
            self._write(guess, right, instead, by)
        desk.publisher.bring_up()

    def _guess(self, service: Service, kind: Kind, tag_id: str) -> Guess | None:
        wanted = (kind, tag_id)
        return next((each for each in self._open(service) if (each.kind, each.tag.id) == wanted), None)

    def _write(self, guess: Guess, right: bool, instead: str, by: Account) -> None:
        store, now, service, tag = self._desk.store, self._desk.now(), guess.service, guess.tag
        verdict, words = "confirmed" if right else "refused", "; ".join(guess.tag.evidence)
        store.tags.decide(TagDecision(service.id, guess.kind, tag.id, verdict, words, by.id, now))
        if instead:
            store.tags.decide(TagDecision(service.id, guess.kind, instead, "confirmed", "", by.id, now))
        self._publish(guess, by, f"{verdict} {tag.id}", instead)
        store.audit.append(by.id, f"{verdict} a guess", service.id, _told(tag.id, instead), now=now)

    def _publish(self, guess: Guess, by: Account, why: str, instead: str) -> None:
        """Show it now. At the next import the decisions are laid over what is told and guessed then, each on its own tag."""
        store, service, field = self._desk.store, guess.service, FIELDS[guess.kind]
        written = {each.field for each in store.overrides.of_service(service.id)}
        told = replace(service, provenance=sources_of(service))
        record = store.overrides.laid_over(told)
        if service.provider_id == OWN or field in written:
            # Here somebody wrote the whole field; the decision goes into what they wrote.
            mine = [each for each in store.tags.all_of(service.id) if each.tag_id in (guess.tag.id, instead)]
            record = _with_tags(service, guess.kind, decided(getattr(service, field), mine))
            self._desk.publisher.put(record, service, who=by.id, by="editor", why=why, now=self._desk.now())
            return
        store.save([record], who=by.id, why=why)

    def phrases(self) -> tuple[Phrase, ...]:
        """Give the words that guesses rested on, those that misled most first: what the lexicon's keepers read."""
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for decision in self._desk.store.tags.all():
            for words in filter(None, decision.evidence.split("; ")):
                counts[words, decision.tag_id][decision.verdict == "refused"] += 1
        made = [Phrase(words, tag_id, *both) for (words, tag_id), both in counts.items()]
        return tuple(sorted(made, key=lambda each: (-each.refused, each.confirmed, each.words)))

    def _open(self, service: Service) -> tuple[Guess, ...]:
        decided = self._desk.store.tags.of_service(service.id)
        return tuple(
            Guess(service, kind, tag, choices(kind)[tag.id].name)
            for kind, field in FIELDS.items()
            for tag in getattr(service, field)
            if tag.source == "inferred" and (kind, tag.id) not in decided
        )


def _told(tag_id: str, instead: str) -> str:
    return f"{tag_id}, {instead} instead" if instead else tag_id


def _with_tags(service: Service, kind: Kind, tags: tuple[Tag, ...]) -> Service:
    changes: dict[str, Any] = {FIELDS[kind]: tags}
    return replace(service, **changes)
