"""Which countries' exposure moves most between two years."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.gridspec import GridSpec

from sim.analysis.change import few_words, is_few
from sim.analysis.pairs import baseline_of
from sim.plots.arrows import Row, Years, arrow_legend, draw_rows, years_to
from sim.plots.chart import Chart
from sim.plots.exposure_dots import PEOPLE_M, large_countries
from sim.plots.pairs import base_label, pair_words, range_in
from sim.plots.places import in_sentence
from sim.plots.several import Scenarios, only
from sim.plots.style import new_figure, room_in, styled
from sim.plots.words import Change, change_of, is_clear, range_words, signed

_LONGEST_LIST: Final = 20


@styled
def exposure_moves(
    ds: xr.Dataset, scenarios: Scenarios, year: int = 2030, start: int | None = None
) -> Chart:
    """Draw the larger countries whose mean exposure moves most between two years.

    Parameters
    ----------
    ds
        A result.
    scenarios
        The scenario to draw; an arrow for it and one for its baseline.
    year, start
        Where the arrows end and start (fourth quarters); None: from 2018.

    Returns
    -------
    Chart
        At most 20 countries, the deepest fall first, per cent; countries without data are left
        out.
    """
    scenario = only(ds, scenarios)
    years = years_to(year) if start is None else Years(start, year)
    rows = _rows(ds, scenario, years)
    subtitle = (
        f"{pair_words(ds, scenario)}. Exposure: Chinese share of installed kit, weighted by class. "
        f"Countries of {PEOPLE_M:g} million people or more that move most in the scenario. Arrows: "
        f"mean at the end of {years.start} to {year}; {range_in(ds)}."
    )
    title = _title(rows, years, len(large_countries(ds)))
    figure, box = new_figure(ds, (7.2, 2.5 + 0.27 * max(len(rows), 3)), title, subtitle)
    room = room_in(box, figure, 1.85, 0.2, 0.9, 0.12)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    draw_rows(axes, rows, years, 5.0)
    axes.set_xlabel("Exposure (%)")
    if rows:
        arrow_legend(figure, box.bottom, years, rows[0])
    return figure


def _rows(ds: xr.Dataset, scenario: str, years: Years) -> list[Row]:
    """Return the largest movers of the scenario, from the deepest fall to the largest rise."""
    baseline = baseline_of(ds, scenario)
    names = [scenario, *([baseline] if baseline else [])]
    large = ds["exposure"].sel(scenario=names).isel(country=large_countries(ds))
    start, end = (100 * large.sel(quarter=f"{year}Q4").load() for year in years)
    moves = (end - start).sel(scenario=scenario).mean("sample").values
    known = np.flatnonzero(np.isfinite(moves))
    largest = known[np.argsort(-np.abs(moves[known]), kind="stable")][:_LONGEST_LIST]
    order = largest[np.argsort(moves[largest], kind="stable")]
    return [
        Row(
            str(large["country_name"].values[place]),
            start.sel(scenario=scenario).isel(country=place).values,
            end.sel(scenario=scenario).isel(country=place).values,
            end.sel(scenario=baseline).isel(country=place).values if baseline else None,
            base_label(ds),
        )
        for place in order
    ]


def _title(rows: list[Row], years: Years, countries: int) -> str:
    """Name the deepest fall and the largest rise of those that are clear, among so many."""
    subject = f"From {years.start} to {years.end} exposure"
    changes = [(row.label, change_of(row.scenario - row.start, countries)) for row in rows]
    runs = max((change.samples for _, change in changes), default=0)
    if runs > 1 and is_few(runs):
        return f"{subject}: {few_words(runs, 'a move')}"
    clear = [(label, change) for label, change in changes if runs == 1 or is_clear(change)]
    ends = [("falls", *clear[0]), ("rises", *clear[-1])] if clear else []
    average = "on average " if runs > 1 else ""
    told = [
        f"{word} most {average}in {in_sentence(label)} "
        f"({signed(change.mean)} points{_range(change)})"
        for word, label, change in ends
        if (change.mean > 0) == (word == "rises")
    ]
    if not told:
        return f"{subject} moves clearly in none of these countries"
    return f"{subject} {' and '.join(told)}{' in the one run' if runs == 1 else ''}"


def _range(change: Change) -> str:
    return f" {range_words(change)}" if change.samples > 1 else ""
