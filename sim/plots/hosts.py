"""Exposure of US-base hosts: where it stood in 2018, where it goes by scenario."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.analysis.pairs import baseline_of
from sim.plots.chart import Chart
from sim.plots.pairs import pair_words, runs_in
from sim.plots.style import (
    BASELINE_COLOUR,
    INK,
    RANGE,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    styled,
    tidy,
)
from sim.plots.words import change_of, change_phrase
from sim.world import Floats

NAMED_HOSTS = ("DEU", "JPN", "ITA", "KOR", "GBR")
_START = 2018
#: Moves of less than this many points get a dot and no arrow head.
_STILL = 0.5


class _Row(NamedTuple):
    """One host, or all of them: exposure in per cent by sample."""

    label: str
    start: Floats
    scenario: Floats
    baseline: Floats | None


@styled
def host_arrows(ds: xr.Dataset, scenario: str, year: int = 2030) -> Chart:
    """Draw the exposure of named US-base hosts, and of all, from 2018 to a later year.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw; an arrow for it and one for its baseline.
    year
        Where the arrows end (fourth quarter).

    Returns
    -------
    Chart
        Per cent of the traffic of US bases that rides on Chinese kit.
    """
    baseline = baseline_of(ds, scenario)
    rows = _rows(ds, scenario, baseline, year)
    subtitle = (
        f"{pair_words(ds, scenario)}. Share of the traffic of US bases that rides on Chinese kit, "
        f"through each host\N{RIGHT SINGLE QUOTATION MARK}s two largest operators. Arrows: mean "
        f"at the end of {_START} to {year}; pale bars: {RANGE} of {runs_in(ds)}."
    )
    figure, box = new_figure(ds, (7.2, 5.0), _title(rows[-1], year), subtitle)
    axes = figure.add_subplot(
        GridSpec(1, 1, figure, **room_in(box, figure, 1.75, 0.2, 0.9, 0.12))[0]
    )
    for place, row in enumerate(rows):
        _draw_row(axes, place, row)
    _finish(axes, [row.label for row in rows])
    _legend(figure, box.bottom, year, with_baseline=baseline is not None)
    return figure


def troop_weighted(ds: xr.Dataset, by_country: xr.DataArray) -> xr.DataArray:
    """Return the mean over US-base hosts by troops; hosts without a value are left out."""
    weights = ds["troops"].where(ds["host"], 0).fillna(0)
    return by_country.weighted(weights).mean("country")


def _rows(ds: xr.Dataset, scenario: str, baseline: str | None, year: int) -> list[_Row]:
    then, now = (
        100 * ds["base_traffic_exposure"].sel(quarter=f"{when}Q4") for when in (_START, year)
    )

    def row(label: str, start: xr.DataArray, end: xr.DataArray) -> _Row:
        return _Row(
            label,
            start.sel(scenario=scenario).values,
            end.sel(scenario=scenario).values,
            end.sel(scenario=baseline).values if baseline else None,
        )

    names = dict(zip(ds["country"].values, ds["country_name"].values, strict=True))
    named = [row(str(names[iso3]), then.sel(country=iso3), now.sel(country=iso3))
             for iso3 in NAMED_HOSTS if iso3 in names]  # fmt: skip
    named.sort(key=lambda item: -float(item.start.mean()))
    hosts = int(ds["host"].sum())
    everyone = row(
        f"All {hosts} US-base hosts,\nweighted by troops",
        troop_weighted(ds, then),
        troop_weighted(ds, now),
    )
    return [*named, everyone]


def _title(everyone: _Row, year: int) -> str:
    subject = f"In {year} the exposure of US-base traffic, over all hosts,"
    if everyone.baseline is None:
        return f"{subject} is {everyone.scenario.mean():.0f} %"
    change = change_of(everyone.scenario - everyone.baseline)
    return f"{subject} {change_phrase(change, 'points')}"


def _draw_row(axes: Axes, place: int, row: _Row) -> None:
    start = float(row.start.mean())
    _arrow(axes, place - 0.15, start, row.scenario, SCENARIO_COLOUR, filled=True)
    if row.baseline is not None:
        _arrow(axes, place + 0.2, start, row.baseline, BASELINE_COLOUR, filled=False)
    axes.plot([start, start], [place - 0.3, place + 0.35], color=INK, lw=2.2)


def _arrow(axes: Axes, y: float, start: float, ends: Floats, colour: str, *, filled: bool) -> None:
    low, high = np.quantile(ends, [0.05, 0.95])
    mean = float(ends.mean())
    axes.plot([low, high], [y, y], color=colour, lw=5, alpha=0.28, solid_capstyle="butt")
    axes.plot([start, mean], [y, y], color=colour, lw=1.6, ls="-" if filled else (0, (3, 2)))
    marker = "o" if abs(mean - start) < _STILL else "<" if mean < start else ">"
    axes.plot(
        [mean], [y], marker, color=colour, mfc=colour if filled else "white", ms=7, clip_on=False
    )


def _finish(axes: Axes, labels: list[str]) -> None:
    axes.set_yticks(range(len(labels)), labels, color=INK)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.axhline(len(labels) - 1.5, color="#BBBBBB", lw=0.8)
    axes.set_xlim(left=0)
    axes.set_xlabel("Exposure of US-base traffic (%)")
    tidy(axes, grid="x")


def _legend(figure: Chart, bottom: float, year: int, *, with_baseline: bool) -> None:
    handles = [
        Line2D([], [], color=INK, marker="|", ms=12, mew=2.2, lw=0, label=f"{_START}"),
        Line2D([], [], color=SCENARIO_COLOUR, marker="<", lw=1.6, label=f"{year}, scenario"),
    ]
    if with_baseline:
        handles.append(
            Line2D(
                [],
                [],
                color=BASELINE_COLOUR,
                marker="<",
                mfc="white",
                lw=1.6,
                ls=(0, (3, 2)),
                label=f"{year}, baseline",
            )
        )
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=len(handles)
    )
