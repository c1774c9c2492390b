"""The map as paths."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.plots.shapes import country_shapes
from sim.report.outline import HEIGHT, WIDTH, _path, outlines


def points(path: str) -> list[tuple[int, int]]:
    """Walk a path and return where it comes by."""
    found = []
    for ring in path.split("z")[:-1]:
        start, steps = ring.removeprefix("M").split("l")
        x, y = map(int, start.split(" "))
        numbers = list(map(int, re.findall(r"-?\d+", steps)))
        found.append((x, y))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
        assert (x, y) == found[-1 - len(numbers) // 2], "a ring that does not close"
    return found


def test_a_path_holds_the_points_of_its_ring_once() -> None:
    ring = np.array([[5, 5], [5, 5], [8, 5], [8, -2], [5, 5]])
    assert points(_path(ring)) == [(5, 5), (8, 5), (8, -2), (5, 5)]
    assert _path(np.array([[5, 5], [6, 5]])) == ""


def test_all_land_lies_on_the_map() -> None:
    land = outlines()
    assert len(land) == len(country_shapes())
    for x, y in (point for one in land for point in points(one.path)):
        assert -1 <= x <= WIDTH + 1
        assert -10 <= y <= HEIGHT + 1


@pytest.mark.parametrize(("code", "x", "y"), [("BRA", 660, 470), ("AUS", 1490, 580)])
def test_countries_are_where_they_are(code: str, x: int, y: int) -> None:
    found = next(one for one in outlines() if one.iso3 == code)
    middle = np.mean(points(found.path), axis=0)
    np.testing.assert_allclose(middle, [x, y], atol=60)
    assert found.dot is None


def test_every_country_can_be_seen() -> None:
    land = {one.iso3: one for one in outlines() if one.iso3}
    assert len(land) == 198
    assert all(one.path or one.dot for one in land.values())
    assert land["MLT"].dot
    assert land["DEU"].path
