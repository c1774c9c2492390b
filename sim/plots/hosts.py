"""Exposure of US-base hosts: where it stood in 2018, where it goes by scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import xarray as xr
from matplotlib.gridspec import GridSpec

from sim.analysis.pairs import baseline_of
from sim.plots.arrows import Row, arrow_legend, draw_rows, years_to
from sim.plots.changes import change_between
from sim.plots.chart import Chart
from sim.plots.moved import moved_words
from sim.plots.pairs import base_label, base_words, pair_words, range_in
from sim.plots.several import Scenarios, only
from sim.plots.style import new_figure, room_in, styled
from sim.plots.words import change_phrase

NAMED_HOSTS: Final = ("DEU", "JPN", "ITA", "KOR", "GBR")
_SEPARATOR: Final = "#BBBBBB"


@styled
def host_arrows(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw the exposure of named US-base hosts, and of all, from 2018 to a later year.

    Parameters
    ----------
    ds
        A result.
    scenarios
        The scenario to draw; an arrow for it and one for its baseline.
    year
        Where the arrows end (fourth quarter).

    Returns
    -------
    Chart
        Per cent of the traffic of US bases that rides on Chinese kit.
    """
    scenario = only(ds, scenarios)
    rows = _rows(ds, scenario, year, NAMED_HOSTS)
    named = sorted(rows[:-1], key=lambda row: -float(np.nanmean(row.start)))
    figure, bottom = _figure(ds, scenario, [*named, rows[-1]], year, 5.0, 7.0)
    arrow_legend(figure, bottom, years_to(year), rows[-1])
    return figure


@styled
def all_hosts(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw the exposure of every US-base host, those with most troops first.

    Parameters
    ----------
    ds
        A result.
    scenarios
        The scenario to draw; an arrow for it and one for its baseline.
    year
        Where the arrows end (fourth quarter).

    Returns
    -------
    Chart
        A tall figure, a row a host, per cent of the traffic of US bases.
    """
    scenario = only(ds, scenarios)
    troops = ds["troops"].where(ds["host"], -1).fillna(0)
    order = np.argsort(-troops.values, kind="stable")[: int(ds["host"].sum())]
    codes = [str(code) for code in ds["country"].values[order]]
    rows = _rows(ds, scenario, year, codes)
    counts = ds["troops"].values[order]
    labelled = [
        row._replace(label=f"{row.label} ({count:,.0f})")
        for row, count in zip(rows[:-1], counts, strict=True)
    ]
    height = 2.6 + 0.27 * len(rows)
    figure, bottom = _figure(ds, scenario, [*labelled, rows[-1]], year, height, 4.5)
    arrow_legend(figure, bottom, years_to(year), rows[-1])
    return figure


def _figure(
    ds: xr.Dataset, scenario: str, rows: Sequence[Row], year: int, height: float, heads: float
) -> tuple[Chart, float]:
    """Return the figure without its legend, and where that goes."""
    many = len(rows) > len(NAMED_HOSTS) + 1
    title = _title(ds, scenario, rows, year, many=many)
    order = " In brackets: US troops, mean of 2013\N{EN DASH}17." if many else ""
    subtitle = (
        f"{pair_words(ds, scenario)}. Share of the traffic of US bases that rides on Chinese kit, "
        f"through each host\N{RIGHT SINGLE QUOTATION MARK}s two largest operators. Arrows: mean "
        f"at the end of {years_to(year).start} to {year}; {range_in(ds)}."
        f"{order}"
    )
    figure, box = new_figure(ds, (7.2, height), title, subtitle)
    room = room_in(box, figure, 1.95 if many else 1.75, 0.2, 0.9, 0.3 if many else 0.12)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    draw_rows(axes, rows, years_to(year), heads)
    axes.axhline(len(rows) - 1.5, color=_SEPARATOR, lw=0.8)
    axes.set_xlabel("Exposure of US-base traffic (%)")
    if many:
        axes.tick_params(axis="y", labelsize=8.5)
        axes.tick_params(axis="x", labeltop=True)
    return figure, box.bottom


def troop_weighted(ds: xr.Dataset, by_country: xr.DataArray) -> xr.DataArray:
    """Return the mean over US-base hosts by troops; hosts without a value are left out."""
    weights = ds["troops"].where(ds["host"], 0).fillna(0)
    return by_country.weighted(weights).mean("country")


def _rows(ds: xr.Dataset, scenario: str, year: int, codes: Sequence[str]) -> list[Row]:
    """Return the row of each host that is in the result, then that of all hosts together."""
    baseline = baseline_of(ds, scenario)
    pair = ds["base_traffic_exposure"].sel(scenario=[scenario, *([baseline] if baseline else [])])
    then, now = (100 * pair.sel(quarter=f"{when}Q4").load() for when in years_to(year))

    def row(label: str, start: xr.DataArray, end: xr.DataArray) -> Row:
        return Row(
            label,
            start.sel(scenario=scenario).values,
            end.sel(scenario=scenario).values,
            end.sel(scenario=baseline).values if baseline else None,
            base_label(ds),
        )

    names = dict(zip(ds["country"].values, ds["country_name"].values, strict=True))
    found = [row(str(names[code]), then.sel(country=code), now.sel(country=code))
             for code in codes if code in names]  # fmt: skip
    everyone = row(
        f"All {int(ds['host'].sum())} US-base hosts,\nweighted by troops",
        troop_weighted(ds, then),
        troop_weighted(ds, now),
    )
    return [*found, everyone]


def _title(ds: xr.Dataset, scenario: str, rows: Sequence[Row], year: int, *, many: bool) -> str:
    everyone = rows[-1]
    names = scenario, str(baseline_of(ds, scenario))
    subject = f"In {year} the exposure of US-base traffic, over all hosts,"
    if everyone.baseline is None:
        return f"{subject} is {everyone.scenario.mean():.0f} %"
    if not many:
        change = change_between(ds, names, everyone.scenario, everyone.baseline)
        return f"{subject} {change_phrase(change, 'points')}"
    changes = [change_between(ds, names, row.scenario, row.baseline, len(rows) - 1)
               for row in rows[:-1] if row.baseline is not None]  # fmt: skip
    subject = f"Beside {base_words(ds)}, exposure in {year}"
    return moved_words(changes, subject, "US-base hosts")
