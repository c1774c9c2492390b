"""Opening a result: from a folder, or from arrays in memory, the same labelled dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray
from xarray.core import indexing

from sim.errors import ResultError
from sim.folders import check_result
from sim.outcomes import registry
from sim.sweeps.design import Sample
from sim.sweeps.factors import LEVERS
from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.labels import Label
from sim.sweeps.lazy import BySample
from sim.sweeps.ledger import Entry, read_ledger
from sim.sweeps.manifest import read_manifest

Cases = Sequence[Mapping[str, Any]]


def load(path: Path | str) -> xr.Dataset:
    """Open a result folder; arrays are read when somebody looks at them.

    Parameters
    ----------
    path
        A result folder.

    Returns
    -------
    xarray.Dataset
        Axes ``scenario``, ``sample`` and those of each outcome, with labels, units and facts
        by country and vendor. A sample that is missing or failed in any scenario is left out
        of all of them, so that what is compared stays paired; the attribute
        ``samples_left_out`` counts those.

    Raises
    ------
    ResultError
        If there is no such folder, or no sample is done in every scenario.

    Examples
    --------
    >>> import sim
    >>> folder = sim.sweep(["baseline"], draws=2, out=getfixture("tmp_path") / "tiny")
    >>> sim.load(folder).sizes["sample"]
    2
    """
    folder = Path(path)
    check_result(folder)
    manifest = read_manifest(folder)
    if not (folder / STORE / "zarr.json").exists():
        raise ResultError(f"{folder}: nothing is done yet; launch it again")
    group = zarr.open_group(folder / STORE, mode="r", zarr_format=3, use_consolidated=False)
    attrs = dict(group.attrs)
    cases: Cases = attrs["cases"]  # type: ignore[assignment]
    rows = _rows(group, len(cases))
    complete = _complete(rows, read_ledger(folder / LEDGER), manifest["block"])
    if not complete.any():
        raise ResultError(f"{folder}: no sample is done in every scenario; launch it again")
    samples = [Sample(int(d), int(r)) for d, r in _samples(group, rows[0, complete])]
    outcomes = {
        name: BySample(array, rows[:, complete])
        for name, array in group.arrays()
        if name in registry()
    }
    found = assemble(outcomes, cases, samples, _labels(group, complete))
    left_out = int((~complete).sum())
    return found.assign_attrs(
        seed=manifest["seed"],
        uncalibrated=manifest["uncalibrated"],
        samples_left_out=left_out,
        parameters=manifest["parameters"],
        design=manifest["design"],
        name=folder.name,
        identity=manifest["identity"],
        synthetic=manifest.get("world", {}).get("told", ""),
    )


def assemble(
    outcomes: Mapping[str, NDArray[Any] | BySample],
    cases: Cases,
    samples: Sequence[Sample],
    labels: Mapping[str, Label],
) -> xr.Dataset:
    """Return arrays with axes (scenario, sample, the outcome's own) as a labelled dataset."""
    known = registry()
    variables = {}
    for name, values in outcomes.items():
        outcome = known[name]
        data = indexing.LazilyIndexedArray(values) if isinstance(values, BySample) else values
        notes = {
            "label": outcome.label,
            "units": outcome.unit,
            "definition": outcome.definition,
        }
        variables[name] = xr.Variable(("scenario", "sample", *outcome.dims), data, notes)
    coordinates: dict[str, Any] = {
        "scenario": ("scenario", np.array([case["label"] for case in cases])),
        "draw": ("sample", np.array([sample.draw for sample in samples])),
        "replicate": ("sample", np.array([sample.replicate for sample in samples])),
        **{name: ("scenario", values) for name, values in _scanned(cases).items()},
        **{name: (label.dims, label.values) for name, label in labels.items()},
    }
    return xr.Dataset(variables, coordinates, _texts(cases))


def _scanned(cases: Cases) -> dict[str, NDArray[Any]]:
    """Return the levers that differ between scenarios, axis (scenario,); NaN or "": has none."""
    found = {}
    for name in dict.fromkeys(lever for case in cases for lever in case["levers"]):
        values = [case["levers"].get(name) for case in cases]
        given = [value for value in values if value is not None]
        if len(set(given)) > 1:
            words = any(isinstance(value, str) for value in given)
            empty = "" if words else np.nan
            filled = [empty if value is None else value for value in values]
            found[f"{LEVERS}{name}"] = np.array(filled, dtype=str if words else np.float64)
    return found


def _texts(cases: Cases) -> dict[str, Any]:
    return {
        "baselines": {c["label"]: c["baseline"] for c in cases if c["baseline"] is not None},
        "titles": {c["label"]: c["title"] for c in cases},
        "questions": {c["label"]: c["question"] for c in cases},
        "families": {c["label"]: c["family"] for c in cases},
        "turned": {c["label"]: next(iter(c["overrides"])) for c in cases if c.get("overrides")},
    }


def _rows(group: zarr.Group, cases: int) -> NDArray[np.int64]:
    runs = _values(group, "draw").size
    return np.arange(runs).reshape(cases, runs // cases)


def _complete(
    rows: NDArray[np.int64], entries: Mapping[int, Entry], block: int
) -> NDArray[np.bool_]:
    """Return whether every scenario has a result, axis (sample,)."""
    done = np.zeros(rows.size, dtype=np.bool_)
    for entry in entries.values():
        done[entry.block * block : (entry.block + 1) * block] = True
        done[list(entry.failed)] = False
    return np.asarray(done[rows].all(axis=0))


def _samples(group: zarr.Group, runs: NDArray[np.int64]) -> list[tuple[int, int]]:
    draws, replicates = _values(group, "draw"), _values(group, "replicate")
    return list(zip(draws[runs], replicates[runs], strict=True))


def _labels(group: zarr.Group, complete: NDArray[np.bool_]) -> dict[str, Label]:
    found = {}
    for name, array in group.arrays():
        dim, *more = map(str, array.metadata.dimension_names or ("run",))  # type: ignore[union-attr]
        if name not in registry() and dim != "run":
            values = _values(group, name)
            found[name] = Label(dim, values[complete] if dim == "sample" else values, tuple(more))
    return found


def _values(group: zarr.Group, name: str) -> NDArray[Any]:
    values = np.asarray(group[name][:])  # type: ignore[index]
    return np.array(values.tolist()) if values.dtype.kind in "OT" else values
