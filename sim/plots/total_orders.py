"""Total order indices over time: which parameters drive each measure, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analysis.sensitivity.experiment import CHANGE, Series
from sim.analysis.sensitivity.finding import Finding
from sim.plots.chart import Chart, mark
from sim.plots.legends import SIZE, fitted
from sim.plots.panels import above, grid_of, year_axis
from sim.plots.style import MUTED, new_figure, shortened, styled
from sim.plots.tornado import label_of
from sim.plots.words import counted, number, quoted

_COLUMNS: Final = 2
_WIDTH: Final = 8.2
_PANEL_INCHES: Final = 2.15
_MARKED: Final = 3


class Pen(NamedTuple):
    """How a parameter is drawn: told apart by colour, by dashes and by marker."""

    colour: str
    dashes: str | tuple[int, tuple[int, ...]]
    marker: str


PENS: Final = (
    Pen("#0B3C5D", "-", "o"),
    Pen("#D55E00", (0, (6, 2)), "s"),
    Pen("#56B4E9", (0, (1, 1)), "^"),
    Pen("#009E73", (0, (5, 1, 1, 1)), "D"),
    Pen("#E69F00", (0, (3, 1)), "v"),
    Pen("#8A8A8A", (0, (8, 1, 1, 1, 1, 1)), "x"),
    Pen("#CC79A7", (0, (2, 2)), "P"),
    Pen("#6B4423", (0, (10, 2)), "*"),
)


@styled
def total_orders(finding: Finding, kind: str) -> Chart:
    """Draw the total orders of the parameters that matter most by year, one panel a measure.

    Parameters
    ----------
    finding
        A sensitivity analysis.
    kind
        ``"change"`` against the baseline, or ``"level"`` in the scenario.

    Returns
    -------
    Chart
        Eight parameters at most, with their 90 % intervals, in years in which a measure varies
        enough.
    """
    series = finding.of_kind(kind)
    pens = _pens(finding, kind)
    columns = min(_COLUMNS, len(series))
    rows = -(-len(series) // columns)
    legend = fitted([label_of(key) for key in pens], _WIDTH - 0.3, 2)
    size = (_WIDTH, 1.8 + _PANEL_INCHES * rows + legend.inches)
    figure, box = new_figure(finding.ds, size, _title(finding, kind), _subtitle(finding))
    titles = [shortened(each.item.label, 3.4, 9.5, "bold") for each in series]
    room = (0.55, 0.15, 0.45 + legend.inches, above(titles[:columns]))
    panels = grid_of(figure, box, len(series), columns, room, (0.12, 0.42))
    for axes, each, title in zip(panels, series, titles, strict=True):
        axes.set_title(title, size=9.5)
        _draw(axes, finding, each, pens)
    top = max(1.0, *(axes.dataLim.y1 for axes in panels if np.isfinite(axes.dataLim.y1)))
    for place, axes in enumerate(panels):
        axes.set_ylim(0, 1.02 * top)
        axes.set_ylabel("Total order" if place % columns == 0 else "")
    handles = [
        Line2D([], [], color=pen.colour, ls=pen.dashes, marker=pen.marker, ms=5, lw=1.8)
        for pen in pens.values()
    ]
    figure.legend(
        handles, legend.labels, loc="lower center", bbox_to_anchor=(0.5, box.bottom),
        ncols=legend.columns, fontsize=SIZE,
    )  # fmt: skip
    return figure


def _pens(finding: Finding, kind: str) -> dict[str, Pen]:
    """Return how parameters are drawn; those of the first kind's figure look the same in both."""
    count = len(PENS)
    before = dict(zip(finding.leading(finding.kinds[0], count), PENS, strict=False))
    shown = finding.leading(kind, count)
    free = iter([pen for pen in PENS if pen not in [before.get(key) for key in shown]])
    return {key: before[key] if key in before else next(free) for key in shown}


def _draw(axes: Axes, finding: Finding, series: Series, pens: Mapping[str, Pen]) -> None:
    shown = _span(finding, series.kind)
    years = finding.years(series)
    found = finding.indices[series].sel(year=shown)
    year_axis(axes, found["deviation"])
    if not len(years):
        axes.text(
            0.5, 0.5, "does not vary", color=MUTED, ha="center", va="center",
            transform=axes.transAxes,
        )  # fmt: skip
    blank = ~np.isin(found["year"].values, years)
    for place, (key, pen) in enumerate(pens.items()):
        own = found.sel(parameter=key)
        total, half = (np.where(blank, np.nan, own[name].values) for name in ("ST", "ST_conf"))
        low, high = np.maximum(total - half, 0.0), total + half
        axes.fill_between(shown, low, high, color=pen.colour, alpha=0.12, lw=0)
        axes.plot(
            shown, total, color=pen.colour, ls=pen.dashes, lw=1.8, marker=pen.marker, ms=4.5,
            markevery=(place % _MARKED, _MARKED),
        )  # fmt: skip
        for year, value, error in zip(shown, total, half, strict=True):
            if np.isfinite(value):
                told = f"{number(value, 2)} \N{PLUS-MINUS SIGN}{number(error, 2)}"
                mark(axes, year, value, f"{year}: {label_of(key)}, total order {told}")


def _span(finding: Finding, kind: str) -> list[int]:
    """Return the years from the first in which any measure varies enough, to the last."""
    years = [year for series in finding.of_kind(kind) for year in finding.years(series)]
    every = finding.indexed.years
    return [int(year) for year in every if not years or year >= min(years)]


def _title(finding: Finding, kind: str) -> str:
    about = "changes" if kind == CHANGE else "levels"
    series = finding.of_kind(kind)
    start = f"{quoted(finding.title)}, {about} in {finding.year}"
    clear = [found[0].key for each in series if len(found := finding.rivals(each)) == 1]
    if not clear:
        return f"{start}: no parameter has a total order that is clear of all others"
    key, times = Counter(clear).most_common(1)[0]
    measures = counted(len(series), "measure")
    return (
        f"{start}: {quoted(label_of(key))} has a total order clear of all others on {times} of "
        f"{measures}"
    )


def _subtitle(finding: Finding) -> str:
    played = finding.indexed
    drawn = _numbers(played.whole, len(played.names), len(played.points))
    return (
        "Total order: the part of the variance that would be left, were all but this one "
        f"parameter known. Bands: 90 % intervals of having few points ({drawn}). Blank: the "
        "measure varies by less than a twentieth of its most."
    )


def _numbers(base: int, parameters: int, points: int) -> str:
    return f"{base} base points, {parameters} parameters, {points:,} points"
