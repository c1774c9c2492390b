"""How uncertain a result is: its range, the error of having few runs, and the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.headline import Headline, headlines_of
from sim.analysis.measures import vendor_share
from sim.analysis.observed import vendor_shares
from sim.analysis.paired import simulation_error
from sim.analysis.pairs import are_pairs, baseline_of
from sim.analysis.pieces import in_pieces
from sim.analysis.rounding import two_figures
from sim.plots.headlines import headline_change
from sim.plots.pairs import base_words, compared, main_scenario, title_of
from sim.plots.words import change_of, counted, number, quoted, range_words
from sim.report import page
from sim.report.phrases import cell

_RECORD_YEAR: Final = 2020
_SMALL: Final = 0.01
_RECORDED: Final = "us_action"


def uncertainty(ds: xr.Dataset, values: dict[str, xr.DataArray], year: int = 2030) -> list[str]:
    """Return what a range is, the simulation error of every headline, and what is on record.

    Parameters
    ----------
    ds
        A result.
    values
        What :func:`sim.plots.headlines.headline_values` gave for the year.
    year
        For the words.
    """
    return [page.bullets(_told(ds)), *_errors(ds, values, year)]


def _told(ds: xr.Dataset) -> Iterator[str]:
    runs = ds.sizes["sample"]
    if runs < 2:
        yield (
            "This result has one run of each scenario: it has no ranges, and says nothing about "
            "how much chance and what nobody knows matter. Ask for more runs before using it."
        )
    else:
        fixed = ds.attrs.get("parameters") == "fixed"
        holds = "chance alone" if fixed else "both what nobody knows (the drawn numbers) and chance"
        yield (
            f"The range in square brackets holds 5 to 95 % of {counted(runs, 'run')}: one run in "
            f"ten lies outside. It holds {holds}. More runs do not make it narrower."
        )
        yield (
            "The simulation error is another matter: how far a mean may be off because there are "
            "only so many runs (half the 90 % interval of the mean). It says nothing about the "
            "world, and becomes half as large with four times the runs."
        )
    if ds.attrs.get("uncalibrated", True):
        yield (
            "Neither holds what the rules themselves may have wrong. The model is uncalibrated: "
            "its numbers are start values or drawn from wide ranges, not fitted to history."
        )
    else:
        yield (
            "Neither holds what the rules themselves may have wrong. Numbers were fitted to the "
            "record to 2020, which says little of many of them; docs/evidence.md says which, how "
            "far off the model is, and where it fails."
        )
    yield from _recorded(ds)
    yield (
        f"The command {quoted('faultlines facts')} holds the model beside everything on "
        "record to the end of 2020, and says of each known fact whether the model shows it."
    )


def _recorded(ds: xr.Dataset) -> Iterator[str]:
    """Say how far off Huawei's share of the world is in the last year of the record."""
    if (
        "sales_usd_m" not in ds
        or _RECORDED not in ds["scenario"].values
        or ds.attrs.get("synthetic")
    ):
        return

    def share(piece: xr.Dataset) -> xr.DataArray:
        """Return Huawei's share in the year that is on record."""
        return vendor_share(piece).sel(vendor="huawei", year=_RECORD_YEAR)

    found = [row for row in vendor_shares("telecom_equipment", "world")
             if row.vendor == "huawei" and row.year == _RECORD_YEAR]  # fmt: skip
    if not found:
        return
    own = ds[["sales_usd_m"]].sel(scenario=[_RECORDED])
    modelled = change_of(100 * in_pieces(own, ["sales_usd_m"], share).values.ravel())
    low, high = 100 * min(row.low for row in found), 100 * max(row.high for row in found)
    counted_as = number(low, 0) if low == high else f"{number(low, 0)} to {number(high, 0)}"
    yield (
        f"On record: Huawei\N{RIGHT SINGLE QUOTATION MARK}s share of all kit sold in the world in "
        f"{_RECORD_YEAR} was {counted_as} %; in {quoted(title_of(ds, _RECORDED))} it is "
        f"{number(modelled.mean, 0)} % {range_words(modelled, 0)} here."
    )


def _errors(ds: xr.Dataset, values: dict[str, xr.DataArray], year: int) -> list[str]:
    """Return the simulation error of every headline, of the main scenario and at most."""
    if not values or ds.sizes["sample"] < 2:
        return []
    name = main_scenario(ds)
    rows = []
    for item in headlines_of(ds):
        errors = {each: error_of(ds, values, item, each) for each in compared(ds)}
        known = {each: error for each, error in errors.items() if np.isfinite(error)}
        if not known or name not in errors:
            continue
        worst = max(known, key=lambda each: known[each])
        change = headline_change(ds, values, item, name)
        cells = (
            page.value_cell(cell(change)),
            page.value_cell(_within(errors[name])),
            page.value_cell(f"{_within(known[worst])}, {title_of(ds, worst)}"),
        )
        rows.append(page.row(f"{item.label} ({item.unit})", cells))
    title = quoted(title_of(ds, name))
    head = ("Measure", f"{title}: mean [range]", "Its simulation error", "Largest of any scenario")
    caption = (
        f"Differences to {base_words(ds)} at the end of {year}: how well their means are known."
    )
    return [page.table(caption, head, rows)] if rows else []


def _within(error: float) -> str:
    return f"\N{PLUS-MINUS SIGN}{two_figures(error)}" if error >= _SMALL else f"under {_SMALL}"


def error_of(
    ds: xr.Dataset, values: dict[str, xr.DataArray], item: Headline, scenario: str
) -> float:
    """Return the simulation error of one headline's difference to its baseline.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    values
        What :func:`sim.plots.headlines.headline_values` gave.
    item, scenario
        The headline and the scenario.
    """
    difference = values[item.name].sel(scenario=scenario)
    if not item.is_difference:
        base = str(baseline_of(ds, scenario))
        if not are_pairs(ds, scenario, base):
            return headline_change(ds, values, item, scenario).error
        difference = difference - values[item.name].sel(scenario=base)
    known = np.isfinite(difference.values)
    labels = (ds[name].values[known] for name in ("draw", "replicate"))
    return float(simulation_error(difference.values[known], *labels))
