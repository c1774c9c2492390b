"""What a law costs Europe, beside the worst case that the industry published."""

from __future__ import annotations

from functools import cache
from typing import Final

import xarray as xr

from sim.analysis.costs import WRITTEN_OFF, price_premium
from sim.analysis.pairs import baseline_of
from sim.analysis.stylised.fact import LAW
from sim.analysis.years import year_sum
from sim.data.load import table_path
from sim.data.read import read_table
from sim.data.schema import schemas
from sim.terms import REGIONS

_EUROPE: Final = REGIONS[2]
_YEARS: Final = slice(2026, 2031)
_TABLE: Final = "study_results"
_STUDY: Final = ("GSMA", "total extra cost of banning Chinese vendors from 5G", "USD bn")


@cache
def worst_case_usd_bn() -> float:
    """Return what the operators' association put the cost of a ban in Europe's 5G at."""
    table = read_table(_TABLE, table_path(_TABLE), schemas()[_TABLE])
    columns = (table.text(name) for name in ("study", "quantity", "unit"))
    row = list(zip(*columns, strict=True)).index(_STUDY)
    return float(table.number("central")[row])


def law_cost(ds: xr.Dataset) -> xr.DataArray:
    """Return what the EU's law costs Europe, as a part of the industry's worst case.

    Returns
    -------
    xarray.DataArray
        Axis (sample,), %: paid above the prices of 2014, work of swaps, and kit written off
        before half its life, 2026 to 2031, less the same without the law.
    """
    pair = ds.sel(scenario=[LAW, str(baseline_of(ds, LAW))], region=[_EUROPE])
    swaps = year_sum(pair["cost_usd_m"].sel(cost=["swaps", WRITTEN_OFF]).sum("cost"))
    total = (price_premium(pair) + swaps).sum("region").sel(year=_YEARS).sum("year")
    cost = (total.isel(scenario=0) - total.isel(scenario=1)) / 1000.0
    found: xr.DataArray = 100.0 * cost / worst_case_usd_bn()
    return found
