"""Levels of restriction: how many governments stand at each, over time."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analysis.measures import level_counts, restricting
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.plots.changes import change_in
from sim.plots.chart import Chart, mark
from sim.plots.lines import times
from sim.plots.pairs import runs_in, title_of, titled
from sim.plots.panels import above, grid_of, year_axis
from sim.plots.several import Scenarios, at_most, beside_baseline, named
from sim.plots.style import LEVEL_COLOURS, new_figure, shortened, styled
from sim.plots.words import change_phrase, quoted
from sim.terms import GUIDELINE, LEVELS, NO_NEW_KIT
from sim.world import Floats

_COLUMNS: Final = 2
_MOST_PANELS: Final = 6


@styled
def level_areas(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw how many governments stand at each level, one panel a scenario.

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
        Stacked areas, number of governments, mean over the runs; level "none" is not drawn.
    """
    chosen = named(ds, scenarios)
    names, rest = at_most(beside_baseline(ds, chosen), _MOST_PANELS)
    baseline = baseline_of(ds, chosen[0])
    part = ds.sel(scenario=list(dict.fromkeys([*names, *([baseline] if baseline else [])])))
    counted = in_pieces(part, ["level"], _counted)
    means = counted["stricter"].mean("sample").transpose("scenario", "level", "quarter")
    counts = {name: means.sel(scenario=name).values for name in names}
    subtitle = (
        f"Number of governments at each level, mean of {runs_in(ds)}. The rest of the "
        f"{int(ds['decides'].sum())} governments that decide have none. "
        f"{titled(ds, chosen)}{rest}"
    )
    title = _title(ds, counted["strict"].sel(year=year), chosen[0], baseline, year)
    rows = -(-len(names) // _COLUMNS)
    figure, box = new_figure(ds, (8.2, 1.8 + (2.8 if rows == 1 else 2.2) * rows), title, subtitle)
    columns = min(_COLUMNS, len(names))
    titles = [shortened(title_of(ds, name), 3.7, 10.5, "bold") for name in names]
    panels = grid_of(figure, box, len(names), columns, (0.6, 0.1, 0.65, above(titles)), (0.12, 0.3))
    top = 1.08 * max(float(count.sum(axis=0).max()) for count in counts.values()) + 1
    for place, (axes, name) in enumerate(zip(panels, names, strict=True)):
        axes.set_title(titles[place])
        _stack(axes, times(means), counts[name])
        year_axis(axes, means)
        axes.set_ylim(0, top)
        axes.set_ylabel("Number of governments" if place % _COLUMNS == 0 else "")
    _legend(figure, box.bottom)
    return figure


def _counted(piece: xr.Dataset) -> xr.Dataset:
    """Return how many governments stand at each level by quarter, and at strict ones by year."""
    stricter = level_counts(piece, yearly=False).sel(level=list(LEVELS[GUIDELINE:]))
    return xr.Dataset({"stricter": stricter.astype(np.uint16), "strict": restricting(piece)})


def _stack(axes: Axes, years: Floats, counts: Floats) -> None:
    """Stack the strictest level at the bottom, where its size can be read off the axis."""
    axes.stackplot(
        years,
        counts[::-1],
        colors=LEVEL_COLOURS[:0:-1],
        edgecolor="white",
        linewidth=0.4,
    )
    tops = counts[::-1].cumsum(axis=0)
    for name, top, count in zip(LEVELS[:0:-1], tops, counts[::-1], strict=True):
        for year, y, number in zip(years, top - count / 2, count, strict=True):
            # Quarters after the first are fractions of a year; a year is told once, at its end.
            if year == years[-1] or int(year) != int(year + 0.25):
                mark(axes, year, y, f"{name}, {int(year)}: {number:.1f} governments")


def _legend(figure: Chart, bottom: float) -> None:
    handles = [
        Patch(facecolor=colour, edgecolor="#808080", linewidth=0.4, label=name)
        for name, colour in zip(LEVELS[1:], LEVEL_COLOURS[1:], strict=True)
    ]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=len(handles)
    )


def _title(
    ds: xr.Dataset, strict: xr.DataArray, scenario: str, baseline: str | None, year: int
) -> str:
    mean = float(strict.sel(scenario=scenario).mean())
    rung = f"{quoted(LEVELS[NO_NEW_KIT])} or above"
    if baseline is None:
        return f"In {year} {mean:.0f} governments stand at {rung}"
    change = change_in(ds, strict, scenario)
    phrase = change_phrase(change, "")
    other = quoted(title_of(ds, baseline))
    return f"In {year} the number of governments at {rung}, beside {other}, {phrase}"
