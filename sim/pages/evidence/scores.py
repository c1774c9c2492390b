"""Looking scores up in what was read, and writing them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from sim.pages.evidence.inputs import Inputs, Tree
from sim.validation.calibration.folds import MODEL, PRIOR

ALL: Final = "all countries"
NEAR: Final = "allies and rivals"
BRIER: Final = "Brier score"
LOG: Final = "log score"
AUC: Final = "AUC"
COVERED: Final = "coverage of the 90% range"
COVERED_HALF: Final = "coverage of the 50% range"
MIDDLE: Final = "mid-range"
PERSISTENCE: Final = "persistence"
CONDITIONAL: Final = (
    "*Conditional, as said at the top: the moves of the two powers are inputs, and whoever wrote "
    "the rules knew how later years went.*"
)
"""Stands below every table of scores."""
_PERCENT: Final = 100.0
_KEYS: Final = ("coding", "left_out", "of", "among", "measure")


class Said(NamedTuple):
    """A score, with the interval of its bootstrap samples."""

    value: float
    low: float
    high: float
    figures: int

    def words(self, digits: int = 3) -> str:
        """Return it with its interval, if it has one.

        Examples
        --------
        >>> Said(0.02496, 0.0101, 0.0404, 192).words()
        '0.025 [0.010 to 0.040]'
        """
        if math.isnan(self.value):
            return "-"
        if math.isnan(self.low) or self.low == self.high:
            return f"{self.value:.{digits}f}"
        ends = f"{self.low:.{digits}f} to {self.high:.{digits}f}"
        return f"{self.value:.{digits}f} [{ends}]"

    def signed(self, digits: int = 3) -> str:
        """Return a difference with its sign and interval.

        Examples
        --------
        >>> Said(0.002, -0.005, 0.01, 192).signed()
        '+0.002 [-0.005 to +0.010]'
        """
        if math.isnan(self.value):
            return "-"
        value, low, high = (f"{each:+.{digits}f}" for each in self[:3])
        if math.isnan(self.low):
            return value
        return f"{value} [{low} to {high}]"


def number(value: Any) -> float:
    """Return a number of a JSON file; what is missing is NaN."""
    return math.nan if value is None else float(value)


def said(told: Tree) -> Said:
    """Return a score of a JSON file."""
    value, low, high = (number(told[name]) for name in ("value", "low", "high"))
    return Said(value, low, high, int(told["figures"]))


def folds(
    inputs: Inputs, left_out: str, of: str, among: str, measure: str, coding: str = ""
) -> dict[str, Said]:
    """Return the scores of one cross-validation, by predictor."""
    wanted = (coding or inputs.coding, left_out, of, among, measure)
    return {
        row["predictor"]: said(row["score"])
        for row in inputs.calibration["cross_validation"]
        if tuple(row[key] for key in _KEYS) == wanted and not row["against"]
    }


def less(
    inputs: Inputs, among: str, measure: str, rival: str, left_out: str = "a country"
) -> Said | None:
    """Return the model's score of who restricts less a rival's, of the same countries."""
    wanted = (inputs.coding, left_out, "who restricts", among, measure)
    return next(
        (
            said(row["score"])
            for row in inputs.calibration["cross_validation"]
            if tuple(row[key] for key in _KEYS) == wanted and row["against"] == rival
        ),
        None,
    )


def in_words(difference: Said, higher_is_better: bool = False) -> str:
    """Return what the difference of a model's score and a rival's means.

    Examples
    --------
    >>> in_words(Said(0.002, -0.005, 0.010, 192))
    'The interval of the difference holds 0: neither is shown to be better.'
    """
    if math.isnan(difference.low) or difference.low <= 0.0 <= difference.high:
        return "The interval of the difference holds 0: neither is shown to be better."
    who = "model" if (difference.value > 0) is higher_is_better else "rival"
    return f"The {who} is better in more than nine of ten samples of these countries."


def who_restricts(inputs: Inputs, among: str, measure: str, coding: str = "") -> dict[str, Said]:
    """Return the scores of who restricts, each country told from all others, by predictor."""
    return folds(inputs, "a country", "who restricts", among, measure, coding)


def rivals_of(found: Mapping[str, Said]) -> dict[str, Said]:
    """Return the plain rivals among predictors, where they have a score."""
    return {
        name: score
        for name, score in found.items()
        if name not in (MODEL, PRIOR) and not math.isnan(score.value)
    }


def best(found: Mapping[str, Said], highest: bool = False) -> tuple[str, Said]:
    """Return the best of some rivals, by name."""
    choose = max if highest else min
    return choose(found.items(), key=lambda item: item[1].value)


def validated(
    inputs: Inputs, table: str, groups: Mapping[str, str], measure: str
) -> dict[str, Said]:
    """Return the scores of a validation for one group of figures or events, by predictor."""
    return {
        row["predictor"]: said(row)
        for row in inputs.validation["scores"]
        if row["table"] == table and row["measure"] == measure and row["groups"] == groups
    }


def counted(figures: int) -> str:
    """Return how many figures there are.

    Examples
    --------
    >>> counted(1), counted(2)
    ('1 figure', '2 figures')
    """
    return f"{figures} figure{'s' * (figures != 1)}"


def rmse(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the root mean squared difference of pairs in points; NaN of none.

    Examples
    --------
    >>> round(rmse([(0.3, 0.31), (0.2, 0.19)]), 6)
    1.0
    """
    if not pairs:
        return math.nan
    one, other = np.array(pairs).T
    return float(_PERCENT * np.sqrt(np.mean((one - other) ** 2)))


