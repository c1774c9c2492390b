"""Each fact beside each set of runs: the figure with its range, and whether it holds."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.groups import group_label
from sim.analysis.paired import Spread, spread
from sim.analysis.stylised.fact import Fact
from sim.analysis.stylised.registry import FACTS
from sim.analysis.stylised.worst_case import worst_case_usd_bn

FILE: Final = "facts.csv"
COLUMNS: Final = (
    "fact", "measured", "unit", "bar", "set", "mean", "p05", "p50", "p95", "holds_share", "holds",
    "samples",
)  # fmt: skip


class Finding(NamedTuple):
    """A fact in one set of runs.

    Attributes
    ----------
    sentence, measured
        The texts of the fact, with the groups in them counted.
    figure
        Over the samples in which it could be measured; NaN if there are none.
    holds_share
        Part of those samples that meet the bar; NaN if there are none.
    samples
        Their number.
    """

    fact: Fact
    sentence: str
    measured: str
    set: str
    figure: Spread
    holds_share: float
    samples: int

    @property
    def holds(self) -> bool | None:
        """Whether the median meets the bar; None where nothing could be measured."""
        return bool(self.fact.holds(self.figure.p50)) if self.samples else None

    @property
    def verdict(self) -> str:
        """The same in a word."""
        return {True: "yes", False: "no", None: "-"}[self.holds]


class _Words(dict[str, str]):
    """What stands for braces in a fact's texts: groups with their counts, the worst case."""

    def __init__(self, ds: xr.Dataset) -> None:
        super().__init__(worst_case=f"{worst_case_usd_bn():g}")
        self.ds = ds

    def __missing__(self, group: str) -> str:
        return group_label(self.ds, group)


def findings(sets: Mapping[str, xr.Dataset], facts: Sequence[Fact] = FACTS) -> list[Finding]:
    """Return every fact in every set of runs, fact by fact.

    Parameters
    ----------
    sets
        Name of a set of runs -> its result.
    facts
        Which ones.
    """
    return [_finding(fact, name, ds) for fact in facts for name, ds in sets.items()]


def write_findings(found: Sequence[Finding], file: Path) -> Path:
    """Write findings as a tidy table with :data:`COLUMNS` and return the file."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(each) for each in found)
    return file


def _finding(fact: Fact, name: str, ds: xr.Dataset) -> Finding:
    values = np.asarray(fact.function(ds).values, dtype=np.float64)
    known = values[np.isfinite(values)]
    nothing = np.full((), np.nan)
    words = _Words(ds)
    return Finding(
        fact,
        fact.sentence.format_map(words),
        fact.measured.format_map(words),
        name,
        spread(known) if known.size else Spread(nothing, nothing, nothing, nothing),
        float(fact.holds(known).mean()) if known.size else np.nan,
        known.size,
    )


def _row(found: Finding) -> list[str]:
    fact = found.fact
    numbers = [f"{float(value):.6g}" for value in (*found.figure, found.holds_share)]
    words = [fact.name, found.measured, fact.unit, fact.condition, found.set]
    cells = [*words, *("" if number == "nan" else number for number in numbers)]
    return [*cells, "" if found.holds is None else found.verdict, str(found.samples)]
