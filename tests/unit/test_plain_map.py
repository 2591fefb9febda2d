"""A plain map: who held which town in which week, worked out from what was told, and drawn to scale."""

import copy
import re
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt

import pytest

from helpers.charts.plain_map import Frame, plain_map, weeks_of
from helpers.content import load

DRAWN = load("stories/tass-2017-11-14/background.json")["map"]["drawn"]
TOWNS = {town["id"]: town for town in DRAWN["towns"]}
FRAME = Frame(**DRAWN["frame"])


def km_on_a_sphere(one, other):
    """Measure between two places by the haversine formula, as a second way to the same distance."""
    (east_1, north_1), (east_2, north_2) = ([radians(degree) for degree in place] for place in (one, other))
    half = sin((north_2 - north_1) / 2) ** 2 + cos(north_1) * cos(north_2) * sin((east_2 - east_1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


@pytest.mark.parametrize("other", [town for town in TOWNS if town != "abu-kamal"])
def test_distances_on_the_map_are_those_on_the_ground(other):
    places = [TOWNS["abu-kamal"]["at"], TOWNS[other]["at"]]
    (x_1, y_1), (x_2, y_2) = map(FRAME.at, places)
    drawn = hypot(x_2 - x_1, y_2 - y_1) / FRAME.length(1000) * 1000
    assert drawn == pytest.approx(km_on_a_sphere(*places), rel=0.02)


def test_north_is_up_and_east_is_right():
    assert FRAME.at((FRAME.west, FRAME.north)) == (0, 0)
    assert FRAME.at((FRAME.east, FRAME.south)) == (pytest.approx(320), pytest.approx(FRAME.height))


def test_the_town_stands_west_of_the_river_as_its_source_says():
    [river] = [line for line in DRAWN["lines"] if line["look"] == "river"]
    east, north = TOWNS["abu-kamal"]["at"]
    assert east < min(point[0] for point in river["points"] if abs(point[1] - north) < 0.1)


def test_what_is_told_of_a_town_holds_until_a_later_week_tells_otherwise():
    first, second, third = weeks_of(DRAWN)
    assert first.held["abu-kamal"] == ["is"] and "busayra" not in first.held
    assert second.held["abu-kamal"] == ["army", "is"] and second.held["mayadin"] == first.held["mayadin"]
    assert third.held["busayra"] == ["sdf"] and len(third.told) < len(third.held)


def test_the_sentence_is_counted_from_the_data():
    assert plain_map(DRAWN).sentence.startswith("Abu Kamal has two holders in 2 of these 3 weeks")
    calm = copy.deepcopy(DRAWN)
    for week in calm["weeks"]:
        for fact in week["facts"]:
            fact["held_by"] = fact["held_by"][:1]
    assert plain_map(calm).sentence == "In none of these 3 weeks a town has two holders."


def test_each_drawing_has_a_name_that_says_what_it_shows_and_a_table_behind_it():
    chart = plain_map(DRAWN)
    body = chart.card().body
    names = re.findall(r'<svg[^>]*role="img"[^>]*aria-label="([^"]*)"', body)
    assert len(names) == len(DRAWN["weeks"])
    for week, name in zip(DRAWN["weeks"], names, strict=True):
        assert name.startswith(f"Map, {week['name']}. ")
    assert "Abu Kamal: Syrian army and allies or IS" in names[1] and "Busayra" not in names[0]
    assert body.count("<tr>") == 1 + len(chart.rows) and all(len(row) == 3 for row in chart.rows)


def test_who_held_a_town_stands_below_it_in_a_word_and_the_word_is_explained():
    labels = {holder["id"]: holder["label"] for holder in DRAWN["holders"]}
    chart = plain_map(DRAWN)
    body = chart.card().body
    assert len(set(labels.values())) == len(labels)
    below = [words.strip() for words in re.findall(r'class="wss-map-held[^>]*>([^<]*)<', body)]
    held = [week.held[town["id"]] for week in chart.weeks for town in DRAWN["towns"] if town["id"] in week.held]
    assert below == [" or ".join(labels[one] for one in holders) for holders in held]
    for holder in DRAWN["holders"]:
        assert holder["label"] == holder["name"] or f"{holder['label']}, {holder['name']}" in body


def test_what_is_new_since_the_map_before_is_told_by_its_look():
    chart = plain_map(DRAWN)
    assert not chart.weeks[0].new and any(week.new for week in chart.weeks)
    for before, now in pairwise(chart.weeks):
        assert now.new == {town for town, holders in now.held.items() if before.held.get(town) != holders}
    drawn = re.findall(r'<text[^>]*wss-map-new[^>]*text-decoration="underline"', chart.card().body)
    assert len(drawn) == sum(len(week.new) for week in chart.weeks)


def test_two_holders_stand_in_one_order_in_all_weeks():
    drawn = {"holders": [{"id": "a"}, {"id": "b"}], "weeks": []}
    drawn["weeks"] = [
        {"name": "", "facts": [{"town": "t", "held_by": holders}]} for holders in (["a", "b"], ["b", "a"])
    ]
    first, second = weeks_of(drawn)
    assert first.held == second.held and not second.new


def test_a_map_without_a_ring_is_drawn_too():
    bare = {name: part for name, part in DRAWN.items() if name != "ring"}
    assert "wss-map-line--ring" not in plain_map(bare).card().body


def test_the_lines_can_be_told_apart_where_there_is_no_style_sheet():
    lines = re.findall("<(?:polyline|circle)[^>]*wss-map-line[^>]*>", plain_map(DRAWN).card().body)
    looks = {re.search("wss-map-line--([a-z]+)", line)[1]: line for line in lines}
    assert all('fill="none"' in line and 'stroke="currentColor"' in line for line in lines)
    drawn = {re.sub(r'(points|cx|cy|r|class)="[^"]*"', "", looks[look]) for look in ("river", "border", "road")}
    assert len(drawn) == 3
