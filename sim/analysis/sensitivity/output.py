"""Writing a finding: every statistic as a tidy table, and where it comes from as JSON."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import numpy as np
import xarray as xr

import sim
from sim.analysis.sensitivity.choice import RULE
from sim.analysis.sensitivity.effects import COLUMNS as EFFECTS
from sim.analysis.sensitivity.effects import CONFIDENCE
from sim.analysis.sensitivity.experiment import Experiment, Series
from sim.analysis.sensitivity.finding import Finding
from sim.analysis.sensitivity.indices import COLUMNS as INDICES

TABLE: Final = "sensitivity.csv"
FILE: Final = "sensitivity.json"
_FIRST: Final = ("method", "measure", "kind", "unit", "year", "parameter")
_OF_YEAR: Final = ("deviation", "chance", "chance_left")


def write_finding(
    finding: Finding, manifests: Mapping[str, Mapping[str, Any]], folder: Path
) -> None:
    """Write ``sensitivity.csv`` and ``sensitivity.json`` into a folder.

    Parameters
    ----------
    finding
        What was found.
    manifests
        Sub-folder -> manifest of what was played there.
    folder
        Where to write.
    """
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([*_FIRST, *EFFECTS, *INDICES])
        for method, found, columns in (
            ("morris", finding.effects, EFFECTS),
            ("sobol", finding.indices, INDICES),
        ):
            for series, stats in found.items():
                writer.writerows(_rows(method, series, stats, columns))
    text = json.dumps(_told(finding, manifests), indent=1, ensure_ascii=False, allow_nan=False)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _rows(
    method: str, series: Series, stats: xr.Dataset, columns: tuple[str, ...]
) -> Iterator[list[str]]:
    """Yield a line a year and parameter; years in which nothing varies have none."""
    blank = dict.fromkeys((*EFFECTS, *INDICES), "")
    numbers = {name: stats[name].values for name in columns}
    names = [str(name) for name in stats["parameter"].values]
    for row, year in enumerate(stats["year"].values):
        if np.isnan(numbers[columns[0]][row]).any():
            continue
        first = [method, series.item.name, series.kind, series.item.unit, str(year)]
        for place, key in enumerate(names):
            own = {name: f"{numbers[name][row, place]:.6g}" for name in columns}
            yield [*first, key, *(blank | own).values()]


def _told(finding: Finding, manifests: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    choice, most = finding.choice, finding.choice.most_left_out
    return {
        "program": "faultlines",
        "version": sim.__version__,
        "SALib": metadata.version("SALib"),
        "scenario": finding.scenario,
        "baseline": finding.baseline,
        "measures": [
            {"name": i.name, "label": i.label, "unit": i.unit} for i in finding.items
        ],
        "interval": CONFIDENCE,
        "parameters": list(finding.screened.names),
        "kept": [{"parameter": key, "share": _plain(choice.shares[key])} for key in choice.kept],
        "kept_part": _plain(choice.part),
        "kept_part_of_mu_star": _plain(choice.plain_part),
        "rule": RULE,
        "most_left_out": None
        if most is None
        else {"parameter": most[1], "share": _plain(most[0]), "series": most[2].name},
        "screening": _played(finding.screened, manifests["screening"]),
        "indices": _played(finding.indexed, manifests["indices"]),
        "variance": [
            row for series, stats in finding.indices.items() for row in _variance(series, stats)
        ],
        "does_not_vary": _constant(finding),
    }  # fmt: skip


def _played(played: Experiment, manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "asked": played.asked,
        "left_out": played.left_out,
        "points": len(played.points),
        "counts": manifest["counts"],
        "seed": manifest["seed"],
        "replicates": manifest["replicates"],
        "design": manifest["design"],
        "identity": manifest["identity"],
        "hashes": manifest["hashes"],
        "versions": manifest["versions"],
        "overrides": manifest["overrides"],
        "provenance": manifest["provenance"],
    }


def _variance(series: Series, stats: xr.Dataset) -> Iterator[dict[str, Any]]:
    """Yield how much a series varies, year by year, and which part of that is chance."""
    for year in stats["year"].values:
        own = {name: _plain(float(stats[name].sel(year=year))) for name in _OF_YEAR}
        yield {"measure": series.item.name, "kind": series.kind, "year": int(year), **own}


def _constant(finding: Finding) -> list[dict[str, Any]]:
    """Return the years in which a series does not vary, so that it has no lines in the table."""
    pairs = (
        ("morris", finding.effects, "mu_star"),
        ("sobol", finding.indices, "ST"),
    )
    found = []
    for method, by_series, column in pairs:
        for series, stats in by_series.items():
            gone = np.isnan(stats[column].values).any(axis=1)
            if gone.any():
                years = stats["year"].values[gone].tolist()
                first = {"method": method, "measure": series.item.name, "kind": series.kind}
                found.append({**first, "years": years})
    return found


def _plain(value: float) -> float | None:
    """Return a number for JSON, which has no infinity and no NaN."""
    return float(f"{value:.6g}") if math.isfinite(value) else None
