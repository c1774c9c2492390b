"""Which rules the record supports, of which it says nothing, and which make the model worse."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from scipy.stats import norm

from sim.pages.evidence.inputs import Inputs
from sim.pages.evidence.scores import CONDITIONAL
from sim.pages.markdown import table
from sim.params import switches
from sim.validation.calibration.ablation import (
    AUC,
    BRIER,
    FITTED,
    LOG,
    LOOKED_AT,
    Ablated,
    Change,
)

FILE: Final = "ablations.csv"
_COLUMNS: Final = ("mechanism", "measure", "unit", "whole", "turned", "difference", "error")
_LUCK: Final = 0.1
"""How often luck alone may name one rule, over all of them together."""
_LEAST: Final = {FITTED: 0.1, LOG: 0.002}
"""Changes that are worth naming: points, nats a country."""
_NOTHING: Final = 0.01
_HEADS: Final = {
    "Fitted shares, points": (FITTED, 2),
    "Never fitted, points": (LOOKED_AT, 2),
    "Brier score": (BRIER, 4),
    "Log score": (LOG, 4),
    "AUC": (AUC, 3),
}
"""Columns: which score, with how many digits."""


class Word(Enum):
    """What the record says of a rule."""

    SUPPORTS = "supports it"
    AGAINST = "better without it"
    SILENT = "-"


class Told(NamedTuple):
    """What the record says of one rule, by shares and by who restricts."""

    ablated: Ablated
    shares: Word
    decisions: Word

    @property
    def name(self) -> str:
        """The switch, and whether it was turned off or, where it is off, on."""
        known = switches()[self.ablated.mechanism]
        return f"{'without' if known.default else 'with'} `{known.name}`"


def told(found: Sequence[Ablated]) -> list[Told]:
    """Return what the record says of each rule.

    A change counts where it is larger than the largest of so many would be by luck (one page in
    ten), and than what is worth naming.
    """
    sure = float(norm.ppf((1.0 - _LUCK) ** (1.0 / (4 * max(1, len(found))))))
    return [
        Told(each, _word(each.change(FITTED), sure), _word(each.change(LOG), sure))
        for each in found
    ]


def _word(change: Change, sure: float) -> Word:
    size = abs(change.difference)
    if size < _LEAST[change.measure] or size <= sure * change.error:
        return Word.SILENT
    return Word.SUPPORTS if change.difference > 0 else Word.AGAINST


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on ablations."""
    found = told(inputs.ablated)
    if not found:
        return
    speaks = [each for each in found if {each.shares, each.decisions} != {Word.SILENT}]
    silent = [each for each in found if each not in speaks]
    yield "## Which rules the record supports\n"
    yield "![What each rule does to the errors to 2020](evidence/rules.png)\n"
    yield (
        "Each mechanism is turned round alone, at the means of the posterior and with the same "
        "chance, and the years to 2020 are scored again. Shares: error over all that were fitted, "
        "and over those of the world and its parts that never were. Log score: surprise at who "
        "restricts, a country. Plus: worse without the rule, so that the record supports it; for "
        "the AUC that is minus. What counts is the fitted shares and the log score, where they "
        "change by more than luck would change the largest of so many. The other parameters are "
        "not fitted anew, so that a rule looks more needed than it is.\n"
    )
    whole = found[0].ablated
    yield (
        f"The whole model: shares {whole.change(FITTED).whole:.2f} points, Brier score "
        f"{whole.change(BRIER).whole:.4f}, log score {whole.change(LOG).whole:.4f}, AUC "
        f"{whole.change(AUC).whole:.3f}.\n"
    )
    head = ("", *_HEADS, "By shares", "By who restricts")
    yield table(head, map(_row, sorted(speaks, key=_size)))
    yield f"{CONDITIONAL}\n"
    yield from _meaning(found, silent)


def _size(each: Told) -> tuple[bool, float]:
    """Order by what the record says: support first, the largest change first."""
    against = Word.AGAINST in (each.shares, each.decisions)
    sizes = (each.ablated.change(name).difference / least for name, least in _LEAST.items())
    return against, -max(map(abs, sizes))


def _row(each: Told) -> tuple[str, ...]:
    cells = (
        _signed(each.ablated.change(measure).difference, digits)
        for measure, digits in _HEADS.values()
    )
    return (each.name, *cells, each.shares.value, each.decisions.value)


def _signed(value: float, digits: int) -> str:
    """Return a change with its sign; none where there is nothing to score."""
    return "-" if math.isnan(value) else f"{value:+.{digits}f}"


def _meaning(found: Sequence[Told], silent: Sequence[Told]) -> Iterator[str]:
    both = [(each.shares, each.decisions) for each in found]
    supported = sum(Word.SUPPORTS in words and Word.AGAINST not in words for words in both)
    against = [each for each, words in zip(found, both, strict=True) if Word.AGAINST in words]
    yield (
        f"The record supports {supported} of {len(found)} mechanisms, says nothing clear of "
        f"{len(silent)}, and fits better without {len(against)}"
        f"{': ' + ', '.join(each.name for each in against) if against else ''}. That the fit "
        "is better without a rule does not show that it does not act: what is missing may be "
        "another rule.\n"
    )
    still = [each for each in silent if not _moves(each.ablated)]
    moving = [each for each in silent if each not in still]
    yield f"Nothing clear either way: {_names(moving)}.\n"
    yield f"No score to 2020 moves by more than a hundredth: {_names(still)}.\n"


def _moves(ablated: Ablated) -> bool:
    """Return whether any score moves; those that are not there do not."""
    return any(abs(change.difference) > _NOTHING for change in ablated.changes)


def _names(some: Sequence[Told]) -> str:
    return ", ".join(f"`{each.ablated.mechanism}`" for each in some) or "none"


def write_ablations(found: Sequence[Ablated], folder: Path) -> Path:
    """Write every change of every mechanism as a table and return it."""
    file = folder / FILE
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for each in found:
            for change in each.changes:
                numbers = (change.whole, change.turned, change.difference, change.error)
                cells = ("" if value != value else f"{value:.4g}" for value in numbers)
                writer.writerow((each.mechanism, change.measure, change.unit, *cells))
    return file
