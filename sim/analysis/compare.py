"""Paired comparison: each scenario less its baseline, sample by sample."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.headline import Headline, headlines_of, measured
from sim.analysis.join import join
from sim.analysis.paired import simulation_error, spread
from sim.analysis.pairs import baseline_of, compared, minus_baseline
from sim.analysis.rollout import no_delay
from sim.errors import ResultError


def compare(results: xr.Dataset | Sequence[xr.Dataset]) -> xr.Dataset:
    """Return the headline measures of each scenario as differences to its baseline.

    Two intervals, never mixed. The *range* (``low``, ``high``) is the 5-95 % range of the
    paired differences over samples: what may happen. The *simulation error* (``error``) is
    half the 90 % interval of their mean: whether there were enough runs.

    Parameters
    ----------
    results
        One result, or several that share samples.

    Returns
    -------
    xarray.Dataset
        Axes (scenario, measure, year), for scenarios that have a baseline: ``mean``, ``low``
        and ``high`` of the difference, its simulation ``error``, and ``value`` and
        ``baseline_value``, the means of either side (NaN where the measure itself is a
        difference). Coordinates ``label``, ``unit`` of each measure, ``baseline`` of each
        scenario.

    Raises
    ------
    ResultError
        If no scenario has its baseline in the results, or no headline measure is stored.

    Examples
    --------
    >>> import sim
    >>> found = sim.compare(sim.run("pressure", replicates=2))
    >>> found["mean"].dims
    ('scenario', 'measure', 'year')
    """
    ds = join([results] if isinstance(results, xr.Dataset) else list(results))
    scenarios, headlines = compared(ds), headlines_of(ds)
    if not scenarios:
        present = ", ".join(map(str, ds["scenario"].values))
        raise ResultError(f"compare: no scenario here has its baseline beside it ({present})")
    if not headlines:
        raise ResultError("compare: none of the headline outcomes is stored in this result")
    values = measured(ds, headlines)
    parts = [_compared(ds, headline, values[headline.name], scenarios) for headline in headlines]
    names = [headline.name for headline in headlines]
    found = xr.concat(parts, xr.Variable("measure", np.array(names)), combine_attrs="drop")
    return (
        found.transpose("scenario", "measure", "year")
        .assign_coords(
            label=("measure", [headline.label for headline in headlines]),
            unit=("measure", [headline.unit for headline in headlines]),
            baseline=("scenario", [str(baseline_of(ds, name)) for name in scenarios]),
        )
        .assign_attrs(
            samples=ds.sizes["sample"],
            uncalibrated=ds.attrs.get("uncalibrated", True),
            families=ds.attrs["families"],
            parameters=ds.attrs.get("parameters", "drawn"),
            samples_left_out=ds.attrs.get("samples_left_out", 0),
            runs_failed=ds.attrs.get("runs_failed", 0),
            until=ds.attrs.get("until", ""),
            first_failure=ds.attrs.get("first_failure", ""),
            synthetic=ds.attrs.get("synthetic", ""),
            no_delay=no_delay(ds),
        )
    )


def _compared(
    ds: xr.Dataset, headline: Headline, values: xr.DataArray, scenarios: list[str]
) -> xr.Dataset:
    values = values.transpose("scenario", "year", "sample")
    paired = values if headline.is_difference else minus_baseline(ds, values)
    difference = paired.sel(scenario=scenarios)
    found = spread(difference.values)
    side = values.mean("sample").where(not headline.is_difference)
    bases = [str(baseline_of(ds, name)) for name in scenarios]
    error = simulation_error(difference.values, ds["draw"].values, ds["replicate"].values)
    shown: dict[str, NDArray[np.float64]] = {
        "mean": found.mean,
        "low": found.p05,
        "high": found.p95,
        "error": error,
        "value": side.sel(scenario=scenarios).values,
        "baseline_value": side.sel(scenario=bases).values,
    }
    return xr.Dataset(
        {name: (("scenario", "year"), array) for name, array in shown.items()},
        coords={"scenario": np.array(scenarios), "year": values["year"].values},
    )
