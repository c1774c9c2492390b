"""Mean and range of many places over any number of runs, from counts in steps of a tenth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.paired import RANGE, UPPER
from sim.world import Floats

_STEPS = 10  #: a unit
_SLAB = 20_000  #: places that are summed up at once


class Ranges(NamedTuple):
    """Mean and 5 and 95 % quantiles, each with the axes of a place; NaN where nothing is known."""

    mean: Floats
    low: Floats
    high: Floats


class Tally:
    """Counts values as they come, so that none needs to be kept.

    Quantiles are those of the values rounded to a tenth, which is how they are shown.

    Parameters
    ----------
    shape
        The axes of a place, such as (year, country).
    least, most
        Values beyond these count as these.

    Examples
    --------
    >>> tally = Tally((1,), 0, 100)
    >>> tally.add(np.array([[10.0], [20.0], [np.nan]]))
    >>> [float(each[0]) for each in tally.ranges()]
    [15.0, 10.5, 19.5]
    """

    def __init__(self, shape: tuple[int, ...], least: int, most: int) -> None:
        self.shape, self.least = shape, least
        places = int(np.prod(shape))
        self.counts = np.zeros((places, (most - least) * _STEPS + 1), np.int32)
        self.sums = np.zeros(places)
        self.squares = np.zeros(places)

    def add(self, values: NDArray[np.floating]) -> None:
        """Count the values of some samples, axes (sample, ..); NaN is left out."""
        flat = values.reshape(len(values), len(self.sums))
        known = np.isfinite(flat)
        there = np.where(known, flat, 0.0).astype(np.float64)
        self.sums += there.sum(axis=0)
        self.squares += (there**2).sum(axis=0)
        bins = self.counts.shape[1]
        with np.errstate(invalid="ignore"):
            step = np.clip(np.rint((flat - self.least) * _STEPS), 0, bins - 1)
            at = step + bins * np.arange(flat.shape[1])
        np.add.at(self.counts.reshape(-1), at[known].astype(np.intp), 1)

    def ranges(self) -> Ranges:
        """Return mean and range of every place."""
        found = np.full((3, len(self.sums)), np.nan)
        for start in range(0, len(self.sums), _SLAB):
            slab = slice(start, start + _SLAB)
            found[:, slab] = self._of(slab)
        return Ranges(*found.reshape(3, *self.shape))

    def errors(self) -> Floats:
        """Return half the 90 % interval of every mean; NaN where less than two values are known."""
        total = self.counts.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            spread = np.maximum(self.squares - self.sums**2 / total, 0.0)
            found = stdtrit(total - 1, UPPER) * np.sqrt(spread / (total * (total - 1)))
        return np.where(total > 1, found, np.nan).reshape(self.shape)

    def _of(self, slab: slice) -> Floats:
        below = self.counts[slab].cumsum(axis=1, dtype=np.int32)
        total = below[:, -1]
        found = np.full((3, len(total)), np.nan)
        there = total > 0
        found[0, there] = self.sums[slab][there] / total[there]
        for row, share in ((1, RANGE[0]), (2, RANGE[-1])):
            place = share * (total[there] - 1)
            first = np.floor(place).astype(np.int32)
            low, high = (
                self.least + (below[there] > rank[:, None]).argmax(axis=1) / _STEPS
                for rank in (first, np.minimum(first + 1, total[there] - 1))
            )
            found[row, there] = low + (place - first) * (high - low)
        return found
