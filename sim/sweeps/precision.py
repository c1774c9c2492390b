"""Are there enough runs? The simulation error of the headline shares, as runs come in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.headline import HEADLINES, Headline
from sim.analysis.paired import simulation_error
from sim.analysis.pairs import compared, minus_baseline
from sim.errors import ConfigError, ResultError
from sim.sweeps.load import load

FEWEST: Final = 16
"""Samples before an error is worth anything."""
GROWTH: Final = 1.5
POINTS: Final = "points"


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
        self._seen: dict[tuple[int, int], None] = {}
        self._found: dict[str, list[NDArray[np.float64]]] = {}

    def update(self) -> None:
        """Take in the samples that have become complete since the last time.

        Raises
        ------
        ConfigError
            If the result stores no headline share, or compares nothing.
        """
        try:
            ds = load(self._folder)
        except ResultError:
            return  # no sample is complete
        pairs = list(zip(ds["draw"].values.tolist(), ds["replicate"].values.tolist(), strict=True))
        fresh = [place for place, pair in enumerate(pairs) if pair not in self._seen]
        if not fresh:
            return
        shares = [h for h in shares_watched() if h.needs in ds]
        scenarios = compared(ds)
        if not shares or not scenarios:
            raise ConfigError(
                "until.width: there is nothing to watch; it needs a scenario with a baseline, and "
                f"one of the outcomes {', '.join(dict.fromkeys(h.needs for h in shares_watched()))}"
            )
        part = ds[list({h.needs for h in shares})].isel(sample=fresh).load()
        for share in shares:
            values = share.scale * share.function(part).sel(year=self._year)
            change = minus_baseline(part, values.transpose("scenario", "sample"))
            self._found.setdefault(share.name, []).append(
                np.asarray(change.sel(scenario=scenarios).values, dtype=np.float64)
            )
        self._seen |= dict.fromkeys(pairs[place] for place in fresh)

    @property
    def samples(self) -> int:
        """Samples taken in."""
        return len(self._seen)

    @property
    def error(self) -> float:
        """The largest simulation error of any share and scenario, in points; NaN: not known."""
        if self.samples < FEWEST:
            return float("nan")
        draws, replicates = (np.array(column) for column in zip(*self._seen, strict=True))
        errors = [
            simulation_error(np.concatenate(parts, axis=1), draws, replicates).max()
            for parts in self._found.values()
        ]
        return float(max(errors))


def shares_watched() -> list[Headline]:
    """Return the headline measures that are told in points."""
    return [headline for headline in HEADLINES if headline.unit == POINTS]


def checkpoints(samples: int) -> list[int]:
    """Return after how many samples to look whether they are enough, the last being all.

    Looking at set numbers makes the number of runs that are done a matter of the request
    alone, whatever the machine and its threads.

    Examples
    --------
    >>> checkpoints(100)
    [16, 24, 36, 54, 81, 100]
    """
    found, next_look = [], float(FEWEST)
    while next_look < samples:
        found.append(int(next_look))
        next_look *= GROWTH
    return [*found, samples]
