"""How often something may be asked for, counted in the store so that all workers share the count.

Who asked is kept only as an HMAC under the site's key and a salt of the day; at midnight UTC the salt is deleted, and
nobody can tell any more who it was. So a window never reaches over midnight.
"""

from __future__ import annotations

import ipaddress
import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from signpost.accounts.desk import LimitReached
from signpost.keys import Keys
from signpost.store.limit_rows import LimitRows

SECONDS_A_DAY = 86_400
SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Limit:
    """At most count times in seconds."""

    name: str
    count: int
    seconds: int


HOUR, DAY = 3600, SECONDS_A_DAY
# A school or a hospital shares one network address, so those limits are wide; those of a mailbox are narrow.
MAILS_TO_ADDRESS = Limit("mails to an address", 5, HOUR)
MAILS_FROM_NETWORK = Limit("mails asked for from a network", 40, HOUR)
MAILS_IN_ALL = Limit("mails asked for in all", 600, HOUR)
CODES_FROM_NETWORK = Limit("codes from a network", 60, HOUR)
CODES_FOR_ACCOUNT = Limit("wrong codes for an account", 25, DAY)
APP_CODES_FOR_ACCOUNT = Limit("wrong app codes for an account", 20, DAY)
CLAIMS_OF_ACCOUNT = Limit("claims of an account", 10, DAY)
INVITATIONS_OF_ACCOUNT = Limit("invitations of an account", 20, DAY)


class Limits:
    """hit() counts and refuses. Anybody may make a Limit of their own."""

    def __init__(self, rows: LimitRows, keys: Keys, clock: Callable[[], float]) -> None:
        self._rows, self._keys, self._clock = rows, keys, clock

    def hit(self, limit: Limit, who: str) -> None:
        """Count one more. who: an account id, a mail address or a network. Raises LimitReached beyond the limit."""
        now = int(self._clock())
        name, bucket = self._name(limit, who, now), now // limit.seconds
        ends_at = min((bucket + 1) * limit.seconds, (now // SECONDS_A_DAY + 1) * SECONDS_A_DAY)
        if self._rows.count(name, bucket, ends_at, now) > limit.count:
            raise _reached(ends_at - now)

    def check(self, limit: Limit, who: str) -> None:
        """Raise LimitReached when nothing more is allowed, without counting."""
        now = int(self._clock())
        if self._rows.read(self._name(limit, who, now), now // limit.seconds) >= limit.count:
            raise _reached(limit.seconds - now % limit.seconds)

    def _name(self, limit: Limit, who: str, now: int) -> str:
        salt = self._rows.salt(now // SECONDS_A_DAY, secrets.token_bytes(SALT_BYTES))
        return self._keys.digest(f"limit {limit.name} {salt.hex()}", who)


def network_of(address: str) -> str:
    """Give what stands for one household or school: an IPv4 address, or the first half of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/64", strict=False))


def _reached(seconds: int) -> LimitReached:
    minutes = max(1, math.ceil(seconds / 60))
    wait = f"{minutes} minutes" if minutes > 1 else "a minute"
    return LimitReached(f"That was asked for too often. Please try again in {wait}.", minutes)
