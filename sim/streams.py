"""Random numbers by key: the same key gives the same number, whatever else happens.

Each kind of decision has its own stream. A draw is addressed by seed, replicate, stream,
quarter and entity, so it does not depend on policies, on the size of a block, on threads
or on which other entities exist. The generator is Philox 4x64 with ten rounds (Salmon,
Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), the one that
NumPy ships; one key yields four numbers.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.compiled import jit, lean, part
from sim.quantile import (
    CENTRE,
    INNER,
    OUTER,
    SQUARE,
    centre_bottom,
    centre_top,
    middle_bottom,
    middle_top,
    outer_bottom,
    outer_top,
)

(
    SCARES,
    ELECTIONS,
    COUNTRY_EFFECT,
    COUNTRY_NOISE,
    WINDOW,
    DEADLINE,
    PUNISHMENT,
    LAUNCH,
    TENDER_TIMING,
    TENDER_CHOICE_1,
    TENDER_CHOICE_2,
    INITIAL_KIT,
    MADE_UP_WORLD,
) = range(13)

ROUNDS: Final = 10
MANY: Final = 128
"""Entities that rules draw for at once: few enough for the processor's nearest memory."""
_MULTIPLIER_0: Final = np.uint64(0xD2E7470EE14C6C93)
_MULTIPLIER_1: Final = np.uint64(0xCA5A826395121157)
_WEYL_0: Final = np.uint64(0x9E3779B97F4A7C15)
_WEYL_1: Final = np.uint64(0xBB67AE8584CAA73B)
_LOW: Final = np.uint64(0xFFFFFFFF)
_HALF: Final = np.uint64(32)
_DROP: Final = np.uint64(11)
_STEP: Final = 1.0 / 9007199254740992.0
_PARTS_0: Final = (_MULTIPLIER_0 & _LOW, _MULTIPLIER_0 >> _HALF)
_PARTS_1: Final = (_MULTIPLIER_1 & _LOW, _MULTIPLIER_1 >> _HALF)


@lean
def _high_product(a: np.uint64, b: np.uint64) -> np.uint64:
    """Return the upper 64 bits of a 128-bit product."""
    a_low, a_high = a & _LOW, a >> _HALF
    b_low, b_high = b & _LOW, b >> _HALF
    middle = a_high * b_low + ((a_low * b_low) >> _HALF)
    other = a_low * b_high + (middle & _LOW)
    return np.uint64(a_high * b_high + (middle >> _HALF) + (other >> _HALF))


