"""A figure before it is drawn: its name, its words, and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.plots.chart import Chart


class Picture(NamedTuple):
    """A figure before it is drawn."""

    name: str  #: of its files
    heading: str
    caption: str
    needs: tuple[str, ...]  #: stored outcomes without which it cannot be drawn
    draw: Callable[[], Chart]
