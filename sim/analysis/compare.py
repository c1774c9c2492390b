"""The headline measures compared: with the baseline, or from one result to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from sim.analysis.contrast import SIDES, Contrast, contrast
from sim.analysis.headline import Headline, headlines_of, measured
from sim.analysis.join import join
from sim.analysis.rollout import no_delay
from sim.analysis.sides import BASELINE, Sides, results_in, side_coords, sides_of
from sim.errors import ResultError


def compare(
    results: xr.Dataset | Sequence[xr.Dataset] | Mapping[str, xr.Dataset],
    against: str = BASELINE,
) -> xr.Dataset:
    """Return the headline measures as differences: to the baseline, or to the first result.

    Two intervals, never mixed. The *range* (``low``, ``high``) is the 5-95 % range of the
    differences over samples: what may happen. The *simulation error* (``error``) is half the
    90 % interval of their mean: whether there were enough runs.

    Parameters
    ----------
    results
        One result, several, or label -> result.
    against
        ``"baseline"``: each scenario less its baseline; ``"first"``: the same policy in each
        other result less that in the first.

    Returns
    -------
    xarray.Dataset
        Axes (scenario, measure, year): ``mean``, ``low`` and ``high`` of the difference, its
        simulation ``error``, and ``value`` and ``baseline_value``, the means of either side (NaN
        where the measure itself is a difference). Coordinates ``label``, ``unit`` of each
        measure; ``baseline``, what a scenario is held against, and ``paired``, whether their
        runs are pairs: where they are not, the range is over all pairs of samples, and wider.

    Raises
    ------
    ResultError
        If there is nothing to be held against, or no headline measure is stored.

    Examples
    --------
    >>> import sim
    >>> found = sim.compare(sim.run("pressure", replicates=2))
    >>> found["mean"].dims
    ('scenario', 'measure', 'year')
    """
    ds = join([results] if isinstance(results, xr.Dataset) else results)
    pairs, headlines = sides_of(ds, against), headlines_of(ds)
    if not headlines:
        raise ResultError("compare: none of the headline outcomes is stored in this result")
    values = measured(ds, headlines)
    parts = [_compared(ds, each, values[each.name], pairs, against) for each in headlines]
    names = [headline.name for headline in headlines]
    found = xr.concat(parts, xr.Variable("measure", np.array(names)), combine_attrs="drop")
    coords = side_coords(ds, pairs)
    return (
        found.transpose("scenario", "measure", "year")
        .assign_coords(
            label=("measure", [headline.label for headline in headlines]),
            unit=("measure", [headline.unit for headline in headlines]),
            baseline=coords.pop("against"),
        )
        .assign_coords(coords)
        .assign_attrs(_told(ds, pairs, against))
    )


def _told(ds: xr.Dataset, pairs: Sequence[Sides], against: str) -> dict[str, Any]:
    return {
        "samples": ds.sizes["sample"],
        "against": against,
        "first": results_in(ds)[0],
        "paired": all(side.paired for side in pairs),
        "pairing": ds.attrs.get("pairing", ""),
        "uncalibrated": ds.attrs.get("uncalibrated", True),
        "families": ds.attrs["families"],
        "titles": ds.attrs.get("titles", {}),
        "parameters": ds.attrs.get("parameters", "drawn"),
        "samples_left_out": ds.attrs.get("samples_left_out", 0),
        "left_aside": ds.attrs.get("left_aside", ""),
        "runs_failed": ds.attrs.get("runs_failed", 0),
        "until": ds.attrs.get("until", ""),
        "first_failure": ds.attrs.get("first_failure", ""),
        "synthetic": ds.attrs.get("synthetic", ""),
        "no_delay": no_delay(ds),
    }


def _compared(
    ds: xr.Dataset,
    headline: Headline,
    values: xr.DataArray,
    pairs: Sequence[Sides],
    against: str,
) -> xr.Dataset:
    own = headline.is_difference and against == BASELINE
    by_name = values.transpose("scenario", "year", "sample")
    rows = {str(name): by_name.values[i] for i, name in enumerate(by_name["scenario"].values)}
    found = [
        contrast(
            ds, side, rows[side.scenario], 0.0 * rows[side.against] if own else rows[side.against]
        )
        for side in pairs
    ]
    arrays = dict(zip(Contrast._fields, map(np.stack, zip(*found, strict=True)), strict=True))
    if headline.is_difference:
        arrays |= {name: np.full_like(arrays["mean"], np.nan) for name in SIDES}
    return xr.Dataset(
        {name: (("scenario", "year"), array) for name, array in arrays.items()},
        coords={"scenario": [side.scenario for side in pairs], "year": values["year"].values},
    )
