"""Dates of decisions: only what can be read in one way."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sim.validation.outside import OutsideError

ALLOWED: Final = "write 2023-03-15, 2023-03, 2023Q1 or 2023"
_DATE: Final = re.compile(
    r"(?P<year>\d{4})(?:-?Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
)
#: Quarter that a year alone counts as: the middle of it.
_MIDDLE: Final = 3


def quarter_of(text: str) -> tuple[int, int]:
    """Return the year and the quarter of a date; a year alone counts as its middle.

    Raises
    ------
    OutsideError
        If there is no such day, or it could be another one.

    Examples
    --------
    >>> quarter_of("2023-03-15"), quarter_of("2023-06"), quarter_of("2023Q4"), quarter_of("2023")
    ((2023, 1), (2023, 2), (2023, 4), (2023, 3))
    """
    when = _DATE.fullmatch(text)
    if when is None:
        raise unreadable(text)
    if when["quarter"]:
        return int(when["year"]), int(when["quarter"])
    if not when["month"]:
        return int(when["year"]), _MIDDLE
    try:
        day = date(int(when["year"]), int(when["month"]), int(when["day"] or 1))
    except ValueError:
        raise unreadable(text) from None
    return day.year, (day.month + 2) // 3


def unreadable(text: str) -> OutsideError:
    """Return what is said of a date that cannot be read: what it is, and what to write."""
    return OutsideError(f"a date that cannot be read ({text.strip() or 'blank'}): {ALLOWED}")
