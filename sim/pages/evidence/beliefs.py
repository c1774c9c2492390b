"""What the record tells of the parameters, and what it leaves open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import norm

from sim.pages.evidence.inputs import Inputs
from sim.pages.markdown import table
from sim.params import registry
from sim.validation.calibration.space import FREE

_LUCK: Final = 0.1
"""How often luck alone may name one parameter, over all of them together."""
_MEDIAN: Final = 1.253
"""Standard error of a median over that of a mean, of normal draws."""
_RANGES: Final = 3.29
"""5 to 95 % of a normal distribution in standard deviations."""
_PAIRS: Final = 6
_PERCENT: Final = 100.0


class Belief(NamedTuple):
    """A parameter before and after.

    Attributes
    ----------
    prior, posterior
        5, 50 and 95 % quantiles.
    narrowed
        By which part of its standard deviation.
    moved
        How far the middle moved, as a part of the prior's 5 to 95 % range.
    is_told
        Either is more than luck among so many parameters and so few effective draws.
    """

    key: str
    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    narrowed: float
    moved: float
    is_told: bool


def beliefs(inputs: Inputs) -> list[Belief]:
    """Return all parameters that were uncertain, in the order of the calibration."""
    known = inputs.calibration["parameters"]
    draws = float(inputs.calibration["weights"]["effective"])
    sure = float(norm.ppf((1.0 - _LUCK) ** (1.0 / (2 * len(known)))))
    found = []
    for key, told in known.items():
        low, middle, high = told["prior"]
        moved = (told["posterior"][1] - middle) / (high - low)
        narrow_luck = sure / math.sqrt(2.0 * draws)
        move_luck = sure * _MEDIAN / _RANGES / math.sqrt(draws)
        told_of = told["narrowed"] > narrow_luck or abs(moved) > move_luck
        prior, posterior = tuple(told["prior"]), tuple(told["posterior"])
        found.append(Belief(key, prior, posterior, told["narrowed"], moved, told_of))
    return found


def free(found: list[Belief]) -> list[Belief]:
    """Return the parameters that calibration is about."""
    return [each for each in found if each.key in FREE]


def together(inputs: Inputs) -> list[tuple[str, str, float]]:
    """Return the pairs of parameters that go together in the posterior, the strongest first.

    Only where one of them is free, and only beyond luck among all such pairs.
    """
    values: Mapping[str, np.ndarray] = inputs.posterior.values
    pairs = [pair for pair in combinations(values, 2) if set(pair) & set(FREE)]
    rows = min(inputs.posterior.rows, float(inputs.calibration["weights"]["effective"]))
    sure = norm.ppf((1.0 - _LUCK) ** (1.0 / (2 * max(1, len(pairs))))) / math.sqrt(rows)
    found = [(one, other, _correlation(values[one], values[other])) for one, other in pairs]
    strong = [each for each in found if abs(each[2]) > sure]
    return sorted(strong, key=lambda each: -abs(each[2]))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    if one.std() == 0.0 or other.std() == 0.0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on what is identified and what is not."""
    found = beliefs(inputs)
    own = free(found)
    weights = inputs.calibration["weights"]
    yield "## What the record tells of the parameters\n"
    yield "![Free parameters before and after](evidence/beliefs.png)\n"
    yield (
        f"{len(found)} parameters are uncertain, and all were drawn; {len(own)} of them are what "
        "calibration is about. The posterior is worth "
        f"{weights['effective']:.0f} draws{_tempered(weights['power'])}. A parameter counts as "
        "told of where it narrows, or its middle moves, by more than the largest of so many would "
        "by luck in one calibration of ten.\n"
    )
    head = ("Parameter", "What it is", "Before", "After", "Narrowed", "Told of")
    yield table(head, map(_row, own))
    yield from _lists(found, own)
    yield from _pairs(inputs)


def _tempered(power: float) -> str:
    if power >= 1.0:
        return ""
    return f" (with the likelihood raised to a power of {power:.2f}, so that not too few were left)"


def _row(each: Belief) -> tuple[str, ...]:
    known = registry()[each.key]
    return (
        f"`{each.key}`",
        known.meaning,
        _range(each.prior),
        _range(each.posterior),
        f"{_PERCENT * each.narrowed:.0f} %",
        "**yes**" if each.is_told else "no",
    )


def _range(quantiles: tuple[float, ...]) -> str:
    low, middle, high = quantiles
    return f"{middle:.2g} [{low:.2g} to {high:.2g}]"


def _lists(found: list[Belief], own: list[Belief]) -> Iterator[str]:
    others = [each for each in found if each.key not in FREE]
    told = [each for each in others if each.is_told]
    open_ = [each for each in own if not each.is_told]
    yield (
        f"Identified: {_keys(own, told=True)}. Not identified: {_keys(own, told=False)}. "
        "For those that are not, *after* hardly differs from what was assumed *before*.\n"
        if open_
        else "All of them are identified.\n"
    )
    names = f"It tells something of {', '.join(f'`{each.key}`' for each in told)}. " if told else ""
    yield (
        f"{names}Of the other {len(others) - len(told)} of the {len(others)} parameters that are "
        "not free it tells nothing clear: their ranges are assumptions, and results carry them in "
        "full.\n"
    )


def _keys(own: list[Belief], told: bool) -> str:
    names = [f"`{each.key}`" for each in own if each.is_told is told]
    return ", ".join(names) or "none"


def _pairs(inputs: Inputs) -> Iterator[str]:
    pairs = together(inputs)
    if not pairs:
        yield "No two of them go together in the posterior by more than luck.\n"
        return
    yield (
        "Some can only be told together: where one is higher, the other is too (+), or is lower "
        "(-), and the record fits as well.\n"
    )
    rows = ((f"`{a}`", f"`{b}`", f"{value:+.2f}") for a, b, value in pairs[:_PAIRS])
    yield table(("Parameter", "Goes with", "Correlation"), rows)
