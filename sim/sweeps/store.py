"""The store: every run's outcomes in one Zarr group, allocated whole before the first run.

One chunk along ``run`` is one block and has one writer. The store says nothing about what is
done: that is the ledger's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import zarr
from zarr.codecs import BloscCodec

from sim.outcomes import Outcome, registry
from sim.sweeps.chunks import COMPRESSOR, LEVEL, MISSING, SEPARATOR
from sim.sweeps.labels import Label, design_labels
from sim.sweeps.plan import Plan

_LAYOUT: Final = "zarr.json"


def allocate(path: Path, plan: Plan, labels: Mapping[str, Label], attrs: dict[str, Any]) -> None:
    """Make an empty store for a plan, in place of any that was there.

    Parameters
    ----------
    path
        Folder of the store.
    labels
        Labels of the axes, which give their lengths too.
    attrs
        What a reader of the whole should know; anything that JSON can hold.
    """
    group = zarr.create_group(path, zarr_format=3, overwrite=True, attributes=attrs)
    for name, label in _all_labels(plan, labels).items():
        _put_label(group, name, label)
    sizes = {label.dim: len(label.values) for label in labels.values()}
    for name in plan.request.outcomes:
        _allocate_outcome(group, registry()[name], plan, sizes)


def is_laid_out(path: Path, names: Iterable[str]) -> bool:
    """Return whether a store has a place for each of some outcomes or labels."""
    return all(_is_whole(path / name / _LAYOUT) for name in ("", *names))


def write_labels(path: Path, plan: Plan, labels: Mapping[str, Label]) -> None:
    """Write all labels of a store, which follow from its plan, again."""
    group = zarr.open_group(path, mode="r+", zarr_format=3, use_consolidated=False)
    for name, label in _all_labels(plan, labels).items():
        _put_label(group, name, label)


def label_names(plan: Plan, labels: Mapping[str, Label]) -> list[str]:
    """Return the names of all labels that a store has for a plan."""
    return list(_all_labels(plan, labels))


def _all_labels(plan: Plan, labels: Mapping[str, Label]) -> dict[str, Label]:
    return {**_runs(plan), **design_labels(plan.design), **labels}


def _is_whole(file: Path) -> bool:
    try:
        return isinstance(json.loads(file.read_text(encoding="utf-8")), dict)
    except (OSError, ValueError):
        return False


def _runs(plan: Plan) -> dict[str, Label]:
    size = len(plan.samples)
    scenario = np.repeat([case.label for case in plan.cases], size)
    columns = {
        "scenario": scenario,
        "draw": np.tile([sample.draw for sample in plan.samples], len(plan.cases)),
        "replicate": np.tile([sample.replicate for sample in plan.samples], len(plan.cases)),
        "run_id": np.array(plan.run_ids),
    }
    return {name: Label("run", values) for name, values in columns.items()}


def _put_label(group: zarr.Group, name: str, label: Label) -> None:
    words = label.values.dtype.kind == "U"
    array = group.create_array(
        name,
        shape=label.values.shape,
        dtype="string" if words else label.values.dtype,
        dimension_names=label.dims,
        overwrite=True,
    )
    array[:] = label.values.astype(object) if words else label.values


def _allocate_outcome(
    group: zarr.Group, outcome: Outcome, plan: Plan, sizes: Mapping[str, int]
) -> None:
    shape = tuple(sizes[dim] for dim in outcome.dims)
    group.create_array(
        outcome.name,
        shape=(plan.runs, *shape),
        chunks=(plan.block, *shape),
        chunk_key_encoding={"name": "default", "separator": SEPARATOR},
        dtype=outcome.dtype,
        fill_value=MISSING[outcome.dtype],
        compressors=BloscCodec(cname=COMPRESSOR, clevel=LEVEL, shuffle="shuffle"),
        dimension_names=("run", *outcome.dims),
        attributes={**outcome.notes(plan.request.every)},
    )


def read_run_ids(path: Path) -> list[str]:
    """Return the fingerprint of every run that a store was laid out for."""
    group = zarr.open_group(path, mode="r", zarr_format=3, use_consolidated=False)
    return [str(name) for name in np.asarray(_array(group, "run_id")[:]).tolist()]


def _array(group: zarr.Group, name: str) -> zarr.Array[Any]:
    found = group[name]
    if not isinstance(found, zarr.Array):
        raise TypeError(f"{name} is a group, not an array")
    return found
