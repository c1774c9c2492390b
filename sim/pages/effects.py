"""What turning each mechanism changes, kept beside the docs from one ablation."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import xarray as xr

    from sim.plots.words import Change

FILE: Final = Path(__file__).parents[2] / "docs" / "rules" / "effects.csv"
YEAR: Final = 2030
_COLUMNS: Final = ("scenario", "mechanism", "measure", "mean", "low", "high", "runs")
TRACE: Final = "moves most: "
"""Before the outcome that a mechanism moves most; its mean is the change over its size."""


class Effect(NamedTuple):
    """A paired difference in 2030, with the mechanism turned less the whole model."""

    measure: str
    mean: float
    low: float
    high: float
    runs: int

    @property
    def is_clear(self) -> bool:
        """Whether the effect is clear; the error of its mean is not kept, and adds nothing."""
        from sim.analysis.change import Change, is_clear

        return is_clear(Change(self.mean, self.low, self.high, self.runs))


def keep(folder: Path) -> Path:
    """Take the effects of an ablation down and return the file.

    Raises
    ------
    FaultlinesError
        If the folder holds no result of ``faultlines ablate``.
    """
    from sim.errors import ResultError
    from sim.sweeps.load import load

    ds = load(folder)
    if not ds.attrs["turned"]:
        raise ResultError(f"{folder}: is not the result of an ablation")
    rows = [_COLUMNS, *_rows(ds)]
    with FILE.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
    return FILE


@cache
def kept() -> Mapping[tuple[str, str], tuple[Effect, ...]]:
    """Return effects by scenario and mechanism, in the order of the file."""
    found: dict[tuple[str, str], tuple[Effect, ...]] = {}
    with FILE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = row["scenario"], row["mechanism"]
            mean, low, high = (float(row[name]) for name in ("mean", "low", "high"))
            effect = Effect(row["measure"], mean, low, high, int(row["runs"]))
            found[key] = (*found.get(key, ()), effect)
    return found


def _rows(ds: xr.Dataset) -> Iterator[tuple[str, ...]]:
    from sim.analysis.ablation import trace
    from sim.analysis.headline import headlines_of
    from sim.analysis.pairs import baseline_of
    from sim.plots.headlines import headline_change, headline_values

    values = headline_values(ds, YEAR)
    for case, key in ds.attrs["turned"].items():
        mechanism = key.partition(".")[2]
        for item in headlines_of(ds):
            change = headline_change(ds, values, item, case)
            yield str(baseline_of(ds, case)), mechanism, item.name, *_numbers(change)
        traced = trace(ds, case)
        if traced:
            size = f"{traced.change:.2g}"
            measure = f"{TRACE}{traced.outcome}"
            runs = str(ds.sizes["sample"])
            yield str(baseline_of(ds, case)), mechanism, measure, size, size, size, runs


def _numbers(change: Change) -> tuple[str, ...]:
    numbers = (change.mean, change.low, change.high)
    return *(f"{value:.4g}" for value in numbers), str(change.samples)
