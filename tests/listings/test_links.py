"""Dead links and numbers are found; nothing of this machine or a private network is opened unless allowed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from signpost.cli import main
from signpost.listings.links import LinkChecker, addresses_of, dead_numbers, is_public
from signpost.models import Contact, QualityStatement
from tests.factories import make_service
from tests.listings.fakes import Office, listed

ASKED: list[str] = []


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
        else:
            self.send_response({"/gone": 404, "/closed": 403, "/ill": 500}.get(self.path, 200))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    ASKED.clear()
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [("/", "good"), ("/gone", "broken"), ("/closed", "unsure"), ("/ill", "unsure"), ("/slow", "unsure"), ("/to//", "good"),
     ("/to//gone", "broken"), ("/to/" * 7, "broken")],
)  # fmt: skip
def test_each_answer_means_something(server: str, path: str, state: str) -> None:
    assert LinkChecker(allow_private=True, timeout=0.7).check(server + path, 0).state == state


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://0.0.0.0/",
     "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://100.64.0.1/", "ftp://example.org/", "file:///etc/passwd", "http://u@1.1.1.1/"],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    assert LinkChecker(timeout=0.5).check(address, 0).state == "refused"


def test_a_name_that_leads_to_this_machine_is_refused(server: str) -> None:
    port = server.rpartition(":")[2]
    checker = LinkChecker(resolver=lambda host, _: ["93.184.216.34", "127.0.0.1"], timeout=0.5)
    assert checker.check(f"http://innocent.example:{port}/", 0).state == "refused"
    assert ASKED == []


def test_a_redirect_to_this_machine_is_refused(server: str) -> None:
    """The first hop is let through by hand; the second must be looked at anew."""

    class Checker(LinkChecker):
        def _target(self, host: str, port: int) -> str:
            return "127.0.0.1" if host == "outside.example" else super()._target(host, port)

    port = server.rpartition(":")[2]
    row = Checker(timeout=0.7).check(f"http://outside.example:{port}/to/{server}/secret", 0)
    assert row.state == "refused"
    assert "/secret" not in ASKED


def test_a_name_that_is_none_is_broken() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such host")

    assert LinkChecker(resolver=nobody).check("https://gone.example/", 0).state == "broken"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("192.168.1.1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::8.8.8.8", True),
        ("2002:0a00:0001::", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_evidence_of_quality_is_opened_too() -> None:
    statement = QualityStatement("value", "It helps.", ("https://a.example/proof",))
    service = make_service(url="https://a.example/", quality=(statement,))
    assert list(addresses_of([service])) == ["https://a.example/", "https://a.example/proof"]


def test_numbers_that_can_be_none_are_found() -> None:
    service = make_service(
        contacts=(Contact("phone", "0161 912 3456"), Contact("phone", "12345"), Contact("phone", "116 123"))
    )
    assert [each.value for each in dead_numbers([service])] == ["12345"]


def test_the_command_tells_and_remembers(desk: Office, server: str) -> None:
    desk.import_council(listed(url=f"{server}/gone"), listed("Other Group", url=f"{server}/"))
    env = {"SIGNPOST_DATA": str(desk.settings.data_dir)}
    done = CliRunner().invoke(main, ["links", "--allow-private"], env=env)
    assert done.exit_code == 1
    assert f"broken\t{server}/gone\tthere is no such page (404)\tSale Youth Counselling" in done.output
    assert desk.store.links.all()[f"{server}/"].state == "good"
