"""Iterative proportional fitting of vendor shares to the world and to what is held fixed."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import DataError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SWEEPS: Final = 5000
TOLERANCE: Final = 1e-11
WORST_GAP: Final = 0.015


class Blocks(NamedTuple):
    """What each row must add up to, block by block.

    A row without a figure of its own is one block that adds up to 1.
    """

    of_vendor: Ints  #: (row, vendor), index of the block
    total: Floats  #: (row, block), sum that the block must have


def scale_blocks(shares: Floats, blocks: Blocks) -> Floats:
    """Return shares, shape (row, vendor), scaled so that every block has its total."""
    sums = np.zeros_like(blocks.total)
    rows = np.broadcast_to(np.arange(shares.shape[0])[:, None], shares.shape)
    np.add.at(sums, (rows, blocks.of_vendor), shares)
    factor = np.divide(blocks.total, sums, out=np.zeros_like(sums), where=sums > 0.0)
    return np.asarray(shares * np.take_along_axis(factor, blocks.of_vendor, axis=1))


def world_shares(shares: Floats, weight: Floats) -> Floats:
    """Return the weighted mean of shares over rows, shape (vendor,)."""
    return np.asarray((shares * weight[:, None]).sum(axis=0) / weight.sum())


def attainable(shares: Floats, weight: Floats, blocks: Blocks) -> tuple[Floats, Floats]:
    """Return the least and the largest world share each vendor can have, shape (vendor,).

    A vendor may hold none or all of a block that others can fill, and must hold a block
    that it alone can fill.
    """
    can = shares > 0.0
    total = np.take_along_axis(blocks.total, blocks.of_vendor, axis=1)
    able = np.zeros(blocks.total.shape)
    rows = np.broadcast_to(np.arange(shares.shape[0])[:, None], shares.shape)
    np.add.at(able, (rows, blocks.of_vendor), can.astype(np.float64))
    alone = can & (np.take_along_axis(able, blocks.of_vendor, axis=1) == 1.0)
    least = world_shares(np.where(alone, total, 0.0), weight)
    return least, world_shares(np.where(can, total, 0.0), weight)


def check_attainable(
    shares: Floats, weight: Floats, blocks: Blocks, margin: Floats, names: tuple[str, ...]
) -> None:
    """Raise :class:`DataError` naming the vendor whose world share cannot be met."""
    least, most = attainable(shares, weight, blocks)
    for index, name in enumerate(names):
        if not least[index] - TOLERANCE <= margin[index] <= most[index] + TOLERANCE:
            raise DataError(
                f"seed_class.csv, world_share_2014: {name} cannot have {margin[index]:.3f}; "
                f"the other tables allow {least[index]:.3f} to {most[index]:.3f}"
            )


def fit(
    seed: Floats, weight: Floats, blocks: Blocks, margin: Floats, names: tuple[str, ...]
) -> Floats:
    """Return shares that keep the blocks exactly and meet the world shares.

    Parameters
    ----------
    seed
        First guess, shape (row, vendor); a zero stays zero.
    weight
        Weight of each row in the world, shape (row,).
    blocks
        What each row must add up to.
    margin
        World share of each vendor, shape (vendor,), adding up to 1.
    names
        Names of the vendors, for errors.

    Raises
    ------
    DataError
        If a world share cannot be met to within 1.5 points.
    """
    shares = scale_blocks(seed, blocks)
    check_attainable(shares, weight, blocks, margin, names)
    gap = np.abs(world_shares(shares, weight) - margin)
    for _ in range(SWEEPS):
        now = world_shares(shares, weight)
        gap = np.abs(now - margin)
        if gap.max() < TOLERANCE:
            break
        factor = np.divide(margin, now, out=np.zeros_like(now), where=now > 0.0)
        shares = scale_blocks(shares * factor[None, :], blocks)
    if gap.max() > WORST_GAP:
        worst = int(np.argmax(gap))
        raise DataError(
            f"seed_class.csv, world_share_2014: {names[worst]} misses {margin[worst]:.3f} "
            f"by {gap[worst]:.3f} given the other tables"
        )
    return shares
