"""Several results as one: the same axes, with the scenarios of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import xarray as xr
from xarray.core import indexing

from sim.analysis.labels import numbered
from sim.analysis.pairing import Pairing, pairing, samples
from sim.analysis.years import quarters_kept_as_one
from sim.errors import ResultError
from sim.sweeps.factors import LEVERS
from sim.sweeps.lazy import Beside

_BY_SCENARIO: Final = ("baselines", "titles", "questions", "families", "turned")
_NAMED_AXES: Final = ("country", "vendor", "region", "class", "cost", "component", "quarter")


def join(results: Sequence[xr.Dataset] | Mapping[str, xr.Dataset]) -> xr.Dataset:
    """Return several results as one, with the outcomes that all of them have.

    A scenario that occurs in more than one is named after its result as well, and so is the
    baseline it is measured against: each keeps its own. Samples are matched by draw and
    replicate (:mod:`sim.analysis.pairing`).

    Parameters
    ----------
    results
        Results, or label -> result.

    Returns
    -------
    xarray.Dataset
        Axis ``scenario`` with the coordinates ``result``, the label of the result, and
        ``policy``, the scenario's own name in it. Attributes beside those of a result:
        ``paired``, whether the samples of all results are pairs; ``pairing``, why not;
        ``left_aside``, which samples have no counterpart, in words; ``configurations``, what
        each result was asked. Where not all are pairs, ``chance`` numbers the scenarios:
        those of one number are; ``own_draw`` and ``own_replicate``, axes (scenario, sample),
        are there if those numbers differ.

    Raises
    ------
    ResultError
        If there is none, the worlds differ, or they have no outcome in common.
    """
    if not results:
        raise ResultError("compare: no result given; name at least one")
    labelled = _labelled(results)
    _check_fit(labelled)
    if len(labelled) == 1:
        return labelled[0]
    found = pairing(labelled)
    outcomes = set.intersection(*(set(map(str, ds.data_vars)) for ds in labelled))
    if not outcomes:
        raise ResultError("compare: these results store no outcome in common")
    named = _with_own_names(labelled)
    parts = [
        _without_design(ds[sorted(outcomes)]).isel(sample=places)
        for ds, places in zip(named, found.places, strict=True)
    ]
    joined = xr.concat(
        [part.drop_vars(outcomes) for part in parts],
        "scenario",
        data_vars="minimal",
        coords="minimal",
        compat="override",
        join="override",
        combine_attrs="override",
    ).assign({name: _beside([part[name].variable for part in parts]) for name in sorted(outcomes)})
    return _numbered(joined, parts, found).assign_attrs(_texts(named), **_told(named, found))


def label_of(ds: xr.Dataset) -> str:
    """Return what a single result is called."""
    return str(ds.attrs.get("name", "result"))


def _labelled(results: Sequence[xr.Dataset] | Mapping[str, xr.Dataset]) -> list[xr.Dataset]:
    """Return results under labels of which each is its own."""
    if isinstance(results, Mapping):
        given = list(results.values())
        labels = [str(label) for label in results]
    else:
        given = list(results)
        labels = numbered([label_of(ds) for ds in given])
    if len(given) > 1 and any(_is_several(ds) for ds in given):
        raise ResultError("compare: one of these is several results already; name them all at once")
    if len(given) == 1 and "result" in given[0].coords and not isinstance(results, Mapping):
        return given
    return [_under(ds, label) for ds, label in zip(given, labels, strict=True)]


def _is_several(ds: xr.Dataset) -> bool:
    return "result" in ds.coords and len(set(ds["result"].values.tolist())) > 1


def _under(ds: xr.Dataset, label: str) -> xr.Dataset:
    names = ds["scenario"].values
    told: Any = next(iter(ds.attrs.get("configurations", {}).values()), {})
    return ds.assign_coords(
        result=("scenario", np.array([label] * len(names))), policy=("scenario", names)
    ).assign_attrs(name=label, configurations={label: told})


def _beside(parts: Sequence[xr.Variable]) -> xr.Variable:
    """Return an outcome of several results as one; it is read when somebody looks at it."""
    data = indexing.LazilyIndexedArray(Beside(parts))
    return xr.Variable(parts[0].dims, data, parts[0].attrs)


def _without_design(ds: xr.Dataset) -> xr.Dataset:
    """Return a result without what differs between its samples: others may differ in more."""
    names = [name for name in map(str, ds.coords) if name.startswith(LEVERS)]
    return ds.drop_vars([*names, "drawn", "parameter"], errors="ignore")


def _check_fit(results: Sequence[xr.Dataset]) -> None:
    worlds = list(dict.fromkeys(ds.attrs.get("synthetic") or "the real world" for ds in results))
    if len(worlds) > 1:
        raise ResultError(f"compare: these results are of different worlds ({'; '.join(worlds)})")
    seeds = list(dict.fromkeys(str(ds.attrs.get("seed")) for ds in results))
    if len(seeds) > 1 and worlds != ["the real world"]:
        raise ResultError(
            f"compare: a made-up world follows from the seed, and these have seeds "
            f"{' and '.join(seeds)}; use one"
        )
    found = sorted({quarters_kept_as_one(ds) for ds in results})
    if len(found) > 1:
        words = " and ".join(f"every={every}" for every in found)
        raise ResultError(f"compare: these results keep different periods ({words}); use one")
    for axis in _NAMED_AXES:
        _check_axis(axis, results)


def _check_axis(axis: str, results: Sequence[xr.Dataset]) -> None:
    found = [[*map(str, ds[axis].values)] for ds in results if axis in ds.coords]
    for names in found[1:]:
        if names != found[0]:
            apart = sorted(set(found[0]) ^ set(names))
            what = f" ({', '.join(apart[:4])})" if apart else ", in another order"
            raise ResultError(f"compare: these results differ in their axis {axis}{what}")


def _with_own_names(results: Sequence[xr.Dataset]) -> list[xr.Dataset]:
    """Return results whose scenarios, and titles, tell whose they are where two are alike."""
    names = Counter(str(name) for ds in results for name in ds["scenario"].values)
    titles = Counter(title for ds in results for title in _titles(ds).values())
    return [_told_apart(ds, _many(names), _many(titles)) for ds in results]


def _told_apart(ds: xr.Dataset, names: set[str], titles: set[str]) -> xr.Dataset:
    end = f" ({ds.attrs['name']})"
    own = [str(name) for name in ds["scenario"].values]
    new = {name: name + end for name in own if name in names}
    texts: dict[str, dict[str, Any]] = {
        key: {new.get(n, n): text for n, text in ds.attrs.get(key, {}).items() if n in own}
        for key in _BY_SCENARIO
    }
    texts["baselines"] = {name: new.get(base, base) for name, base in texts["baselines"].items()}
    texts["titles"] = {
        new.get(name, name): title + (end if title in titles else "")
        for name, title in _titles(ds).items()
        if name in ds.attrs.get("titles", {})
    }
    unique = np.array([new.get(name, name) for name in own])
    return ds.assign_coords(scenario=unique).assign_attrs(texts)


def _titles(ds: xr.Dataset) -> dict[str, str]:
    """Return the title of every scenario; its name where it has none."""
    told = ds.attrs.get("titles", {})
    return {str(name): str(told.get(str(name)) or name) for name in ds["scenario"].values}


def _many(times: Counter[str]) -> set[str]:
    return {name for name, count in times.items() if count > 1}


def _numbered(joined: xr.Dataset, parts: Sequence[xr.Dataset], found: Pairing) -> xr.Dataset:
    """Return several results as one with what says which runs are pairs."""
    leaders = [_leader(parts, found, group) for group in found.groups]
    if not found.why:
        return joined.assign_coords(draw=leaders[0]["draw"], replicate=leaders[0]["replicate"])
    sizes = [part.sizes["scenario"] for part in parts]
    joined = joined.assign_coords(chance=("scenario", np.repeat(found.groups, sizes)))
    if len({tuple(samples(leader)) for leader in leaders}) == 1:
        return joined
    own = {
        f"own_{name}": (
            ("scenario", "sample"),
            np.repeat([leader[name].values for leader in leaders], sizes, axis=0),
        )
        for name in ("draw", "replicate")
    }
    return joined.assign_coords(own)


def _leader(parts: Sequence[xr.Dataset], found: Pairing, group: int) -> xr.Dataset:
    """Return the result that tells the draws of its group: one that holds all has none."""
    members = [part for part, own in zip(parts, found.groups, strict=True) if own == group]
    return max(members, key=lambda part: len(set(part["draw"].values.tolist())))


def _texts(results: Sequence[xr.Dataset]) -> dict[str, Any]:
    keys = (*_BY_SCENARIO, "configurations")
    return {key: _merged(ds.attrs.get(key, {}) for ds in results) for key in keys}


def _merged(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {key: value for part in parts for key, value in part.items()}


def _told(results: Sequence[xr.Dataset], found: Pairing) -> dict[str, Any]:
    """Return what is said of all results together."""
    all_of = [ds.attrs for ds in results]
    kinds = {attrs.get("parameters", "drawn") for attrs in all_of}
    shared = len(found.places[0])
    return {
        "paired": not found.why,
        "pairing": found.why,
        "left_aside": _aside(results, shared),
        "parameters": kinds.pop() if len(kinds) == 1 else "drawn",
        "uncalibrated": any(attrs.get("uncalibrated", True) for attrs in all_of),
        "samples_left_out": _lost(results, shared),
        "runs_failed": sum(attrs.get("runs_failed", 0) for attrs in all_of),
        "first_failure": _first(attrs.get("first_failure") for attrs in all_of),
        "until": ". ".join(dict.fromkeys(filter(None, (a.get("until") for a in all_of)))),
        "name": " and ".join(str(attrs["name"]) for attrs in all_of),
        "identity": " and ".join(str(attrs.get("identity", "unknown")) for attrs in all_of),
        "seed": _seeds(all_of),
    }


def _first(words: Iterable[str | None]) -> str:
    return next(filter(None, words), "")


def _seeds(all_of: Sequence[Mapping[str, Any]]) -> Any:
    """Return the seed, or the seeds in words."""
    seeds = list(dict.fromkeys(attrs.get("seed") for attrs in all_of))
    return seeds[0] if len(seeds) == 1 else " and ".join(map(str, seeds))


def _lost(results: Sequence[xr.Dataset], shared: int) -> int:
    """Return how many samples are missing because a run of one of the results is."""
    own = [int(ds.attrs.get("samples_left_out", 0)) for ds in results]
    asked = min(ds.sizes["sample"] + lost for ds, lost in zip(results, own, strict=True))
    return max(*own, min(sum(own), asked - shared))


def _aside(results: Sequence[xr.Dataset], shared: int) -> str:
    """Return which results have more samples than are looked at, in words; empty: none."""
    more = [
        f"{ds.attrs['name']} has {ds.sizes['sample']} samples, of which {shared} are looked at"
        for ds in results
        if ds.sizes["sample"] > shared
    ]
    return "; ".join(more)
