"""Drawing the mix of vendors that each operator runs in 2014, before raking; compiled."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim import streams
from sim.compiled import jit
from sim.gamma import gamma_quantiles, log_normal_cdf
from sim.world import Bools, Floats, KitOwners, KitSources, KitWeights

TINY: Final = float(np.finfo(np.float64).tiny)
DRAWS_PER_KEY: Final = 4
WORK_ROWS: Final = 7


@jit
def add_normals(
    seed: int, replicate: int, key: np.uint64, weight: float, wanted: Bools, total: Floats
) -> None:
    """Add ``weight`` times the keyed standard normal numbers of an entity, where wanted.

    Parameters
    ----------
    wanted, total
        Shape (number,); four numbers come from one key.
    """
    for first in range(0, total.size, DRAWS_PER_KEY):
        last = min(first + DRAWS_PER_KEY, total.size)
        if not wanted[first:last].any():
            continue
        block = first // DRAWS_PER_KEY
        drawn = streams.uniforms(seed, replicate, streams.INITIAL_KIT, block, key)
        for i in range(first, last):
            if wanted[i]:
                total[i] += weight * streams.normal_quantile(drawn[i - first])


@jit
def draw_mixes(
    seed: int,
    replicate: int,
    owners: KitOwners,
    sources: KitSources,
    weights: KitWeights,
    table: Floats,
    mixes: Floats,
) -> None:
    """Write the mix of every operator, group by group, so that each group is drawn once.

    Parameters
    ----------
    table
        From :func:`sim.gamma.start_table`.
    mixes
        Written, shape (operator, market, vendor), adding up to 1 by operator and market.
    """
    cells = sources.target.shape[1] * sources.target.shape[2]
    everything, wanted = np.ones(cells, np.bool_), np.empty(cells, np.bool_)
    shared, normals = np.zeros(cells), np.empty(cells)
    work = np.empty((WORK_ROWS, cells))
    from_group = math.sqrt(weights.group_correlation)
    group = np.uint64(0)
    for o in owners.order:
        country, tie = owners.country[o], owners.tie[o]
        mark_possible(sources.target[country], sources.absent[tie], wanted)
        normals[:] = 0.0
        own = 1.0
        if owners.in_group[o]:
            if owners.group_key[o] != group:
                group = owners.group_key[o]
                shared[:] = 0.0
                add_normals(seed, replicate, group, from_group, everything, shared)
            normals[:] = shared
            own = math.sqrt(1.0 - weights.group_correlation)
        add_normals(seed, replicate, owners.own_key[o], own, wanted, normals)
        draw_gammas(sources, country, wanted, normals, table, work, mixes[o])
        for market in range(mixes.shape[1]):
            add_known(
                sources.target[country, market],
                sources.contract[tie, market],
                sources.absent[tie],
                weights,
                mixes[o, market],
            )


@jit
def mark_possible(target: Floats, absent: Bools, wanted: Bools) -> None:
    """Mark who can sell to an operator: who has a share of its country and is not absent.

    Parameters
    ----------
    target
        Shape (market, vendor).
    wanted
        Written, shape (market x vendor,).
    """
    makers = absent.size
    for market in range(target.shape[0]):
        for v in range(makers):
            wanted[market * makers + v] = target[market, v] > 0.0 and not absent[v]


@jit
def draw_gammas(
    sources: KitSources,
    country: int,
    wanted: Bools,
    normals: Floats,
    table: Floats,
    work: Floats,
    drawn: Floats,
) -> None:
    """Write gamma numbers, whose parts of their sum are a Dirichlet draw (section 4).

    Parameters
    ----------
    wanted, normals
        Shape (market x vendor,).
    drawn
        Written, shape (market, vendor); 0 where not wanted.
    """
    shape, log_gamma, log_u, x = work[0], work[1], work[2], work[3]
    makers, count = drawn.shape[1], 0
    for market in range(drawn.shape[0]):
        for v in range(makers):
            if wanted[market * makers + v]:
                shape[count] = sources.shape[country, market, v]
                log_gamma[count] = sources.log_gamma[country, market, v]
                log_u[count] = normals[market * makers + v]
                count += 1
    for i in range(count):
        log_u[i] = log_normal_cdf(log_u[i])
    gamma_quantiles(shape[:count], log_gamma[:count], log_u[:count], table, work[4:], x[:count])
    count = 0
    for market in range(drawn.shape[0]):
        for v in range(makers):
            drawn[market, v] = 0.0
            if wanted[market * makers + v]:
                drawn[market, v] = x[count] + TINY
                count += 1


@jit
def add_known(
    around: Floats, contract: Floats, absent: Bools, weights: KitWeights, mix: Floats
) -> None:
    """Turn gamma numbers into shares; lay known contracts over them, and a trace under both.

    Parameters
    ----------
    around
        The country's shares, shape (vendor,); the trace follows them.
    mix
        Gamma numbers, 0 where a vendor cannot sell; written, shape (vendor,).
    """
    total, known, trace = 0.0, 0.0, 0.0
    for v in range(mix.size):
        total += mix[v]
        if not absent[v] and around[v] > 0.0:
            known += contract[v]
            trace += around[v]
    of_contract = weights.contract_weight if known > 0.0 else 0.0
    for v in range(mix.size):
        if absent[v] or around[v] <= 0.0:
            continue
        told = of_contract * contract[v] / known if known > 0.0 else 0.0
        own = told + (1.0 - of_contract) * mix[v] / total
        mix[v] = (1.0 - weights.trace_share) * own + weights.trace_share * around[v] / trace
