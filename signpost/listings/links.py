"""Open every web address of the listings once, and look at every telephone number: what is dead should be mended.

Fetches only what anybody may fetch: addresses of private networks are refused, also when a name or a redirect leads
there, since the machine is connected to the very address that was checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from signpost.listings.values import Wrong, phone
from signpost.models import Service
from signpost.store.link_rows import LinkRow

TIMEOUT_SECONDS = 10.0
MAX_REDIRECTS = 5
HOSTS_AT_ONCE = 8  # One request at a time to each of them.
AGENT = "Signpost link check"
GONE = (404, 410)
NOT_FOR_PROGRAMS = (401, 403, 405, 429, 501)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolve = Callable[[str, int], list[str]]


class Refused(Exception):
    """An address that must not be opened from here."""


@dataclass(frozen=True, slots=True)
class DeadNumber:
    service: Service
    value: str
    why: str


def addresses_of(services: Iterable[Service]) -> dict[str, list[str]]:
    """Give every web address with the names of the listings that show it."""
    shown: dict[str, list[str]] = defaultdict(list)
    for service in services:
        links = [contact.value for contact in service.contacts if contact.kind in ("website", "web-chat")]
        proofs = [address for statement in service.quality for address in statement.evidence]
        for address in dict.fromkeys([service.url, *links, *proofs]):
            if address:
                shown[address].append(service.name)
    return shown


def dead_numbers(services: Iterable[Service]) -> Iterator[DeadNumber]:
    """Give the telephone numbers that can be none."""
    for service in services:
        for contact in service.contacts:
            if contact.kind == "phone":
                try:
                    phone(contact.value)
                except Wrong as wrong:
                    yield DeadNumber(service, contact.value, str(wrong))


def resolve(host: str, port: int) -> list[str]:
    """Give the network addresses of a name. Raises OSError."""
    return list(
        dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


class LinkChecker:
    """allow_private: also open addresses of this machine and of private networks, for trying it out."""

    def __init__(
        self, *, allow_private: bool = False, timeout: float = TIMEOUT_SECONDS, resolver: Resolve = resolve
    ) -> None:
        self._allow_private, self._timeout, self._resolve = allow_private, timeout, resolver

    def check_all(self, addresses: Iterable[str], now: int) -> list[LinkRow]:
        """Check addresses, several hosts at once and each host gently."""
        by_host: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            by_host[address.split("//")[-1].split("/")[0]].append(address)
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            groups = pool.map(lambda group: [self.check(each, now) for each in group], by_host.values())
            return [row for group in groups for row in group]

    def check(self, address: str, now: int) -> LinkRow:
        """Say what comes of opening an address: good, broken, unsure (it may open for people), or refused."""
        try:
            state, message = self._follow(address)
        except Refused as refusal:
            state, message = "refused", str(refusal)
        except ssl.SSLError as error:
            state, message = "unsure", f"its certificate does not fit ({error.reason or 'unknown'})"
        except socket.gaierror:
            state, message = "broken", "there is no such host"
        except (TimeoutError, OSError, http.client.HTTPException) as error:
            state, message = "unsure", f"it did not answer ({type(error).__name__})"
        return LinkRow(address, state, message, now)

    def _follow(self, address: str) -> tuple[str, str]:
        for _ in range(MAX_REDIRECTS + 1):
            status, location = self._open(address)
            if status not in (301, 302, 303, 307, 308) or not location:
                return _verdict(status)
            address = urljoin(address, location)
        return "broken", f"it leads on more than {MAX_REDIRECTS} times"

    def _open(self, address: str) -> tuple[int, str]:
        """Ask for an address; give the status and where it leads. Nothing of the page itself is read."""
        try:
            parts = urlsplit(address)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise Refused("it is no web address") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise Refused("it is no web address")
        connection = self._connection(parts, port)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path, headers={"User-Agent": AGENT, "Accept": "text/html, */*"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or ""
        except UnicodeError as error:
            raise Refused("it holds letters that no address may hold") from error
        finally:
            connection.close()

    def _connection(self, parts: SplitResult, port: int) -> http.client.HTTPConnection:
        host = parts.hostname or ""
        target = self._target(host, port)
        if parts.scheme == "http":
            return _Plain(host, port, target, self._timeout)
        return _Encrypted(host, port, target, self._timeout)

    def _target(self, host: str, port: int) -> str:
        """Give the network address to connect to. Raises Refused unless every one of the name's is public."""
        try:
            found = self._resolve(host, port)
        except UnicodeError as error:
            raise Refused("its host is no name") from error
        if not found:
            raise socket.gaierror("no address")
        if not self._allow_private and not all(map(is_public, found)):
            raise Refused("it is an address of this machine or of a private network")
        return found[0]


class _Plain(http.client.HTTPConnection):
    """Connects to a network address that was checked, whatever the name may mean by now."""

    def __init__(self, host: str, port: int, target: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target, self.port), self.timeout)


class _Encrypted(_Plain):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def is_public(address: str) -> bool:
    """Say whether a network address is one of the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if found in NAT64:  # A gateway translates its last 32 bits, which may be of a private network.
        mapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if mapped is not None:
        found = mapped
    return found.is_global and not found.is_multicast


def _verdict(status: int) -> tuple[str, str]:
    if status in GONE:
        return "broken", f"there is no such page ({status})"
    if status in NOT_FOR_PROGRAMS or status >= 500:
        return "unsure", f"it does not open for a program ({status})"
    return ("good", "") if status < 400 else ("broken", f"it does not open ({status})")
