"""Geocoders behind geopy's interface: offline by default, a network one where a setting asks for it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import Geocoder

from signpost.errors import GeocoderFailed, PlaceUnknown, SettingsError
from signpost.places import Locator
from signpost.places.geocoders import OfflineGeocoder, make_geocoder
from signpost.settings import Settings, read_settings

STRETFORD = {
    "lat": "53.4466",
    "lon": "-2.3086",
    "display_name": "Stretford, Trafford, England, United Kingdom",
}


class FakeNominatim:
    """A real HTTP server on this machine that answers as it is told and remembers what was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.delay_seconds = 200, json.dumps([STRETFORD]), 0.0
        self.asked: list[str] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake.asked.append(self.path)
                time.sleep(fake.delay_seconds)
                self.send_response(fake.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(fake.body.encode())

            def log_message(self, *args: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def nominatim(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNominatim]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fake = FakeNominatim()
    thread = threading.Thread(target=fake.server.serve_forever)
    thread.start()
    yield fake
    fake.server.shutdown()
    fake.server.server_close()
    thread.join()


@pytest.fixture
def locator(nominatim: FakeNominatim) -> Locator:
    return Locator(make_settings(geocoder="nominatim", url=nominatim.url, timeout="0.3"))


def make_settings(geocoder: str = "offline", url: str = "", timeout: str = "5") -> Settings:
    return read_settings(
        {"SIGNPOST_GEOCODER": geocoder, "SIGNPOST_GEOCODER_URL": url, "SIGNPOST_GEOCODER_TIMEOUT": timeout}
    )


def test_the_default_geocoder_is_offline_and_a_geopy_geocoder() -> None:
    geocoder = make_geocoder(make_settings())
    assert isinstance(geocoder, OfflineGeocoder)
    assert isinstance(geocoder, Geocoder)


def offline() -> Any:
    """Give the offline geocoder, untyped as every geopy geocoder is."""
    return OfflineGeocoder()


def test_the_offline_geocoder_gives_geopy_locations() -> None:
    location = offline().geocode("m336wt", timeout=1)
    assert (location.address, location.latitude, location.longitude) == ("M33 6WT", 53.4257, -2.3261)
    assert location.raw["district"] == "Trafford"


def test_the_offline_geocoder_gives_all_of_several_places_or_the_likeliest() -> None:
    everything = offline().geocode("Newport", exactly_one=False)
    assert everything[0].address == offline().geocode("Newport").address == "Newport, Wales"
    assert len(everything) > 5


def test_the_offline_geocoder_gives_none_for_what_it_does_not_know() -> None:
    assert offline().geocode("asdfghjkl") is None
    assert offline().reverse((48.85, 2.35)) is None


@pytest.mark.parametrize("point", [(51.501, -0.1416), "51.501, -0.1416"])
def test_the_offline_geocoder_reverses_a_point_to_its_sector(point: object) -> None:
    assert offline().reverse(point).address == "SW1A 1"
    assert [location.address for location in offline().reverse(point, exactly_one=False)] == ["SW1A 1"]


def test_an_offline_locator_locates() -> None:
    assert Locator(make_settings()).locate("Sale").label == "Sale, Trafford"


@pytest.mark.parametrize(("name", "service"), [("nominatim", Nominatim), ("photon", Photon)])
def test_a_setting_chooses_a_geopy_geocoder_with_server_and_timeout(name: str, service: type) -> None:
    geocoder = make_geocoder(make_settings(name, "https://geo.example.org/maps/", "2.5"))
    assert type(geocoder) is service
    facts = vars(geocoder)
    assert (facts["scheme"], facts["timeout"]) == ("https", 2.5)
    assert "geo.example.org/maps" in repr(facts)


@pytest.mark.parametrize(
    ("geocoder", "url", "words"),
    [
        ("nowhere", "", "SIGNPOST_GEOCODER.*nowhere.*offline"),
        ("opencage", "", "SIGNPOST_GEOCODER='opencage'.*needs no key"),
        ("nominatim", "geo.example.org", "SIGNPOST_GEOCODER_URL='geo.example.org'"),
        ("nominatim", "ftp://geo.example.org", "SIGNPOST_GEOCODER_URL"),
    ],
)
def test_a_geocoder_that_cannot_be_used_stops_the_start(geocoder: str, url: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        Locator(make_settings(geocoder, url))


def test_a_network_geocoder_answers_names_and_our_tables_add_the_areas(
    locator: Locator, nominatim: FakeNominatim
) -> None:
    place = locator.locate("Old Trafford tram stop")
    assert (place.latitude, place.longitude, place.kind) == (53.4466, -2.3086, "place")
    assert (place.district, place.nation) == ("Trafford", "England")
    assert place.label == STRETFORD["display_name"]
    asked = parse_qs(urlsplit(nominatim.asked[0]).query)
    assert asked["q"] == ["Old Trafford tram stop"]
    assert asked["countrycodes"] == ["gb,im,je,gg"]


@pytest.mark.parametrize("typed", ["M33 6WT", "m33", "12 High St, M33 6WT", "Kent", "Newham"])
def test_postcodes_and_areas_never_leave_the_machine(
    typed: str, locator: Locator, nominatim: FakeNominatim
) -> None:
    assert locator.locate(typed).nation == "England"
    assert nominatim.asked == []


@pytest.mark.parametrize("body", ["[]"])
def test_a_place_that_the_network_does_not_know_is_unknown(
    body: str, locator: Locator, nominatim: FakeNominatim
) -> None:
    nominatim.body = body
    with pytest.raises(PlaceUnknown, match="was not found"):
        locator.locate("Nowhere at all")


def test_a_place_abroad_is_unknown(locator: Locator, nominatim: FakeNominatim) -> None:
    nominatim.body = json.dumps([{"lat": "48.85", "lon": "2.35", "display_name": "Paris"}])
    with pytest.raises(PlaceUnknown, match="not in the UK"):
        locator.locate("Paris town hall")


def _slow(fake: FakeNominatim) -> None:
    fake.delay_seconds = 1.0


def _broken(fake: FakeNominatim) -> None:
    fake.status = 500


def _busy(fake: FakeNominatim) -> None:
    fake.status = 429


def _not_json(fake: FakeNominatim) -> None:
    fake.body = "<html>maintenance</html>"


def _wrong_shape(fake: FakeNominatim) -> None:
    fake.body = json.dumps([{"place": "somewhere"}])


def _wrong_type(fake: FakeNominatim) -> None:
    fake.body = json.dumps("hello")


def _no_number(fake: FakeNominatim) -> None:
    fake.body = json.dumps([{**STRETFORD, "lat": "north"}])


def _not_finite(fake: FakeNominatim) -> None:
    fake.body = json.dumps([{**STRETFORD, "lat": "nan"}])


@pytest.mark.parametrize(
    "spoil",
    [_slow, _broken, _busy, _not_json, _wrong_shape, _wrong_type, _no_number, _not_finite],
)
def test_a_failing_geocoder_is_a_clear_error_in_time(
    spoil: Callable[[FakeNominatim], None], locator: Locator, nominatim: FakeNominatim
) -> None:
    spoil(nominatim)
    started = time.monotonic()
    with pytest.raises(GeocoderFailed, match=r"nominatim.*postcode.*SIGNPOST_GEOCODER"):
        locator.locate("Old Trafford tram stop")
    assert time.monotonic() - started < 1.0


def test_a_server_that_is_not_there_is_a_clear_error() -> None:
    locator = Locator(make_settings("nominatim", "http://127.0.0.1:9", "1"))
    with pytest.raises(GeocoderFailed, match="SIGNPOST_GEOCODER"):
        locator.locate("Old Trafford tram stop")
