"""Legends below figures: in how many columns labels fit, and how long titles are cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.plots.style import shortened, wrapped

SIZE: Final = 9.0
"""Of the letters of a legend that is fitted."""
_HANDLE_INCHES: Final = 0.45
_LINE_INCHES: Final = 0.2


class Fit(NamedTuple):
    """How labels fit below a figure."""

    labels: list[str]
    columns: int
    inches: float  #: the height of their rows


def fitted(labels: Sequence[str], inches: float, most: int) -> Fit:
    """Return labels in as many columns as there is room for; in one, they are cut to a line.

    Parameters
    ----------
    labels
        Of the legend, in order.
    inches
        Width of the figure.
    most
        Columns, if all labels are short.
    """
    columns = next((n for n in range(most, 1, -1) if _fit(labels, inches / n)), 1)
    width = inches / columns - _HANDLE_INCHES
    cut = [shortened(label, width, SIZE, most=1) for label in labels]
    return Fit(cut, columns, _LINE_INCHES * -(-len(cut) // columns))


def _fit(labels: Sequence[str], inches: float) -> bool:
    return all(len(wrapped(label, inches - _HANDLE_INCHES, SIZE, "normal")) < 2 for label in labels)
