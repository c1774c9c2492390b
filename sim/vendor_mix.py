"""Drawing the mix of vendors that each operator runs in 2014, before raking; compiled.

Operators are drawn some at a time. What one number needs is listed for all that are wanted, and
then each step is a loop over the list: so a processor works on several numbers at once, and what
they need stays close by.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import streams
from sim.compiled import jit, lean
from sim.gamma import WORK_ROWS, gamma_quantiles
from sim.normal import log_normal_cdfs, normal_quantiles
from sim.rules.rows import row_sum
from sim.world import Bools, Floats, Ints, KitOwners, KitSources, KitWeights

Keys = NDArray[np.uint64]

TINY: Final = float(np.finfo(np.float64).tiny)
DRAWS_PER_KEY: Final = 4
TOGETHER: Final = 16
"""How many operators are drawn at a time."""


class Drawn(NamedTuple):
    """Standard normal numbers of some operators and of their groups."""

    keys: Keys  #: (entity,): operators, then their groups
    group: Ints  #: (operator,), the entity that is its group; itself if it is in none
    uniform: Floats  #: (draw x entity,)
    normal: Floats  #: (draw x entity,)
    tail: Floats  #: (draw x entity,)
    places: Ints  #: (draw x entity,)


class Numbers(NamedTuple):
    """What is known of each wanted number of some operators, and how far it is worked out."""

    shape: Floats  #: (number,), of the gamma distribution
    log_gamma: Floats  #: (number,), of shape + 1
    normal: Floats  #: (number,)
    log_u: Floats  #: (number,)
    value: Floats  #: (number,)
    work: Floats  #: (row, number)
    places: Ints  #: (number,)


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
    cells = mixes.shape[1] * mixes.shape[2]
    draws = (cells + DRAWS_PER_KEY - 1) // DRAWS_PER_KEY * DRAWS_PER_KEY
    entities, most = 2 * TOGETHER, TOGETHER * cells
    drawn = Drawn(
        np.empty(entities, np.uint64),
        np.empty(TOGETHER, np.int64),
        np.empty(draws * entities),
        np.empty(draws * entities),
        np.empty(draws * entities),
        np.empty(draws * entities, np.int64),
    )
    numbers = Numbers(
        np.empty(most),
        np.empty(most),
        np.empty(most),
        np.empty(most),
        np.empty(most),
        np.empty((WORK_ROWS, most)),
        np.empty(most, np.int64),
    )
    for first in range(0, owners.order.size, TOGETHER):
        some = owners.order[first : first + TOGETHER]
        entities = draw_normals(seed, replicate, owners, some, draws, drawn)
        count = list_numbers(owners, sources, weights, some, entities, drawn, numbers)
        work_out(numbers, count, table)
        write_mixes(owners, sources, weights, some, numbers.value, mixes)


@lean
def draw_normals(
    seed: int, replicate: int, owners: KitOwners, some: Ints, draws: int, drawn: Drawn
) -> int:
    """Draw for some operators and for the groups that they are in; return how many these are.

    Parameters
    ----------
    some
        The operators, TOGETHER or fewer, those of a group one after the other.
    draws
        Numbers wanted of each, rounded up to whole keys.
    """
    count = some.size
    for i in range(some.size):
        drawn.keys[i] = owners.own_key[some[i]]
        drawn.group[i] = i
        if owners.in_group[some[i]]:
            key = owners.group_key[some[i]]
            if count == some.size or drawn.keys[count - 1] != key:
                drawn.keys[count] = key
                count += 1
            drawn.group[i] = count - 1
    uniform = drawn.uniform[: draws * count]
    draw_uniforms(seed, replicate, drawn.keys[:count], uniform)
    normal_quantiles(uniform, drawn.places, drawn.tail, drawn.normal[: draws * count])
    return count


@lean
def draw_uniforms(seed: int, replicate: int, keys: Keys, uniform: Floats) -> None:
    """Write the keyed uniform numbers of entities, four from one key.

    Parameters
    ----------
    keys
        Shape (entity,).
    uniform
        Written, shape (draw x entity,).
    """
    row = keys.size
    for block in range(uniform.size // (DRAWS_PER_KEY * row)):
        rows = uniform[block * DRAWS_PER_KEY * row :]
        for i in range(row):
            a, b, c, d = streams.uniforms(seed, replicate, streams.INITIAL_KIT, block, keys[i])
            rows[i], rows[row + i], rows[2 * row + i], rows[3 * row + i] = a, b, c, d


@lean
def list_numbers(
    owners: KitOwners,
    sources: KitSources,
    weights: KitWeights,
    some: Ints,
    entities: int,
    drawn: Drawn,
    numbers: Numbers,
) -> int:
    """List the wanted numbers of some operators; return how many there are."""
    from_group = math.sqrt(weights.group_correlation)
    from_own = math.sqrt(1.0 - weights.group_correlation)
    count = 0
    for i in range(some.size):
        country, absent = owners.country[some[i]], sources.absent[owners.tie[some[i]]]
        makers, group = absent.size, drawn.group[i]
        own, shared = (1.0, 0.0) if group == i else (from_own, from_group)
        for market in range(sources.target.shape[1]):
            shape, log_gamma = sources.shape[country, market], sources.log_gamma[country, market]
            for v in range(makers):
                draw = (market * makers + v) * entities
                numbers.shape[count] = shape[v]
                numbers.log_gamma[count] = log_gamma[v]
                in_group = shared * drawn.normal[draw + group]
                numbers.normal[count] = in_group + own * drawn.normal[draw + i]
                count += sources.target[country, market, v] > 0.0 and not absent[v]
    return count


@lean
def work_out(numbers: Numbers, count: int, table: Floats) -> None:
    """Turn normal numbers into gamma numbers, whose parts of their sum are a Dirichlet draw."""
    log_normal_cdfs(numbers.normal[:count], numbers.log_u[:count])
    gamma_quantiles(
        numbers.shape[:count],
        numbers.log_gamma[:count],
        numbers.log_u[:count],
        table,
        numbers.work,
        numbers.places,
        numbers.value[:count],
    )


@lean
def write_mixes(
    owners: KitOwners,
    sources: KitSources,
    weights: KitWeights,
    some: Ints,
    values: Floats,
    mixes: Floats,
) -> None:
    """Write the mixes of some operators from their gamma numbers.

    Parameters
    ----------
    values
        Gamma numbers where wanted, shape (number or more,).
    mixes
        Written, shape (operator, market, vendor); 0 where not wanted.
    """
    count = 0
    for o in some:
        country, tie = owners.country[o], owners.tie[o]
        absent = sources.absent[tie]
        for market in range(mixes.shape[1]):
            around, mix = sources.target[country, market], mixes[o, market]
            for v in range(mix.size):
                wanted = around[v] > 0.0 and not absent[v]
                mix[v] = values[count] + TINY if wanted else 0.0
                count += wanted
            add_known(around, sources.contract[tie, market], absent, weights, mix)


@lean
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
    known, trace = 0.0, 0.0
    for v in range(mix.size):
        wanted = around[v] > 0.0 and not absent[v]
        known += contract[v] if wanted else 0.0
        trace += around[v] if wanted else 0.0
    of_contract = weights.contract_weight if known > 0.0 else 0.0
    told = (1.0 - weights.trace_share) * of_contract / known if known > 0.0 else 0.0
    own = (1.0 - weights.trace_share) * (1.0 - of_contract) / row_sum(mix)
    under = weights.trace_share / trace
    for v in range(mix.size):
        share = own * mix[v] + told * contract[v] + under * around[v]
        mix[v] = share if around[v] > 0.0 and not absent[v] else 0.0
