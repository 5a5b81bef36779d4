"""The outbox: a mail is decided on inside the transaction that needs it, and handed over afterwards by a thread.

So a request takes as long for an address we know as for one we do not, and a crash in between loses no mail.
A crash between handing over and noting it sends a mail twice, with one Message-ID.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import asdict
from email.utils import make_msgid

from signpost.errors import MailFailed, StoreUnusable
from signpost.keys import Keys
from signpost.mail import Mail, Mailer
from signpost.store.outbox_rows import OutboxRow, OutboxRows

LEASE_SECONDS = 120  # Longer than any exchange with a mail server; after it another worker tries.
WAITS_SECONDS = (60, 300, 900, 3600, 3600, 7200, 14_400, 28_800)  # About a day in all, then we give up.
LOOK_EVERY_SECONDS = 60.0  # A mail left by a worker that died is found by another within this time.

logger = logging.getLogger(__name__)


class Outbox:
    """put() inside a transaction, wake() after it. Safe to use from several threads and processes."""

    def __init__(self, rows: OutboxRows, keys: Keys, mailer: Mailer, now: Callable[[], float]) -> None:
        self._rows, self._keys, self._mailer, self._now = rows, keys, mailer, now
        self._postman: _Postman | None = None
        self._lock = threading.Lock()

    def put(self, mail: Mail, *, expires_at: int | None = None, once: str | None = None) -> bool:
        """Keep a mail until it is handed over. once: a name under which no second mail is ever sent.

        expires_at: seconds since 1970 after which nobody wants it. Gives False when once was used before.
        """
        named = Mail(mail.to, mail.subject, mail.body, mail.message_id or make_msgid(domain="signpost"))
        return self._rows.put(self._keys.seal(json.dumps(asdict(named))), int(self._now()), expires_at, once)

    def put_nothing(self, like: Mail, *, expires_at: int) -> None:
        """Do the work of put() for a mail that goes to nobody, so that both take the same time."""
        self.put(Mail("", like.subject, like.body), expires_at=expires_at)

    def deliver(self) -> int:
        """Hand over every mail that is due; give how many went."""
        sent = 0
        while row := self._rows.take(int(self._now()), int(self._now()) + LEASE_SECONDS):
            sent += self._deliver(row)
        return sent

    def waiting(self) -> int:
        """Give how many mails were not handed over yet."""
        return self._rows.count()

    def wake(self) -> None:
        """Let this process's thread look now; start it where there is none."""
        with self._lock:
            if self._postman is None or not self._postman.works_here():
                self._postman = _Postman(self)
                self._postman.start()
            self._postman.look.set()

    def close(self) -> None:
        """Stop the thread; what it did not hand over stays."""
        if self._postman is not None and self._postman.works_here():
            self._postman.stop()

    def _deliver(self, row: OutboxRow) -> int:
        text = self._keys.open(row.sealed)
        mail = Mail(**json.loads(text)) if text else None
        if mail is None:
            logger.error("a mail cannot be opened, since the site's secret has changed; it is dropped")
        if mail is None or not mail.to:
            self._rows.done(row.id)
            return 0
        try:
            self._mailer.send(mail)
        except MailFailed as problem:
            self._fail(row, problem)
            return 0
        self._rows.done(row.id)
        return 1

    def _fail(self, row: OutboxRow, problem: MailFailed) -> None:
        if row.tries > len(WAITS_SECONDS):
            logger.error("mail given up after %s tries: %s", row.tries, problem)
            self._rows.done(row.id)
            return
        logger.warning("mail not handed over, trying again later: %s", problem)
        self._rows.later(row.id, int(self._now()) + WAITS_SECONDS[row.tries - 1])


class _Postman(threading.Thread):
    """Delivers when woken, and now and then."""

    def __init__(self, outbox: Outbox) -> None:
        super().__init__(name="signpost-postman", daemon=True)
        self._outbox = outbox
        self._process_id = os.getpid()
        self.look = threading.Event()
        self._stopped = threading.Event()

    def works_here(self) -> bool:
        """A thread does not survive a fork."""
        return self._process_id == os.getpid() and self.is_alive()

    def run(self) -> None:
        while not self._stopped.is_set():
            self.look.clear()
            try:
                self._outbox.deliver()
            except StoreUnusable as problem:
                logger.warning("the outbox cannot be read, trying again later: %s", problem)
            self.look.wait(LOOK_EVERY_SECONDS)

    def stop(self) -> None:
        self._stopped.set()
        self.look.set()
        self.join(timeout=LEASE_SECONDS)
