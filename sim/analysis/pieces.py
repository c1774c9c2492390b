"""Measuring any number of samples in bounded memory: outcomes are read, and reduced, in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import xarray as xr

from sim.sweeps.plan import BLOCK

Measured = TypeVar("Measured", xr.DataArray, xr.Dataset)

PIECE_BYTES: Final = 48 * 2**20
"""Bytes of outcomes that are read at once."""
LEAST_SAMPLES: Final = BLOCK
"""Samples of a piece at least: the store is read by blocks, and each would be read again."""


def in_pieces(
    ds: xr.Dataset, outcomes: Sequence[str], function: Callable[[xr.Dataset], Measured]
) -> Measured:
    """Return a measure of all samples, of which only some are in memory at a time.

    Parameters
    ----------
    ds
        A result.
    outcomes
        What the measure needs.
    function
        From a result with these outcomes to a measure with the axis ``sample``, each of whose
        values depends on its own sample alone.

    Examples
    --------
    >>> import sim
    >>> from sim.analysis.measures import host_exposure
    >>> result = sim.run("pressure", replicates=2)
    >>> in_pieces(result, ["host_exposure"], host_exposure).dims
    ('scenario', 'sample', 'year')
    """
    parts = [function(piece) for piece in pieces_of(ds[list(outcomes)])]
    return parts[0] if len(parts) == 1 else xr.concat(parts, "sample")


def pieces_of(ds: xr.Dataset) -> Iterator[xr.Dataset]:
    """Yield a result by some samples at a time, in memory.

    One that is small is yielded whole and stays in memory, so that whatever looks at it next
    need not read it again.
    """
    samples = ds.sizes["sample"]
    size = max(LEAST_SAMPLES, PIECE_BYTES * samples // max(1, ds.nbytes))
    if size >= samples:
        yield ds.load()
        return
    for first in range(0, samples, size):
        yield ds.isel(sample=slice(first, first + size)).load()
