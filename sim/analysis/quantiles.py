"""Mean and quantiles of one outcome over any number of runs, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray

from sim.analysis import paired
from sim.analysis.join import join
from sim.analysis.pairing import pairing
from sim.analysis.several import by_label
from sim.errors import ConfigError, nearest
from sim.outcomes import registry
from sim.sweeps.chunks import read_chunks
from sim.sweeps.damage import reading
from sim.sweeps.folder import STORE
from sim.sweeps.load import Opened, assemble, dataset, open_result, read_labels

STATISTICS: Final = (*paired.Spread._fields, "samples")
#: Bytes of the values that are held at once, of all samples of some places.
_BAND_BYTES: Final = 640 * 2**20
#: Bytes that are sorted at once by one thread.
_SORTED_BYTES: Final = 32 * 2**20
_DOUBLE: Final = 8


class _Column(NamedTuple):
    """An outcome of one scenario: where its runs are, and how a block of it looks."""

    store: Path
    name: str
    runs: NDArray[np.int64]
    block: int  #: runs of a whole block
    dtype: np.dtype[Any]


def spread(
    result: Path | str | Sequence[Path | str] | Mapping[str, Path | str],
    outcome: str,
    band_bytes: int = _BAND_BYTES,
) -> xr.Dataset:
    """Return mean and 5, 50 and 95 % quantiles of an outcome over all samples of a result.

    The values are exact. They are read and sorted for some places at a time, so that memory
    stays bounded whatever the number of runs: the store is read more than once if need be.

    Parameters
    ----------
    result
        A result folder; or several, in a list or as label -> folder, of which the samples are
        those that :func:`sim.load` puts side by side.
    outcome
        One that is stored.
    band_bytes
        Memory for the values held at once; it changes no result.

    Returns
    -------
    xarray.Dataset
        ``mean``, ``p05``, ``p50``, ``p95`` with axes scenario and the outcome's own, and
        ``samples``: over how many there was a value, because a share of nothing has none.
        Samples that :func:`sim.load` leaves out are left out here too.

    Raises
    ------
    ResultError
        If there is no such folder, or no sample is done in every scenario.
    ConfigError
        If the result does not store the outcome.

    Examples
    --------
    >>> import sim
    >>> out = getfixture("tmp_path") / "tiny"
    >>> folder = sim.sweep(["baseline"], draws=2, outcomes=["huawei_share_installed"], out=out)
    >>> sim.spread(folder, "huawei_share_installed")["p95"].dims
    ('scenario', 'quarter', 'country')
    """
    if isinstance(result, Path | str):
        return _spread(open_result(Path(result)), outcome, band_bytes)
    folders = {label: Path(str(folder)) for label, folder in by_label(result).items()}
    opened = {label: open_result(folder) for label, folder in folders.items()}
    results = {label: dataset(each) for label, each in opened.items()}
    whole = join(results)
    places = pairing(list(results.values())).places
    parts = [
        _spread(each._replace(rows=each.rows[:, some]), outcome, band_bytes)
        for each, some in zip(opened.values(), places, strict=True)
    ]
    names = {name: whole[name].variable for name in ("scenario", "result", "policy")}
    found = xr.concat(parts, "scenario", coords="minimal", compat="override", join="override")
    return found.assign_coords(names).assign_attrs(whole.attrs, outcome=outcome)


def _spread(opened: Opened, outcome: str, band_bytes: int) -> xr.Dataset:
    array = _stored(opened, outcome)
    cells = array.shape[1:]
    found = np.full((len(STATISTICS), len(opened.rows), prod(cells)), np.nan)
    size = int(opened.manifest["block"])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for scenario, runs in enumerate(opened.rows):
            column = _Column(opened.folder / STORE, outcome, runs, size, np.dtype(array.dtype))
            for band in _bands(
                prod(cells), max(1, band_bytes // (array.dtype.itemsize * runs.size))
            ):
                values = _gathered(column, band, pool)
                slabs = _bands(len(values), max(1, _SORTED_BYTES // (_DOUBLE * runs.size)))
                done = list(pool.map(lambda slab, values=values: _statistics(values[slab]), slabs))
                found[:, scenario, band] = np.concatenate(done, axis=1)
    return _labelled(opened, outcome, found.reshape(*found.shape[:2], *cells))


def _stored(opened: Opened, outcome: str) -> zarr.Array[Any]:
    stored = [name for name in opened.group.array_keys() if name in registry()]
    array = opened.group[outcome] if outcome in stored else None
    if not isinstance(array, zarr.Array):
        raise ConfigError(
            f"outcomes: {outcome!r} is not stored in {opened.folder} (there are: "
            f"{', '.join(sorted(stored))}){nearest(outcome, stored)}"
        )
    return array


def _bands(length: int, size: int) -> Iterator[slice]:
    for start in range(0, length, size):
        yield slice(start, min(start + size, length))


def _gathered(column: _Column, band: slice, pool: ThreadPoolExecutor) -> NDArray[Any]:
    """Return the values of some places, axes (place, sample)."""
    values = np.empty((band.stop - band.start, column.runs.size), column.dtype)
    blocks = column.runs // column.block
    edges = [0, *(np.flatnonzero(np.diff(blocks)) + 1), blocks.size]
    spans = [slice(int(a), int(b)) for a, b in pairwise(edges)]
    for _ in pool.map(partial(_put, column, band, values), spans):
        pass
    return values


def _put(column: _Column, band: slice, values: NDArray[Any], span: slice) -> None:
    """Put the samples of one block where they belong."""
    block, size = int(column.runs[span.start]) // column.block, column.block
    with reading(column.store.parent, column.name, [block]):
        chunk = read_chunks(column.store, block, size, (column.name,))[column.name]
    values[:, span] = chunk.reshape(size, -1)[column.runs[span] - block * size, band].T


def _statistics(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return statistics, axes (statistic, place), of (place, sample), without what is missing."""
    there = ~np.isnan(values)
    if there.all():
        return np.stack([*paired.spread(values), np.full(len(values), values.shape[1])])
    found = np.full((len(STATISTICS), len(values)), np.nan)
    found[-1] = there.sum(axis=-1)
    for place in np.flatnonzero(found[-1]):
        found[:-1, place] = paired.spread(values[place, there[place]])
    return found


def _labelled(opened: Opened, outcome: str, found: NDArray[np.float64]) -> xr.Dataset:
    known = registry()[outcome]
    notes = known.notes(opened.manifest.get("every", 1))
    labels = read_labels(opened.group, opened.complete)
    fixed = {name: label for name, label in labels.items() if "sample" not in label.dims}
    ds = assemble({}, opened.cases, [], fixed, opened.name).drop_dims("sample")
    ds = ds.drop_dims(set(map(str, ds.dims)) - {"scenario", *known.dims})
    for name, values in zip(STATISTICS, found, strict=True):
        ds[name] = (("scenario", *known.dims), values, notes)
    ds["samples"] = ds["samples"].astype(np.int64).assign_attrs(units="samples")
    return ds.assign_attrs(opened.attrs(), outcome=outcome)
