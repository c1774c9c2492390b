"""Market shares region by region: vendors of one scenario, or Huawei in several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analysis.market import shares_by_scope
from sim.analysis.pairs import baseline_of
from sim.plots.changes import change_in
from sim.plots.chart import Chart
from sim.plots.legends import SIZE, fitted
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.moved import moved_words
from sim.plots.pairs import base_label, pair_words, spread_in, title_of
from sim.plots.panels import grid_of, year_axis
from sim.plots.places import in_sentence
from sim.plots.several import BASELINE, Line, Scenarios, at_most, lines_of, named
from sim.plots.spread_words import spread_words
from sim.plots.style import VENDOR_COLOURS, new_figure, shortened, styled, vendor_label
from sim.terms import REGIONS

_LEADER: Final = "huawei"
#: Vendors of a figure of one scenario, with how their lines are dashed.
_DASHES: Final[dict[str, str | tuple[int, tuple[int, ...]]]] = {
    "huawei": "-",
    "zte": (0, (1, 1)),
    "ericsson": (0, (7, 2)),
    "nokia": (0, (3, 1, 1, 1)),
    "samsung": (0, (2, 1)),
}
_MOST_LINES: Final = 4
#: Earlier years are drawn only where the title speaks of one.
_FIRST: Final = 2016
_COLUMNS: Final = 3

#: What one line of every panel shows: whose, in which scenario, how.
_Series = tuple[str, str, str, Line]


@styled
def share_regions(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw market shares by region, one small panel each.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One: lines for five vendors, and Huawei's in the baseline. Several: Huawei's in the
        first four.
    year
        The year the title speaks of.

    Returns
    -------
    Chart
        Small panels with common axes, in per cent of new spend, from 2016 on, or from an earlier
        year of the title.
    """
    names = named(ds, scenarios)
    shown, rest = at_most(names, _MOST_LINES)
    bases = [base for name in shown if (base := baseline_of(ds, name))]
    part = ds.sel(scenario=list(dict.fromkeys([*shown, *bases])))
    share = 100 * shares_by_scope(part, REGIONS).sel(year=slice(min(_FIRST, year), None))
    series = _vendors(part, shown[0]) if len(shown) == 1 else _scenarios(part, shown)
    subtitle = (
        f"{pair_words(ds, shown[0]) if len(shown) == 1 else 'Huawei by scenario'}. Share of new "
        f"spend a year. Lines and bands: {spread_in(ds)}.{rest}"
    )
    title = _title(part, share, shown, year)
    figure, box = new_figure(ds, (8.4, 7.6), title, subtitle)
    legend = fitted([label for label, *_ in series], 8.4, 3)
    below = 0.4 + legend.inches
    panels = grid_of(figure, box, len(REGIONS), _COLUMNS, (0.6, 0.15, below, 0.32), (0.1, 0.38))
    top = 1.05 * max(
        float(share[region].sel(scenario=name, vendor=vendor).quantile(0.95, "sample").max())
        for region in REGIONS
        for _, name, vendor, _ in series
    )
    for axes, region in zip(panels, REGIONS, strict=True):
        axes.set_title(shortened(region, 2.6, 9.5, "bold"), size=9.5)
        axes.set_ylim(0, top)
        _draw_panel(axes, share[region], series)
    for axes in panels[::_COLUMNS]:
        axes.set_ylabel("Share (%)")
    handles = [_handle(label, each[3]) for label, each in zip(legend.labels, series, strict=True)]
    figure.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, box.bottom),
        ncols=legend.columns,
        fontsize=SIZE,
    )
    return figure


def _vendors(ds: xr.Dataset, scenario: str) -> list[_Series]:
    there = [vendor for vendor in _DASHES if vendor in ds["vendor"].values]
    found = [
        (vendor_label(ds, v), scenario, v, Line(VENDOR_COLOURS[v], _DASHES[v], "o")) for v in there
    ]
    baseline = baseline_of(ds, scenario)
    return [
        *found,
        *([(f"Huawei, {base_label(ds)}", baseline, _LEADER, BASELINE)] if baseline else []),
    ]


def _scenarios(ds: xr.Dataset, names: Sequence[str]) -> list[_Series]:
    lines = lines_of(ds, names)
    return [(title_of(ds, name), name, _LEADER, line) for name, line in lines.items()]


def _draw_panel(axes: Axes, share: xr.DataArray, series: Sequence[_Series]) -> None:
    for label, name, vendor, line in series:
        values = share.sel(scenario=name, vendor=vendor)
        shade = 0.0 if line is BASELINE else 0.13
        width = 2.0 if vendor == _LEADER else 1.3
        draw_range(axes, values, line.colour, width, shade, line.dashes)
        mark_line(axes, values, label, "%")
    year_axis(axes, share)


def _handle(label: str, line: Line) -> Line2D:
    return Line2D([], [], color=line.colour, ls=line.dashes, lw=1.8, label=label)


def _title(ds: xr.Dataset, share: xr.Dataset, names: Sequence[str], year: int) -> str:
    then = share.sel(vendor=_LEADER, year=year)
    whose = "Huawei\N{RIGHT SINGLE QUOTATION MARK}s share"
    baseline = baseline_of(ds, names[0])
    if len(names) > 1:
        means = {
            region: then[region].sel(scenario=list(names)).mean("sample") for region in REGIONS
        }
        gaps = {region: float(mean.max() - mean.min()) for region, mean in means.items()}
        widest = max(gaps, key=lambda region: gaps[region])
        words = spread_words(ds, then[widest].sel(scenario=list(names)), " %", places=len(REGIONS))
        return (
            f"In {year} the mean of {whose} differs most in {in_sentence(widest)}, where it {words}"
        )
    if baseline is None:
        return f"{whose} of new spend by region, beside those of other vendors"
    changes = [change_in(ds, then[region], names[0], len(REGIONS)) for region in REGIONS]
    return moved_words(changes, f"In {year} {whose}", "regions")
