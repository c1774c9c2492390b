"""Paired effects: what each scenario changes in the headline outcomes, with its range."""

from __future__ import annotations

import math

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.analysis.change import few_words
from sim.analysis.headline import Headline, headlines_of
from sim.plots.chart import Chart, mark
from sim.plots.headlines import headline_change
from sim.plots.pairs import (
    asked_alone,
    compared,
    headings,
    is_ablation,
    pairs_in,
    title_of,
    told_against,
)
from sim.plots.style import (
    BASELINE_COLOUR,
    INK,
    RANGE,
    SCENARIO_COLOUR,
    new_figure,
    room_in,
    shortened,
    styled,
    tidy,
    wrapped,
)
from sim.plots.words import Change, change_words, is_clear, quoted, range_words, signed

_LABEL_INCHES = 2.35
#: Of rows whose labels take one line, and where some take two.
_ROW_INCHES = (0.33, 0.39)
_ABLATED = "Each line is the model without one mechanism. "


@styled
def effects(ds: xr.Dataset, values: dict[str, xr.DataArray], year: int = 2030) -> Chart:
    """Draw the paired difference of the headline outcomes, one line a scenario.

    Parameters
    ----------
    ds
        A result in which at least one scenario has a baseline.
    values
        What :func:`sim.plots.headlines.headline_values` gave for the same year.
    year
        The year of the differences, for the words.

    Returns
    -------
    Chart
        Panels side by side: dot, mean; line, 5-95 % of the paired differences; filled
        where the difference is clear among all that are shown.
    """
    items = headlines_of(ds)
    rows = _rows(ds)
    names = [name for name in rows.values() if name]
    changes = {
        item.name: {name: headline_change(ds, values, item, name) for name in names}
        for item in items
    }
    subtitle = (
        f"{_ABLATED if is_ablation(ds) else ''}Difference to {told_against(ds)} at the end of "
        f"{year}. {_key(ds, len(names) * len(items))}"
    )
    labels = [_label(title_of(ds, name)) for name in names]
    row = _ROW_INCHES[any("\n" in label for label in labels)]
    size = (10.4, 2.3 + row * (max(rows) + 1))
    figure, box = new_figure(ds, size, _title(ds, items[0], changes[items[0].name], year), subtitle)
    room = room_in(box, figure, _LABEL_INCHES, 0.1, 0.5, 0.6)
    grid = GridSpec(1, len(items), figure, **room, wspace=0.16)
    for column, item in enumerate(items):
        axes = figure.add_subplot(grid[0, column])
        _draw_panel(axes, item, rows, changes[item.name])
        _mark_rows(axes, ds, item, rows, changes[item.name])
        _label_rows(axes, ds, rows, with_names=column == 0)
    return figure


def _key(ds: xr.Dataset, dots: int) -> str:
    """Say what dots and lines show."""
    runs = ds.sizes["sample"]
    if runs == 1:
        return "Dot: the one run that there is; hollow, because one run makes nothing clear."
    key = f"Dot: mean; line: {RANGE} of {pairs_in(ds)}."
    if few := few_words(runs):
        return f"{key} All dots are hollow: {few}."
    beyond = f"and the mean beyond what chance makes of {dots} dots" if dots > 1 else ""
    return f"{key} Filled dot: the whole range lies on one side of zero{beyond and f', {beyond}'}."


def _rows(ds: xr.Dataset) -> dict[int, str]:
    """Return the scenario of each row; the heading of a family takes a row without one."""
    rows: dict[int, str] = {}
    for family in headings(ds):
        rows[len(rows)] = ""
        start = len(rows)
        rows.update(enumerate(compared(ds, family), start=start))
    return rows


def _title(ds: xr.Dataset, item: Headline, changes: dict[str, Change], year: int) -> str:
    """Speak of the scenario that was asked for, or of the two that clearly move most."""
    runs, asked = ds.sizes["sample"], asked_alone(ds)
    if asked:
        words = change_words(changes[asked], item.unit)
        return f"{item.label} in {year}: {words} in {quoted(title_of(ds, asked))}"
    if few := few_words(runs, "a change"):
        return f"{item.label} in {year}: {few}"
    clear = [name for name in changes if is_clear(changes[name])]
    if not clear:
        return f"{item.label} in {year}: nothing here clearly moves it"
    most = sorted(clear, key=lambda n: abs(changes[n].mean), reverse=True)[:2]
    told = (
        f"{quoted(title_of(ds, name))} ({signed(changes[name].mean)} {item.unit})" for name in most
    )
    return f"{item.label} in {year}: moved most on average by {' and '.join(told)}"


def _draw_panel(
    axes: Axes, item: Headline, rows: dict[int, str], changes: dict[str, Change]
) -> None:
    title = wrapped(item.label, 1.75, 9.5, "bold")
    axes.set_title("\n".join(title), size=9.5)
    axes.axvline(0, color=INK, lw=0.9)
    for place, name in rows.items():
        if name and changes[name].samples:
            _draw_change(axes, place, changes[name])
    _set_limits(axes, [change for change in changes.values() if change.samples])
    axes.set_ylim(max(rows) + 0.6, -0.6)
    axes.set_xlabel(item.unit)
    axes.locator_params(axis="x", nbins=3)
    axes.spines["left"].set_visible(False)
    tidy(axes, grid="x")


def _mark_rows(
    axes: Axes, ds: xr.Dataset, item: Headline, rows: dict[int, str], changes: dict[str, Change]
) -> None:
    """Note what each dot means."""
    for place, name in rows.items():
        if name and (change := changes[name]).samples:
            told = f"{signed(change.mean)} {item.unit}"
            words = f"{title_of(ds, name)}: {told} {range_words(change)}"
            unclear = "" if is_clear(change) or change.samples == 1 else ", no clear change"
            mark(axes, change.mean, place, f"{words}{unclear}")


def _draw_change(axes: Axes, place: int, change: Change) -> None:
    colour = SCENARIO_COLOUR if is_clear(change) else BASELINE_COLOUR
    fill = colour if is_clear(change) else "white"
    axes.plot([change.low, change.high], [place, place], color=colour, lw=2, solid_capstyle="butt")
    axes.plot([change.mean], [place], "o", color=colour, mfc=fill, ms=6)


def _set_limits(axes: Axes, changes: list[Change]) -> None:
    """Show zero and every range; an outcome that nothing changes gets one unit on each side."""
    ends = [0.0, *(end for change in changes for end in (change.low, change.high, change.mean))]
    room = 0.06 * (max(ends) - min(ends))
    if math.isclose(room, 0.0):
        axes.set_xlim(-1, 1)
    else:
        axes.set_xlim(min(ends) - room, max(ends) + room)


def _label(words: str, weight: str = "normal") -> str:
    return shortened(words, _LABEL_INCHES - 0.1, 8.5, weight)


def _label_rows(axes: Axes, ds: xr.Dataset, rows: dict[int, str], *, with_names: bool) -> None:
    axes.set_yticks([])
    words_above = iter(headings(ds).values())
    for place, name in rows.items():
        if name:
            axes.axhline(place, color="#EEEEEE", lw=0.6, zorder=0)
        words = title_of(ds, name) if name else next(words_above)
        if with_names:
            weight = "normal" if name else "bold"
            axes.annotate(
                _label(words, weight),
                xy=(0, place),
                xycoords=("axes fraction", "data"),
                xytext=(-_LABEL_INCHES * 72, 0),
                textcoords="offset points",
                va="center",
                size=8.5,
                linespacing=1.05,
                weight=weight,
            )
