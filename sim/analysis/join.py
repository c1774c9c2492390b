"""Putting several results side by side, where they have samples in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import xarray as xr
from xarray.core import indexing

from sim.analysis.years import quarters_kept_as_one
from sim.errors import ResultError
from sim.sweeps.factors import LEVERS
from sim.sweeps.lazy import Beside
from sim.sweeps.request import DRAWS

_BY_SCENARIO = ("baselines", "titles", "questions", "families", "turned")


def join(results: Sequence[xr.Dataset]) -> xr.Dataset:
    """Return several results as one, with the samples and outcomes that all of them have.

    A scenario that occurs in more than one is named after its result as well, and so is the
    baseline it is measured against: each keeps its own.

    Raises
    ------
    ResultError
        If there is none, or nothing in common, or the seeds or the worlds differ.
    """
    if not results:
        raise ResultError("compare: no result given; name at least one")
    if len(results) == 1:
        return results[0]
    _check_seeds(results)
    _check_worlds(results)
    _check_periods(results)
    _check_designs(results)
    shared = _shared_samples(results)
    outcomes = set.intersection(*(set(map(str, ds.data_vars)) for ds in results))
    if not outcomes:
        raise ResultError("compare: these results store no outcome in common")
    named = _with_own_names(results)
    parts = [_without_design(ds[sorted(outcomes)]).isel(sample=_places(ds, shared)) for ds in named]
    joined = xr.concat(
        [part.drop_vars(outcomes) for part in parts],
        "scenario",
        data_vars="minimal",
        coords="minimal",
        compat="override",
        join="override",
        combine_attrs="override",
    ).assign({name: _beside([part[name].variable for part in parts]) for name in sorted(outcomes)})
    return joined.assign_attrs(
        {
            key: {k: v for ds in named for k, v in ds.attrs.get(key, {}).items()}
            for key in _BY_SCENARIO
        },
        uncalibrated=any(ds.attrs.get("uncalibrated", True) for ds in results),
        samples_left_out=_asked_of_all(results) - len(shared),
        runs_failed=sum(ds.attrs.get("runs_failed", 0) for ds in results),
        first_failure=next(filter(None, (ds.attrs.get("first_failure") for ds in results)), ""),
        until=". ".join(dict.fromkeys(filter(None, (ds.attrs.get("until") for ds in results)))),
        name=" and ".join(str(ds.attrs.get("name", "result")) for ds in results),
    )


def _beside(parts: Sequence[xr.Variable]) -> xr.Variable:
    """Return an outcome of several results as one; it is read when somebody looks at it."""
    data = indexing.LazilyIndexedArray(Beside(parts))
    return xr.Variable(parts[0].dims, data, parts[0].attrs)


def _without_design(ds: xr.Dataset) -> xr.Dataset:
    """Return a result without what differs between its samples: others may differ in more."""
    names = [name for name in map(str, ds.coords) if name.startswith(LEVERS)]
    return ds.drop_vars([*names, "drawn", "parameter"], errors="ignore")


def _check_seeds(results: Sequence[xr.Dataset]) -> None:
    seeds = sorted({str(ds.attrs.get("seed")) for ds in results})
    if len(seeds) > 1:
        raise ResultError(f"compare: these results have seeds {' and '.join(seeds)}; use one")


def _check_worlds(results: Sequence[xr.Dataset]) -> None:
    worlds = list(dict.fromkeys(ds.attrs.get("synthetic") or "the real world" for ds in results))
    if len(worlds) > 1:
        raise ResultError(f"compare: these results are of different worlds ({'; '.join(worlds)})")


def _check_periods(results: Sequence[xr.Dataset]) -> None:
    found = sorted({quarters_kept_as_one(ds) for ds in results})
    if len(found) > 1:
        words = " and ".join(f"every={every}" for every in found)
        raise ResultError(f"compare: these results keep different periods ({words}); use one")


def _check_designs(results: Sequence[xr.Dataset]) -> None:
    designs = [ds.attrs.get("design", {}) for ds in results]
    if len({told.get("points", DRAWS) for told in designs}) > 1:
        methods = " and ".join(str(told.get("method", DRAWS)) for told in designs)
        raise ResultError(
            f"compare: these results have different designs ({methods}); their draws are no pairs"
        )


def _asked_of_all(results: Sequence[xr.Dataset]) -> int:
    """Return how many samples all were to have: what one had enough of is missing in no other."""
    enough = [_asked(ds) for ds in results if ds.attrs.get("until")]
    return min(enough) if enough else max(map(_asked, results))


def _asked(ds: xr.Dataset) -> int:
    """Return how many samples a result was to have."""
    return int(ds.sizes["sample"] + ds.attrs.get("samples_left_out", 0))


def _shared_samples(results: Sequence[xr.Dataset]) -> list[tuple[int, int]]:
    sets = [set(_samples(ds)) for ds in results]
    shared = [sample for sample in _samples(results[0]) if all(sample in found for found in sets)]
    if not shared:
        raise ResultError("compare: these results have no draw and replicate in common")
    return shared


def _samples(ds: xr.Dataset) -> list[tuple[int, int]]:
    return list(zip(ds["draw"].values.tolist(), ds["replicate"].values.tolist(), strict=True))


def _places(ds: xr.Dataset, shared: Sequence[tuple[int, int]]) -> list[int]:
    place = {sample: i for i, sample in enumerate(_samples(ds))}
    return [place[sample] for sample in shared]


def _with_own_names(results: Sequence[xr.Dataset]) -> list[xr.Dataset]:
    times = Counter(str(name) for ds in results for name in ds["scenario"].values)
    labels = _result_labels(results)
    return [
        _renamed(ds, {n: f"{n} ({label})" for n in map(str, ds["scenario"].values) if times[n] > 1})
        for ds, label in zip(results, labels, strict=True)
    ]


def _result_labels(results: Sequence[xr.Dataset]) -> list[str]:
    names = [str(ds.attrs.get("name", "result")) for ds in results]
    if len(set(names)) == len(names):
        return names
    return [f"{name} {i}" for i, name in enumerate(names, start=1)]


def _renamed(ds: xr.Dataset, new: dict[str, str]) -> xr.Dataset:
    names = [new.get(str(name), str(name)) for name in ds["scenario"].values]
    texts = {
        key: {new.get(name, name): text for name, text in ds.attrs.get(key, {}).items()}
        for key in _BY_SCENARIO
    }
    texts["baselines"] = {k: new.get(v, v) for k, v in texts["baselines"].items()}
    return ds.assign_coords(scenario=np.array(names)).assign_attrs(texts)
