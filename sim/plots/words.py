"""Saying what a paired difference supports, and no more."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from sim.world import Floats

MINUS = "\N{MINUS SIGN}"


#: Smaller numbers are written as 0, and count as none.
_TINY = 5e-3


class Change(NamedTuple):
    """A paired difference between a scenario and its baseline over samples."""

    mean: float
    low: float  #: 5 % of the samples lie below
    high: float  #: 95 % of the samples lie below
    samples: int
    error: float = 0.0  #: half the 90 % interval of the mean: what so few runs leave open


def change_of(differences: Floats) -> Change:
    """Sum up paired differences, (sample,); samples without a value are left out."""
    known = differences[np.isfinite(differences)]
    if not len(known):
        return Change(float("nan"), float("nan"), float("nan"), 0)
    low, high = np.quantile(known, [0.05, 0.95])
    return Change(float(known.mean()), float(low), float(high), len(known), _error(known))


def _error(known: Floats) -> float:
    """Return half the 90 % interval of the mean; of one run nothing is known of it."""
    if len(known) < 2:
        return 0.0
    return float(stdtrit(len(known) - 1, 0.95) * known.std(ddof=1) / np.sqrt(len(known)))


def is_clear(change: Change) -> bool:
    """Tell whether the whole range lies on one side of zero, and not for want of runs.

    Examples
    --------
    >>> is_clear(Change(2.0, 1.0, 2.5, 64)), is_clear(change_of(np.array([1.0, 3.0])))
    (True, False)
    """
    return is_one_sided(change) and abs(change.mean) > change.error


def is_one_sided(change: Change) -> bool:
    """Tell whether the whole range lies on one side of zero."""
    return change.low > _TINY or change.high < -_TINY


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
    if abs(value) < _TINY:
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
    if change.low == change.high == 0 or (change.samples == 1 and abs(change.mean) < _TINY):
        return "does not change"
    span = range_words(change, decimals)
    after = f" {unit}" if unit else ""
    if change.samples > 1 and not is_clear(change):
        if is_one_sided(change):
            return f"is not clear from {change.samples} runs {span[:-1]}{after}]"
        return f"shows no clear change {span[:-1]}{after}]"
    return f"is {size_phrase(change, unit, sides, decimals)}"


def size_phrase(
    change: Change, unit: str, sides: tuple[str, str] = ("lower", "higher"), decimals: int = 1
) -> str:
    """Say how large a change is, to which side, with its range; arguments as in `change_phrase`.

    Examples
    --------
    >>> size_phrase(Change(-2.0, -2.5, -1.0, 64), "points")
    '2.0 points lower [\N{MINUS SIGN}2.5 to \N{MINUS SIGN}1.0]'
    """
    after = f" {unit}" if unit else ""
    side = sides[0] if change.mean < 0 else sides[1]
    return f"{number(abs(change.mean), decimals)}{after} {side} {range_words(change, decimals)}"
