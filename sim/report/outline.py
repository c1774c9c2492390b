"""The world map as paths of a drawing that a page can colour."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.plots.projection import equal_earth
from sim.plots.shapes import Shape, country_shapes
from sim.world import Floats

WIDTH: Final = 1800
"""Units across: one is half a pixel of the widest map."""
_DOT_AREA: Final = 1e-4  #: countries smaller than this would not be seen; the sphere has 4 pi
_WEST, _EAST = equal_earth(np.array([[-180.0, 0.0], [180.0, 0.0]]))[:, 0]
_SOUTH, _NORTH = equal_earth(np.array([[0.0, -57.0], [0.0, 84.0]]))[:, 1]
_UNIT: Final = WIDTH / float(_EAST - _WEST)
HEIGHT: Final = round(_UNIT * float(_NORTH - _SOUTH))


class Outline(NamedTuple):
    """One country: its code (empty where the model has none), path, and dot if it is small."""

    iso3: str
    path: str
    dot: tuple[int, int] | None


def outlines() -> list[Outline]:
    """Return all land, countries of the model first."""
    return [_outline(shape) for shape in country_shapes()]


def _outline(shape: Shape) -> Outline:
    path = "".join(_path(_pixels(ring)) for ring in shape.rings)
    small = bool(shape.iso3) and shape.area < _DOT_AREA
    x, y = _pixels(np.array([shape.centre]))[0].tolist()
    return Outline(shape.iso3, path, (x, y) if small else None)


def _pixels(points: Floats) -> NDArray[np.int64]:
    """Return points of the map, (point, 2), in whole units from the upper left corner."""
    units: Floats = _UNIT * (points - [_WEST, _NORTH]) * [1.0, -1.0]
    return np.rint(units).astype(np.int64)


def _path(points: NDArray[np.int64]) -> str:
    """Return a ring as a path of steps, without the points that fall together."""
    steps = np.diff(points, axis=0)
    moved = steps[steps.any(axis=1)].tolist()
    if len(moved) < 2:
        return ""
    (x, y), told = points[0].tolist(), "".join(_pair(*step) for step in moved)
    return f"M{x} {y}l{told.lstrip()}z"


def _pair(x: int, y: int) -> str:
    """Return a step; a minus sign parts two numbers as well as a space does."""
    return f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"
