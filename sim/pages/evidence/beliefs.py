"""What the record tells of the parameters, and what it leaves open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import norm

from sim.pages.evidence.inputs import Inputs, Tree
from sim.pages.markdown import table
from sim.params import registry
from sim.validation.calibration.posterior import Belief, told_of
from sim.validation.calibration.recovery import RECOVERED
from sim.validation.calibration.space import FREE

_LUCK: Final = 0.1
"""How often luck alone may name one pair, over all of them together."""
_PAIRS: Final = 6
_PERCENT: Final = 100.0


class Known(NamedTuple):
    """A parameter before and after.

    Attributes
    ----------
    belief
        What calibration says of it.
    is_told
        The record tells something of it, beyond luck.
    comes_back
        Its value is recovered from made-up records as well.
    """

    key: str
    belief: Belief
    is_told: bool
    comes_back: bool

    @property
    def is_identified(self) -> bool:
        """Whether both hold."""
        return self.is_told and self.comes_back


def beliefs(inputs: Inputs) -> list[Known]:
    """Return all parameters that were uncertain, in the order of the calibration."""
    known = {key: _belief(told) for key, told in inputs.calibration["parameters"].items()}
    told = told_of(known, float(inputs.calibration["weights"]["effective"]))
    (_, first), *_ = inputs.calibration["recovered"].items()
    back = {k for k, each in first["parameters"].items() if each["correlation"] >= RECOVERED}
    return [Known(key, each, key in told, key in back) for key, each in known.items()]


def _belief(told: Tree) -> Belief:
    return Belief(
        prior=tuple(told["prior"]),
        posterior=tuple(told["posterior"]),
        narrowed=told["narrowed"],
        mean=told["mean"],
        moved=told["moved"],
    )


def free(found: list[Known]) -> list[Known]:
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
        "told of where it narrows, or its mean moves, by more than the largest of so many would "
        "by luck in one calibration of ten. *Comes back*: its value is also recovered from made-up "
        "records over the whole ranges. Only where both hold is it identified.\n"
    )
    head = ("Parameter", "What it is", "Before", "After", "Narrowed", "Told of", "Comes back")
    yield table(head, map(_row, own))
    yield from _lists(found, own)
    yield from _pairs(inputs)


def _tempered(power: float) -> str:
    if power >= 1.0:
        return ""
    return f" (with the likelihood raised to a power of {power:.2f}, so that not too few were left)"


def _row(each: Known) -> tuple[str, ...]:
    known = registry()[each.key]
    return (
        f"`{each.key}`",
        known.meaning,
        _range(each.belief.prior),
        _range(each.belief.posterior),
        f"{_PERCENT * each.belief.narrowed:.0f} %",
        "**yes**" if each.is_told else "no",
        "yes" if each.comes_back else "no",
    )


def _range(quantiles: tuple[float, ...]) -> str:
    low, middle, high = quantiles
    return f"{middle:.2g} [{low:.2g} to {high:.2g}]"


def _lists(found: list[Known], own: list[Known]) -> Iterator[str]:
    others = [each for each in found if each.key not in FREE]
    told = [each for each in others if each.is_told]
    some = [each for each in own if each.is_told and not each.comes_back]
    yield (
        f"Identified: {_keys([each for each in own if each.is_identified])}. Told something of, "
        f"but not identified, because values do not come back from made-up records: "
        f"{_keys(some)}. Not told of: {_keys([each for each in own if not each.is_told])}; of "
        "these *after* hardly differs from what was assumed *before*.\n"
    )
    names = f"It tells something of {', '.join(f'`{each.key}`' for each in told)}. " if told else ""
    yield (
        f"{names}Of the other {len(others) - len(told)} of the {len(others)} parameters that are "
        "not free it tells nothing clear: their ranges are assumptions, and results carry them in "
        "full.\n"
    )


def _keys(some: list[Known]) -> str:
    return ", ".join(f"`{each.key}`" for each in some) or "none"


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
