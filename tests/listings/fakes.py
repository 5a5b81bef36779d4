"""A whole desk over a scratch folder: real store, real index, real accounts; a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from signpost.accounts import Account
from signpost.directory import Directory
from signpost.listings import Listings
from signpost.listings.form import changed_fields
from signpost.mail import Mail
from signpost.models import Organisation, Service
from signpost.search.embedded import EmbeddedIndexBuilder
from signpost.settings import Settings
from signpost.store import INGEST, Source, Store
from signpost.store.draft_rows import DraftRow
from tests.accounts.fakes import Clock, World, world
from tests.factories import TRAFFORD, make_service

YOUTH = Organisation("org-sale-youth", "Sale Youth", website="https://www.saleyouth.org.uk")
OTHER = Organisation("org-other", "Other Trust", website="https://www.othertrust.org.uk")
COUNCIL = "council"


def listed(name: str = "Sale Youth Counselling", **changes: object) -> Service:
    """Give a listing of Sale Youth, as the council tells it."""
    return make_service(
        name,
        **{
            "provider_id": COUNCIL,
            "record_id": name,
            "organisation": YOUTH,
            "service_areas": (TRAFFORD,),
            **changes,
        },  # type: ignore[arg-type]
    )


class Office:
    """People, listings and the search over them."""

    def __init__(self, here: World) -> None:
        self.here, self.clock = here, here.clock
        self.settings: Settings = here.settings
        self.listings = Listings.over(here.accounts, clock=here.clock)
        self.store: Store = self.listings.desk.store
        people = here.accounts.people
        self.import_council(listed(), listed("Other Group", organisation=OTHER))
        add = people.add
        self.pat = add("pat@saleyouth.org.uk", by="test", name="Pat", organisation_ids=[YOUTH.id])
        self.olu = add("olu@othertrust.org.uk", by="test", name="Olu", organisation_ids=[OTHER.id])
        self.mo = add("mo@council.example", by="test", name="Mo", roles=["moderator"])
        self.mia = add("mia@council.example", by="test", name="Mia", roles=["moderator"])

    @property
    def service(self) -> Service:
        """The council's listing of Sale Youth, as it is shown now."""
        return self.store.service(listed().id)

    def import_council(self, *services: Service) -> None:
        """Let the council tell its listings, as an import does."""
        with self.store.atomic():
            self.store.save_listings(Source(COUNCIL, "The council"), services, complete=False)
            self.store.save(services, who=INGEST, why="an import")
        builder = EmbeddedIndexBuilder(self.settings.index_dir)
        builder.rebuild(self.store.searchable())
        self.store.mark_indexed(self.store.revision)

    def edit(
        self, account: Account, typed: Mapping[str, str | list[str]], service: Service | None = None
    ) -> DraftRow:
        """Begin or go on with an edit and type into it."""
        draft = self.listings.drafts.edit(account, (service or self.service).id)
        saved = self.listings.drafts.save(account, draft.id, typed, draft.revision)
        assert changed_fields(saved.form, draft.form)
        return saved

    def submit(
        self, account: Account, typed: Mapping[str, str | list[str]], service: Service | None = None
    ) -> DraftRow:
        draft = self.edit(account, typed, service)
        return self.listings.drafts.submit(account, draft.id, draft.revision)

    def publish(
        self, account: Account, typed: Mapping[str, str | list[str]], service: Service | None = None
    ) -> Service:
        """Submit, and let Mo approve."""
        draft = self.submit(account, typed, service)
        assert self.listings.review.approve(draft.id, draft.revision, by=self.mo).published
        return self.store.service(draft.service_id)

    def new_listing(self, **typed: str | list[str]) -> DraftRow:
        """Let Pat submit a listing that is not listed yet."""
        draft = self.listings.drafts.begin(self.pat, YOUTH.id)
        draft = self.listings.drafts.save(self.pat, draft.id, {**NEW, **typed}, draft.revision)
        return self.listings.drafts.submit(self.pat, draft.id, draft.revision)

    def mails(self) -> list[Mail]:
        return self.here.mails()

    def names_found(self, words: str) -> list[str]:
        """Search as a visitor of another worker would."""
        from signpost.directory import Question

        with Directory.open(self.settings) as directory:
            return [found.service.name for found in directory.ask(Question(words)).found]


NEW: dict[str, str | list[str]] = {
    "name": "Night Kitchen",
    "summary": "Cook and talk, every Thursday evening.",
    "minimum_age": "13",
    "maximum_age": "19",
    "needs": ["friendships-loneliness"],
    "thrive": ["getting-advice"],
    "access": ["in-person"],
    "referral": ["self"],
    "telephone": "0161 912 3456 (after 4pm)",
    "place_1_postcode": "M33 6WT",
    "place_1_address": "1 High Street",
    "areas": "Trafford",
    "cost": "free",
}


@contextmanager
def office(folder: Path, *, clock: Clock | None = None, **environ: str) -> Iterator[Office]:
    with world(folder, clock=clock, **environ) as here:
        yield Office(here)
