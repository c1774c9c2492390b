"""Scanning levers: the settings of which each is played with every sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import ConfigError
from sim.levers import LeverValue, Range
from sim.sweeps.model import Levers
from sim.sweeps.points import latin_hypercube, sobol
from sim.sweeps.request import Request, is_table
from sim.sweeps.usertable import read_user_table

_DIGITS: Final = 6
"""Of a setting chosen from a range, so that the name of its case says all of it."""


class Setting(NamedTuple):
    """One setting of the levers, and the line of a table that it comes from, if any."""

    levers: Levers
    place: str = ""


@dataclass(frozen=True)
class Scan:
    """Every setting of the levers, but for those that each draw sets for itself.

    Attributes
    ----------
    differs
        The levers that differ between settings.
    """

    settings: tuple[Setting, ...]
    differs: frozenset[str]


def make_scan(request: Request) -> Scan:
    """Return the settings that a request asks for.

    Raises
    ------
    ConfigError
        If lists that go side by side are not equally long, or points cannot be laid out.
    DataError
        If a table of settings is wrong.
    """
    constant = {name: v for name, v in request.levers.items() if not isinstance(v, tuple | Range)}
    lists = {name: v for name, v in request.levers.items() if isinstance(v, tuple)}
    listed = _side_by_side(lists) if request.scan == "zip" else _each_with_each(lists)
    chosen = _rows(request) if is_table(request.scan) else _points(request)
    settings = tuple(
        Setting(_in_order({**constant, **point.levers, **one}, request), point.place)
        for point in chosen
        for one in listed
    )
    return Scan(settings, frozenset([*lists, *chosen[0].levers]))


def _in_order(setting: Levers, request: Request) -> Levers:
    names = dict.fromkeys([*request.levers, *setting])
    return {name: setting[name] for name in names if name in setting}


def _each_with_each(lists: Mapping[str, tuple[LeverValue, ...]]) -> list[Levers]:
    for name, values in lists.items():
        for value in values:
            if values.count(value) > 1:
                raise ConfigError(f"levers.{name}: {value!r} is in the list twice")
    return [dict(zip(lists, values, strict=True)) for values in product(*lists.values())]


def _side_by_side(lists: Mapping[str, tuple[LeverValue, ...]]) -> list[Levers]:
    if not lists:
        raise ConfigError("scan: zip takes lists of values side by side, but no lever has a list")
    if len({len(values) for values in lists.values()}) > 1:
        counts = ", ".join(f"levers.{name} has {len(values)}" for name, values in lists.items())
        raise ConfigError(f"scan: zip takes lists of equal length, but {counts}")
    found: list[Levers] = [
        dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)
    ]
    for setting in found:
        if found.count(setting) > 1:
            told = ", ".join(f"levers.{name}={value}" for name, value in setting.items())
            raise ConfigError(f"scan: zip makes {told} twice; each setting needs to be there once")
    return found


def _points(request: Request) -> list[Setting]:
    """Return the points at which ranges are scanned; one without any lever if none are."""
    ranges = request.crossed
    if not ranges:
        return [Setting({})]
    count, size = request.lever_settings, len(ranges)
    if request.scan == "sobol":
        points = sobol(count, size, request.seed, "lever_settings")
    else:
        points = latin_hypercube(count, size, request.seed)
    return [
        Setting(
            {
                name: _rounded(given.at(float(u)))
                for (name, given), u in zip(ranges.items(), point, strict=True)
            }
        )
        for point in points
    ]


def _rows(request: Request) -> list[Setting]:
    """Return the rows of a table of settings."""
    table = read_user_table(Path(request.scan))
    for name in table.values:
        raise ConfigError(
            f"{table.file}, header: {name!r} is a parameter; a scan holds levers only"
        )
    for name in table.settings[0]:
        if name in request.levers:
            raise ConfigError(
                f"levers.{name}: has a column in {table.file} too; leave one of the two out"
            )
    return [Setting(levers, table.place(row)) for row, levers in enumerate(table.settings)]


def _rounded(value: LeverValue) -> LeverValue:
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
