"""Exponential, logarithm and tanh against sums of fifty digits, in units in the last place."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest

from sim.compiled import jit
from sim.elementary import HIGHEST, LOWEST, exp, log, tanh

MOST = 2.0
"""Units in the last place."""
SMALLEST = 2.3e-308
LARGEST = 1.7976931348623157e308


def worst(
    ours: Callable[[float], float], exact: Callable[[Decimal], Decimal], points: np.ndarray
) -> float:
    """Return the largest error over some points, in units in the last place of the result."""
    errors = [0.0]
    with localcontext() as context:
        context.prec = 50
        for x in points.tolist():
            true = exact(Decimal(x))
            unit = Decimal(math.ulp(float(true)))
            errors.append(float(abs(Decimal(ours(x)) - true) / unit) if true else abs(ours(x)))
    return max(errors)


def between(low: float, high: float, count: int = 4000) -> np.ndarray:
    edges = [low, high, math.nextafter(low, high), math.nextafter(high, low)]
    return np.concatenate([np.random.default_rng(1).uniform(low, high, count), edges])


@pytest.mark.parametrize(
    ("low", "high"), [(LOWEST, HIGHEST), (-40.0, 40.0), (-1.0, 1.0), (-0.35, 0.35), (-1e-9, 1e-9)]
)
def test_exponential_is_right_to_two_units(low: float, high: float) -> None:
    assert worst(exp, Decimal.exp, between(low, high)) < MOST


def test_exponential_is_right_where_the_power_of_two_changes() -> None:
    halves = (np.arange(-1021, 1023) + 0.5) * math.log(2.0)
    around = [np.nextafter(halves, -np.inf), halves, np.nextafter(halves, np.inf)]
    assert worst(exp, Decimal.exp, np.concatenate(around)) < MOST
    whole = np.arange(-1020, 1023) * math.log(2.0)
    assert worst(exp, Decimal.exp, whole) < MOST


@pytest.mark.parametrize(
    ("low", "high"),
    [(0.5, 2.0), (0.999, 1.001), (1 - 1e-8, 1 + 1e-8), (0.7, 0.715), (1.4, 1.43), (1e-6, 1e6)],
)
def test_logarithm_is_right_to_two_units(low: float, high: float) -> None:
    assert worst(log, Decimal.ln, between(low, high)) < MOST


def test_logarithm_is_right_over_all_sizes_of_numbers() -> None:
    sizes = np.ldexp(between(1.0, 2.0), np.random.default_rng(2).integers(-1021, 1023, 4004))
    assert worst(log, Decimal.ln, sizes) < MOST
    powers = np.ldexp(1.0, np.arange(-1021, 1024))
    roots = powers[1:-1] * math.sqrt(2.0)
    edges = [SMALLEST, LARGEST, math.nextafter(1.0, 0.0), math.nextafter(1.0, 2.0)]
    assert worst(log, Decimal.ln, np.concatenate([powers, roots, edges])) < MOST


@pytest.mark.parametrize(
    ("x", "value"),
    [
        (0.0, 1.0),
        (-0.0, 1.0),
        (-math.inf, 0.0),
        (math.inf, math.inf),
        (math.nextafter(LOWEST, -math.inf), 0.0),
        (-745.0, 0.0),
        (-LARGEST, 0.0),
        (math.nextafter(HIGHEST, math.inf), math.inf),
        (LARGEST, math.inf),
    ],
)
def test_exponential_at_and_beyond_its_ends(x: float, value: float) -> None:
    assert exp(x) == value


def test_the_least_exponential_is_a_normal_number_and_the_largest_is_finite() -> None:
    assert exp(LOWEST) >= np.finfo(float).tiny
    assert math.isfinite(exp(HIGHEST))


def test_what_is_no_number_has_no_exponential() -> None:
    assert math.isnan(exp(math.nan))


def test_the_hyperbolic_tangent_is_that_of_the_c_library_to_rounding_of_one() -> None:
    points = np.concatenate(
        [between(-3.0, 3.0), between(-1e-6, 1e-6), [0.0, 40.0, -40.0, 1e4, -1e4]]
    )
    ours = np.array([tanh(x) for x in points.tolist()])
    assert np.abs(ours - np.tanh(points)).max() < 4e-16
    assert [tanh(x) for x in (-math.inf, 0.0, math.inf)] == [-1.0, 0.0, 1.0]


def test_the_logarithm_of_one_is_nothing() -> None:
    assert log(1.0) == 0.0


@jit
def _exponentials(x: np.ndarray, result: np.ndarray) -> None:
    for i in range(x.size):
        result[i] = exp(x[i])


@jit
def _logarithms(x: np.ndarray, result: np.ndarray) -> None:
    for i in range(x.size):
        result[i] = log(x[i])


def test_a_loop_over_an_array_gives_the_same_bits_as_one_number_at_a_time() -> None:
    points = np.concatenate([between(-708.0, 709.4), between(-2.0, 2.0), [-np.inf, np.inf, -9e9]])
    for size in (len(points), 8, 7, 3, 1):
        found = np.empty(size)
        _exponentials(points[:size], found)
        assert found.tobytes() == np.array([exp(x) for x in points[:size]]).tobytes()
        _logarithms(np.abs(points[:size]), found)
        one_by_one = np.array([log(x) for x in np.abs(points[:size])])
        assert found.tobytes() == one_by_one.tobytes()


@pytest.mark.parametrize("x", [0.0, -1.0, math.nan, math.inf, -math.inf, 1e-310])
def test_what_has_no_logarithm_is_not_a_number(x: float) -> None:
    assert math.isnan(log(x))
