"""Pictures of pages are replaced only where a page really looks different."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from tests.journeys.screens import save_if_new


def page(words_high: int) -> Image.Image:
    picture = Image.new("RGB", (360, 720), "#fbf5ec")
    ImageDraw.Draw(picture).rectangle((20, 20, 340, 20 + words_high), fill="#2b2030")
    return picture.quantize(48)


def test_a_picture_that_looks_the_same_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "home-phone-light.png"
    save_if_new(page(200), file)
    before = file.read_bytes()
    save_if_new(page(200), file)
    assert file.read_bytes() == before


def test_a_page_that_changed_gets_a_new_picture(tmp_path: Path) -> None:
    file = tmp_path / "home-phone-light.png"
    save_if_new(page(200), file)
    before = file.read_bytes()
    save_if_new(page(240), file)
    assert file.read_bytes() != before
