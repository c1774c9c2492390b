"""The choice: which parameters the screening leaves for the indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.sensitivity.experiment import Series
from sim.errors import ResultError

RULE: Final = (
    "the squares of mu* are summed over the years; a parameter's share of that sum over all "
    "parameters is averaged over the measures, as levels and as changes, that vary; the largest "
    "are kept"
)


class Choice(NamedTuple):
    """The parameters that are kept.

    Attributes
    ----------
    kept
        Keys, the largest share first.
    shares
        Key -> share of the Morris total of squares, of all parameters.
    plain
        Key -> share of the Morris total of mu* itself, without squares.
    most_left_out
        Of the parameters that are not kept: the largest share of the squares that one has in any
        series, its key and the series; None where all are kept.
    """

    kept: tuple[str, ...]
    shares: Mapping[str, float]
    plain: Mapping[str, float]
    most_left_out: tuple[float, str, Series] | None

    @property
    def part(self) -> float:
        """The part of the Morris total of squares that the kept parameters have, 0-1."""
        return sum(self.shares[key] for key in self.kept)

    @property
    def plain_part(self) -> float:
        """The part of the Morris total of mu* that the kept parameters have, 0-1."""
        return sum(self.plain[key] for key in self.kept)


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
    parts = _parts(screened, 2)
    if not parts:
        raise ResultError("sensitivity: none of the measures varies with any of the parameters")
    shares, plain = _averaged(parts), _averaged(_parts(screened, 1))
    ranked = sorted(shares, key=lambda key: -shares[key])
    kept = tuple(ranked[:keep] if isinstance(keep, int) else (k for k in ranked if k in keep))
    return Choice(kept, shares, plain, _most(parts, [key for key in ranked if key not in kept]))


def _parts(screened: Mapping[Series, xr.Dataset], power: int) -> dict[Series, xr.DataArray]:
    """Return the share of each parameter in each series that varies, axis (parameter,)."""
    totals = {series: (found["mu_star"] ** power).sum("year") for series, found in screened.items()}
    return {series: total / total.sum() for series, total in totals.items() if total.sum() > 0}


def _averaged(parts: Mapping[Series, xr.DataArray]) -> dict[str, float]:
    names = map(str, next(iter(parts.values()))["parameter"].values)
    shares = np.mean([part.values for part in parts.values()], axis=0)
    return dict(zip(names, map(float, shares), strict=True))


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
