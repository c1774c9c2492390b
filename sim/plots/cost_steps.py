"""What a scenario costs whom: steps from nothing to the total, against its baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analysis.costs import WRITTEN_OFF, net_by_purse
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.analysis.years import year_sum
from sim.plots.changes import change_in, differences_of
from sim.plots.chart import Chart
from sim.plots.marks import mark_value
from sim.plots.pairs import runs_in, title_of, titled
from sim.plots.panels import above, grid_of
from sim.plots.several import Scenarios, at_most, named
from sim.plots.style import (
    BASELINE_COLOUR,
    INK,
    RANGE,
    SCENARIO_COLOUR,
    new_figure,
    shortened,
    styled,
    tidy,
)
from sim.plots.words import change_phrase, counted, quoted, signed
from sim.terms import FIRST_YEAR
from sim.world import Floats

#: Who pays for networks, as :data:`sim.terms.COST_BEARER` names them, in the order of the steps.
_PURSES: Final = {
    "operators": "Operators",
    "own government": "Buyers\N{RIGHT SINGLE QUOTATION MARK} governments",
    "US government": "US government",
    "Chinese government": "Chinese government",
}
#: Losses for which no money changes hands.
_LOSSES: Final = {
    "retaliation": "Exports lost",
    WRITTEN_OFF: "Kit written off",
}
_TOTAL: Final = "All that is paid"
_MOST_PANELS: Final = 4
_LESS: Final = "#56B4E9"
_BILLION: Final = 1000.0


class _Step(NamedTuple):
    """One bar: its name, its runs in USD billion, where it starts, how it is drawn."""

    label: str
    runs: Floats
    start: float
    kind: str  #: step, total or loss


@styled
def cost_steps(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw what each purse pays more or less than in the baseline, and the total.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One or several, of which four are shown. Those without a baseline are left out; where
        none has one, what is paid in them is drawn.
    year
        Through whose end costs are added up, from 2014.

    Returns
    -------
    Chart
        A waterfall a scenario, USD billion at constant prices. A purse's step is what it pays
        less what it receives from another purse, so that the steps add up to what vendors and
        contractors are paid. Losses that nobody is paid for stand beside it and are not added.
    """
    names, gone = _with_baselines(ds, named(ds, scenarios))
    shown, rest = at_most(names, _MOST_PANELS)
    bases = [base for name in shown if (base := baseline_of(ds, name))]
    part = ds.sel(scenario=list(dict.fromkeys([*shown, *bases])))
    values = in_pieces(part, ["cost_usd_m"], lambda piece: _sums(piece, year))
    steps = {name: _steps(ds, values, name) for name in shown}
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    size = (7.2 if columns == 1 else 8.8, 2.1 + 2.9 * rows)
    subtitle = f"{_subtitle(ds, shown, year)} {titled(ds, shown)}{rest}{gone}"
    title = _title(ds, values["paid"].sum("purse"), shown[0], year)
    figure, box = new_figure(ds, size, title, subtitle)
    titles = [shortened(title_of(ds, name), 3.5, 10.5, "bold") for name in shown]
    room = (1.4, 0.15, 0.8, above(titles, 0.35))
    panels = grid_of(figure, box, len(shown), columns, room, (0.08, 0.24))
    for place, (axes, name) in enumerate(zip(panels, shown, strict=True)):
        axes.set_title(titles[place])
        _draw(axes, steps[name])
        axes.set_xlabel("USD billion" if place + columns >= len(shown) else "")
    _share_scale(panels)
    _legend(figure, box.bottom)
    return figure


def _with_baselines(ds: xr.Dataset, names: Sequence[str]) -> tuple[list[str], str]:
    """Return the scenarios whose change can be drawn, and a sentence on those left out.

    What is paid in a whole world would dwarf what a policy changes.
    """
    kept = [name for name in names if baseline_of(ds, name)]
    gone = len(names) - len(kept)
    if not kept or not gone:
        return list(names), ""
    return kept, f" Left out: {counted(gone, 'scenario')} without a baseline."


def _sums(piece: xr.Dataset, year: int) -> xr.Dataset:
    """Return payments by purse and losses by kind through a year, USD billion, (.., sample, ..)."""
    paid = net_by_purse(piece).sel(purse=list(_PURSES), year=slice(FIRST_YEAR, year)).sum("year")
    costs = piece["cost_usd_m"].sel(cost=list(_LOSSES)).sum("region")
    lost = year_sum(costs).sel(year=slice(FIRST_YEAR, year)).sum("year")
    return xr.Dataset({"paid": paid / _BILLION, "lost": lost / _BILLION})


