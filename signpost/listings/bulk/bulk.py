"""Uploads: kept for a day, their fates told, and taken: each row becomes a draft that a moderator looks at, like any other."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict

from signpost.accounts import Account
from signpost.accounts.limits import HOUR, SECONDS_A_DAY, Limit
from signpost.accounts.people import NotAllowed
from signpost.listings.bulk.columns import Row, Rows, cells_of, column_keys
from signpost.listings.bulk.fates import TAKEN, Fate, Plan, digest_of
from signpost.listings.desk import GONE, Desk
from signpost.listings.drafts import FILE, STILL_RIGHT, Drafts
from signpost.listings.errors import Overtaken
from signpost.listings.form import form_of
from signpost.models import Organisation, Service
from signpost.store.upload_rows import UploadRow

UPLOADS_OF_ACCOUNT = Limit("uploads of an account", 30, HOUR)
KEPT_SECONDS = SECONDS_A_DAY
CHANGED = (
    "Something has changed since you looked: the list below is as it is now. Look again, and then send it."
)


class Bulk:
    """Every method raises NotAllowed for what is not somebody's own."""

    def __init__(self, desk: Desk, drafts: Drafts) -> None:
        self._desk, self._drafts = desk, drafts

    def keep(self, account: Account, organisation_id: str, name: str, rows: Rows) -> UploadRow:
        """Keep what was read for a day, for whoever sent it. Raises LimitReached."""
        self._organisation(account, organisation_id)
        self._desk.accounts.limits.hit(UPLOADS_OF_ACCOUNT, account.id)
        text = json.dumps(
            {"rows": [asdict(row) for row in rows.rows], "unknown": rows.unknown}, ensure_ascii=False
        )
        now = self._desk.now()
        upload = UploadRow(str(uuid.uuid4()), organisation_id, account.id, name[:120], text, now)
        self.sweep()
        self._desk.store.uploads.add(upload)
        return upload

    def get(self, upload_id: str, *, by: Account) -> UploadRow:
        """Give an upload to whoever sent it, and still belongs there."""
        found = self._desk.store.uploads.by_id(upload_id)
        kept = found is not None and found.created_at >= self._desk.now() - KEPT_SECONDS
        if found is None or not kept or found.account_id != by.id:
            raise NotAllowed(GONE)
        self._organisation(by, found.organisation_id)
        return found

    def fates(self, upload: UploadRow, *, by: Account) -> tuple[Fate, ...]:
        """Give what would become of each row, as things stand now. Changes nothing."""
        organisation = self._organisation(by, upload.organisation_id)
        return Plan(self._desk, organisation, by).fates(rows_in(upload).rows)

    def take(
        self, upload_id: str, ticked: Iterable[int], shown: str, *, by: Account, still_right: bool = False
    ) -> tuple[Fate, ...]:
        """Submit the ticked rows, all or none; give their fates. shown: the digest of the fates that were looked at.

        still_right: whoever sent it vouches for everything else in these listings, too. Raises Overtaken, LimitReached.
        """
        wanted = frozenset(ticked)
        with self._desk.store.atomic():
            upload = self.get(upload_id, by=by)
            fates = self.fates(upload, by=by)
            if digest_of(fates) != shown:
                raise Overtaken(CHANGED)
            taken = tuple(
                each for each in fates if each.row.number in wanted and each.kind in (*TAKEN, "twin")
            )
            for fate in taken:
                self._submit(fate, upload, by, still_right)
            if taken:
                self._desk.store.uploads.drop(upload_id)
        return taken

    def forget(self, upload_id: str, *, by: Account) -> None:
        """Throw an upload away."""
        self._desk.store.uploads.drop(self.get(upload_id, by=by).id)

    def sweep(self) -> None:
        """Forget what was not sent within a day."""
        self._desk.store.uploads.forget_before(self._desk.now() - KEPT_SECONDS)

    def table(self, services: Iterable[Service]) -> list[list[str]]:
        """Write listings as rows that can be sent again unchanged, the first of which names the columns."""
        forms = [(each.id, form_of(each), len(each.locations)) for each in services]
        keys = column_keys(max((places for _, _, places in forms), default=1) or 1)
        return [list(keys), *[cells_of(service_id, form, keys) for service_id, form, _ in forms]]

    def _submit(self, fate: Fate, upload: UploadRow, by: Account, still_right: bool) -> None:
        if fate.service_id:
            draft = self._desk.store.drafts.open_of_service(fate.service_id)
            draft = draft or self._drafts.edit(by, fate.service_id)
            typed = {**fate.row.typed, STILL_RIGHT: "yes" if still_right else "", FILE: upload.id}
            draft = self._drafts.save(by, draft.id, typed, draft.revision)
        else:
            draft = self._drafts.begin(by, upload.organisation_id, {**fate.row.typed, FILE: upload.id})
        self._drafts.submit(by, draft.id, draft.revision)

    def _organisation(self, account: Account, organisation_id: str) -> Organisation:
        found = self._desk.accounts.organisations.get(organisation_id)
        if found is None or not self._drafts.may_add(account, organisation_id):
            raise NotAllowed(GONE)
        return found


def rows_in(upload: UploadRow) -> Rows:
    """Give the rows that an upload keeps."""
    kept = json.loads(upload.text)
    rows = [Row(**{**row, "left_out": tuple(row["left_out"])}) for row in kept["rows"]]
    return Rows(tuple(rows), tuple(kept["unknown"]))
