"""Writing a verdict: everything as JSON, the scores as a table."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.judge import Row
from sim.validation.remarks import names_of, remarks
from sim.validation.rows import LeftOut, by_reason
from sim.validation.verdict import Verdict
from sim.world import Floats

FILE: Final = "validation.json"
SCORES: Final = "scores.csv"
CONDITIONAL: Final = (
    "The moves of the United States and China are inputs, and the rules and the ranges of "
    "parameters were written by people who know the years after 2020: on later years this tests "
    "numbers, not rules."
)
_RANGE: Final = (0.05, 0.5, 0.95)
_COLUMNS: Final = (
    "table", "groups", "predictor", "kind", "measure", "unit", "value", "low", "high", "figures",
)  # fmt: skip


def write_verdict(found: Verdict, variants: Mapping[str, str], folder: Path) -> Path:
    """Write ``validation.json`` and ``scores.csv`` into a folder; return the first.

    Parameters
    ----------
    found
        What was scored.
    variants
        What each variant of the model is, in words.
    folder
        Where to write.
    """
    told = {
        "years": {"from": found.years.first, "until": found.years.last},
        "conditional": CONDITIONAL,
        "model": dict(variants),
        "tables": _tables(found),
        "remarks": [*remarks(found.reading)],
        "scores": [_score(row) for row in found.rows],
        "figures": [_figure(each) for each in found.figures],
        "events": [_event(each) for each in found.events],
        "brackets": [_bracket(each) for each in found.brackets],
    }
    file = folder / FILE
    text = json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    _write_scores(found.rows, folder / SCORES)
    return file


def _write_scores(rows: Iterable[Row], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row in rows:
            groups = "; ".join(f"{key}: {word}" for key, word in row.groups.items())
            first = (row.table, groups, row.predictor, row.kind, row.measure, row.unit)
            numbers = (f"{v:.6g}" if np.isfinite(v) else "" for v in row.score[:3])
            writer.writerow([*first, *numbers, row.score.figures])


def _tables(found: Verdict) -> dict[str, Any]:
    unread = dict(found.reading.unread)
    return {
        table: {
            "rows": read,
            "not read": unread.get(table),
            "left out": _reasons(found.left_out, table),
            "of other kinds": _reasons(found.reading.other_kinds, table),
            "with a reserve": _reasons(found.reading.reserves, table),
        }
        for table, read in found.read.items()
    }


def _reasons(told: Iterable[LeftOut], table: str) -> list[dict[str, Any]]:
    """Return what was said of rows of a table, with their lines and whom they are of."""
    return [
        {
            "reason": reason,
            "rows": len(rows),
            "lines": [row.line for row in rows],
            "what": names_of(rows),
        }
        for (name, reason), rows in by_reason(told).items()
        if name == table
    ]


def _score(row: Row) -> dict[str, Any]:
    first = {key: value for key, value in row._asdict().items() if key != "score"}
    return {**first, **{key: _plain(value) for key, value in row.score._asdict().items()}}


def _figure(each: Figure) -> dict[str, Any]:
    return {
        "table": each.table, "line": each.line, "what": each.what, "groups": dict(each.groups),
        "unit": each.unit, "observed": each.observed, "error": each.error, "seed": each.seed,
        "model": {name: _spread(values) for name, values in each.model.items()},
        "rivals": {name: _plain(value) for name, value in each.rivals.items()},
    }  # fmt: skip


def _event(each: Event) -> dict[str, Any]:
    return {
        "table": each.table, "what": each.what, "groups": dict(each.groups),
        "happened": bool(each.happened), "when": _plain(each.when),
        "model": dict(each.model), "rivals": dict(each.rivals),
    }  # fmt: skip


def _bracket(each: Bracket) -> dict[str, Any]:
    return {
        "table": each.table, "line": each.line, "what": each.what, "unit": each.unit,
        "low": _plain(each.low), "high": _plain(each.high), "quality": each.quality,
        "model": {name: _spread(values) for name, values in each.model.items()},
    }  # fmt: skip


def _spread(values: Floats) -> dict[str, float | None]:
    """Return mean and range over the samples."""
    known = values[np.isfinite(values)]
    if not len(known):
        return dict.fromkeys(("mean", "p05", "p50", "p95"))
    low, middle, high = np.quantile(known, _RANGE)
    numbers = {"mean": known.mean(), "p05": low, "p50": middle, "p95": high}
    return {name: _plain(value) for name, value in numbers.items()}


def _plain(value: float) -> float | None:
    """Return a number for JSON, which has no infinity and no NaN."""
    return float(f"{value:.6g}") if math.isfinite(value) else None
