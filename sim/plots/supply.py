"""Supply stress: what a vendor can deliver, what it has in stock, what it has replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.plots.chart import Chart
from sim.plots.lines import draw_runs, times
from sim.plots.market_share import drawn_vendors
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.panels import grid_of, year_axis
from sim.plots.several import Scenarios, at_most, named
from sim.plots.style import (
    INK,
    VENDOR_COLOURS,
    new_figure,
    shortened,
    styled,
    vendor_label,
)
from sim.plots.words import quoted

OUTCOMES: Final = ("delivered_share", "stock_us_chips", "stock_foundry", "substitution_us_chips")
_LEADER: Final = "huawei"
_MOST_PANELS: Final = 3
#: Earlier years are drawn only where the title counts to one.
_FIRST: Final = 2016
#: Orders that are all but filled do not count as stress.
_SHORT: Final = 0.99


class _Measure(NamedTuple):
    """What a row of panels shows."""

    label: str
    unit: str
    scale: float
    most: float  #: where the axis ends if nothing is above zero


_MEASURES: Final = {
    "delivered_share": _Measure("Orders\ndelivered (%)", "%", 100.0, 100.0),
    "stock_us_chips": _Measure("US chips, quarters\nof need in stock", "quarters", 1.0, 1.0),
    "stock_foundry": _Measure("Taiwan foundry chips,\nquarters in stock", "quarters", 1.0, 1.0),
    "substitution_us_chips": _Measure("US chips\nreplaced (%)", "%", 100.0, 100.0),
}


@styled
def supply(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw deliveries, stocks and substitution run by run, so that a cliff stays a cliff.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One: its three vendors that fall shortest of their orders. Several: Huawei in the first
        three.
    year
        Through whose end the title counts shortfalls.

    Returns
    -------
    Chart
        A column a vendor or a scenario: hair lines are single runs, at most 40; thick, the
        median; thin, 5 and 95 %.
    """
    names = named(ds, scenarios)
    shown, rest = at_most(names, _MOST_PANELS)
    part = ds[list(OUTCOMES)].sel(scenario=shown)
    part = part.sel(quarter=part["year"] >= min(_FIRST, year))
    columns = _vendors(part, shown[0]) if len(shown) == 1 else [(name, _LEADER) for name in shown]
    part = part.sel(vendor=list(dict.fromkeys(vendor for _, vendor in columns))).load()
    who = f"{quoted(title_of(ds, shown[0]))}" if len(shown) == 1 else "Huawei by scenario"
    subtitle = f"{who}. {_key(ds)}{rest}"
    title = _title(part, ds, columns[:1] if len(shown) == 1 else columns, year)
    figure, box = new_figure(ds, (8.4, 8.2), title, subtitle)
    count = len(columns) * len(OUTCOMES)
    panels = grid_of(figure, box, count, len(columns), (0.85, 0.15, 0.65, 0.32), (0.1, 0.14))
    rows = [panels[i : i + len(columns)] for i in range(0, count, len(columns))]
    for outcome, row in zip(OUTCOMES, rows, strict=True):
        _draw_row(row, part[outcome], columns, _MEASURES[outcome], ds)
    for axes, (name, vendor) in zip(rows[0], columns, strict=True):
        words = vendor_label(ds, vendor) if len(shown) == 1 else title_of(ds, name)
        axes.set_title(shortened(words, 2.6, 10.5, "bold"))
    if ds.sizes["sample"] > 1:
        _legend(figure, box.bottom)
    return figure


def _key(ds: xr.Dataset) -> str:
    """Say what lines show."""
    if ds.sizes["sample"] == 1:
        return "Lines: the one run that there is."
    return (
        f"Hair lines: single runs, at most 40 of {runs_in(ds)}; thick: the median; dashed: 5 and "
        "95 %. Runs fall into two kinds where parts are withheld, so no mean is drawn."
    )


def _vendors(part: xr.Dataset, scenario: str) -> list[tuple[str, str]]:
    """Return the vendors that fall shortest of their orders, Huawei first where it is one."""
    delivered = part["delivered_share"].sel(scenario=scenario, vendor=drawn_vendors(part))
    worst = delivered.min("quarter").mean("sample").values
    order = delivered["vendor"].values[np.argsort(worst, kind="stable")][:_MOST_PANELS]
    found = sorted((str(vendor) for vendor in order), key=lambda vendor: vendor != _LEADER)
    return [(scenario, vendor) for vendor in found]


def _draw_row(
    row: Sequence[Axes],
    values: xr.DataArray,
    columns: Sequence[tuple[str, str]],
    measure: _Measure,
    ds: xr.Dataset,
) -> None:
    top = 0.0
    for axes, (name, vendor) in zip(row, columns, strict=True):
        runs = measure.scale * values.sel(scenario=name, vendor=vendor)
        _draw_panel(axes, runs, VENDOR_COLOURS.get(vendor, INK))
        middle = runs.median("sample").values
        mark_line(axes, runs, vendor_label(ds, vendor), measure.unit, heights=middle)
        top = max(top, float(runs.max()))
    for axes in row:
        axes.set_ylim(0, 1.08 * top if top > 0 else measure.most)
        year_axis(axes, values)
    row[0].set_ylabel(measure.label, size=9)


def _draw_panel(axes: Axes, runs: xr.DataArray, colour: str) -> None:
    draw_runs(axes, runs, colour)
    low, middle, high = np.nanquantile(runs.transpose("sample", ...).values, [0.05, 0.5, 0.95], 0)
    axes.plot(times(runs), middle, color=colour, lw=2.4)
    if runs.sizes["sample"] > 1:
        for edge in (low, high):
            axes.plot(times(runs), edge, color=INK, lw=1.0, ls=(0, (3, 2)))


def _legend(figure: Chart, bottom: float) -> None:
    handles = [
        Line2D([], [], color=INK, lw=2.4, label="median"),
        Line2D([], [], color=INK, lw=1.0, ls=(0, (3, 2)), label="5 and 95 %"),
        Line2D([], [], color=INK, lw=0.5, alpha=0.6, label="one run"),
    ]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=3, fontsize=9
    )


def _title(part: xr.Dataset, ds: xr.Dataset, columns: Sequence[tuple[str, str]], year: int) -> str:
    """Speak of the column in which most runs fall short; of several, say which that is."""
    delivered = part["delivered_share"].sel(quarter=part["year"] <= year)
    worst = {
        name: delivered.sel(scenario=name, vendor=vendor).min("quarter").values
        for name, vendor in columns
    }
    counts = {name: int((each < _SHORT).sum()) for name, each in worst.items()}
    name = max(counts, key=lambda each: counts[each])
    short = worst[name][worst[name] < _SHORT]
    many, runs = len(columns) > 1, ds.sizes["sample"]
    start = f"Through {year} {vendor_label(ds, columns[0][1])}"
    if not short.size:
        where = "the one run" if runs == 1 else "every run"
        return f"{start} delivers what is ordered in {where}{' of all scenarios' if many else ''}"
    where = ""
    if many:
        alone = list(counts.values()).count(short.size) == 1
        where = f"{'most often ' if alone else ''}in {quoted(title_of(ds, name))}, "
    counted = "the one run" if runs == 1 else f"{short.size} of {runs_in(ds)}"
    whose = "that one" if short.size == 1 else "the median one of those"
    return (
        f"{start} falls short of its orders {where}in {counted}; in {whose} it delivers "
        f"{100 * float(np.median(short)):.0f} % in its worst quarter"
    )
