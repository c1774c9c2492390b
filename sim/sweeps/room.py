"""How much memory a run takes, how many make a block, and how many blocks are done at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Final

import numpy as np

from sim.outcomes import FIXED_SIZES, registry
from sim.terms import CLASSES, MARKETS
from sim.world import World

#: Bytes that one block may take; that of a single run may take more.
BLOCK_BYTES: Final = 512 * 2**20
#: Bytes that all blocks under way may take, where nobody says how many there may be.
ALL_BYTES: Final = 3 * 2**30
_NUMBER: Final = 8
_AGES: Final = 2
#: Initial shares are drawn, kept, and copied before kit is made of them.
_TIMES_DRAWN: Final = 3
#: Award of 5G as tendered, beside awards by class.
_AS_TENDERED: Final = 1
#: Room for utilities, by vendor.
_WORKED_OUT: Final = 1
#: Demand, backlog, expected Chinese part, what is not met and who tenders, by class.
_BY_CLASS: Final = 5
#: Constants, prices and prices of 2014 by market; kit bought and installed by class.
_BY_COUNTRY: Final = 3 * len(MARKETS) + 2 * len(CLASSES)
#: Governments' records and small tables.
_GOVERNMENT: Final = 60


def state_bytes(world: World) -> int:
    """Return about how many bytes the state of one run takes."""
    operators, countries = len(world.operators.share), len(world.countries.ally)
    vendors = len(world.vendors.chinese)
    an_operator = vendors * (
        len(CLASSES) * (_AGES + 1) + _AS_TENDERED + _WORKED_OUT + _TIMES_DRAWN * len(MARKETS)
    ) + _BY_CLASS * len(CLASSES)
    a_country = vendors * _BY_COUNTRY + _GOVERNMENT
    return _NUMBER * (operators * an_operator + countries * a_country)


def recorded_bytes(world: World, outcomes: Sequence[str]) -> int:
    """Return how many bytes the outcomes of one run take.

    Parameters
    ----------
    outcomes
        Names of those that are recorded.
    """
    countries, vendors = len(world.countries.ally), len(world.vendors.chinese)
    operators = len(world.operators.share)
    sizes = {**FIXED_SIZES, "vendor": vendors, "country": countries, "operator": operators}
    return sum(
        np.dtype(outcome.dtype).itemsize * prod(sizes[dim] for dim in outcome.dims)
        for outcome in (registry()[name] for name in outcomes)
    )


def block_bytes(world: World, outcomes: Sequence[str], runs: int, debug: bool = False) -> int:
    """Return about how many bytes a block takes: the outcomes of its runs, and one state.

    With ``debug`` its runs are played side by side, each with its own state.
    """
    states = runs if debug else 1
    return states * state_bytes(world) + runs * recorded_bytes(world, outcomes)


def block_size(
    world: World,
    outcomes: Sequence[str],
    most: int,
    debug: bool = False,
    room: int = BLOCK_BYTES,
) -> int:
    """Return how many runs make a block: at most ``most``, as many as there is room for, or one.

    It changes no result.
    """
    fitting = (n for n in range(most, 1, -1) if block_bytes(world, outcomes, n, debug) <= room)
    return next(fitting, 1)


def worker_count(
    world: World,
    outcomes: Sequence[str],
    block: int,
    most: int,
    debug: bool = False,
    room: int = ALL_BYTES,
) -> int:
    """Return how many blocks are done at once: at most ``most``, as many as there is room for.

    It changes no result.
    """
    return max(1, min(most, room // block_bytes(world, outcomes, block, debug)))
