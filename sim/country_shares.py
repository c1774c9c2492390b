"""Shares of countries in 2014, in one replicate.

A country whose share is on record has it in every replicate. Of the others only the mix of their
region is known: what each has follows from what its operators drew, raked so that the region
keeps its shares.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.rake import rake
from sim.world import KitBlocks

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def blocks(on_record: Bools, region: Ints, spend: Floats, target: Floats) -> KitBlocks:
    """Return which countries are raked together, and to what.

    Parameters
    ----------
    on_record
        Whether a country's share is, shape (country,).
    region
        Index of each country's region, shape (country,).
    spend
        Equipment spend, shape (country, market): the weights within a block.
    target
        Shares of 2014, shape (country, market, vendor).
    """
    own = region.max() + 1 + np.arange(region.size)
    _, block = np.unique(np.where(on_record, own, region), return_inverse=True)
    order = np.argsort(block, kind="stable")
    start = np.searchsorted(block[order], np.arange(block.max() + 2))
    total = np.add.reduceat(spend[order], start[:-1])
    weight = spend[order] / total[block[order]]
    sums = np.add.reduceat(target[order] * weight[:, :, None], start[:-1])
    return KitBlocks(order, start, np.ascontiguousarray(weight.T), sums)


def country_shares(shares: Floats, share: Floats, start: Ints, together: KitBlocks) -> Floats:
    """Return the shares of countries in one replicate, shape (country, market, vendor).

    Parameters
    ----------
    shares
        What operators drew, shape (operator, market, vendor).
    share
        Of each operator in its country, shape (operator,).
    start
        First operator of each country, shape (country + 1,).
    together
        From :func:`blocks`.
    """
    mean = np.add.reduceat(shares * share[:, None, None], start[:-1])
    result = np.empty_like(mean)
    for market in range(mean.shape[1]):
        drawn = np.ascontiguousarray(mean[together.order, market : market + 1])
        target = np.ascontiguousarray(together.target[:, market : market + 1])
        rake(drawn, together.weight[market], together.start, target)
        result[together.order, market] = drawn[:, 0]
    return result
