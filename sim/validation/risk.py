"""Who could come to restrict in some years, who could not, and of whom nothing is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from sim.validation.baselines.panel import Panel, panel
from sim.world import Names, World

Onsets = Mapping[str, tuple[int, int]]
"""By country, the year and the quarter in which it first came to a level."""


class NoCase(NamedTuple):
    """Countries whose decision is not scored.

    Attributes
    ----------
    first, last
        The years that are scored.
    reason
        Why not.
    countries
        ISO codes.
    """

    first: int
    last: int
    reason: str
    countries: tuple[str, ...]


class Unnamed(NamedTuple):
    """Governments of which the table of decisions has no row, so that they are scored as a no.

    Attributes
    ----------
    countries
        ISO codes.
    scored
        How many governments are scored, these among them.
    """

    countries: tuple[str, ...]
    scored: int


def at_risk(
    own: Onsets,
    known: Onsets,
    world: World,
    names: Names,
    years: tuple[int, int],
    least: int,
    unread: Collection[str] = (),
) -> Panel:
    """Return who could act in some years, by what is scored.

    Those who acted before are left out, whoever says so; so are those of whom only the record of
    the package says that they acted in these years: what it knows is history, and no case. Nor is
    one whose row cannot be read: that it has no other does not mean that it did not act.

    Parameters
    ----------
    own, known
        By the decisions that are scored, and by all that are known.
    world, names
        The real world.
    years
        The first and the last.
    least
        The level that counts as restricting.
    unread
        Countries of which a row of these years cannot be read.
    """
    whole = panel(world, names, {**known, **own, **_earlier(known, years)}, least, years)
    told_elsewhere = np.isin(whole.countries, [code for code in known if code not in own])
    lost = np.isin(whole.countries, [code for code in unread if code not in own])
    return whole.of(~(told_elsewhere & np.isfinite(whole.when)) & ~lost)


def no_cases(
    own: Onsets,
    known: Onsets,
    world: World,
    names: Names,
    years: tuple[int, int],
    least: int,
    unread: Collection[str] = (),
) -> list[NoCase]:
    """Return which governments :func:`at_risk` leaves out, and why."""
    cases = {*at_risk(own, known, world, names, years, least, unread).countries}
    start = dict(zip(names.countries, world.countries.start_level.tolist(), strict=True))
    decide = np.array(names.countries)[world.countries.decides].tolist()
    earlier = _earlier({**own, **known}, years)
    by_reason: dict[str, list[str]] = {}
    for code in decide:
        if code not in cases:
            reason = _reason(code, earlier, from_start=start[code] >= least, unread=code in unread)
            by_reason.setdefault(reason, []).append(code)
    return [NoCase(*years, reason, tuple(codes)) for reason, codes in by_reason.items()]


def unnamed(scored: Iterable[str], named: Collection[str]) -> list[Unnamed]:
    """Return which of the governments that are scored a table never names; none if it names all.

    Examples
    --------
    >>> unnamed(["DEU", "PER", "DEU"], {"DEU"}), unnamed(["DEU"], {"DEU"})
    ([Unnamed(countries=('PER',), scored=2)], [])
    """
    codes = list(dict.fromkeys(scored))
    missing = tuple(code for code in codes if code not in named)
    return [Unnamed(missing, len(codes))] if missing else []


def _reason(code: str, earlier: Onsets, *, from_start: bool, unread: bool) -> str:
    if from_start:
        return "at that level when the model starts"
    if code in earlier:
        return "at that level before"
    if unread:
        return "with a row that cannot be read"
    return "at that level by the record of the program alone, not by the table"


def _earlier(known: Onsets, years: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return {code: when for code, when in known.items() if when[0] < years[0]}
