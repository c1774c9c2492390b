"""Saying what a paired difference supports, and no more."""

from __future__ import annotations

import numpy as np

from sim.analysis.change import TINY, is_few, is_one_sided
from sim.analysis.change import Change as Change
from sim.analysis.change import change_of as change_of
from sim.analysis.change import is_clear as is_clear

MINUS = "\N{MINUS SIGN}"


def quoted(text: str) -> str:
    """Put a text between typographic quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, such as ``1 run`` or ``2 runs``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def number(value: float, decimals: int = 1) -> str:
    """Write a number with a true minus sign, and with more digits rather than as a false zero.

    Examples
    --------
    >>> number(-3.14), number(0.02), number(0.0)
    ('\N{MINUS SIGN}3.1', '0.02', '0')
    """
    if not np.isfinite(value):
        return "none"
    if abs(value) < TINY:
        return "0"
    digits = decimals
    while digits < 2 and round(value, digits) == 0:
        digits += 1
    text = f"{value:,.{digits}f}"
    return text.replace("-", MINUS)


def signed(value: float, decimals: int = 1) -> str:
    """Write a number with its sign, also when it is above zero."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def range_words(change: Change, decimals: int = 1) -> str:
    """Write the range of a change, such as ``[1.0 to 2.5]``; of a single run there is none."""
    if change.samples < 2:
        return "[one run: no range]"
    return f"[{number(change.low, decimals)} to {number(change.high, decimals)}]"


def change_phrase(
    change: Change, unit: str, sides: tuple[str, str] = ("lower", "higher"), decimals: int = 1
) -> str:
    """Say in words what a change is, without claiming what its range does not support.

    Parameters
    ----------
    change
        The paired difference.
    unit
        What it counts, such as ``"points"``; may be empty.
    sides
        The words for below the baseline and above it.
    decimals
        Digits after the point.

    Examples
    --------
    >>> change_phrase(Change(2.0, 1.0, 2.5, 64), "points")
    'is 2.0 points higher [1.0 to 2.5]'
    >>> change_phrase(Change(2.0, -1.0, 2.5, 64), "points")
    'shows no clear change [\N{MINUS SIGN}1.0 to 2.5 points]'
    """
    if not change.samples:
        return "cannot be measured"
    if change.low == change.high == 0 or (change.samples == 1 and abs(change.mean) < TINY):
        return "does not change"
    if change.samples == 1 or is_clear(change):
        return f"is {size_phrase(change, unit, sides, decimals)}"
    after = f" {unit}" if unit else ""
    span = f"{range_words(change, decimals)[:-1]}{after}]"
    if is_few(change.samples) or is_one_sided(change):
        return f"is not clear from {change.samples} runs {span}"
    return f"shows no clear change {span}"


def change_words(change: Change, unit: str) -> str:
    """Say in a few words what a change is, without a verb.

    Examples
    --------
    >>> change_words(Change(2.0, 1.0, 2.5, 64), "points")
    '+2.0 points [1.0 to 2.5]'
    >>> change_words(Change(2.0, -1.0, 2.5, 64), "points")
    'no clear change [\N{MINUS SIGN}1.0 to 2.5 points]'
    """
    size = f"{signed(change.mean)} {unit}"
    if change.samples < 2:
        return f"{size}, in the one run," if change.samples else "no value"
    span = range_words(change)
    if is_clear(change):
        return f"{size} {span}"
    few = is_few(change.samples)
    none = f"not clear from {change.samples} runs" if few else "no clear change"
    return f"{none} {span[:-1]} {unit}]"


def size_phrase(
    change: Change, unit: str, sides: tuple[str, str] = ("lower", "higher"), decimals: int = 1
) -> str:
    """Say how large a change is, to which side, with its range; arguments as in `change_phrase`.

    Examples
    --------
    >>> size_phrase(Change(-2.0, -2.5, -1.0, 64), "points")
    '2.0 points lower [\N{MINUS SIGN}2.5 to \N{MINUS SIGN}1.0]'
    >>> size_phrase(Change(-2.0, -2.0, -2.0, 1), "points")
    '2.0 points lower in the one run'
    """
    after = f" {unit}" if unit else ""
    side = sides[0] if change.mean < 0 else sides[1]
    span = range_words(change, decimals) if change.samples > 1 else "in the one run"
    return f"{number(abs(change.mean), decimals)}{after} {side} {span}"
