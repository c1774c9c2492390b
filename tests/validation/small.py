"""Small results and tables with known answers, for the tests of what is scored."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import xarray as xr

from sim.terms import CLASSES
from sim.validation.rows import Row, read_rows

VENDORS = ("huawei", "zte", "other_cn", "ericsson", "nokia", "samsung", "cisco", "other_west")


def result(
    places: Mapping[str, Sequence[str]], years: Sequence[int], samples: int = 2
) -> xr.Dataset:
    """Return a result of one scenario without outcomes, with the axes that are named."""
    return xr.Dataset(
        coords={
            "scenario": ["us_action"],
            "sample": np.arange(samples),
            "quarter": [f"{year}Q{quarter}" for year in years for quarter in range(1, 5)],
            "class": list(CLASSES),
            "vendor": list(VENDORS),
            "chinese": ("vendor", [True] * 3 + [False] * 5),
            **{axis: list(names) for axis, names in places.items()},
        }
    )


def filled(ds: xr.Dataset, axis: str, value: float = 0.0) -> xr.DataArray:
    """Return an outcome of one axis of places, by class and vendor, with one value everywhere."""
    dims = ("scenario", "sample", "quarter", axis, "class", "vendor")
    shape = tuple(ds.sizes[dim] for dim in dims)
    return xr.DataArray(np.full(shape, value), dims=dims, coords={dim: ds[dim] for dim in dims})


def table(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """Write rows as a table, and read them as users' tables are read."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return read_rows(folder, name)
