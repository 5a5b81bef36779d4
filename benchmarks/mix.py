"""The pages of many visits in the shares that visits have: asking and answers, services, needs, files, help now."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus import SENTENCES, WORDS
from signpost.vocabulary import needs, thrive_groups

PLACES = ("M33 6WT", "Sale", "Leeds", "Cardiff", "Glasgow", "BT1 5GS", "Newport", "")
AGES = ("", "9", "13", "15", "17", "22")
FORM = "application/x-www-form-urlencoded"
WORST_STATUS = 400  # From here on an answer is an error.
# Kind of page -> its share in the mix, in hundredths. Files are hashed and kept by browsers, so only first visits ask.
SHARES = {
    "home": 10, "file": 14, "ask (POST)": 12, "results": 16, "map": 3, "service of a list": 11, "service": 9, "need or kind": 10,
    "area": 3, "help now": 5, "list, compare, plan": 4, "consult": 2, "about": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One request, ready to send. weight: how often it is chosen."""

    kind: str
    request: bytes
    weight: float


def pages_of(home: str) -> list[Page]:
    """Ask the running site what there is, and give every request of the mix."""
    found: dict[str, list[bytes]] = {kind: [] for kind in SHARES}
    for kind, request in _requests(home):
        found[kind].append(request)
    return [
        Page(kind, request, SHARES[kind] / len(requests))
        for kind, requests in found.items()
        for request in requests
    ]


def _requests(home: str) -> Iterator[tuple[str, bytes]]:
    front = _read(home + "/")
    yield "home", _get("/")
    yield "home", _get("/cy/")
    for name in sorted(set(re.findall(r"/static/[\w.-]+", front))):
        yield "file", _get(name)
    yield "file", _get("/suggestions.json")
    yield from _plain_requests()
    ids: list[str] = []
    for number, words in enumerate((*WORDS, *SENTENCES)):
        form = {"q": words, "near": PLACES[number % len(PLACES)], "age": AGES[number % len(AGES)]}
        yield "ask (POST)", _post("/search", form)
        token, page = _ask(home, form)
        yield "results", _get(f"/results/{token}")
        if 'rel="next"' in page:
            yield "results", _get(f"/results/{token}?page=2")
        if "/map" in page:
            yield "map", _get(f"/results/{token}/map")
        shown = re.findall(r'href="/service/([0-9a-f-]{36})', page)
        ids += shown
        yield from (("service of a list", _get(f"/service/{each}?from={token}")) for each in shown[:2])
    yield from (("service", _get(f"/service/{each}")) for each in dict.fromkeys(ids))
    codes = "-".join(dict.fromkeys(re.findall(r'id="list-([0-9a-z]+)"', page)))[:20]
    yield from (("list, compare, plan", _get(f"/{each}/{codes}")) for each in ("list", "compare", "plan"))


def _plain_requests() -> Iterator[tuple[str, bytes]]:
    yield from (("need or kind", _get(f"/needs/{each}")) for each in needs())
    yield from (("need or kind", _get(f"/help/{each}")) for each in thrive_groups())
    yield from (
        ("area", _get(f"/in/{each}")) for each in ("trafford", "leeds", "cardiff", "glasgow-city", "belfast")
    )
    yield from (("help now", _get(each)) for each in ("/help-now", "/hide-your-visit"))
    yield from (("about", _get(each)) for each in ("/privacy", "/about", "/needs", "/sitemap.xml"))
    yield from (
        ("consult", _get(f"/consult?age=14-15&area=M33&need={each}")) for each in ("anxiety", "sleep")
    )


def _ask(home: str, form: dict[str, str]) -> tuple[str, str]:
    """Ask, and give the token of the results and their page."""
    with urllib.request.urlopen(
        f"{home}/search", urllib.parse.urlencode(form).encode(), timeout=60
    ) as answer:
        return answer.geturl().rpartition("/")[2], answer.read().decode()


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode("ascii")


def _post(path: str, form: dict[str, str]) -> bytes:
    body = urllib.parse.urlencode(form)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + body).encode("ascii")