def _steps(ds: xr.Dataset, values: xr.Dataset, name: str) -> list[_Step]:
    baseline = baseline_of(ds, name)

    def changed(each: xr.DataArray) -> Floats:
        own = each.sel(scenario=name).values
        if baseline is None:
            return np.asarray(own)
        return differences_of(ds, (name, baseline), own, each.sel(scenario=baseline).values)

    found, start = [], 0.0
    for purse, label in _PURSES.items():
        runs = changed(values["paid"].sel(purse=purse))
        found.append(_Step(label, runs, start, "step"))
        start += float(runs.mean())
    found.append(_Step(_TOTAL, changed(values["paid"].sum("purse")), 0.0, "total"))
    lost = [_Step(label, changed(values["lost"].sel(cost=cost)), 0.0, "loss")
            for cost, label in _LOSSES.items()]  # fmt: skip
    return [*found, *lost]


def _draw(axes: Axes, steps: Sequence[_Step]) -> None:
    for place, step in enumerate(steps):
        _draw_step(axes, place, step)
    ends = [step.start + float(step.runs.mean()) for step in steps]
    for place in range(len(_PURSES)):
        axes.plot([ends[place]] * 2, [place + 0.35, place + 0.65], color=INK, lw=0.7)
    axes.axvline(0, color=INK, lw=0.9)
    axes.axhline(len(_PURSES) + 0.5, color="#BBBBBB", lw=0.8)
    axes.set_yticks(range(len(steps)), [step.label for step in steps], size=9)
    axes.set_ylim(len(steps) - 0.4, -0.6)
    tidy(axes, grid="x")


def _draw_step(axes: Axes, place: int, step: _Step) -> None:
    mean = float(step.runs.mean())
    colour = {"step": SCENARIO_COLOUR if mean >= 0 else _LESS, "total": INK, "loss": "white"}
    hatch = "////" if step.kind == "loss" else None
    edge = BASELINE_COLOUR if step.kind == "loss" else None
    fill: dict[str, Any] = {
        "color": colour[step.kind],
        "hatch": hatch,
        "edgecolor": edge,
        "lw": 0.8,
    }
    axes.barh(place, mean, 0.66, step.start, **fill)
    end = max(step.start, step.start + mean)
    if len(step.runs) > 1:
        low, high = step.start + np.quantile(step.runs, [0.05, 0.95])
        axes.plot([low, high], [place, place], color=BASELINE_COLOUR, lw=1.8)
        end = max(end, high)
    axes.annotate(
        signed(mean),
        (end, place),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        size=8.5,
    )
    mark_value(axes, (step.start + mean, place), step.label, step.runs, "USD billion")


def _share_scale(panels: Sequence[Axes]) -> None:
    """Give all panels the same scale, with room for the numbers at the bars' ends."""
    low = min(axes.get_xlim()[0] for axes in panels)
    high = max(axes.get_xlim()[1] for axes in panels)
    for axes in panels:
        axes.set_xlim(low, high + 0.14 * (high - low))


def _legend(figure: Chart, bottom: float) -> None:
    handles = [
        Patch(color=SCENARIO_COLOUR, label="pays more"),
        Patch(color=_LESS, label="pays less"),
        Patch(color=INK, label="total"),
        Patch(
            facecolor="white", edgecolor=BASELINE_COLOUR, hatch="////", label="loss, not in total"
        ),
    ]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom), ncols=4, fontsize=9
    )


def _subtitle(ds: xr.Dataset, names: Sequence[str], year: int) -> str:
    alone = [name for name in names if baseline_of(ds, name) is None]
    against = "" if alone else f", against {_told_base(ds, names)}"
    return (
        f"USD billion at constant prices, {FIRST_YEAR} to {year} added up{against}. "
        f"Bars: {_bars(ds)}. What a purse gets from another is taken off. Hatched: "
        "losses for which nobody is paid: exports lost to retaliation, kit written off early."
    )


def _bars(ds: xr.Dataset) -> str:
    lines = f"; lines: {RANGE}" if ds.sizes["sample"] > 1 else ""
    return f"mean of {runs_in(ds)}{lines}"


def _told_base(ds: xr.Dataset, names: Sequence[str]) -> str:
    bases = {baseline_of(ds, name) for name in names}
    (first, *more) = sorted(map(str, bases))
    return "each baseline" if more else quoted(title_of(ds, first))


def _title(ds: xr.Dataset, total: xr.DataArray, name: str, year: int) -> str:
    subject = f"Through {year} all that is paid for networks"
    if baseline_of(ds, name) is None:
        return f"{subject} is USD {float(total.sel(scenario=name).mean()):,.0f} billion"
    return f"{subject} {change_phrase(change_in(ds, total, name), 'USD billion')}"
