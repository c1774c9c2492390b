import csv

import numpy as np
import pytest

from sim.plots.antimeridian import cut, unwrap
from sim.plots.projection import equal_earth
from sim.plots.shapes import DATA, country_shapes, ring_area

#: A box from 170 degrees east to 170 degrees west, and from the equator to 10 degrees north.
ACROSS = np.array([[170.0, 0.0], [-170.0, 0.0], [-170.0, 10.0], [170.0, 10.0], [170.0, 0.0]])


def test_a_ring_that_stays_on_one_side_is_not_cut():
    ring = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 0.0]])
    (piece,) = cut(ring)
    assert piece.tolist() == ring.tolist()


def test_unwrapping_makes_neighbours_near():
    assert unwrap(ACROSS)[:, 0].tolist() == [170.0, 190.0, 190.0, 170.0, 170.0]


def test_a_ring_across_the_antimeridian_becomes_two_narrow_ones():
    east, west = sorted(cut(ACROSS), key=lambda ring: -ring[:, 0].max())
    assert (east[:, 0].min(), east[:, 0].max()) == (170.0, 180.0)
    assert (west[:, 0].min(), west[:, 0].max()) == (-180.0, -170.0)
    assert ring_area(east) == ring_area(west) == pytest.approx(100.0)
    for piece in (east, west):
        assert piece[0].tolist() == piece[-1].tolist()


def test_projection_at_known_points():
    # The ends of the equator and the pole line, from the formula worked out by hand.
    points = equal_earth(np.array([[180.0, 0.0], [0.0, 90.0], [0.0, -90.0]]))
    assert points[0] == pytest.approx([2.70663, 0.0], abs=1e-5)
    assert points[1] == pytest.approx([0.0, 1.31736], abs=1e-5)
    assert points[2] == pytest.approx(-points[1], abs=1e-12)


def test_projection_keeps_areas():
    # The whole sphere of radius 1 covers 4 pi.
    latitudes = np.linspace(-90, 90, 2001)
    east = equal_earth(np.column_stack([np.full(2001, 180.0), latitudes]))
    outline = np.concatenate([east, -east, east[:1]])
    assert ring_area(outline) == pytest.approx(4 * np.pi, rel=1e-3)


def test_every_country_of_the_model_has_a_shape_or_a_dot_once():
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        expected = sorted(row["iso3"] for row in csv.DictReader(file))
    drawn = [shape.iso3 for shape in country_shapes() if shape.iso3]
    assert drawn == expected
    assert [shape.iso3 for shape in country_shapes() if not shape.rings] == ["TUV"]


def test_kosovo_is_found_by_name_and_antarctica_is_left_out():
    names = {shape.iso3: shape for shape in country_shapes()}
    x, y = names["XKX"].centre
    assert equal_earth(np.array([[20.9, 42.6]]))[0] == pytest.approx([x, y], abs=0.02)
    assert not any(shape.name == "Antarctica" for shape in country_shapes())


def test_no_ring_runs_across_the_map():
    widths = {
        shape.name: max(map(_width, shape.rings)) for shape in country_shapes() if shape.rings
    }
    # Russia spans 153 degrees to the antimeridian; far north, where the map is narrow.
    assert max(widths, key=widths.get) == "RUS"
    assert widths["RUS"] < 1.8  # of 5.41, the width of the map
    assert widths["FJI"] < 0.1


def test_land_covers_the_known_part_of_the_globe():
    total = sum(ring_area(ring) for shape in country_shapes() for ring in shape.rings)
    # Land without Antarctica: 135 of 510 million square kilometres; lakes count as land here.
    assert total / (4 * np.pi) == pytest.approx(0.265, abs=0.01)


def _width(ring):
    return float(np.ptp(ring[:, 0]))
