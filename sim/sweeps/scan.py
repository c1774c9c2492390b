"""Scanning levers: the settings of which each is played with every sample."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Final

from sim.errors import ConfigError
from sim.levers import LeverValue, Range
from sim.sweeps.model import Levers
from sim.sweeps.points import latin_hypercube, sobol
from sim.sweeps.request import Request

_DIGITS: Final = 6
"""Of a setting chosen from a range, so that the name of its case says all of it."""


def settings(request: Request) -> list[Levers]:
    """Return every setting of the levers, but for those that each draw sets for itself.

    Raises
    ------
    ConfigError
        If lists that go side by side are not equally long, or points cannot be laid out.
    """
    constant = {name: v for name, v in request.levers.items() if not isinstance(v, tuple | Range)}
    lists = {name: v for name, v in request.levers.items() if isinstance(v, tuple)}
    listed = _side_by_side(lists) if request.scan == "zip" else _each_with_each(lists)
    chosen = [{**constant, **point, **one} for point in _points(request) for one in listed]
    return [{name: one[name] for name in request.levers if name in one} for one in chosen]


def scanned(request: Request) -> frozenset[str]:
    """Return the levers that differ between the settings of a request."""
    lists = (name for name, given in request.levers.items() if isinstance(given, tuple))
    return frozenset([*lists, *request.crossed])


def _each_with_each(lists: Mapping[str, tuple[LeverValue, ...]]) -> list[Levers]:
    return [dict(zip(lists, values, strict=True)) for values in product(*lists.values())]


def _side_by_side(lists: Mapping[str, tuple[LeverValue, ...]]) -> list[Levers]:
    if not lists:
        raise ConfigError("scan: zip takes lists of values side by side, but no lever has a list")
    if len({len(values) for values in lists.values()}) > 1:
        counts = ", ".join(f"levers.{name} has {len(values)}" for name, values in lists.items())
        raise ConfigError(f"scan: zip takes lists of equal length, but {counts}")
    return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


def _points(request: Request) -> list[Levers]:
    """Return the points at which ranges are scanned; one without any lever if none are."""
    ranges = request.crossed
    if not ranges:
        return [{}]
    count, size = request.lever_settings, len(ranges)
    if request.scan == "sobol":
        points = sobol(count, size, request.seed, "lever_settings")
    else:
        points = latin_hypercube(count, size, request.seed)
    return [
        {
            name: _rounded(given.at(float(u)))
            for (name, given), u in zip(ranges.items(), point, strict=True)
        }
        for point in points
    ]


def _rounded(value: LeverValue) -> LeverValue:
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
