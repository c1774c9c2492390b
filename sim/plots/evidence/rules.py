"""What each rule does to the errors on the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.ticker import FixedLocator, FuncFormatter

from sim.plots.chart import Chart, mark
from sim.plots.evidence.sheet import SIZE, sheet
from sim.plots.style import INK, SCENARIO_COLOUR, room_in, styled, tidy

_ROW_INCHES: Final = 0.23
_LABEL_INCHES: Final = 1.55
_AGAINST: Final = "#D55E00"
_HEADS: Final = ("Shares, points", "Log score, thousandths")
_LINEAR: Final = (0.1, 2.0)
"""Up to here an axis is linear, beyond it each step is a factor."""
_MARGIN: Final = 1.5
_TICKS: Final = ((-1.0, -0.1, 0.0, 0.1, 1.0, 10.0), (-100.0, -10.0, -2.0, 0.0, 2.0, 10.0, 100.0))


class Effect(NamedTuple):
    """What is worse without a rule (above 0), or better.

    Attributes
    ----------
    shares, decisions
        Change of the error of shares, points, and of the log score of who restricts,
        thousandths of a nat.
    told
        Whether each counts.
    """

    label: str
    shares: float
    decisions: float
    told: tuple[bool, bool]


@styled
def rules(rows: Sequence[Effect]) -> Chart:
    """Draw what turning each rule does, shares beside who restricts.

    Parameters
    ----------
    rows
        From top to bottom.

    Returns
    -------
    Chart
        Two panels; as tall as there are rows.
    """
    for_, against = _count(rows, 1), _count(rows, -1)
    title = f"The record supports {for_} rules as they are and fits better without {against}"
    subtitle = (
        "Change when a rule is turned round. To the right the model is worse without it. Filled: "
        "counts; hollow: too small, or luck. Axes are linear in the middle (shaded) and "
        "logarithmic outside it, where each step is a factor of ten."
    )
    figure, box = sheet(2.5 + _ROW_INCHES * len(rows), title, subtitle)
    room = room_in(box, figure, _LABEL_INCHES, 0.2, below=0.35, above=0.3)
    grid = GridSpec(1, 2, figure, **room, wspace=0.12)
    for panel, head in enumerate(_HEADS):
        axes = figure.add_subplot(grid[panel])
        axes.set_title(head, fontsize=SIZE)
        for place, row in enumerate(rows):
            value = (row.shares, row.decisions)[panel]
            _draw(axes, place, row.label, value, row.told[panel])
        _finish(axes, panel, [row.label for row in rows])
    return figure


def _count(rows: Sequence[Effect], sign: int) -> int:
    """Return of how many rows something that counts has a sign, and nothing the other."""
    found = 0
    for row in rows:
        values = zip((row.shares, row.decisions), row.told, strict=True)
        signs = {1 if value > 0 else -1 for value, told in values if told}
        found += sign in signs and (sign < 0 or -1 not in signs)
    return found


def _draw(axes: Axes, place: int, label: str, value: float, told: bool) -> None:
    colour = SCENARIO_COLOUR if value > 0 else _AGAINST
    axes.plot([0, value], [place] * 2, color=colour, lw=1.2 if told else 0.6)
    shape = "o" if value > 0 else "D"
    axes.plot([value], [place], shape, color=colour, mfc=colour if told else "white", ms=4.5)
    mark(axes, value, place, f"{label}: {value:+.3g}")


def _finish(axes: Axes, panel: int, labels: Sequence[str]) -> None:
    axes.axvline(0, color=INK, lw=0.8)
    axes.axvspan(-_LINEAR[panel], _LINEAR[panel], color=INK, alpha=0.06, lw=0)
    low, high = axes.get_xlim()
    axes.set_xscale("symlog", linthresh=_LINEAR[panel])
    axes.set_xlim(min(low, -_LINEAR[panel]) * _MARGIN, max(high, _LINEAR[panel]) * _MARGIN)
    axes.xaxis.set_major_locator(FixedLocator(_TICKS[panel]))
    axes.xaxis.set_minor_locator(FixedLocator([]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.tick_params(axis="x", labelsize=SIZE)
    axes.set_yticks(range(len(labels)), labels if panel == 0 else [""] * len(labels), size=SIZE)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    tidy(axes, grid="x")
