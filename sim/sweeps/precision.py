"""Are there enough runs? The simulation error of the headline shares, as runs come in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.headline import HEADLINES, Headline
from sim.analysis.paired import simulation_error
from sim.analysis.pairs import compared, minus_baseline
from sim.errors import ResultError
from sim.sweeps.load import Opened, dataset, open_result

FEWEST: Final = 16
"""Samples before an error is worth anything."""
GROWTH: Final = 1.5
POINTS: Final = "points"
_BYTES: Final = 32 * 2**20
"""Of outcomes that are read at once."""


class Precision:
    """What is known so far of the headline shares in a year, sample by sample.

    Parameters
    ----------
    folder
        A result folder to which runs are being added.
    year
        Of the shares.
    """

    def __init__(self, folder: Path, year: int) -> None:
        """Know nothing yet."""
        self._folder, self._year = folder, year
        self._places: list[NDArray[np.int64]] = []
        self._drawn: list[NDArray[np.int64]] = []
        self._found: dict[str, list[NDArray[np.float64]]] = {}

    def update(self, first: int, most: int | None = None) -> None:
        """Take in samples that have become complete since the last time.

        Parameters
        ----------
        first
            Only so many samples from the first on are looked at.
        most
            Take in no more than so many now.
        """
        try:
            opened = open_result(self._folder, whole=True)
        except ResultError:
            return  # no sample is complete
        places = np.flatnonzero(opened.complete)
        rows = opened.rows[:, places < first]
        places = places[places < first]
        fresh = ~np.isin(places, np.concatenate([places[:0], *self._places]))
        places, rows = places[fresh][:most], rows[:, fresh][:, :most]
        step = _samples_at_once(opened, rows)
        for start in range(0, len(places), step):
            part = slice(start, start + step)
            self._take(opened, places[part], rows[:, part])

    def _take(self, opened: Opened, places: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        complete = np.zeros_like(opened.complete)
        complete[places] = True
        ds = dataset(opened._replace(rows=rows, complete=complete))
        quarters = np.flatnonzero(ds["year"].values == self._year)
        year = ds.isel(quarter=slice(quarters[0], quarters[-1] + 1))
        for share in shares_watched():
            if share.needs in year:
                self._found.setdefault(share.name, []).append(_changes(year, share))
        self._places.append(places)
        self._drawn.append(np.stack([ds["draw"].values, ds["replicate"].values]))

    @property
    def samples(self) -> int:
        """Samples taken in."""
        return sum(map(len, self._places))

    @property
    def error(self) -> float:
        """The largest simulation error of any share and scenario, in points; NaN: not known."""
        if self.samples < FEWEST or not self._found:
            return float("nan")
        # In one order whatever the order they came in, so that sums are the same to the bit.
        order = np.argsort(np.concatenate(self._places))
        draws, replicates = np.concatenate(self._drawn, axis=1)[:, order]
        errors = [
            simulation_error(np.concatenate(parts, axis=1)[:, order], draws, replicates).max()
            for parts in self._found.values()
        ]
        return float(np.max(errors))


def _samples_at_once(opened: Opened, rows: NDArray[np.int64]) -> int:
    """Return how many samples can be read at once; whole blocks are unpacked for each."""
    needed = {share.needs for share in shares_watched()}
    arrays = [array for name, array in opened.group.arrays() if name in needed]
    sample = sum(array.nbytes // array.shape[0] for array in arrays) * len(rows)
    block = int(opened.manifest["block"])
    return max(1, _BYTES // max(1, sample) // block) * block


def _changes(year: xr.Dataset, share: Headline) -> NDArray[np.float64]:
    """Return what scenarios change in a share, in points, axes (scenario, sample)."""
    values = (share.scale * share.function(year)).isel(year=0).transpose("scenario", "sample")
    change = minus_baseline(year, values).sel(scenario=compared(year))
    return np.asarray(change.values, dtype=np.float64)


def shares_watched() -> list[Headline]:
    """Return the headline measures that are told in points."""
    return [headline for headline in HEADLINES if headline.unit == POINTS]


def checkpoints(samples: int, step: int = 1) -> list[int]:
    """Return after how many samples to look whether they are enough, the last being all.

    Looking at set numbers makes the number of runs that are done a matter of the request
    alone, whatever the machine and its threads.

    Parameters
    ----------
    samples
        How many there are at most.
    step
        Samples that belong together: the replicates of a draw.

    Examples
    --------
    >>> checkpoints(100), checkpoints(96, step=8)
    ([16, 24, 36, 54, 81, 100], [16, 24, 40, 56, 88, 96])
    """
    found, next_look = [], float(FEWEST)
    while (look := -(-int(next_look) // step) * step) < samples:
        found.append(look)
        next_look *= GROWTH
    return [*dict.fromkeys(found), samples]
