"""One figure: nanoseconds a cell by implementation, and time by number of operators."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.lines import LARGE_S, whole_run
from benchmarks.measure import shown
from benchmarks.scale import SIZES, Point, exponent
from benchmarks.suite import Found

ENGINE: Final = "#0B3C5D"
OTHER: Final = "#B5B5B5"
INK: Final = "#222222"
_STYLE: Final[dict[Any, Any]] = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlesize": 10.5,
}


class Bar(NamedTuple):
    """One bar; ``is_engine`` decides its shade."""

    label: str
    ns: float
    is_engine: bool
    group: int


def bars(found: Found) -> list[Bar]:
    """Return the bars from the top, in groups of the same work."""
    scale, times = 1e6 / found.cells, found.operators[max(found.operators)]
    made = [
        Bar("Mesa agents, part of the model", found.mesa.mesa * scale, False, 0),
        Bar("engine, the same part", found.mesa.engine * scale, True, 0),
        Bar("NumPy, operators' stages", times.numpy * scale, False, 1),
        Bar("engine, operators' stages", times.engine * scale, True, 1),
    ]
    if times.c:
        made.append(Bar("C, operators' stages", times.c * scale, False, 1))
    return [*made, Bar("engine, whole model", whole_run(found, 1)[1] * scale, True, 2)]


def draw(found: Found, file: Path) -> None:
    """Draw the figure into a PNG file."""
    with rc_context(_STYLE):
        figure = Figure(figsize=(10.5, 4.2), facecolor="white", layout="constrained")
        FigureCanvasAgg(figure)
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        draw_bars(left, bars(found))
        draw_growth(right, found.points)
        figure.savefig(file, dpi=150, metadata={"Software": None})


def draw_bars(axes: Axes, made: list[Bar]) -> None:
    """Draw nanoseconds a cell on a logarithmic scale."""
    places = [-(i + 0.5 * bar.group) for i, bar in enumerate(made)]
    widths = [bar.ns for bar in made]
    axes.barh(
        places,
        widths,
        color=[ENGINE if bar.is_engine else OTHER for bar in made],
        edgecolor=INK,
        linewidth=0.6,
        hatch=["" if bar.is_engine else "//" for bar in made],
    )
    for place, bar in zip(places, made, strict=True):
        axes.text(bar.ns * 1.12, place, shown(bar.ns), va="center", size=9.5, color=INK)
    axes.set_yticks(places, [bar.label for bar in made])
    axes.tick_params(axis="y", length=0)
    axes.set_xscale("log")
    axes.set_xlim(min(widths) / 2.0, max(widths) * 4.0)
    axes.set_xlabel("ns a cell (operator x vendor x class x quarter), one thread")
    axes.set_title("Time a cell, by implementation: shorter is faster")


def draw_growth(axes: Axes, found: list[Point]) -> None:
    """Draw seconds a run by number of operators, both logarithmic."""
    operators = np.array([point.operators for point in found], dtype=float)
    seconds = np.array([point.seconds for point in found])
    axes.plot(operators, seconds, "o-", color=ENGINE, label="measured")
    line = seconds[-1] * operators / operators[-1]
    axes.plot(operators, line, "--", color="#7A7A7A", label="in proportion to the largest")
    if operators[-1] == max(SIZES):
        axes.plot(operators[-1], LARGE_S.high, "v", color=INK, fillstyle="none", label="at most")
    for x, y in zip(operators, seconds, strict=True):
        axes.annotate(f"{y:.3g} s", (x, y), (6, -12), textcoords="offset points", size=9.5)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.margins(x=0.12, y=0.12)
    axes.set_xlabel("operators")
    axes.set_ylabel("seconds, one run of 88 quarters")
    axes.set_title(f"Time by operators: power {exponent(found):.2f}")
    axes.legend(frameon=False, loc="upper left")
