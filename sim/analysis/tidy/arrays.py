"""Labelled arrays as netCDF, in files of some samples each where one would be too large."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import xarray as xr

from sim.analysis.tidy.writers import unfinished

#: Bytes of a file. The library behind it holds a file in memory until it is whole.
FILE_BYTES: Final = 256 * 2**20


def samples_a_file(ds: xr.Dataset, most: int = FILE_BYTES) -> int:
    """Return how many samples go into one file, at least one."""
    return max(1, min(ds.sizes["sample"], most * ds.sizes["sample"] // max(1, ds.nbytes)))


def file_names(ds: xr.Dataset, most: int = FILE_BYTES) -> list[str]:
    """Return the names of the files of a result: ``runs.nc``, or numbered."""
    count = -(-ds.sizes["sample"] // samples_a_file(ds, most))
    width = len(str(count))
    return ["runs.nc"] if count == 1 else [f"runs-{n:0{width}}.nc" for n in range(1, count + 1)]


def write_runs(ds: xr.Dataset, folder: Path, notes: Mapping[str, str], most: int) -> None:
    """Write the runs of a result, all scenarios of a sample into the same file."""
    step = samples_a_file(ds, most)
    for number, name in enumerate(file_names(ds, most)):
        part = ds.isel(sample=slice(number * step, (number + 1) * step))
        write_arrays(part.load(), folder / name, notes)


def write_arrays(ds: xr.Dataset, file: Path, notes: Mapping[str, str]) -> None:
    """Write a dataset with the notes as its attributes, and each scenario's baseline beside it."""
    bases = ds.attrs["baselines"]
    baseline = [bases.get(str(name)) or "" for name in ds["scenario"].values]
    plain = ds.assign_coords(baseline=("scenario", baseline))
    plain.attrs = dict(notes)
    with unfinished(file) as path:
        plain.to_netcdf(path, engine="scipy", format="NETCDF3_64BIT")
