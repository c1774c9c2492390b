"""Whether ranges hold what they promise: figures left out, and records that the model made."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from sim.pages.evidence.bars import uneven
from sim.pages.evidence.inputs import Inputs, Tree
from sim.pages.evidence.scores import CONDITIONAL, COVERED, COVERED_HALF, Said, folds
from sim.pages.markdown import table
from sim.validation.calibration.folds import MODEL

_FOLDS: Final = (
    ("a year", "shares that are fitted", "2019 and 2020", "2019, then 2020, left out"),
    ("a region", "shares that are fitted", "inside a region", "each region left out; fitted"),
    (
        "a region",
        "shares that never are",
        "inside a region",
        "each region left out; countries and operators that are never fitted",
    ),
)
_PERCENT: Final = 100.0


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on ranges and on recovery."""
    yield "## Do the ranges hold what they promise?\n"
    yield (
        "A year, or a region, is left out of the fit, and what is published of it is held against "
        "the model's range, which counts the error of the figure. In brackets: 90 % of bootstrap "
        "samples over figures.\n"
    )
    yield table(("Left out", "Figures", "In the 50 % range", "In the 90 % range"), _rows(inputs))
    yield f"{CONDITIONAL}\n"
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
    return f"{value:.0f} % [{low:.0f} to {high:.0f}]"


def _recovered(wave: str, told: Tree) -> Iterator[str]:
    yield f"### Made-up records ({wave})\n"
    yield (
        f"{told['truths']} draws of this wave were taken for the truth, one after the other: one "
        "run of each became the record, and all other draws were asked for a posterior. Where "
        "posteriors are right, half of the truths lie in the middle 50 % and nine in ten in the "
        "middle 90 %. *Follows the truth*: correlation of posterior means with truths. "
        "*Narrowed*: by how much the posterior is narrower than the draws.\n"
    )
    known = told["parameters"]
    rows = (
        (
            f"`{key}`",
            *(f"{_PERCENT * part:.0f} %" for part in each["inside"]),
            "no" if uneven(each, len(known)) else "yes",
            f"{each['correlation']:.2f}",
            f"{_PERCENT * each['narrowed']:.0f} %",
        )
        for key, each in known.items()
    )
    head = ("Parameter", "In 50 %", "In 90 %", "Ranks even", "Follows the truth", "Narrowed")
    yield table(head, rows)
    if told["power"] < 1.0:
        yield (
            f"With so few draws around each truth the likelihood had to be raised to a power of "
            f"{told['power']:.2f} on average: these posteriors are wider than they could be.\n"
        )