class Share(NamedTuple):
    """A published share beside what is said of it, all 0-1; NaN where nothing is.

    Attributes
    ----------
    used, seen
        It was fitted; it was not, and tells again of something that was. The others are new.
    of
        The world or a part of it, a country, an operator; blank where validation has no such
        figure.
    before, after
        The model over its ranges, and over the posterior.
    middle
        The model with judgements in the middle of their ranges.
    low, high
        5 and 95 % of single runs of the variant that users play.
    again
        The figure of the year before.
    """

    what: str
    market: str
    place: str
    year: int
    used: bool
    seen: bool
    observed: float
    of: str
    before: float
    after: float
    middle: float
    low: float
    high: float
    again: float


def shares(inputs: Inputs) -> list[Share]:
    """Return every published share that calibration looked at, in its order."""
    twins: dict[str, list[Tree]] = {}
    for figure in inputs.validation["figures"]:
        if not figure["seed"]:
            twins.setdefault(figure["what"], []).append(figure)
    return [
        _share(told, twins.get(told["what"], []), inputs.variant)
        for told in inputs.calibration["shares"]
    ]


def _share(told: Tree, twins: Sequence[Tree], variant: str) -> Share:
    """Join what calibration and validation say of a figure; publishers may have one each."""
    twin = min(twins, key=lambda each: abs(each["observed"] - told["observed"]), default=None)
    model = twin["model"] if twin else {}
    rivals = twin["rivals"] if twin else {}
    return Share(
        what=told["what"],
        market=told["market"],
        place=told["place"],
        year=told["year"],
        used=told["used"],
        seen=told["again"],
        observed=told["observed"],
        of=twin["groups"].get("of", "") if twin else "",
        before=number(told["before"]),
        after=number(told["after"]),
        middle=number(model.get(MIDDLE, {}).get("mean")),
        low=number(model.get(variant, {}).get("p05")),
        high=number(model.get(variant, {}).get("p95")),
        again=number(rivals.get(PERSISTENCE)),
    )


def new(some: Sequence[Share]) -> list[Share]:
    """Return the shares that were not fitted, and tell of nothing that was."""
    return [each for each in some if not each.used and not each.seen]


def error_of(some: Sequence[Share], told: Callable[[Share], float]) -> float:
    """Return the error of some shares in points, of those that have a value.

    Parameters
    ----------
    some
        The shares.
    told
        What is held against the published one.
    """
    pairs = [(each.observed, told(each)) for each in some if not math.isnan(told(each))]
    return rmse(pairs)
