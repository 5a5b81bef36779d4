"""The map of results: well formed, honest, small, for any pins whatever."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webui.areamap import ATTRIBUTION, Pin, describe, draw, draw_both
from webui.areamap.basemap import FILE, basemap
from webui.areamap.geometry import clip_ring, cut_line, path_data
from webui.areamap.labels import SIZES, place_labels
from webui.areamap.pins import RADIUS, spread
from webui.areamap.view import MINIMUM_MILES, UK, WHOLE, fit

SVG = "{http://www.w3.org/2000/svg}"
SALE = (53.4245, -2.3197)
CSS = (FILE.parent.parent / "map.css").read_text(encoding="utf-8")

latitudes, longitudes = st.floats(WHOLE[0], WHOLE[2]), st.floats(WHOLE[1], WHOLE[3])
any_number = st.floats(allow_nan=True, allow_infinity=True)
any_pins = st.lists(st.builds(Pin, st.integers(), any_number, any_number, st.text()), max_size=5)


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def discs(svg: str) -> list[tuple[float, float]]:
    circles = [link.find(f"{SVG}circle") for link in parse(svg).iter(f"{SVG}a")]
    return [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in circles if c is not None]


def near_sale(count: int) -> list[Pin]:
    return [
        Pin(n + 1, SALE[0] + 0.02 * math.sin(2.4 * n), SALE[1] + 0.03 * math.cos(2.4 * n), f"Service {n + 1}")
        for n in range(count)
    ]


# A label may hold characters that XML cannot; html escaping is what browsers need, so such text is left out here.
plain_text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)


@given(
    st.lists(st.builds(Pin, st.integers(1, 999), latitudes, longitudes, plain_text), max_size=25),
    st.booleans(),
)
def test_any_pins_of_the_uk_give_a_well_formed_map_with_all_of_them_inside(
    pins: list[Pin], narrow: bool
) -> None:
    width, height = (360, 380) if narrow else (640, 420)
    svg = draw(pins, centre=SALE, width=width, height=height)
    found = discs(svg)
    assert len(found) == len(pins)
    assert all(RADIUS <= x <= width - RADIUS and RADIUS <= y <= height - RADIUS for x, y in found)
    assert (
        "nan"
        not in re.sub(r"<(title|desc|text)[^>]*>.*?</\1>|aria-label=\"[^\"]*\"", "", svg, flags=re.S).lower()
    )


@settings(deadline=None, max_examples=50)
@given(any_pins)
def test_points_that_are_nowhere_are_left_out_of_the_map_and_of_its_words(pins: list[Pin]) -> None:
    good = [
        pin for pin in pins if WHOLE[0] <= pin.latitude <= WHOLE[2] and WHOLE[1] <= pin.longitude <= WHOLE[3]
    ]
    assert draw(pins).count('class="areamap-pin"') == len(good)
    assert describe(pins) == describe(good)


@pytest.mark.parametrize("centre", [(0.0, 0.0), (math.nan, -2.0), (91.0, math.inf), (40.7, -74.0)])
def test_a_place_that_is_nowhere_is_not_marked(centre: tuple[float, float]) -> None:
    assert "areamap-person" not in draw(near_sale(2), centre=centre)


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "Mind & Body <b>", "O'Neill's \"club\""])
def test_names_are_escaped(text: str) -> None:
    svg = draw([Pin(1, *SALE, text)])
    link = next(parse(svg).iter(f"{SVG}a"))
    assert link.attrib["aria-label"] == f"1: {text}"
    assert "<script" not in svg


def test_each_pin_is_a_link_to_its_result_with_the_same_number() -> None:
    for number, link in enumerate(parse(draw(near_sale(7))).iter(f"{SVG}a"), start=1):
        assert link.attrib["href"] == f"#result-{number}"
        words = link.find(f"{SVG}text")
        assert words is not None
        assert words.text == str(number)


def test_it_needs_no_inline_style_script_or_foreign_address() -> None:
    svg = draw_both(near_sale(9), centre=SALE, precision_metres=2000)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|url\(", svg)
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}


def test_every_class_has_a_rule() -> None:
    svg = (
        draw_both(near_sale(30), centre=SALE, precision_metres=3000)
        + draw(_over_the_uk())
        + draw(near_sale(1))
    )
    used = set(re.findall(r'class="([^"]+)"', svg))
    assert {name for name in used if f".{name}" not in CSS} == {"areamap-pins"}


def test_font_sizes_that_labels_are_measured_by_are_those_of_the_style_sheet() -> None:
    for kind, size in SIZES.items():
        assert re.search(rf"\.areamap-{kind}\s*{{[^}}]*font-size: {size:g}px", CSS), kind


def test_two_maps_of_one_page_share_no_id() -> None:
    ids = re.findall(r' id="([^"]+)"', draw_both(near_sale(3), centre=SALE))
    assert len(ids) == len(set(ids)) == 6


def test_it_is_named_and_described_for_people_who_do_not_see_it() -> None:
    svg = parse(draw([*near_sale(2)], centre=SALE))
    texts = {element.attrib["id"]: element.text for element in svg if "id" in element.attrib}
    assert [texts[key] for key in svg.attrib["aria-labelledby"].split()] == [
        "Map of these results",
        "Results 1 and 2 are marked with their numbers in the list. A star marks the place you asked about.",
    ]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], "No result has a place to show on the map."),
        ([4], "Result 4 is marked with its number in the list."),
        ([3, 1, 2, 2], "Results 1, 2 and 3 are marked with their numbers in the list."),
    ],
)
def test_the_description_names_the_numbers(numbers: list[int], words: str) -> None:
    assert describe([Pin(number, *SALE, "") for number in numbers]) == words


def test_pins_of_one_building_stand_side_by_side_with_a_line_to_it() -> None:
    svg = draw([Pin(number, *SALE, "One building") for number in range(1, 6)])
    places = discs(svg)
    apart = [math.dist(a, b) for n, a in enumerate(places) for b in places[:n]]
    assert min(apart) > 2 * RADIUS - 2
    assert svg.count("areamap-leader") >= 4


def test_a_pin_alone_stands_on_its_point() -> None:
    (middle,) = discs(draw([Pin(1, *SALE, "")], width=640, height=420))
    assert middle == pytest.approx((320, 210), abs=0.2)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 640), st.floats(0, 420)), max_size=30))
def test_up_to_thirty_discs_hardly_overlap_and_stay_on_the_paper(points: list[tuple[float, float]]) -> None:
    places = spread(np.array(points).reshape(-1, 2), np.zeros((0, 2)), 640, 420)
    assert np.all((places >= RADIUS) & (places <= [640 - RADIUS, 420 - RADIUS]))
    apart = [math.dist(a, b) for n, a in enumerate(places.tolist()) for b in places.tolist()[:n]]
    assert min(apart, default=99) > RADIUS


def test_the_same_results_give_the_same_map() -> None:
    assert draw(near_sale(12), centre=SALE) == draw(near_sale(12), centre=SALE)


def test_the_closest_view_is_three_miles_and_the_widest_the_whole_country() -> None:
    close, wide = fit([SALE], 640, 420), fit([(50.1, -5.5), (60.15, -1.15)], 640, 420)
    assert 420 / close.scale == pytest.approx(MINIMUM_MILES)
    west, south, east, north = wide.box(0)
    assert south < UK[0]
    assert north > UK[2]
    assert west < UK[1]
    assert east > UK[3]


def test_the_person_is_shown_only_as_precisely_as_they_asked() -> None:
    rough = draw(near_sale(4), centre=SALE, precision_metres=2000)
    assert "areamap-about" in rough
    assert "areamap-about" not in draw(near_sale(4), centre=SALE, precision_metres=50)


def test_the_scale_bar_tells_the_truth() -> None:
    svg = parse(draw(near_sale(5), centre=SALE))
    bar = next(path for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == "areamap-scale")
    words = next(text for text in svg.iter(f"{SVG}text") if text.attrib.get("class") == "areamap-scale-words")
    length = float(re.search(r"h([\d.]+)", bar.attrib["d"])[1])  # type: ignore[index]
    scale = fit([(pin.latitude, pin.longitude) for pin in near_sale(5)] + [SALE], 640, 420).scale
    assert length / scale == pytest.approx(float((words.text or "").split()[0]), rel=0.01)


def test_no_pin_covers_the_scale_bar() -> None:
    corners = [
        Pin(1, 53.40, -2.40, "south-west"),
        Pin(2, 53.45, -2.25, "north-east"),
        Pin(3, 53.40, -2.40, "again"),
    ]
    for x, y in discs(draw(corners, width=360, height=380)):
        assert y < 380 - 14 - RADIUS or x > 60


def test_the_scale_bar_makes_room_for_the_place_asked_about() -> None:
    there = Pin(1, SALE[0] + 0.1, SALE[1] + 0.2, "north-east")
    bars = [
        re.search(r'areamap-scale" d="M([\d.]+)', draw([there], centre=centre)) for centre in (SALE, None)
    ]
    left, right = [float(bar[1]) for bar in bars[::-1] if bar]
    assert left < 20
    assert right > 320


def test_names_cover_neither_each_other_nor_what_must_stay_free() -> None:
    view = fit([SALE, (53.48, -2.24)], 640, 420)
    taken = [(200.0, 100.0, 400.0, 300.0)]
    labels = place_labels(basemap(), view, taken)
    boxes = [(x.x, x.y, len(x.text) * SIZES[x.kind] * 0.25, SIZES[x.kind] / 2) for x in labels]
    assert {"Trafford", "Stretford"} <= {label.text for label in labels}
    assert len(labels) > 5
    assert not any(200 < x < 400 and 110 < y < 300 for x, y, _, _ in boxes)
    for n, (x, y, half, size) in enumerate(boxes):
        assert not any(abs(x - a) < half + b and abs(y - c) < min(size, d) for a, c, b, d in boxes[:n])


def test_a_clipped_square_is_the_part_inside() -> None:
    square = np.array([(-10.0, -10.0), (50, -10), (50, 50), (-10, 50)])
    clipped = clip_ring(square, (0, 0, 20, 30))
    assert {tuple(point) for point in clipped.tolist()} == {(0, 0), (20, 0), (20, 30), (0, 30)}
    assert not len(clip_ring(square + 500, (0, 0, 20, 30)))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-99, 99), st.floats(-99, 99)), min_size=3, max_size=30))
def test_nothing_clipped_is_outside(points: list[tuple[float, float]]) -> None:
    clipped = clip_ring(np.array(points), (-20, -10, 30, 40))
    assert np.all((clipped >= [-20.001, -10.001]) & (clipped <= [30.001, 40.001]))


def test_a_line_that_leaves_and_comes_back_is_two() -> None:
    line = np.array([(5.0, 5.0), (8, 5), (50, 5), (60, 5), (50, 8), (8, 8)])
    assert [len(run) for run in cut_line(line, (0, 0, 10, 10))] == [3, 2]


@pytest.mark.parametrize(
    ("points", "closed", "data"),
    [
        ([(0, 0), (1.04, 0), (1.0, 2.5)], True, "M0 0l1 0 0 2.5z"),
        ([(10, 10), (9.5, 10), (9.5, 10), (9.5, 9.2)], False, "M10 10l-.5 0 0-.8"),
        ([(1, 1), (1.01, 1.01), (1, 1)], True, ""),
    ],
)
def test_paths_are_written_short(points: list[tuple[float, float]], closed: bool, data: str) -> None:
    assert path_data([np.array(points, dtype=float)], closed) == data


def test_a_page_of_results_costs_little() -> None:
    assert len(draw(near_sale(10), centre=SALE)) < 20_000
    assert len(draw(_over_the_uk())) < 20_000


def test_the_basemap_is_small_and_says_where_it_comes_from() -> None:
    assert FILE.stat().st_size < 400 * 1024
    licence = Path(FILE.parent, "LICENCE.md").read_text(encoding="utf-8")
    for words in (
        "Office for National Statistics",
        "Open Government Licence",
        "Crown copyright",
        "Natural Earth",
        "GeoNames",
    ):
        assert words in licence
        assert words in ATTRIBUTION


def test_present_districts_are_named_and_abolished_ones_are_not() -> None:
    names = set(basemap().districts.names)
    assert {"Trafford", "Cumberland", "North Yorkshire", "Somerset", "Belfast", "Shetland Islands"} <= names
    assert not names & {"Allerdale", "Harrogate", "Mendip"}


def _over_the_uk() -> list[Pin]:
    return [Pin(1, 51.5, -0.12, "London"), Pin(2, 60.15, -1.15, "Lerwick"), Pin(3, 54.6, -5.93, "Belfast")]
