"""Whether ranges hold what they promise: figures left out, and records that the model made."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import Final

from sim.pages.evidence.inputs import Inputs, Tree
from sim.pages.evidence.scores import (
    CONDITIONAL,
    COVERED,
    COVERED_HALF,
    Said,
    counted,
    folds,
)
from sim.pages.markdown import table
from sim.validation.calibration.folds import (
    FITTED,
    INSIDE,
    KNOWN,
    MODEL,
    NEVER,
    NOT_STARTED,
    PART,
    PERSISTENCE,
    RMSE,
    STARTED,
    WHOLE,
)
from sim.validation.calibration.recovery import FIT, WRONG

_OPERATORS: Final = "each region left out; countries and operators that are never fitted"
_FOLDS: Final = (
    ("a year", FITTED, "2019 and 2020", "2019, then 2020, left out"),
    ("a region", FITTED, INSIDE, "each region left out; fitted"),
    ("a region", NEVER, NOT_STARTED, f"{_OPERATORS}, where the model starts from no share"),
    ("a region", NEVER, WHOLE, "of these, published as 0 or 100 %"),
    ("a region", NEVER, PART, "of these, published as anything else"),
    ("a region", NEVER, STARTED, f"{_OPERATORS}, where it starts from one: no test"),
)
_PERCENT: Final = 100.0


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on ranges and on recovery."""
    yield "## Do the ranges hold what they promise?\n"
    yield (
        "A year, or a region, is left out of the fit, and what is published of it is held against "
        "the model's range, which counts the error of the figure. A region is left out of the fit "
        "alone: a share of one of its countries from which the model starts stays. In brackets: "
        "90 % of bootstrap samples over vendors (years) or countries (regions), where there are "
        "four or more.\n"
    )
    yield table(("Left out", "Figures", "In the 50 % range", "In the 90 % range"), _rows(inputs))
    yield from _errors(inputs)
    yield f"{CONDITIONAL}\n"
    yield from _folds(inputs)
    for wave, told in inputs.calibration["recovered"].items():
        yield from _recovered(wave, told)


def _rows(inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for left, of, among, words in _FOLDS:
        half = folds(inputs, left, of, among, COVERED_HALF).get(MODEL)
        most = folds(inputs, left, of, among, COVERED).get(MODEL)
        if half and most:
            yield words, str(most.figures), _share(half), _share(most)


def _share(found: Said) -> str:
    if math.isnan(found.value):
        return "-"
    value, low, high = (_PERCENT * part for part in found[:3])
    return f"{value:.0f} %" + (f" [{low:.0f} to {high:.0f}]" if low < high else "")


def _errors(inputs: Inputs) -> Iterator[str]:
    """Yield how far off shares of a year are that is left out, beside the figure before."""
    among = "2019 and 2020"
    whole = folds(inputs, "a year", FITTED, among, RMSE).get(MODEL)
    known = folds(inputs, "a year", FITTED, f"{among}, {KNOWN}", RMSE)
    if whole is None:
        return
    words = f"Shares of 2019 and 2020, each year told without its own: {whole.words(1)} points"
    words += f" ({counted(whole.figures)})."
    if MODEL in known and PERSISTENCE in known:
        own, last = known[MODEL], known[PERSISTENCE]
        words += (
            f" Of the {own.figures} whose publisher has an earlier figure: the model "
            f"{own.words(1)}, that figure again {last.words(1)} points."
        )
    yield f"{words}\n"


def _folds(inputs: Inputs) -> Iterator[str]:
    """Yield what the posterior of each fold rests on."""
    groups: dict[str, list[Tree]] = {}
    for fold in inputs.calibration["folds"]:
        if fold["coding"] == inputs.coding:
            groups.setdefault(fold["left_out"], []).append(fold)
    rows = []
    for left, some in groups.items():
        least = min(some, key=lambda fold: float(fold["effective"]))
        middle = median(float(fold["effective"]) for fold in some)
        power = min(float(fold["power"]) for fold in some)
        worst = f"{least['effective']:.0f} ({least['name']})"
        rows.append((left, str(len(some)), f"{power:.2f}", worst, f"{middle:.0f}"))
    yield (
        "What each fold rests on. A power below 1: of what was left the likelihood was raised to "
        "it, so that enough draws count, and ranges are wider than the record's own.\n"
    )
    yield table(("Left out", "Folds", "Lowest power", "Fewest draws that count", "Median"), rows)


def _recovered(wave: str, told: Tree) -> Iterator[str]:
    yield f"### Made-up records ({wave})\n"
    yield (
        f"{told['truths']} draws of this wave were taken for the truth, one after the other: one "
        "run of each became the record, and all draws of the wave were asked for a posterior by "
        "their other runs. Where the likelihood is right, the truth's rank in it is even, half of "
        "the truths lie in the middle 50 % and nine in ten in the middle 90 %. This is at full "
        f"weight, and {told['effective']:.0f} draws count on average. *Control*: the same with the "
        f"likelihood raised to the power {WRONG:g}, which is wrong on purpose; a test that cannot "
        "see that says nothing. *Follows the truth*: correlation of posterior means with truths. "
        "*Narrowed*: by how much the posterior is narrower than the draws.\n"
    )
    rows = (
        (
            f"`{key}`",
            *(f"{_PERCENT * part:.0f} %" for part in each["inside"]),
            *_even(key, told),
            f"{each['correlation']:.3f}",
            f"{_PERCENT * each['narrowed']:.0f} %",
        )
        for key, each in told["parameters"].items()
    )
    head = (
        "Parameter", "In 50 %", "In 90 %", "Ranks even", "Control even", "Follows the truth",
        "Narrowed",
    )  # fmt: skip
    fit = (FIT, "", "", *_even(FIT, told), "", "")
    yield table(head, [*rows, fit])
    below = sum(told["fit"]) / len(told["fit"])
    yield (
        f"The last row asks more than the others: whether the truth fits its record as well as its "
        f"posterior does. On average {_PERCENT * below:.0f} % of the posterior fits worse, where "
        "50 % is right and less means that the likelihood is too sharp.\n"
    )
    if told["power"] < 1.0:
        yield (
            "Means and widths alone were taken with the likelihood raised to a power of "
            f"{told['power']:.2f} on average, so that {told['effective_of_means']:.0f} draws "
            "count.\n"
        )


def _even(name: str, told: Tree) -> tuple[str, str]:
    return (
        "no" if name in told["uneven"] else "yes",
        "no" if name in told["control_uneven"] else "yes",
    )
