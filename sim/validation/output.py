"""Writing a verdict: everything as JSON, the scores as a table."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.judge import Row, weights
from sim.validation.remarks import names_of, remarks
from sim.validation.risk import NoCase, Unnamed
from sim.validation.rows import LeftOut, by_reason
from sim.validation.scores import place_in_range, tells
from sim.validation.verdict import Verdict
from sim.validation.windows import ORDER, Window, in_sample
from sim.world import Floats

FILE: Final = "validation.json"
SCORES: Final = "scores.csv"
CONDITIONAL: Final = (
    "The moves of the United States and China are inputs, and the rules and the ranges of "
    "parameters were written by people who know the years after 2020: on later years this tests "
    "numbers, not rules."
)
_RANGE: Final = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_GROUP_COLUMNS: Final = {"measure": "quantity"}
"""A group's name where that is a column of the scores already."""
_COLUMNS: Final = (
    "table", "window", "in_sample", "predictor", "kind", "measure", "unit", "value", "low", "high",
    "figures", "rival", "rival_value",
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
        "windows": [_window(each, variants) for each in found.years.windows],
        "tables": _tables(found),
        "files that are not read": [
            {"file": each.name, "meant": each.meant or None} for each in found.reading.strangers
        ],
        "remarks": [*remarks(found.reading)],
        "no cases": [each._asdict() for each in found.no_cases if isinstance(each, NoCase)],
        "scored as a no without a row": _no_rows(found),
        "scores": [_score(row) for row in latest_first(found.rows)],
        "figures": [
            _figure(each, weight)
            for each, weight in zip(found.figures, weights(found.figures), strict=True)
        ],
        "events": [_event(each) for each in found.events],
        "brackets": [_bracket(each) for each in found.brackets],
    }
    file = folder / FILE
    text = json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    _write_scores(latest_first(found.rows), folder / SCORES)
    return file


def latest_first(rows: Iterable[Row]) -> list[Row]:
    """Return scores, those of years after the fitted record first, those of what it holds last."""
    return sorted(rows, key=lambda row: ORDER.index(row.window))


def _window(window: Window, variants: Iterable[str]) -> dict[str, Any]:
    years = window.years
    return {
        "window": window.name, "from": years.first, "until": years.last,
        "rivals know of years before": years.cut_off,
        "in sample": [name for name in variants if in_sample(window.name, name)],
    }  # fmt: skip


def _write_scores(rows: Sequence[Row], file: Path) -> None:
    """Write a table of the scores, with a column for each thing that figures have in common."""
    names = list(dict.fromkeys(name for row in rows for name in row.groups))
    columns = [_GROUP_COLUMNS.get(name, name) for name in names]
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([*_COLUMNS[:3], *columns, *_COLUMNS[3:]])
        for row in rows:
            first = (row.table, row.window, int(in_sample(row.window, row.predictor)))
            shared = (row.groups.get(name, "") for name in names)
            told = (row.predictor, row.kind, row.measure, row.unit)
            *numbers, beside = (
                f"{v:.6g}" if np.isfinite(v) else "" for v in (*row.score[:3], row.beside)
            )
            last = (row.score.figures, row.rival, beside)
            writer.writerow([*first, *shared, *told, *numbers, *last])


def _no_rows(found: Verdict) -> list[str]:
    """Return the governments that are scored although the table of decisions has no row of them."""
    unnamed = (each for each in found.no_cases if isinstance(each, Unnamed))
    return [code for each in unnamed for code in each.countries]


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
    numbers = {key: _plain(value) for key, value in row.score._asdict().items()}
    known = {
        "in_sample": in_sample(row.window, row.predictor), "figures": row.score.figures,
        "beside": _plain(row.beside), "own": _plain(row.own),
    }  # fmt: skip
    return {**first, **numbers, **known}


def _figure(each: Figure, weight: float) -> dict[str, Any]:
    return {
        "table": each.table, "line": each.line, "what": each.what, "groups": dict(each.groups),
        "window": each.window,
        "unit": each.unit, "observed": each.observed, "error": each.error, "seed": each.seed,
        "weight": _plain(weight),
        "model": {
            name: {**_spread(values), "below": _below(each, values), "runs": _known(values)}
            for name, values in each.model.items()
        },
        "rivals": {name: _plain(value) for name, value in each.rivals.items()},
    }  # fmt: skip


def _event(each: Event) -> dict[str, Any]:
    return {
        "table": each.table, "what": each.what, "groups": dict(each.groups),
        "window": each.window, "happened": bool(each.happened), "when": _plain(each.when),
        "model": {name: _plain(chance) for name, chance in each.model.items()},
        "runs": dict(each.runs),
        "rivals": {name: _plain(chance) for name, chance in each.rivals.items()},
    }  # fmt: skip


def _bracket(each: Bracket) -> dict[str, Any]:
    return {
        "table": each.table, "line": each.line, "what": each.what, "unit": each.unit,
        "low": _plain(each.low), "high": _plain(each.high), "quality": each.quality,
        "model": {name: _spread(values) for name, values in each.model.items()},
    }  # fmt: skip


def _spread(values: Floats) -> dict[str, float | None]:
    """Return mean and range over the runs that have a value; nothing where too few have."""
    known = values[np.isfinite(values)]
    if not len(known) or not tells(values):
        return dict.fromkeys(("mean", *_RANGE))
    ends = np.quantile(known, [*_RANGE.values()])
    numbers = {"mean": known.mean(), **dict(zip(_RANGE, ends, strict=True))}
    return {name: _plain(value) for name, value in numbers.items()}


def _known(values: Floats) -> int:
    """Return how many runs have a value."""
    return int(np.isfinite(values).sum())


def _below(figure: Figure, values: Floats) -> float | None:
    """Return which part of the prediction, error of observation and all, is below the figure.

    It is inside the 90 % range from 0.05 to 0.95, inside the 50 % range from 0.25 to 0.75.
    """
    if figure.seed:
        return None
    places = place_in_range(np.array([figure.observed]), values[None, :], np.array([figure.error]))
    return _plain(float(places[0]))


def _plain(value: float) -> float | None:
    """Return a number for JSON, which has no infinity and no NaN."""
    return float(f"{value:.6g}") if math.isfinite(value) else None
