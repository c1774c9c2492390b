"""The tables of the report: headline outcomes, who gains, what it costs."""

from __future__ import annotations

import xarray as xr

from sim.analysis.headline import headlines_of
from sim.analysis.measures import shares_by_scope, year_sum
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.plots.changes import change_in
from sim.plots.headlines import headline_change
from sim.plots.pairs import (
    base_words,
    compared,
    headings,
    is_ablation,
    pairs_in,
    title_of,
    told_against,
)
from sim.plots.style import vendor_label
from sim.plots.words import Change, is_clear
from sim.report import page
from sim.report.phrases import cell, italics
from sim.terms import COST_BEARER, COST_RECEIVER, FIRST_YEAR

_COST_WORDS = {
    "purchases": "Kit bought",
    "aid": "US aid",
    "finance": "Chinese export finance",
    "swaps": "Work of replacing removed kit",
    "swap_support": "State support for replacing it",
    "stranded": "Kit written off before half its life",
    "duties": "Duties on kit",
    "retaliation": "Exports lost to Chinese retaliation",
}
_BILLION = 1000.0  #: USD million


def headline_table(ds: xr.Dataset, values: dict[str, xr.DataArray], year: int = 2030) -> str:
    """Return the headline outcomes of every scenario as differences to its baseline.

    Parameters
    ----------
    ds
        A result.
    values
        What :func:`sim.plots.headlines.headline_values` gave for the same year.
    year
        The year, for the caption.
    """
    items = headlines_of(ds)
    rows = []
    for family, name in headings(ds).items():
        rows.append(page.group_row(name, len(items) + 1))
        for scenario in compared(ds, family):
            changes = [(headline_change(ds, values, item, scenario), item) for item in items]
            cells = (_cell(change) for change, _ in changes)
            rows.append(page.row(title_of(ds, scenario), cells))
    several = ds.sizes["sample"] > 1
    shown = f"mean [5 to 95 % of {pairs_in(ds)}]" if several else "the one run"
    caption = (
        f"Difference to {told_against(ds)} at the end of {year}: {shown}. "
        f"{italics(ds.sizes['sample'])}"
    )
    first = "Without" if is_ablation(ds) else "Scenario"
    return page.table(caption, [first, *(f"{i.label} ({i.unit})" for i in items)], rows)


def gain_table(ds: xr.Dataset, scenario: str, year: int = 2030) -> str:
    """Return every vendor's share of new spend and how the scenario changes it, in points."""
    shares = 100 * shares_by_scope(ds, ("world", "outside_china")).sel(year=year)
    baseline = baseline_of(ds, scenario)
    rows = []
    for vendor in (str(vendor) for vendor in ds["vendor"].values):
        cells = []
        for share in shares.values():
            held = share.sel(vendor=vendor)
            cells.append(page.value_cell(f"{float(held.sel(scenario=scenario).mean()):.1f}"))
            if baseline:
                cells.append(_cell(change_in(ds, held, scenario, ds.sizes["vendor"])))
        rows.append(page.row(vendor_label(ds, vendor), cells))
    pair = ["share (%)", "difference (points)"] if baseline else ["share (%)"]
    head = [f"{scope}: {column}" for scope in ("World", "Outside China") for column in pair]
    caption = f"Share of new spend in {year}, and its difference to {base_words(ds)}."
    return page.table(caption, ["Vendor", *head], rows)


def cost_table(ds: xr.Dataset, scenario: str, last_year: int = 2030) -> str:
    """Return what a scenario adds to each cost up to the end of a year, with who bears it.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    scenario
        The scenario.
    last_year
        The last year that is counted.
    """

    def summed(piece: xr.Dataset) -> xr.DataArray:
        """Return costs of all regions, added up to the last year."""
        yearly = year_sum(piece["cost_usd_m"].sum("region"))
        return yearly.sel(year=slice(None, last_year)).sum("year")

    costs = in_pieces(ds, ["cost_usd_m"], summed)
    total = costs / _BILLION
    rows = [
        page.row(
            f"{words} ({_hands(name)})",
            [_cell(change_in(ds, total.sel(cost=name), scenario, len(_COST_WORDS)))],
        )
        for name, words in _COST_WORDS.items()
    ]
    caption = (
        f"Difference to {base_words(ds)}, sum of {FIRST_YEAR} to {last_year}, all regions. Kit "
        "bought above zero means dearer or more kit. Lines are not to be added up: most move money "
        "from one purse to another, and kit written off is replaced in the other lines."
    )
    return page.table(caption, ["Cost (who pays whom)", "USD billion"], rows)


def _hands(cost: str) -> str:
    """Return who pays whom, or who loses."""
    receiver = COST_RECEIVER.get(cost)
    return f"{COST_BEARER[cost]} to {receiver}" if receiver else f"lost by {COST_BEARER[cost]}"


def _cell(change: Change) -> str:
    return page.value_cell(cell(change), clear=is_clear(change))
