"""What happens in a place in each quarter, taken down while runs are played."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import Block
from sim.terms import CORE, DUTIES, LEGACY_RAN, PURCHASES, QUARTERS, RAN_5G, SWAPS
from sim.world import Floats, World

CHINESE, OTHERS = 0, 1
_RADIO: Final = (LEGACY_RAN, RAN_5G)
_OPERATORS_PAY: Final = (PURCHASES, DUTIES, SWAPS)
"""Kit written off is left out, as in :func:`sim.analysis.costs.cost_by_bearer`."""


class Track(NamedTuple):
    """What happens in a place, axes (sample, quarter) unless said otherwise.

    Attributes
    ----------
    paid_usd_m
        By operators: kit at its price, duties, work of swaps.
    radio_paid_usd_m, radio_bought_usd_m
        Radio kit at its price and at those of 2014, axes (sample, quarter, origin): Chinese,
        others.
    coverage
        Of 5G, the mean over people, 0-1.
    young_usd_m, old_usd_m
        Radio kit in the first and the second half of its life.
    standing_usd_m
        Radio and core kit, axes (sample, quarter, origin).
    chinese_kit_usd_m
        Chinese kit of each operator when the law begins, axes (sample, operator, class).
    """

    paid_usd_m: Floats
    radio_paid_usd_m: Floats
    radio_bought_usd_m: Floats
    coverage: Floats
    young_usd_m: Floats
    old_usd_m: Floats
    standing_usd_m: Floats
    chinese_kit_usd_m: Floats


def record(block: Block, world: World, inside: NDArray[np.bool_], begins: int) -> Track:
    """Play all quarters of a block; return what happens in a place.

    Parameters
    ----------
    block
        Not yet played.
    world
        That it plays in.
    inside
        The place, axis (country,).
    begins
        Quarter before which Chinese kit of operators is taken down.
    """
    place, owners = np.flatnonzero(inside), np.flatnonzero(inside[world.operators.country])
    chinese = world.vendors.chinese
    quarters: list[tuple[Floats, ...]] = []
    kit = _chinese_kit(block, owners, chinese)
    for quarter in range(QUARTERS):
        if quarter == begins:
            kit = _chinese_kit(block, owners, chinese)
        block.step()
        people = world.countries.population_m[place, quarter]
        quarters.append(_quarter(block, place, owners, chinese, people))
    tracked = [np.stack(values, axis=1) for values in zip(*quarters, strict=True)]
    return Track._make([*tracked, kit])


def _quarter(
    block: Block,
    place: NDArray[np.intp],
    owners: NDArray[np.intp],
    chinese: NDArray[np.bool_],
    people: Floats,
) -> tuple[Floats, ...]:
    """Return what :class:`Track` keeps of a quarter, in its order, axes (sample, ...)."""
    state = block.state
    radio = state.bought[:, place][:, :, _RADIO].sum(axis=2)
    price = state.price[:, place, 0] / state.price_2014[:, place, 0, None]
    standing = state.installed[:, place][:, :, [*_RADIO, CORE]].sum(axis=2)
    return (
        state.costs[:, place][:, :, _OPERATORS_PAY].sum(axis=(1, 2)),
        _by_origin(radio * price, chinese),
        _by_origin(radio, chinese),
        np.asarray(state.governments["coverage"][:, place] @ people / people.sum()),
        state.young[:, owners][:, :, _RADIO].sum(axis=(1, 2, 3)),
        state.old[:, owners][:, :, _RADIO].sum(axis=(1, 2, 3)),
        _by_origin(standing, chinese),
    )


def _by_origin(values: Floats, chinese: NDArray[np.bool_]) -> Floats:
    """Return sums over Chinese and over other vendors, from axes (sample, country, vendor)."""
    total = values.sum(axis=1)
    return np.stack([total[:, chinese].sum(axis=1), total[:, ~chinese].sum(axis=1)], axis=1)


def _chinese_kit(block: Block, owners: NDArray[np.intp], chinese: NDArray[np.bool_]) -> Floats:
    kit = block.state.young[:, owners] + block.state.old[:, owners]
    return np.asarray(kit[..., chinese].sum(axis=-1))
