"""The choice: which parameters the screening leaves for the indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.sensitivity.experiment import Series
from sim.errors import ResultError

RULE: Final = (
    "mu* is summed over the years; a parameter's share of that sum over all parameters is "
    "averaged over the measures, as levels and as changes, that vary; the largest are kept"
)


class Choice(NamedTuple):
    """The parameters that are kept.

    Attributes
    ----------
    kept
        Keys, the largest share first.
    shares
        Key -> share of the Morris total, of all parameters.
    most_left_out
        Of a parameter that is not kept: the largest share that one has in any series, its key
        and the series; None where all are kept.
    """

    kept: tuple[str, ...]
    shares: Mapping[str, float]
    most_left_out: tuple[float, str, Series] | None

    @property
    def part(self) -> float:
        """The part of the Morris total that the kept parameters have, 0-1."""
        return sum(self.shares[key] for key in self.kept)


def choose(screened: Mapping[Series, xr.Dataset], keep: int | Sequence[str]) -> Choice:
    """Return the parameters that matter most over all measures and years: see :data:`RULE`.

    Parameters
    ----------
    screened
        What :func:`sim.analysis.sensitivity.effects.effects` gave.
    keep
        How many; or those that were kept before.

    Raises
    ------
    ResultError
        If no measure varies.
    """
    totals = {series: found["mu_star"].sum("year") for series, found in screened.items()}
    parts = {series: total / total.sum() for series, total in totals.items() if total.sum() > 0}
    if not parts:
        raise ResultError("sensitivity: none of the measures varies with any of the parameters")
    shares = np.mean([part.values for part in parts.values()], axis=0)
    names = [str(name) for name in next(iter(parts.values()))["parameter"].values]
    ranked = [names[place] for place in np.argsort(-shares, kind="stable")]
    by_key = dict(zip(names, map(float, shares), strict=True))
    kept = tuple(ranked[:keep] if isinstance(keep, int) else (k for k in ranked if k in keep))
    return Choice(kept, by_key, _most(parts, [name for name in names if name not in kept]))


def _most(
    parts: Mapping[Series, xr.DataArray], left: Sequence[str]
) -> tuple[float, str, Series] | None:
    """Return the largest share of a series that one of some parameters has."""
    if not left:
        return None
    found = []
    for series, part in parts.items():
        own = part.sel(parameter=left).values
        found.append((float(own.max()), left[int(own.argmax())], series))
    return max(found, key=lambda each: each[0])
