"""Several results as one question: what is not as in the first of them?"""

from __future__ import annotations

import xarray as xr

from sim.analysis.pairs import held_beside
from sim.analysis.sides import FIRST, policies_in_common, results_in, sides_of


def beside_first(ds: xr.Dataset) -> xr.Dataset:
    """Return several results with each policy held against the same policy in the first.

    What is measured, drawn or told of a scenario and its baseline is then of a policy in one
    result and in the first.

    Parameters
    ----------
    ds
        A result, or several as one.

    Returns
    -------
    xarray.Dataset
        The same where nothing can be held side by side: one result, or no policy in common.
    """
    if held_beside(ds) or not policies_in_common(ds):
        return ds
    return ds.assign_attrs(
        baselines={side.scenario: side.against for side in sides_of(ds, FIRST)},
        own_baselines=ds.attrs.get("baselines", {}),
        beside=results_in(ds)[0],
    )
