"""Opening a result: from a folder, or from arrays in memory, the same labelled dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray
from xarray.core import indexing

from sim.errors import ResultError
from sim.folders import check_result
from sim.outcomes import choose_outcomes, registry
from sim.sweeps.damage import check_files, reading
from sim.sweeps.design import Sample
from sim.sweeps.factors import LEVERS
from sim.sweeps.failures import one_line
from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.labels import Label
from sim.sweeps.lazy import BySample
from sim.sweeps.ledger import Entry, read_ledger
from sim.sweeps.manifest import read_manifest, until_words

Cases = Sequence[Mapping[str, Any]]


class Opened(NamedTuple):
    """A result of which nothing but its labels has been read.

    Attributes
    ----------
    folder, manifest, group
        Where it is, and what it and its store say of themselves.
    rows
        Run of each scenario and sample, axes (scenario, sample), without samples that are
        missing or failed in any scenario.
    complete
        Which samples those are, axis (sample,).
    asked
        How many samples, from the first on, were to be done.
    failed
        Run -> what went wrong, of every run that failed.
    """

    folder: Path
    manifest: Mapping[str, Any]
    group: zarr.Group
    rows: NDArray[np.int64]
    complete: NDArray[np.bool_]
    asked: int
    failed: Mapping[int, str]

    @property
    def name(self) -> str:
        """What people call the result: the name of its folder."""
        return self.folder.resolve().name

    @property
    def cases(self) -> Cases:
        """The scenarios, in the order of the rows."""
        return dict(self.group.attrs)["cases"]  # type: ignore[return-value]

    def attrs(self) -> dict[str, Any]:
        """Return what travels with everything that is read from the result."""
        return {
            "seed": self.manifest["seed"],
            "uncalibrated": self.manifest["uncalibrated"],
            "samples_left_out": self.asked - int(self.complete.sum()),
            "runs_failed": len(self.failed),
            "first_failure": _first(self.group, self.failed),
            "parameters": self.manifest["parameters"],
            "design": self.manifest.get("design", {}),
            "until": until_words(self.manifest),
            "name": self.name,
            "configurations": {self.name: self.manifest},
            "identity": self.manifest["identity"],
            "synthetic": self.manifest.get("world", {}).get("told", ""),
        }


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
        by country and vendor; ``result`` and ``policy`` say of each scenario whose it is and
        what it is called there. A sample that is missing or failed in any scenario is left out
        of all of them, so that what is compared stays paired; the attribute
        ``samples_left_out`` counts those, ``runs_failed`` the runs that failed, and
        ``first_failure`` tells of the first; :func:`sim.failures` lists them all. A sweep that
        was told to stop when it had enough samples has those and no more.

    Raises
    ------
    ResultError
        If there is no such folder, files of its store are missing, or no sample is done in
        every scenario.

    Examples
    --------
    >>> import sim
    >>> folder = sim.sweep(["baseline"], draws=2, out=getfixture("tmp_path") / "tiny")
    >>> sim.load(folder).sizes["sample"]
    2
    """
    return dataset(open_result(Path(path)))


def dataset(opened: Opened) -> xr.Dataset:
    """Return the runs of a result that was opened; arrays are read when somebody looks."""
    group, rows = opened.group, opened.rows
    samples = [Sample(int(d), int(r)) for d, r in _samples(group, rows[0])]
    # A folder is listed in any order; that of the registry makes every reader see the same.
    stored = dict(group.arrays())
    outcomes = {
        name: BySample(stored[name], rows, partial(reading, opened.folder, name))
        for name in registry()
        if name in stored
    }
    labelled = read_labels(group, opened.complete)
    found = assemble(outcomes, opened.cases, samples, labelled, opened.name)
    return found.assign_attrs(opened.attrs())


