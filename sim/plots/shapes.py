"""Country shapes, decoded from the TopoJSON file of Natural Earth (1:50 million)."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.plots.antimeridian import cut
from sim.plots.projection import equal_earth
from sim.world import Floats

DATA = Path(__file__).parent.parent / "data"

#: Points closer than this to the last one kept are dropped: about a pixel of our maps.
_TOLERANCE_DEGREES = 0.35
#: Islands below this are not drawn (the sphere has 4 pi): a fifth of a pixel of our maps.
_SMALLEST_AREA = 5e-6
#: Nobody lives there, and its ring encloses the pole.
_LEFT_OUT = "Antarctica"


class Shape(NamedTuple):
    """One country on the plane of the map."""

    iso3: str  #: empty when the model has no such country
    name: str
    rings: tuple[Floats, ...]  #: closed rings, each (point, 2); islands and holes alike
    centre: tuple[float, float]  #: middle of its largest ring, or where to put its dot
    area: float  #: of its largest ring; the sphere has 4 pi


@cache
def country_shapes() -> tuple[Shape, ...]:
    """Read, simplify, cut and project the shapes of all countries once.

    Returns
    -------
    tuple of Shape
        Countries of the model first, in the order of their codes; then all other land.
    """
    topology = json.loads((DATA / "countries-50m.json").read_text(encoding="utf-8"))
    arcs = [_thin(_decode(arc, topology["transform"])) for arc in topology["arcs"]]
    codes = _read_codes()
    rings: dict[tuple[str, str], list[Floats]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name != _LEFT_OUT:
            iso3 = codes.get(geometry.get("id", ""), codes.get(name, ""))
            rings.setdefault((iso3, iso3 or name), []).extend(_rings(geometry, arcs))
    drawn = [_shape(iso3, name, found) for (iso3, name), found in rings.items()]
    return tuple(sorted([*drawn, *_dots_only()], key=lambda shape: (not shape.iso3, shape.iso3)))


def codes_on_map() -> set[str]:
    """Return the ISO3 codes of the countries that have a place on the map."""
    return {row["iso3"] for row in _code_rows()}


def _code_rows() -> list[dict[str, str]]:
    with (DATA / "iso_numeric.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_codes() -> dict[str, str]:
    """Return ISO3 by ISO numeric code or, for shapes without one, by name."""
    return {row["iso_numeric"] or row["shape_name"]: row["iso3"] for row in _code_rows()}


def _dots_only() -> list[Shape]:
    """Return the countries that have a place in the code table but no shape."""
    return [
        Shape(row["iso3"], row["iso3"], (), _point(float(row["lon"]), float(row["lat"])), 0.0)
        for row in _code_rows()
        if row["lon"]
    ]


def _point(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = equal_earth(np.array([[longitude, latitude]]))[0]
    return float(x), float(y)


def _decode(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Floats:
    """Return the points of a quantized arc, each stored as a step from the one before."""
    steps = np.cumsum(np.asarray(arc, dtype=np.float64), axis=0)
    degrees: Floats = steps * transform["scale"] + transform["translate"]
    return degrees


def _thin(arc: Floats) -> Floats:
    """Drop points that lie too near the last one kept; the ends and four points stay."""
    kept = [0]
    points = arc.tolist()
    x, y = points[0]
    for index in range(1, len(points) - 1):
        longitude, latitude = points[index]
        if abs(longitude - x) + abs(latitude - y) >= _TOLERANCE_DEGREES:
            kept.append(index)
            x, y = longitude, latitude
    if len(kept) < 3:
        kept = np.unique(np.linspace(0, len(points) - 1, 4).astype(int)).tolist()[:-1]
    return arc[[*kept, len(points) - 1]]


def _rings(geometry: dict[str, Any], arcs: list[Floats]) -> list[Floats]:
    """Return the projected rings of a polygon or of several."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    joined = [_join(ring, arcs) for polygon in polygons for ring in polygon]
    return [equal_earth(piece) for ring in joined if len(ring) > 3 for piece in cut(ring)]


def _join(indices: Sequence[int], arcs: list[Floats]) -> Floats:
    """Join arcs into one closed ring; an index below 0 means the arc ~index, reversed."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _shape(iso3: str, name: str, rings: list[Floats]) -> Shape:
    """Keep the rings that can be seen, and the largest in any case."""
    ranked = sorted(rings, key=ring_area, reverse=True)
    seen = [ring for ring in ranked[1:] if ring_area(ring) > _SMALLEST_AREA]
    middle = (ranked[0].min(axis=0) + ranked[0].max(axis=0)) / 2
    centre = (float(middle[0]), float(middle[1]))
    return Shape(iso3, name, (ranked[0], *seen), centre, ring_area(ranked[0]))


def ring_area(ring: Floats) -> float:
    """Return the area inside a closed ring, (point, 2), whichever way it turns."""
    x, y = ring.T
    return float(abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2)
