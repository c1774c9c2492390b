"""Reading stores by scenario and sample, only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray
from xarray.backends import BackendArray
from xarray.core import indexing

Guard = Callable[[list[int]], AbstractContextManager[None]]


class BySample(BackendArray):
    """An array of the store, seen with axes (scenario, sample, its own).

    Parameters
    ----------
    array
        Axes (run, its own).
    rows
        Run of each scenario and sample, axes (scenario, sample).
    guard
        Is told which chunks along the runs are to be read, and watches while they are.
    """

    def __init__(self, array: zarr.Array[Any], rows: NDArray[np.int64], guard: Guard) -> None:
        """Remember where to look; nothing is read yet."""
        self._array = array
        self._guard = guard
        self._rows = rows
        self.shape = (*rows.shape, *array.shape[1:])
        self.dtype = np.dtype(array.dtype)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        """Return what is asked for, as NumPy."""
        support = indexing.IndexingSupport.OUTER
        return indexing.explicit_indexing_adapter(key, self.shape, support, self._read)

    def _read(self, key: tuple[int | slice | NDArray[np.int64], ...]) -> NDArray[Any]:
        rows, rest = self._rows[key[0]][..., key[1]], key[2:]
        flat = np.ravel(rows)
        stretches = np.split(flat, np.flatnonzero(np.diff(flat) != 1) + 1)
        with self._guard(np.unique(flat // self._array.chunks[0]).tolist()):
            found = [np.asarray(self._array.oindex[(_span(runs), *rest)]) for runs in stretches]
        whole = found[0] if len(found) == 1 else np.concatenate(found)
        return whole.reshape(np.shape(rows) + whole.shape[1:])


def _span(runs: NDArray[np.int64]) -> slice:
    return slice(int(runs[0]), int(runs[-1]) + 1) if runs.size else slice(0, 0)


class Beside(BackendArray):
    """One outcome of several results, seen as one array with all their scenarios.

    Parameters
    ----------
    parts
        Of each result, with the same axes; the scenario is the first.
    """

    def __init__(self, parts: Sequence[xr.Variable]) -> None:
        """Remember where to look; nothing is read yet."""
        self._places = [(part, row) for part in parts for row in range(part.shape[0])]
        self.shape = (len(self._places), *parts[0].shape[1:])
        self.dtype = np.result_type(*(part.dtype for part in parts))

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        """Return what is asked for, as NumPy."""
        support = indexing.IndexingSupport.OUTER
        return indexing.explicit_indexing_adapter(key, self.shape, support, self._read)

    def _read(self, key: tuple[int | slice | NDArray[np.int64], ...]) -> NDArray[Any]:
        scenarios = np.arange(self.shape[0])[key[0]]
        places = [self._places[scenario] for scenario in np.ravel(scenarios)]
        found = np.stack([part[(row, *key[1:])].values for part, row in places])
        return found.reshape(np.shape(scenarios) + found.shape[1:])
