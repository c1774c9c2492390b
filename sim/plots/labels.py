"""Placing labels beside the ends of lines so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from sim.world import Floats


def spread(wanted: Floats, gap: float, low: float, high: float) -> Floats:
    """Move positions apart until neighbours are at least ``gap`` apart, as little as possible.

    Parameters
    ----------
    wanted
        Where each label would like to be, (label,), in units of the axis.
    gap
        Least distance between two labels, in the same unit.
    low, high
        Bounds of the axis; if all labels do not fit between them they overrun ``high``.

    Returns
    -------
    Floats
        Positions in the order of ``wanted``.

    Examples
    --------
    >>> spread(np.array([0.0, 0.0, 10.0]), gap=2.0, low=0.0, high=10.0).tolist()
    [0.0, 2.0, 10.0]
    """
    order = np.argsort(wanted, kind="stable")
    steps = gap * np.arange(len(wanted))
    # Without the steps, "at least a gap apart" reads "never falling": pool what falls.
    pooled = _never_falling(wanted[order] - steps)
    room = max(low, high - gap * (len(wanted) - 1))
    placed = np.empty(len(wanted))
    placed[order] = np.clip(pooled, low, room) + steps
    return placed


def _never_falling(values: Floats) -> Floats:
    """Return the least-squares fit that never falls (pool adjacent violators)."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        total, count = float(value), 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            last_total, last_count = blocks.pop()
            total, count = total + last_total, count + last_count
        blocks.append((total, count))
    return np.concatenate([np.full(count, total / count) for total, count in blocks])


def label_line_ends(
    axes: Axes, x: float, heights: Floats, labels: Sequence[str], colours: Sequence[str]
) -> None:
    """Write each label to the right of its line, joined to its end by a hair line.

    Parameters
    ----------
    axes
        Its limits must be final.
    x
        Where the lines end.
    heights
        Ordinate of each line's end, (label,).
    labels, colours
        One of each for every line.
    """
    low, high = axes.get_ylim()
    inches = axes.bbox.height / axes.figure.dpi
    size = 9.0
    gap = (high - low) * size * 1.25 / 72 / inches
    for y, place, label, colour in zip(
        heights, spread(heights, gap, low, high), labels, colours, strict=True
    ):
        axes.annotate(
            label,
            xy=(x, y),
            xytext=(12, (place - y) / (high - low) * inches * 72),
            textcoords="offset points",
            va="center",
            size=size,
            color=colour,
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": colour,
                "lw": 0.6,
                "shrinkA": 1,
                "shrinkB": 1,
                "relpos": (0.0, 0.5),
            },
        )
