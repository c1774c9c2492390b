"""Exporting a result: what is written where, never over anything, and the writing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import xarray as xr

from sim.analysis.quantiles import STATISTICS, spread
from sim.analysis.sides import results_in
from sim.analysis.tidy import arrays, samples
from sim.analysis.tidy.notes import README, notes_of, readme
from sim.analysis.tidy.table import Table, frame, owners, row_count, run_frames, tables
from sim.analysis.tidy.writers import WRITERS, unfinished
from sim.errors import ConfigError, ResultError, nearest

_RUNS = (
    "A table holds one row a scenario, draw, replicate, period and place, one column an outcome."
)
_RUN_ARRAYS = "An array has the axes scenario, sample (a draw and a replicate), period and places."
_SPREAD = (
    "Each number is over all samples of a scenario: mean, 5, 50 and 95 % quantiles, and over how "
    "many\nsamples there was a value."
)


Folders = Path | Mapping[str, Path]


class Export(NamedTuple):
    """Files to be written, and how.

    Attributes
    ----------
    files
        Each with a word on its size.
    write
        Writes them.
    """

    files: dict[Path, str]
    write: Callable[[], None]


def chosen(ds: xr.Dataset, outcomes: Sequence[str], scenarios: Sequence[str]) -> xr.Dataset:
    """Return a result with some of its outcomes and scenarios only; ``all`` keeps all.

    Raises
    ------
    ConfigError
        If one is not in the result.
    """
    stored = list(map(str, ds.data_vars))
    names = _named("outcomes", outcomes, stored, ds.attrs["name"])
    present = list(map(str, ds["scenario"].values))
    kept = _named("scenarios", scenarios, present, ds.attrs["name"])
    drawn = {name: ds[name] for name in samples.PARAMETERS if name in ds.coords}
    return ds[names].assign_coords(drawn).sel(scenario=kept)


def plan_runs(ds: xr.Dataset, to: str, folder: Path, file_bytes: int = arrays.FILE_BYTES) -> Export:
    """Return the export of every run of a result.

    Parameters
    ----------
    ds
        A result, with what is to be exported.
    to
        ``csv``, ``parquet`` or ``netcdf``.
    folder
        Where the files go.
    file_bytes
        Of a netCDF file, about.
    """
    notes = notes_of(ds)
    if to == "netcdf":
        count = f"{ds.nbytes / 2**20:,.0f} MB in all"
        files = {folder / name: count for name in arrays.file_names(ds, file_bytes)}
        return Export(files, partial(_write_arrays, ds, folder, file_bytes))
    found = {folder / f"{table.name}.{to}": table for table in tables(ds, lead=2)}
    files = {file: f"{row_count(ds, table):,} rows" for file, table in found.items()}
    inputs = folder / f"{samples.NAME}.{to}"
    alone = len(results_in(ds)) == 1
    if alone:
        rows = samples.sample_rows(ds)
        files[inputs] = f"{rows:,} {'row' if rows == 1 else 'rows'}"

    def write() -> None:
        for file, table in found.items():
            WRITERS[to](run_frames(ds, table), file, notes)
        if alone:
            WRITERS[to](samples.sample_frames(ds), inputs, notes)
        _write_readme(ds, folder, _RUNS, samples.told(ds, inputs.name))

    return Export(files, write)


def plan_spread(ds: xr.Dataset, result: Folders, to: str, folder: Path) -> Export:
    """Return the export of mean and quantiles over the samples of a result.

    Parameters
    ----------
    ds, to, folder
        As for :func:`plan_runs`.
    result
        The folder of the result; of several, label -> folder.
    """
    if to == "netcdf":
        names = {folder / f"{name}.nc": str(name) for name in ds.data_vars}
        files = dict.fromkeys(names, "one outcome")
    else:
        found = {folder / f"{table.name}.{to}": table for table in tables(ds, lead=2)}
        files = {
            file: f"{row_count(ds, table) // ds.sizes['sample'] * len(table.outcomes):,} rows"
            for file, table in found.items()
        }

    def write() -> None:
        notes = notes_of(ds)
        if to == "netcdf":
            for file, name in names.items():
                arrays.write_arrays(_spread(ds, result, name), file, notes)
        else:
            for file, table in found.items():
                WRITERS[to](_spread_frames(ds, result, table), file, notes)
        _write_readme(ds, folder, _SPREAD, ())

    return Export(files, write)


def check_free(files: Sequence[Path]) -> None:
    """Refuse to write over anything.

    Raises
    ------
    ResultError
        With the first file that is there already.
    """
    for file in files:
        if file.exists():
            raise ResultError(f"{file}: is there already; choose another out=")


def _named(key: str, asked: Sequence[str], known: list[str], result: str) -> list[str]:
    if tuple(asked) == ("all",):
        return known
    for name in asked:
        if name not in known:
            raise ConfigError(
                f"{key}: {name!r} is not in {result} (there are: {', '.join(known)})"
                f"{nearest(name, known)}"
            )
    return [name for name in known if name in asked]


def _write_arrays(ds: xr.Dataset, folder: Path, file_bytes: int) -> None:
    arrays.write_runs(ds, folder, notes_of(ds), file_bytes)
    _write_readme(ds, folder, _RUN_ARRAYS, samples.told(ds, None))


def _spread(ds: xr.Dataset, result: Folders, name: str) -> xr.Dataset:
    return spread(result, name).sel(scenario=ds["scenario"].values)


def _spread_frames(ds: xr.Dataset, result: Folders, table: Table) -> Iterator[pd.DataFrame]:
    for name in table.outcomes:
        found = _spread(ds, result, name)
        columns = {statistic: found[statistic].values.ravel() for statistic in STATISTICS}
        lead = {**owners(ds), "scenario": "scenario"}
        made = frame(found, ("scenario", *table.axes), lead, columns)
        place = np.full(len(made), table.outcomes.index(name))
        names = pd.Categorical.from_codes(place, pd.Index(table.outcomes))
        made.insert(len(lead), "outcome", pd.Series(names))
        yield made


def _write_readme(ds: xr.Dataset, folder: Path, how: str, inputs: Iterable[str]) -> None:
    columns = {
        str(name): {key: str(text) for key, text in values.attrs.items()}
        for name, values in ds.data_vars.items()
    }
    with unfinished(folder / README) as path:
        lines = [*readme(notes_of(ds), columns, how), *_after_a_gap(inputs)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _after_a_gap(lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", *found] if found else []
