"""The verdict on the terminal: how wrong the model is, beside the best of its rivals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

import numpy as np

from sim.validation.judge import MODEL, RIVAL, Row
from sim.validation.output import CONDITIONAL
from sim.validation.scores import Score
from sim.validation.variants import WORDS
from sim.validation.verdict import Verdict

WIDTH: Final = 100
_SHARES: Final = ("RMSE",)
_CHANCES: Final = ("Brier score", "log score", "AUC")
_HIGHER_IS_BETTER: Final = ("AUC", "concordance")
_COVERED: Final = "coverage of the 90% range"
_NAME: Final = 46
_CELL: Final = 12
_RIVAL: Final = 30


def table(found: Verdict) -> str:
    """Return a verdict as text of at most 100 columns.

    Parameters
    ----------
    found
        What was scored.
    """
    variants = list(dict.fromkeys(row.predictor for row in found.rows if row.kind == MODEL))
    years = f"{found.years.first} to {found.years.last}"
    lines = [
        f"How far off the model is on figures of {years}, beside the best of its rivals",
        *_shares(found.rows, variants),
        *_chances(found.rows, variants),
        "",
        *_notes(found, variants),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _shares(rows: Sequence[Row], variants: Sequence[str]) -> Iterator[str]:
    groups = _grouped(rows, _SHARES)
    if not groups:
        return
    yield ""
    yield "Root mean squared error, in the unit of the figures (share of them in the 90 % range)"
    yield _line("", [*variants, "best rival"])
    for (_, name), own in groups.items():
        yield _line(f"{name} ({own[0].score.figures})", [*_models(rows, own, variants), _best(own)])


def _chances(rows: Sequence[Row], variants: Sequence[str]) -> Iterator[str]:
    for measure in _CHANCES:
        groups = _grouped(rows, (measure,))
        if not groups:
            continue
        better = "higher is better" if measure in _HIGHER_IS_BETTER else "lower is better"
        yield ""
        yield f"Who restricts: {measure} ({better})"
        yield _line("", [*variants, "best rival"])
        for (_, name), own in groups.items():
            shown = [_number(_of(own, variant)) for variant in variants]
            yield _line(name, [*shown, _best(own)])


def _grouped(rows: Sequence[Row], measures: Sequence[str]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.measure in measures:
            found.setdefault((row.unit, name_of(row.groups)), []).append(row)
    return found


def name_of(groups: Mapping[str, str]) -> str:
    """Return what figures have in common, in a few words."""
    return ", ".join(word for word in groups.values() if word)


def _models(rows: Sequence[Row], own: Sequence[Row], variants: Sequence[str]) -> list[str]:
    """Return the error of each variant with its coverage."""
    groups = own[0].groups
    covered = {
        row.predictor: row.score.value
        for row in rows
        if row.measure == _COVERED and row.groups == groups and row.table == own[0].table
    }
    cells = []
    for variant in variants:
        part = covered.get(variant, float("nan"))
        inside = f" ({part:.0%})" if np.isfinite(part) else ""
        cells.append(f"{_number(_of(own, variant))}{inside}")
    return cells


def _of(rows: Sequence[Row], predictor: str) -> Score:
    return next(row.score for row in rows if row.predictor == predictor)


def _best(rows: Sequence[Row]) -> str:
    """Return the rival with the best score, of those scored on most of the figures."""
    rivals = [row for row in rows if row.kind == RIVAL and np.isfinite(row.score.value)]
    if not rivals:
        return "none has a value"
    sign = -1.0 if rows[0].measure in _HIGHER_IS_BETTER else 1.0
    best = min(rivals, key=lambda row: sign * row.score.value)
    few = "" if best.score.figures == rows[0].score.figures else f", {best.score.figures} figures"
    return f"{_number(best.score)} {best.predictor}{few}"


def _number(score: Score) -> str:
    if not np.isfinite(score.value):
        return "-"
    return f"{score.value:.3f}" if abs(score.value) < 1 else f"{score.value:.1f}"


def _line(name: str, cells: Sequence[str]) -> str:
    *models, last = cells
    shown = name if len(name) <= _NAME else f"{name[: _NAME - 3]}..."
    return f"{shown:<{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in models) + f"  {last}"


def _notes(found: Verdict, variants: Sequence[str]) -> Iterator[str]:
    for variant in variants:
        yield from wrap(f"{variant}: {WORDS.get(variant, variant)}.", WIDTH)
    for name, read in found.read.items():
        out = sum(row.table == name for row in found.left_out)
        yield f"{name}: {read} rows of those years, {out} of them left out, with reasons."
    yield from wrap(CONDITIONAL, WIDTH)
