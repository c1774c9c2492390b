"""The tornado: which drawn parameters and levers move a headline measure most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D

from sim.analysis.headline import Headline, headlines_of, measured
from sim.analysis.pairs import baseline_of
from sim.analysis.rounding import two_figures
from sim.analysis.tornado import Swing, paired_values, swings
from sim.errors import ConfigError, nearest
from sim.params import registry
from sim.plots.chart import Chart, mark
from sim.plots.pairs import runs_in, title_of
from sim.plots.several import Scenarios, only
from sim.plots.style import (
    INK,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    shortened,
    styled,
    tidy,
)
from sim.plots.words import quoted, signed
from sim.sweeps.factors import LEVERS

_LONGEST_LIST: Final = 12
_LABEL_INCHES: Final = 3.1


@styled
def tornado(
    ds: xr.Dataset,
    scenarios: Scenarios,
    year: int = 2030,
    measure: str | None = None,
    *,
    paired: bool = False,
) -> Chart:
    """Rank what was drawn by how much it moves a headline measure.

    Parameters
    ----------
    ds
        A result whose parameters or levers differ between runs.
    scenarios
        The scenario to look at.
    year
        Of the measure.
    measure
        Name of a headline measure; None: the first that the result has.
    paired
        Of the difference between the scenario and its baseline, not of its value.

    Returns
    -------
    Chart
        The 12 largest differences between the upper and the lower fifth of a parameter's draws,
        with their simulation error.

    Raises
    ------
    ResultError
        If nothing was drawn, or there are too few draws.
    ConfigError
        If the measure is not a headline of this result.
    """
    scenario = only(ds, scenarios)
    item = headline_named(ds, measure)
    baseline = baseline_of(ds, scenario)
    part = ds.sel(scenario=_needed(ds, scenario))
    values = measured(part, [item])[item.name].sel(year=year)
    if paired and not item.is_difference:
        values = paired_values(part, values, scenario)
    found = swings(part, values, scenario)
    shown = found[:_LONGEST_LIST]
    what = f"{item.label}, {year}"
    if (paired or item.is_difference) and baseline:
        what += f", {quoted(title_of(ds, scenario))} less {quoted(title_of(ds, baseline))}"
    else:
        what += f", {quoted(title_of(ds, scenario))}"
    subtitle = (
        f"{what}. Dot: mean where a parameter is in the upper fifth of its draws less mean where "
        f"it is in the lower; line: 90 % interval of that, of {runs_in(ds)}. Filled: beyond what "
        f"chance alone makes of {len(found)} parameters without effect."
    )
    size = (8.4, 2.4 + 0.37 * max(len(shown), 3))
    figure, box = new_figure(ds, size, _title(item, found, year), subtitle)
    room = room_in(box, figure, _LABEL_INCHES + 0.1, 0.25, 0.85, 0.12)
    axes = figure.add_subplot(GridSpec(1, 1, figure, **room)[0])
    _draw(axes, shown, item)
    _legend(figure, box.bottom)
    return figure


def headline_named(ds: xr.Dataset, measure: str | None) -> Headline:
    """Return a headline measure of a result by its name; None: the first.

    Raises
    ------
    ConfigError
        If the result has none of that name.
    """
    known = {item.name: item for item in headlines_of(ds)}
    name = next(iter(known), "") if measure is None else measure
    if name not in known:
        raise ConfigError(
            f"measure: {name!r} is not one of: {', '.join(known)}{nearest(name, known)}"
        )
    return known[name]


def _needed(ds: xr.Dataset, scenario: str) -> list[str]:
    """Return the scenarios with the same title, which differ in levers, and their baselines."""
    titles = ds.attrs.get("titles", {})
    alike = [
        str(name)
        for name in ds["scenario"].values
        if name == scenario or titles.get(str(name)) == titles.get(scenario)
    ]
    bases = [base for name in alike if (base := baseline_of(ds, name))]
    return list(dict.fromkeys([*alike, *bases]))


def _draw(axes: Axes, shown: Sequence[Swing], item: Headline) -> None:
    for place, swing in enumerate(shown):
        ends = [swing.change - swing.error, swing.change + swing.error]
        fill = SCENARIO_COLOUR if swing.stands_out else "white"
        axes.plot(ends, [place, place], color=SCENARIO_COLOUR, lw=1.6, solid_capstyle="butt")
        axes.plot([swing.change], [place], "o", color=SCENARIO_COLOUR, mfc=fill, ms=7)
        told = f"{label_of(swing.factor)}, from {swing.low:.3g} to {swing.high:.3g}"
        error = f"\N{PLUS-MINUS SIGN}{two_figures(swing.error)}"
        mark(axes, swing.change, place, f"{told}: {signed(swing.change)} {item.unit} {error}")
    axes.axvline(0, color=INK, lw=0.9)
    labels = [shortened(label_of(swing.factor), _LABEL_INCHES + 0.2, 8.5) for swing in shown]
    axes.set_yticks(range(len(shown)), labels, size=8.5, linespacing=1.05)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlabel(f"Change from the lower to the upper fifth ({item.unit})")
    axes.spines["left"].set_visible(False)
    tidy(axes, grid="x")
    widest = max((abs(each.change) + each.error for each in shown), default=1.0) or 1.0
    axes.set_xlim(-1.08 * widest, 1.08 * widest)


def label_of(factor: str) -> str:
    """Return what a parameter or a lever is, in words.

    Examples
    --------
    >>> label_of("government.b_peer"), label_of("levers.aid.budget_usd_m")
    ('Effect of all peers restricting (b_peer)', 'Lever aid.budget_usd_m')
    >>> label_of("component.substitution_gain")
    'How fast denied parts are replaced (substitution_gain)'
    """
    if factor.startswith(LEVERS):
        return f"Lever {factor.removeprefix(LEVERS)}"
    parameter = registry().get(factor)
    if parameter is None:
        return factor
    # What a bracket says of the record is for those who set the number.
    meaning = re.sub(r" \(not identified[^)]*\)", "", parameter.meaning)
    return f"{meaning} ({parameter.name})"


def _legend(figure: Chart, bottom: float) -> None:
    style: dict[str, Any] = {"color": SCENARIO_COLOUR, "marker": "o", "lw": 1.6}
    handles = [
        Line2D([], [], label="stands out", **style),
        Line2D([], [], mfc="white", label="within what chance makes", **style),
    ]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=2, fontsize=9
    )


def _title(item: Headline, found: Sequence[Swing], year: int) -> str:
    clear = [swing for swing in found if swing.stands_out]
    if not clear:
        return f"{item.label}, {year}: no drawn number stands out from chance with so few runs"
    most = clear[0]
    return (
        f"{item.label}, {year}: moved most on average by {quoted(label_of(most.factor))} "
        f"({signed(most.change)} {item.unit}); {len(clear)} of {len(found)} stand out from chance"
    )
