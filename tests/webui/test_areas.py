"""Area sites: one front door for each district, with its own notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from signpost.errors import SettingsError
from signpost.places import locate
from signpost.settings import read_settings
from tests.webui.fakes import FakeDirectory
from webui import create_app
from webui.areas.districts import by_region, district_by_code, district_by_slug
from webui.areas.notices import Notice, read_notices

NOTICE = '[[notice]]\ntitle = "The drop-in is closed"\ntext = "It opens <b>again</b> in January."\n'


def test_every_district_has_an_address_and_a_place_inside_it() -> None:
    slugs = [slug for _, group in by_region() for slug, _ in group]
    assert len(slugs) == len(set(slugs)) > 350
    for slug in slugs:
        district = district_by_slug(slug)
        assert district
        assert locate(district.near).district_code == district.code, slug


def test_regions_come_first_and_nations_after() -> None:
    assert [name for name, _ in by_region()][-3:] == ["Scotland", "Wales", "Northern Ireland"]


def test_area_page_searches_its_district(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get("/in/trafford").text
    assert fake.asked[-1].near == "Trafford"
    assert "<h1>Help in Trafford</h1>" in page
    assert 'value="Trafford"' in page


def test_unknown_area_is_not_found(client: FlaskClient) -> None:
    assert client.get("/in/narnia").status_code == 404


def test_former_code_of_a_district_is_known() -> None:
    assert district_by_code("E08000009") == district_by_slug("trafford")
    assert district_by_code("E12000002") is None


def test_notice_is_shown_on_its_own_district_only_and_as_plain_text(tmp_path: Path) -> None:
    (tmp_path / "E08000009.toml").write_text(NOTICE, "utf-8")
    settings = read_settings({"SIGNPOST_DATA": str(tmp_path), "SIGNPOST_NOTICES": str(tmp_path)})
    client = create_app(FakeDirectory(), settings).test_client()
    page = client.get("/in/trafford").text
    assert "The drop-in is closed" in page
    assert "&lt;b&gt;again&lt;/b&gt;" in page
    assert "The drop-in is closed" not in client.get("/in/salford").text


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 12, 17), False),
        (date(2026, 12, 18), True),
        (date(2027, 1, 4), True),
        (date(2027, 1, 5), False),
    ],
)
def test_notice_is_shown_from_its_first_to_its_last_day(today: date, shown: bool) -> None:
    assert Notice("t", "t", date(2026, 12, 18), date(2027, 1, 4)).is_shown_on(today) is shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("E99999999.toml", NOTICE, "no district has the code 'E99999999'"),
        ("E08000009.toml", "[[notice]]\ntitle = 'a'\n", "notice 1, text: Missing data"),
        ("E08000009.toml", NOTICE + "from = '2026-01-01'\n", "write a day without quotes"),
        ("E08000009.toml", NOTICE + "from = 2026-02-01\nuntil = 2026-01-01\n", "until is before from"),
        ("E08000009.toml", NOTICE + "colour = 'red'\n", "colour"),
        ("E08000009.toml", "notice = 3\n", "write [[notice]] above each notice"),
        ("E08000009.toml", "[[notice\n", "E08000009.toml"),
    ],
)
def test_broken_notice_stops_the_start_and_says_where(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(SettingsError) as told:
        read_notices(tmp_path)
    assert said in str(told.value)
    assert name in str(told.value)


def test_no_folder_means_no_notices(tmp_path: Path) -> None:
    assert read_notices(tmp_path / "none") == {}


def test_bundled_notices_can_be_read() -> None:
    assert "E08000009" in read_notices(read_settings({}).notices_dir)
