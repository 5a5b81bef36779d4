"""The map of results: the same services as the list, and never a refuge."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

from flask.testing import FlaskClient

from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker, ask


def test_map_is_one_link_from_results_with_a_place_and_back(client: FlaskClient) -> None:
    address = ask(client, near="Sale").location
    links = Checker(client.get(address).text).links
    assert f"{address}/map" in links
    page = client.get(f"{address}/map").text
    assert "<svg" in page
    assert address in Checker(page).links


def test_star_is_explained_to_people_who_see_it_and_only_then(client: FlaskClient) -> None:
    told = "The star is the place you asked about."
    starred = client.get(ask(client, near="Sale").location + "/map").text
    assert "areamap-person" in starred
    assert told in starred
    plain = client.get(ask(client).location + "/map").text
    assert "<svg" in plain
    assert "areamap-person" not in plain
    assert told not in plain


def test_every_pin_stands_in_the_list_beside_the_map(client: FlaskClient) -> None:
    page = Checker(client.get(ask(client, near="Sale").location + "/map").text)
    pins = {link[1:] for link in page.links if link.startswith("#result-")}
    assert pins
    assert pins <= set(page.ids)


def test_sensitive_place_has_no_pin_and_no_name_on_the_map(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(ask(client, near="Sale").location + "/map").text
    assert "Sale Youth Counselling" in page
    assert "Safe House" not in page


def test_services_without_a_place_offer_no_map(client: FlaskClient, fake: FakeDirectory) -> None:
    fake.listed = tuple(service for service in fake.listed if not service.locations)
    address = ask(client).location
    assert "/map" not in client.get(address).text
    assert "None of these has a place to go to" in client.get(f"{address}/map").text


def test_map_page_tells_nothing_in_its_title_and_stays_out_of_search_engines(client: FlaskClient) -> None:
    page = client.get(ask(client, "zebrawords", near="Sale").location + "/map").text
    assert re.search(r"<title>Map – Signpost</title>", page)
    assert 'content="noindex"' in page
    assert "zebra" not in page


def test_a_map_of_few_pins_offers_the_nearest_and_stays_a_map(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    lonely = replace(fake.listed[0], id=str(uuid.uuid4()), name="Second House")
    fake.listed = (*fake.listed, lonely)  # On the third page, so that the first has one pin of two.
    address = ask(client, near="Sale").location + "/map"
    assert "Show those nearest to you" in client.get(address).text
    token = address.split("/")[-2]
    answer = client.post("/search", data={"sealed": token, "to": "map", "sort": "distance"})
    assert answer.location.endswith("/map")
    assert "Show those nearest to you" not in client.get(answer.location).text
