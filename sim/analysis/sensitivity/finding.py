"""All that an analysis found, and what is looked up in it most often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.headline import Headline
from sim.analysis.pairs import baseline_of
from sim.analysis.sensitivity.choice import Choice
from sim.analysis.sensitivity.experiment import Experiment, Series
from sim.sweeps.failures import one_line

#: Years in which a measure varies by less than this part of its most are no use to look at.
_LEAST_DEVIATION: Final = 0.05


class Index(NamedTuple):
    """The indices of a parameter in a year, each with half its 90 % interval."""

    key: str
    first: float
    first_conf: float
    total: float
    total_conf: float

    @property
    def stands_out(self) -> bool:
        """Whether its total order is larger than the error of having few points."""
        return self.total > self.total_conf


class Spell(NamedTuple):
    """Years in a row in which one parameter has the largest total order."""

    key: str
    first: int
    last: int


@dataclass(frozen=True)
class Finding:
    """Which parameters drive each series of a scenario.

    Attributes
    ----------
    ds
        The result that the indices come from; figures take titles and warnings from it.
    scenario
        The one that was looked at.
    year
        That tables and words speak of.
    screened, indexed
        What was played for the screening and for the indices.
    effects, indices
        By series, as :mod:`sim.analysis.sensitivity.effects` and
        :mod:`sim.analysis.sensitivity.indices` give them.
    choice
        The parameters that the screening left.
    """

    ds: xr.Dataset
    scenario: str
    year: int
    screened: Experiment
    indexed: Experiment
    effects: Mapping[Series, xr.Dataset]
    indices: Mapping[Series, xr.Dataset]
    choice: Choice

    @property
    def main(self) -> Series:
        """The first measure, as what the scenario changes if it has a baseline."""
        return next(iter(self.indices))

    @property
    def items(self) -> tuple[Headline, ...]:
        """The measures, in their order."""
        return tuple(dict.fromkeys(series.item for series in self.indices))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Changes, levels or both."""
        return tuple(dict.fromkeys(series.kind for series in self.indices))

    @property
    def baseline(self) -> str | None:
        """The scenario that changes are against."""
        return baseline_of(self.ds, self.scenario)

    @property
    def title(self) -> str:
        """Of the scenario."""
        return self._title_of(self.scenario)

    @property
    def baseline_title(self) -> str:
        """Of its baseline; empty: it has none."""
        return "" if self.baseline is None else self._title_of(self.baseline)

    def _title_of(self, scenario: str) -> str:
        return one_line(str(self.ds.attrs["titles"].get(scenario) or scenario))

    def of_kind(self, kind: str) -> list[Series]:
        """Return the series of a kind, in the order of the measures."""
        return [series for series in self.indices if series.kind == kind]

    def mu_star(self, series: Series, key: str) -> tuple[float, float]:
        """Return mu* of a parameter in the year that words speak of, and half its interval."""
        found = self.effects[series].sel(year=self.year, parameter=key)
        return float(found["mu_star"]), float(found["mu_star_conf"])

    def ranked(self, series: Series, year: int | None = None) -> list[Index]:
        """Return the indices of a year, the largest total order first; none: nothing varies."""
        found = self.indices[series].sel(year=self.year if year is None else year)
        if np.isnan(found["ST"].values).any():
            return []
        columns = (found[name].values.tolist() for name in ("S1", "S1_conf", "ST", "ST_conf"))
        names = map(str, found["parameter"].values)
        rows = [Index(*row) for row in zip(names, *columns, strict=True)]
        return sorted(rows, key=lambda row: -row.total)

    def rivals(self, series: Series) -> list[Index]:
        """Return who cannot be told apart from the largest total order, itself first.

        Empty where nothing varies, or the largest is no larger than its own error.
        """
        rows = self.ranked(series)
        if not rows or not rows[0].stands_out:
            return []
        least = rows[0].total - rows[0].total_conf
        return [row for row in rows if row.stands_out and row.total + row.total_conf >= least]

    def years(self, series: Series) -> NDArray[np.int64]:
        """Return the years in which a series varies enough to be looked at."""
        found = self.indices[series]
        deviation = found["deviation"].values
        known = ~np.isnan(found["ST"].values).any(axis=1)
        enough = deviation >= _LEAST_DEVIATION * deviation.max()
        return np.asarray(found["year"].values[known & enough])

    def spells(self, series: Series) -> list[Spell]:
        """Return which parameter has the largest total order in which years."""
        largest = [(self.ranked(series, int(y))[0].key, int(y)) for y in self.years(series)]
        runs = [(key, [y for _, y in some]) for key, some in groupby(largest, lambda p: p[0])]
        return [Spell(key, years[0], years[-1]) for key, years in runs]

    def peak(self, series: Series, key: str) -> int:
        """Return the year in which a parameter moves a series most, in the measure's unit."""
        found = self.indices[series].sel(parameter=key)
        due = np.nan_to_num(found["ST"].values) * found["deviation"].values ** 2
        return int(found["year"].values[int(due.argmax())])

    def leading(self, kind: str, count: int) -> list[str]:
        """Return the parameters that have most of the variance of any one series of a kind.

        Total orders are weighted by the variance of each year.
        """
        parts = []
        for series in self.of_kind(kind):
            found = self.indices[series]
            due = (found["ST"].fillna(0.0) * found["deviation"] ** 2).sum("year").values
            parts.append(due / max(float(due.sum()), np.finfo(float).tiny))
        order = np.argsort(-np.max(parts, axis=0), kind="stable")[:count]
        return [self.indexed.names[place] for place in order]
