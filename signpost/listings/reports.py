"""Reports: what visitors say is wrong with a listing. Three independent ones set its last check back, until somebody looks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from signpost.accounts import Account
from signpost.accounts.limits import HOUR, Limit
from signpost.accounts.people import NotAllowed
from signpost.listings import doubt
from signpost.listings.desk import GONE, Desk
from signpost.listings.errors import ListingDeskError, Overtaken
from signpost.listings.proposal import areas_of
from signpost.listings.values import Wrong, email, plain_text
from signpost.mail import Mail
from signpost.models import Service
from signpost.store.report_rows import ReportRow
from signpost.store.service_rows import Standing
from signpost.understanding.interface import Risk
from signpost.understanding.understand import understand

Verdict = Literal["right", "mended", "not-about"]
VERDICTS: tuple[Verdict, ...] = ("right", "mended", "not-about")
TICKS = {
    "contact": "The telephone, email or chat does not work",
    "closed": "It has closed, or they take nobody",
    "website": "The website does not open, or is the wrong one",
    "ages": "The ages or who it is for are wrong",
    "place": "The address, area or times are wrong",
    "cost": "The cost is wrong",
    "unsafe": "Something about it did not feel safe",
    "other": "Something else",
}
MAX_WORDS_CHARS = 2000
INDEPENDENT = 3  # So many different senders set a listing's last check back.
REPORTS_FROM_NETWORK = Limit("reports from a network", 30, HOUR)  # A whole school may share one.


@dataclass(frozen=True, slots=True)
class Sent:
    """risk: of the words; whoever sent them is shown help at once where it is not "none"."""

    report: ReportRow
    risk: Risk


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with the listing it is about. doubted: its last check is set back. since: versions since the report."""

    report: ReportRow
    standing: Standing
    doubted: bool

    @property
    def versions_since(self) -> int:
        return max(0, self.standing.version - self.report.version)


class Reports:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def service(self, service_id: str) -> Service:
        """Give the listing that somebody wants to report. Raises NotAllowed when it is not shown."""
        return self._shown(service_id).service

    def send(self, service_id: str, ticks: Iterable[str], words: str, reply_to: str, network: str) -> Sent:
        """Take a report. network: what stands for the sender; only a keyed hash of it is kept, while it is open.

        Raises ListingDeskError when it says nothing or its address is none, LimitReached, NotAllowed.
        """
        desk, listing = self._desk, self._shown(service_id).service
        told = self._checked(ticks, words, reply_to)
        desk.accounts.limits.hit(REPORTS_FROM_NETWORK, network)
        risk = understand(told.words).risk
        sender = desk.accounts.keys.digest(f"report {listing.id}", network)
        danger = risk.level != "none" or "unsafe" in told.ticks
        # Read again inside, so that what somebody publishes at this moment is not written over.
        with desk.store.atomic():
            standing = self._shown(listing.id)
            report = replace(
                told, service_id=listing.id, version=standing.version, network=sender, danger=danger
            )
            desk.store.reports.add(report)
            if self._independent(report.service_id) >= INDEPENDENT:
                doubt.cast(desk, standing.service)
        desk.publisher.bring_up()
        return Sent(report, risk)

    def queue(self, account: Account) -> tuple[Shown, ...]:
        """Give the open reports that somebody may answer: where somebody may be in danger first, then the oldest."""
        found = [self._with_listing(report) for report in self._desk.store.reports.open()]
        return tuple([each for each in found if each and self._answers(account, each)])

    def get(self, report_id: str, *, by: Account) -> Shown:
        report = self._desk.store.reports.by_id(report_id)
        found = self._with_listing(report) if report and report.state == "open" else None
        if found is None or not self._answers(by, found):
            raise NotAllowed(GONE)
        return found

    def close(self, report_id: str, verdict: Verdict, answer: str, *, by: Account) -> None:
        """Close a report, and answer whoever left an address. Raises NotAllowed, Overtaken.

        "right" and "mended" both mean that the moderator has checked the listing, today.
        """
        desk, words = self._desk, answer.strip()[:MAX_WORDS_CHARS]
        with desk.store.atomic():
            shown = self.get(report_id, by=by)
            service, founded = shown.standing.service, verdict == "mended"
            if not desk.store.reports.close(
                report_id, founded=founded, answer=words, by=by.id, now=desk.now()
            ):
                raise Overtaken("Somebody else has closed this report already.")
            desk.store.audit.append(
                by.id, f"closed a report: {verdict}", service.id, report_id, now=desk.now()
            )
            if verdict != "not-about" or (shown.doubted and self._independent(service.id) < INDEPENDENT):
                doubt.lift(desk, service, by, None if verdict == "not-about" else desk.today())
            if shown.report.reply_to and words:
                mail = _mail(shown, words, desk.settings.site_name)
                desk.accounts.outbox.put(mail, once=f"report {report_id}")
        desk.publisher.bring_up()
        desk.accounts.outbox.wake()

    def _checked(self, ticks: Iterable[str], words: str, reply_to: str) -> ReportRow:
        known = tuple(dict.fromkeys(tick for tick in ticks if tick in TICKS))
        try:
            text, address = plain_text(words, MAX_WORDS_CHARS), email(reply_to) if reply_to.strip() else ""
        except Wrong as wrong:
            raise ListingDeskError(str(wrong)) from wrong
        if not known and not text:
            raise ListingDeskError("Tick what is wrong, or say it in a few words.")
        return ReportRow(str(uuid.uuid4()), "", 0, known, text, address, "", False, "open", self._desk.now())

    def _shown(self, service_id: str) -> Standing:
        standing = self._desk.store.records.standing(service_id)
        if standing is None or standing.state != "published":
            raise NotAllowed(GONE)
        return standing

    def _with_listing(self, report: ReportRow) -> Shown | None:
        standing = self._desk.store.records.standing(report.service_id)
        return Shown(report, standing, doubt.is_doubted(standing.service)) if standing else None

    def _answers(self, account: Account, shown: Shown) -> bool:
        return account.may("moderator") and account.moderates(areas_of(shown.standing.service))

    def _independent(self, service_id: str) -> int:
        return len({report.network for report in self._desk.store.reports.open_of_service(service_id)})


def _mail(shown: Shown, words: str, site: str) -> Mail:
    name = " ".join(shown.standing.service.name.split())
    return Mail(
        shown.report.reply_to,
        f"What you told us about “{name}”"[:150],
        f"Hello,\n\nthank you for telling us about “{name}”. We looked into it:\n\n{words}\n\n{site}\n",
    )