@lean
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return the four 64-bit words of a counter under a key."""
    for _ in range(ROUNDS):
        high_0 = _high_product(_MULTIPLIER_0, c0)
        high_1 = _high_product(_MULTIPLIER_1, c2)
        low_0, low_1 = _MULTIPLIER_0 * c0, _MULTIPLIER_1 * c2
        c0, c1, c2, c3 = high_1 ^ c1 ^ k0, low_1, high_0 ^ c3 ^ k1, low_0
        k0 += _WEYL_0
        k1 += _WEYL_1
    return c0, c1, c2, c3


@part
def _upper(low: np.uint64, high: np.uint64, b: np.uint64) -> np.uint64:
    """Return what :func:`_high_product` does, of a number in two halves.

    The compiler makes one scalar instruction of that, and instructions for many of this.
    """
    b_low, b_high = b & _LOW, b >> _HALF
    middle = high * b_low + ((low * b_low) >> _HALF)
    other = low * b_high + (middle & _LOW)
    return high * b_high + (middle >> _HALF) + (other >> _HALF)


@lean
def fill(
    seed: int,
    replicate: int,
    stream: int,
    quarter: int,
    entities: NDArray[np.uint64],
    words: NDArray[np.uint64],
    table: NDArray[np.float64],
) -> None:
    """Write what :func:`uniforms` returns for each of many entities, in a third of the time.

    One round after the other over all of them: so the processor works on several at a time.

    Parameters
    ----------
    entities : uint64 (entity,)
    words : uint64 (4, entity or more)
        Room to work in.
    table : float (4, entity or more)
        Written.
    """
    count = entities.size
    for i in range(count):
        words[0, i], words[1, i] = np.uint64(quarter), entities[i]
        words[2, i], words[3, i] = np.uint64(stream), np.uint64(0)
    k0, k1 = np.uint64(seed), np.uint64(replicate)
    for _ in range(ROUNDS):
        for i in range(count):
            c0, c1, c2, c3 = words[0, i], words[1, i], words[2, i], words[3, i]
            high_0 = _upper(_PARTS_0[0], _PARTS_0[1], c0)
            high_1 = _upper(_PARTS_1[0], _PARTS_1[1], c2)
            words[0, i], words[1, i] = high_1 ^ c1 ^ k0, _MULTIPLIER_1 * c2
            words[2, i], words[3, i] = high_0 ^ c3 ^ k1, _MULTIPLIER_0 * c0
        k0 += _WEYL_0
        k1 += _WEYL_1
    for word in range(4):
        for i in range(count):
            table[word, i] = np.float64(words[word, i] >> _DROP) * _STEP


@lean
def uniforms(
    seed: int, replicate: int, stream: int, quarter: int, entity: np.uint64
) -> tuple[float, float, float, float]:
    """Return four uniform numbers in [0, 1) for one key."""
    a, b, c, d = philox(
        np.uint64(quarter),
        np.uint64(entity),
        np.uint64(stream),
        np.uint64(0),
        np.uint64(seed),
        np.uint64(replicate),
    )
    return (
        np.float64(a >> _DROP) * _STEP,
        np.float64(b >> _DROP) * _STEP,
        np.float64(c >> _DROP) * _STEP,
        np.float64(d >> _DROP) * _STEP,
    )


@lean
def uniform(seed: int, replicate: int, stream: int, quarter: int, entity: np.uint64) -> float:
    """Return one uniform number in [0, 1) for one key."""
    return uniforms(seed, replicate, stream, quarter, entity)[0]


@lean
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of ``u`` (algorithm AS 241, about 1e-16)."""
    centred = u - 0.5
    if abs(centred) <= CENTRE:
        x = SQUARE - centred * centred
        return centred * (centre_top(x) / centre_bottom(x))
    tail = max(min(u, 1.0 - u), _STEP / 2)
    distance = math.sqrt(-math.log(tail))
    if distance <= OUTER:
        value = middle_top(distance - INNER) / middle_bottom(distance - INNER)
    else:
        value = outer_top(distance - OUTER) / outer_bottom(distance - OUTER)
    return -value if centred < 0.0 else value


@lean
def fill_normals(
    seed: int,
    replicate: int,
    stream: int,
    quarter: int,
    entities: NDArray[np.uint64],
    words: NDArray[np.uint64],
    table: NDArray[np.float64],
) -> None:
    """Write what :func:`normal` returns for each of many entities, as :func:`fill` does.

    Parameters
    ----------
    entities, words
        As for :func:`fill`.
    table : float (4, entity or more)
        Written; its first row is what is asked for.
    """
    fill(seed, replicate, stream, quarter, entities, words, table)
    for i in range(entities.size):
        table[1, i] = table[0, i] - 0.5
        x = SQUARE - table[1, i] * table[1, i]
        table[2, i] = table[1, i] * (centre_top(x) / centre_bottom(x))
    for i in range(entities.size):
        inside = abs(table[1, i]) <= CENTRE
        table[0, i] = table[2, i] if inside else normal_quantile(table[0, i])


@lean
def normal(seed: int, replicate: int, stream: int, quarter: int, entity: np.uint64) -> float:
    """Return one standard normal number for one key."""
    return normal_quantile(uniform(seed, replicate, stream, quarter, entity))


@jit
def uniform_table(
    seed: int, replicate: int, stream: int, quarter: int, entities: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """Return four uniform numbers an entity, shape (entity, 4)."""
    table = np.empty((entities.size, 4))
    for i in range(entities.size):
        a, b, c, d = uniforms(seed, replicate, stream, quarter, entities[i])
        table[i, 0], table[i, 1], table[i, 2], table[i, 3] = a, b, c, d
    return table
