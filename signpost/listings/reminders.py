"""Reminders at 6, 9 and 12 months after the last check: one mail a person for all their listings, one link, one button.

Nobody gets the same mail twice, and nobody more than one in two weeks.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from signpost.accounts import Account
from signpost.freshness import Rung, day_in_words, freshness
from signpost.listings.confirming import confirm
from signpost.listings.desk import Desk
from signpost.listings.errors import ListingDeskError
from signpost.mail import Mail
from signpost.models import Service
from signpost.store.reminder_rows import AskRow

REMINDED: tuple[Rung, ...] = ("due", "overdue", "stale")
SECONDS_A_DAY = 86_400
LINK_DAYS = 60
QUIET_DAYS = 14  # Listings that fall due within these days wait for one mail together.
TOKEN_BYTES = 32
PATH = "/manage/still-right/"
DEAD = "This link was used already, or it is too old. Sign in, and you find the same button beside your listings."


@dataclass(frozen=True, slots=True)
class Due:
    """One listing that should be looked at. since: the day of its last check, or else on which it was first shown."""

    service: Service
    since: date
    rung: Rung


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one run did. mails: people written to; listings: in those mails."""

    mails: int
    listings: int


class Reminders:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def send(self) -> Reminded:
        """Write to everybody who has something due that they were not yet reminded of."""
        desk, sent, listings = self._desk, 0, 0
        for account_id, organisation_ids in self._people().items():
            due = self.due(tuple(organisation_ids))
            if due and self._remind(account_id, due):
                sent, listings = sent + 1, listings + len(due)
        desk.store.reminders.forget(desk.now() - LINK_DAYS * SECONDS_A_DAY)
        return Reminded(sent, listings)

    def due(self, organisation_ids: tuple[str, ...]) -> tuple[Due, ...]:
        """Give the listings of organisations that stand on a rung of the ladder, longest unchecked first."""
        found = []
        for standing in self._desk.store.records.of_organisations(organisation_ids):
            if standing.state == "published":
                since = self._since(standing.service)
                rung = freshness(since, self._desk.today()).rung
                if rung in REMINDED:
                    found.append(Due(standing.service, since, rung))
        return tuple(sorted(found, key=lambda each: (each.since, each.service.name)))

    def read(self, token: str) -> tuple[Service, ...]:
        """Give the listings that a link is about. Raises ListingDeskError when it is dead."""
        account, ask = self._ask(token)
        return self._theirs(account, ask.service_ids)

    def answer(self, token: str) -> tuple[Service, ...]:
        """Spend a link: everything is still right. Raises ListingDeskError when it is dead."""
        desk = self._desk
        with desk.store.atomic():
            account, ask = self._ask(token)
            if not desk.store.reminders.spend(ask.token, desk.now()):
                raise ListingDeskError(DEAD)
            listed = [service.id for service in self._theirs(account, ask.service_ids)]
            confirmed = confirm(desk, listed, by=account)
            desk.accounts.people.seen(account.id)
        desk.publisher.bring_up()
        return confirmed

    def _people(self) -> dict[str, list[str]]:
        people: dict[str, list[str]] = defaultdict(list)
        rows = self._desk.store.reminders
        for account_id, organisation_id in rows.people(rows.organisations_with_people()):
            people[account_id].append(organisation_id)
        return people

    def _remind(self, account_id: str, due: tuple[Due, ...]) -> bool:
        desk, now, token = self._desk, self._desk.now(), secrets.token_urlsafe(TOKEN_BYTES)
        with desk.store.atomic():
            account = desk.accounts.people.get(account_id)
            quiet = now - desk.store.reminders.last(account_id) < QUIET_DAYS * SECONDS_A_DAY
            if account is None or quiet:
                return False
            rows = desk.store.reminders
            new = [
                rows.note(account_id, each.service.id, each.since.isoformat(), each.rung, now) for each in due
            ]
            if not any(new):
                return False
            ids, ends_at = tuple(each.service.id for each in due), now + LINK_DAYS * SECONDS_A_DAY
            rows.add_ask(AskRow(self._digest(token), account_id, ids, now, ends_at))
            link = desk.address(f"{PATH}{token}")
            desk.accounts.outbox.put(_mail(account, due, link, desk.settings.site_name), expires_at=ends_at)
        return True

    def _ask(self, token: str) -> tuple[Account, AskRow]:
        ask = self._desk.store.reminders.ask(self._digest(token))
        account = self._desk.accounts.people.get(ask.account_id) if ask else None
        if (
            ask is None
            or ask.spent_at
            or ask.expires_at <= self._desk.now()
            or account is None
            or account.disabled
        ):
            raise ListingDeskError(DEAD)
        return account, ask

    def _theirs(self, account: Account, service_ids: tuple[str, ...]) -> tuple[Service, ...]:
        """Leave out what is gone, or what somebody does not look after any more."""
        found = (self._desk.store.records.standing(each) for each in service_ids)
        return tuple(
            [
                each.service
                for each in found
                if each and each.state == "published" and account.belongs_to(each.service.organisation.id)
            ]
        )

    def _since(self, service: Service) -> date:
        if service.assured_date is not None:
            return service.assured_date
        first = self._desk.store.records.first_published(service.id)
        return first.date() if first else self._desk.today()

    def _digest(self, token: str) -> str:
        return self._desk.accounts.keys.digest("still right", token)


def _mail(account: Account, due: tuple[Due, ...], link: str, site: str) -> Mail:
    count = f"{len(due)} listings" if len(due) > 1 else f"“{' '.join(due[0].service.name.split())}”"
    lines = [f"- {' '.join(each.service.name.split())} (last checked: {_said(each)})" for each in due]
    late = (
        "\n\nWhat nobody has checked for a year stands below others, with a note."
        if due[0].rung == "stale"
        else ""
    )
    return Mail(
        account.email,
        f"Is it still right? {count} on {site}"[:150],
        f"Hello{f' {account.name}' if account.name else ''},\n\nyoung people rely on what stands here:\n\n"
        + "\n".join(lines)
        + f"\n\nIf everything is still right, one click says so, without signing in:\n\n{link}\n\n"
        f"If something has changed, the same page leads to the form.{late}\n\n{site}\n",
    )


def _said(due: Due) -> str:
    return day_in_words(due.since) if due.service.assured_date else "never"
