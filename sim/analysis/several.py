"""Opening one result or several, from folders or from memory, as one dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xarray as xr

from sim.analysis.join import join, label_of
from sim.analysis.labels import folder_labels, numbered, printable
from sim.errors import ConfigError
from sim.sweeps.load import load

Result = Path | str | xr.Dataset
Results = Result | Sequence[Result] | Mapping[str, Result]


def open_results(results: Results) -> xr.Dataset:
    """Return one result or several as one dataset; see :func:`sim.analysis.join.join`.

    Parameters
    ----------
    results
        A result or its folder, several of them, or label -> result. Folders without a label
        are called by the end of their path, as far as it takes to tell them apart.

    Raises
    ------
    ResultError
        If a result is not there, or they do not fit together.
    ConfigError
        If a label is no text.
    """
    given = by_label(results)
    opened = {label: ds if isinstance(ds, xr.Dataset) else load(ds) for label, ds in given.items()}
    own = not isinstance(results, Mapping) or isinstance(results, xr.Dataset)
    return join(list(opened.values()) if own and len(opened) == 1 else opened)


def by_label(results: Results) -> dict[str, Result]:
    """Return results by their labels, made where none were given.

    Raises
    ------
    ConfigError
        If a label is no text.
    """
    if isinstance(results, Mapping) and not isinstance(results, xr.Dataset):
        for label in results:
            if not isinstance(label, str) or not label.strip() or not label.isprintable():
                raise ConfigError(f"results: {label!r} is no label; give each a short text")
        return dict(results)
    one = isinstance(results, Path | str | xr.Dataset)
    given: list[Result] = [results] if one else list(results)  # type: ignore[list-item, arg-type]
    ends = iter(folder_labels([Path(ds) for ds in given if not isinstance(ds, xr.Dataset)]))
    labels = [label_of(ds) if isinstance(ds, xr.Dataset) else next(ends) for ds in given]
    return dict(zip(numbered([printable(label) for label in labels]), given, strict=True))
