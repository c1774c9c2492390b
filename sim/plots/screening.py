"""The screening: the parameters that move a measure most, whichever way, of all there are."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.analysis.sensitivity.experiment import CHANGE, Series
from sim.analysis.sensitivity.finding import Finding
from sim.plots.chart import Chart, mark
from sim.plots.style import (
    BASELINE_COLOUR,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    shortened,
    styled,
    tidy,
)
from sim.plots.tornado import label_of
from sim.plots.words import number, quoted

_LONGEST_LIST: Final = 12
_LABEL_INCHES: Final = 3.1
_SIGMA: Final[dict[str, Any]] = {"color": BASELINE_COLOUR, "marker": "D", "mfc": "none", "lw": 0}


@styled
def screening(finding: Finding, series: Series) -> Chart:
    """Rank all parameters by mu*, with sigma beside it.

    Parameters
    ----------
    finding
        A sensitivity analysis.
    series
        The measure, as a level or as a change.

    Returns
    -------
    Chart
        The 12 largest in the year that words speak of, with their 90 % intervals; filled: kept
        for the indices.
    """
    found = finding.effects[series].sel(year=finding.year)
    order = np.argsort(-found["mu_star"].fillna(0.0).values, kind="stable")[:_LONGEST_LIST]
    shown = found.isel(parameter=order)
    size = (8.4, 2.4 + 0.37 * max(shown.sizes["parameter"], 3))
    figure, box = new_figure(
        finding.ds, size, _title(finding, series, shown), _subtitle(finding, series)
    )
    room = room_in(box, figure, _LABEL_INCHES + 0.1, 0.25, 0.85, 0.12)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    _draw(axes, finding, series, shown)
    figure.legend(
        handles=_handles(), loc="lower center", bbox_to_anchor=(0.5, box.bottom), ncols=3,
        fontsize=9,
    )  # fmt: skip
    return figure


def _draw(axes: Axes, finding: Finding, series: Series, shown: xr.Dataset) -> None:
    keys = [str(key) for key in shown["parameter"].values]
    columns = (shown[name].values for name in ("mu_star", "mu_star_conf", "sigma"))
    for place, (key, mean, half, sigma) in enumerate(zip(keys, *columns, strict=True)):
        fill = SCENARIO_COLOUR if key in finding.choice.kept else "white"
        ends = [max(mean - half, 0.0), mean + half]
        axes.plot(ends, [place, place], color=SCENARIO_COLOUR, lw=1.6, solid_capstyle="butt")
        axes.plot([sigma], [place], ms=5.5, mew=1.1, **_SIGMA)
        axes.plot([mean], [place], "o", color=SCENARIO_COLOUR, mfc=fill, ms=7)
        told = f"{number(mean, 2)} \N{PLUS-MINUS SIGN}{number(half, 2)} {series.item.unit}"
        mark(axes, mean, place, f"{label_of(key)}: mu* {told}, sigma {number(sigma, 2)}")
    labels = [shortened(label_of(key), _LABEL_INCHES + 0.2, 8.5) for key in keys]
    axes.set_yticks(range(len(keys)), labels, size=8.5, linespacing=1.05)
    axes.set_ylim(len(keys) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.set_xlabel(f"mu* and sigma ({series.item.unit})")
    axes.spines["left"].set_visible(False)
    tidy(axes, grid="x")


def _handles() -> list[Line2D]:
    style: dict[str, Any] = {"color": SCENARIO_COLOUR, "marker": "o", "lw": 1.6}
    return [
        Line2D([], [], label="mu*, kept", **style),
        Line2D([], [], mfc="white", label="mu*, left out", **style),
        Line2D([], [], label="sigma", **_SIGMA),
    ]


def _title(finding: Finding, series: Series, shown: xr.Dataset) -> str:
    first = shown.isel(parameter=0)
    start, value = f"{series.item.label}, {finding.year}", float(first["mu_star"])
    if not np.isfinite(value):
        return f"{start}: does not vary in the screening"
    half, unit = float(first["mu_star_conf"]), series.item.unit
    return (
        f"{start}: the largest mu* of {len(finding.screened.names)} parameters is that of "
        f"{quoted(label_of(str(first['parameter'].item())))}, "
        f"{number(value)} \N{PLUS-MINUS SIGN}{number(half)} {unit}"
    )


def _subtitle(finding: Finding, series: Series) -> str:
    what = quoted(finding.title)
    if series.kind == CHANGE and finding.baseline_title:
        what += f" less {quoted(finding.baseline_title)}"
    return (
        f"{series.item.label}, {what}. mu*: mean size of the moves of {finding.screened.whole} "
        "trajectories, with its 90 % interval. sigma: how unlike the moves are."
    )
