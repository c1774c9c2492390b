"""Exposure over time, group by group: scenarios with their ranges, what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xarray as xr
from matplotlib.axes import Axes

from sim.analysis.groups import group_label, members, people_means
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.analysis.years import year_end
from sim.plots.changes import change_in
from sim.plots.chart import Chart
from sim.plots.legends import SIZE, fitted
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, spread_in, title_of, told_alone
from sim.plots.panels import grid_of, year_axis
from sim.plots.several import Line, Scenarios, at_most, beside_baseline, handles_of, lines_of, named
from sim.plots.spread_words import spread_words
from sim.plots.style import new_figure, shortened, styled
from sim.plots.words import change_phrase

_GROUPS: Final = (
    "outside_china",
    "allies",
    "hosts",
    "eu27",
    "south_east_asia",
    "region_africa",
)
_COLUMNS: Final = 3
_MOST_LINES: Final = 6
#: With more lines than this bands would cover each other.
_MOST_BANDS: Final = 3


@styled
def exposure_lines(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw the exposure of groups of countries over time.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One, which gets its baseline beside it, or several, of which six are shown.
    year
        The year the title speaks of (its fourth quarter).

    Returns
    -------
    Chart
        A panel a group, per cent, mean over the group's people; groups that no country of the
        result belongs to are left out.
    """
    names = named(ds, scenarios)
    shown, rest = at_most(beside_baseline(ds, names), _MOST_LINES)
    groups = [group for group in _GROUPS if bool(members(ds, group).any())] or ["world"]

    def means(piece: xr.Dataset) -> xr.Dataset:
        values = people_means(piece, year_end(piece["exposure"]), groups)
        return xr.Dataset(dict(zip(groups, values, strict=True)))

    found = 100 * in_pieces(ds.sel(scenario=shown), ["exposure"], means)
    lines = lines_of(ds, shown)
    banded = len(shown) <= _MOST_BANDS
    bands = f"Lines and bands: {spread_in(ds)}" if banded else f"Lines: mean of {runs_in(ds)}"
    subtitle = (
        f"{told_alone(ds, names)}Exposure: Chinese share of installed kit, weighted by class, mean "
        f"over the people of each group, at the end of each year. {bands}.{rest}"
    )
    rows = -(-len(groups) // _COLUMNS)
    legend = fitted([title_of(ds, name) for name in shown], 8.4, 2)
    size = (8.4, 2.1 + 2.1 * rows + legend.inches)
    figure, box = new_figure(ds, size, _title(ds, found, names, groups[0], year), subtitle)
    room = (0.6, 0.15, 0.4 + legend.inches, 0.45)
    panels = grid_of(figure, box, len(groups), min(_COLUMNS, len(groups)), room, (0.1, 0.45))
    _draw(ds, panels, found, groups, lines, banded=banded)
    figure.legend(
        handles=handles_of(lines.values(), legend.labels),
        loc="lower center",
        bbox_to_anchor=(0.5, box.bottom),
        ncols=legend.columns,
        fontsize=SIZE,
    )
    return figure


def _draw(
    ds: xr.Dataset,
    panels: Sequence[Axes],
    found: xr.Dataset,
    groups: Sequence[str],
    lines: dict[str, Line],
    *,
    banded: bool,
) -> None:
    top = 1.05 * max(float(found[group].quantile(0.95, "sample").max()) for group in groups)
    for place, (axes, group) in enumerate(zip(panels, groups, strict=True)):
        axes.set_title(shortened(group_label(ds, group), 2.7, 9.5, "bold"), size=9.5)
        for name, line in lines.items():
            values = found[group].sel(scenario=name)
            draw_range(axes, values, line.colour, 1.8, 0.15 if banded else 0.0, line.dashes)
            mark_line(axes, values, title_of(ds, name), "%")
        axes.set_ylim(0, top)
        year_axis(axes, found[group])
        axes.set_ylabel("Exposure (%)" if place % _COLUMNS == 0 else "")


def _title(ds: xr.Dataset, found: xr.Dataset, names: Sequence[str], group: str, year: int) -> str:
    values = found[group].sel(year=year)
    where = "outside China" if group == "outside_china" else "of the world"
    baseline = baseline_of(ds, names[0])
    if len(names) == 1 and baseline:
        change = change_in(ds, values, names[0])
        return f"In {year} exposure {where} {change_phrase(change, 'points')}"
    return f"In {year} mean exposure {where} {spread_words(ds, values, ' %')}"