def open_result(folder: Path, *, whole: bool = False) -> Opened:
    """Open a result folder and find the runs that can be looked at.

    Parameters
    ----------
    folder
        A result folder.
    whole
        Take all that is done, also beyond what was enough.

    Raises
    ------
    ResultError
        As for :func:`load`.
    """
    check_result(folder)
    manifest = read_manifest(folder)
    if not (folder / STORE / "zarr.json").exists():
        raise ResultError(f"{folder}: nothing is done yet; launch it again")
    group = zarr.open_group(folder / STORE, mode="r", zarr_format=3, use_consolidated=False)
    rows = _rows(group, len(manifest["cases"]))
    entries, block = read_ledger(folder / LEDGER), int(manifest["block"])
    check_files(
        folder,
        entries,
        lambda number: range(number * block, min((number + 1) * block, rows.size)),
        choose_outcomes(manifest["outcomes"]),
    )
    complete = _complete(rows, entries, block)
    until = None if whole else manifest.get("until")
    asked = until["samples"] if until else len(complete)
    complete[asked:] = False
    failed = {run: text for entry in entries.values() for run, text in entry.failed.items()}
    if not complete.any():
        how = ", with retry=failed for runs that failed" if failed else ""
        raise ResultError(f"{folder}: no sample is done in every scenario; launch it again{how}")
    return Opened(folder, manifest, group, rows[:, complete], complete, asked, failed)


def assemble(
    outcomes: Mapping[str, NDArray[Any] | BySample],
    cases: Cases,
    samples: Sequence[Sample],
    labels: Mapping[str, Label],
    name: str,
) -> xr.Dataset:
    """Return arrays with axes (scenario, sample, the outcome's own) as a labelled dataset.

    Each scenario carries the ``name`` of its result, and its own name as ``policy``: where
    several results are put together, two may hold the same policy.
    """
    known = registry()
    every = int(labels["quarters"].values[0]) if "quarters" in labels else 1
    names = np.array([case["label"] for case in cases])
    variables = {}
    for key, values in outcomes.items():
        outcome = known[key]
        data = indexing.LazilyIndexedArray(values) if isinstance(values, BySample) else values
        notes = outcome.notes(every)
        variables[key] = xr.Variable(("scenario", "sample", *outcome.dims), data, notes)
    coordinates: dict[str, Any] = {
        "scenario": ("scenario", names),
        "result": ("scenario", np.array([name] * len(names))),
        "policy": ("scenario", names),
        "draw": ("sample", np.array([sample.draw for sample in samples])),
        "replicate": ("sample", np.array([sample.replicate for sample in samples])),
        **{lever: ("scenario", values) for lever, values in _scanned(cases).items()},
        **{key: (label.dims, label.values) for key, label in labels.items()},
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


def _first(group: zarr.Group, failed: Mapping[int, str]) -> str:
    """Return the first failure in words; empty: there is none."""
    if not failed:
        return ""
    run = min(failed)
    name, draw, replicate = (_values(group, key)[run] for key in ("scenario", "draw", "replicate"))
    return f"{name}, draw {draw}, replicate {replicate}: {one_line(failed[run])}"


def _samples(group: zarr.Group, runs: NDArray[np.int64]) -> list[tuple[int, int]]:
    draws, replicates = _values(group, "draw"), _values(group, "replicate")
    return list(zip(draws[runs], replicates[runs], strict=True))


def read_labels(group: zarr.Group, complete: NDArray[np.bool_]) -> dict[str, Label]:
    """Return the labels of the axes, facts by country and vendor, and what samples differ in.

    Parameters
    ----------
    complete
        Which samples are looked at, axis (sample,).
    """
    found = {}
    for name, array in group.arrays():
        dim, *more = map(str, array.metadata.dimension_names or ("run",))  # type: ignore[union-attr]
        if name not in registry() and dim != "run":
            values = _values(group, name)
            found[name] = Label(dim, values[complete] if dim == "sample" else values, tuple(more))
    return found


def _values(group: zarr.Group, name: str) -> NDArray[Any]:
    try:
        values = np.asarray(group[name][:])  # type: ignore[index]
    except (RuntimeError, ValueError, KeyError):
        place = Path(str(group.store_path).removeprefix("file://")) / name
        raise ResultError(
            f"{place}: is missing or damaged; launching the same request with retry=damaged "
            "mends it"
        ) from None
    return np.array(values.tolist()) if values.dtype.kind in "OT" else values
