"""A figure that knows which points mean what, so that a page can say it when one is pointed at."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure


class Mark(NamedTuple):
    """A point of a chart and what is to be said there, as plain text."""

    axes: Axes
    x: float  #: in units of the axes
    y: float
    text: str


class Spot(NamedTuple):
    """A point of a drawn chart, in fractions of its width from the left, its height from above."""

    x: float
    y: float
    text: str


class Chart(Figure):
    """A figure with marks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks: list[Mark] = []


def mark(axes: Axes, x: float, y: float, text: str) -> None:
    """Note what a point of a chart means; ``x`` and ``y`` are in units of its axes."""
    cast(Chart, axes.figure).marks.append(Mark(axes, float(x), float(y), text))


def spots(chart: Chart) -> list[Spot]:
    """Return where the marks of a chart lie, once all its axes have their final limits.

    Marks outside of their axes are left out.

    Examples
    --------
    >>> chart = Chart(figsize=(4, 2))
    >>> axes = chart.add_axes((0.0, 0.0, 0.5, 1.0), xlim=(0, 10), ylim=(0, 1))
    >>> mark(axes, 5.0, 1.0, "2030: 100 %")
    >>> [(round(spot.x, 2), round(spot.y, 2), spot.text) for spot in spots(chart)]
    [(0.25, 0.0, '2030: 100 %')]
    """
    chart.draw_without_rendering()
    found = []
    for axes, x, y, text in chart.marks:
        pixel = axes.transData.transform((x, y))
        across, up = chart.transFigure.inverted().transform(pixel)
        if axes.bbox.padded(1.0).contains(*pixel):
            found.append(Spot(float(across), 1.0 - float(up), text))
    return found
