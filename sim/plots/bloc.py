"""The bloc index: how far the world's contracts have split into two blocs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.analysis.pairs import baseline_of
from sim.analysis.years import year_end
from sim.plots.changes import change_in
from sim.plots.chart import Chart
from sim.plots.labels import label_line_ends
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, spread_in, title_of, told_alone
from sim.plots.panels import year_axis
from sim.plots.several import Line, Scenarios, at_most, beside_baseline, lines_of, named
from sim.plots.spread_words import spread_words
from sim.plots.style import new_figure, room_in, shortened, styled
from sim.plots.words import change_phrase

_MOST_LINES: Final = 6
#: With more lines than this bands would cover each other.
_MOST_BANDS: Final = 3


@styled
def bloc_lines(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw the bloc index over time, a line a scenario.

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
        Index from 0 (contracts of all countries favour Chinese vendors alike) to 1 (two blocs).
    """
    names = named(ds, scenarios)
    shown, rest = at_most(beside_baseline(ds, names), _MOST_LINES)
    values = year_end(ds["bloc_index"].sel(scenario=shown).load())
    banded = len(shown) <= _MOST_BANDS
    bands = f"Lines and bands: {spread_in(ds)}" if banded else f"Lines: mean of {runs_in(ds)}"
    subtitle = (
        f"{told_alone(ds, names)}Bloc index at the end of each year. 0: the contracts of all "
        f"countries favour Chinese vendors alike; 1: two blocs. {bands}.{rest}"
    )
    figure, box = new_figure(ds, (7.6, 4.6), _title(ds, values, names, year), subtitle)
    room = room_in(box, figure, 0.6, 2.2, 0.3, 0.15)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    _draw(axes, ds, values, lines_of(ds, shown), banded=banded)
    return figure


def _draw(
    axes: Axes, ds: xr.Dataset, values: xr.DataArray, lines: dict[str, Line], *, banded: bool
) -> None:
    for name, line in lines.items():
        each = values.sel(scenario=name)
        draw_range(axes, each, line.colour, 1.9, 0.15 if banded else 0.0, line.dashes)
        mark_line(axes, each, title_of(ds, name), "", decimals=2)
    year_axis(axes, values)
    axes.set_ylim(0, max(0.1, 1.08 * float(values.quantile(0.95, "sample").max())))
    axes.set_ylabel("Bloc index")
    ends = values.isel(year=-1).sel(scenario=list(lines)).mean("sample").values
    labels = [shortened(title_of(ds, name), 2.2, 9.0).split("\n")[0] for name in lines]
    colours = [line.colour for line in lines.values()]
    label_line_ends(axes, int(values["year"][-1]), np.asarray(ends), labels, colours)


def _title(ds: xr.Dataset, values: xr.DataArray, names: Sequence[str], year: int) -> str:
    then = values.sel(year=year)
    baseline = baseline_of(ds, names[0])
    if len(names) == 1 and baseline:
        phrase = change_phrase(change_in(ds, then, names[0]), "", decimals=2)
        return f"In {year} the bloc index {phrase}"
    return f"In {year} the mean bloc index {spread_words(ds, then, '', decimals=2)}"
