"""What a lever can be given: one value, a list of values to try, or a range to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.terms import quarter_index, quarter_label

LeverValue = bool | int | float | str


@dataclass(frozen=True)
class Range:
    """Everything between two numbers or two quarters, both included.

    Attributes
    ----------
    low, high
        Numbers, or quarters such as ``"2025Q1"``.
    """

    low: float | str
    high: float | str

    def at(self, u: float) -> float | str:
        """Return the value that a fraction ``u`` of the range lies below.

        Examples
        --------
        >>> Range(0, 500).at(0.5), Range("2025Q1", "2025Q4").at(0.5)
        (250.0, '2025Q3')
        """
        if isinstance(self.low, str) or isinstance(self.high, str):
            first, last = quarter_index(str(self.low)), quarter_index(str(self.high))
            return quarter_label(min(last, first + int(u * (last - first + 1))))
        return float(self.low + (self.high - self.low) * u)


Lever = LeverValue | tuple[LeverValue, ...] | Range


def lever(value: Any) -> Lever:
    """Return what a lever was given, checked: a list becomes a tuple, ``from`` and ``to`` a range.

    Raises
    ------
    ValueError
        If it is none of these; the message starts with the value.

    Examples
    --------
    >>> lever([0, 150]), lever({"from": 0, "to": 500})
    ((0, 150), Range(low=0, high=500))
    """
    if isinstance(value, Range):
        return value
    if isinstance(value, list | tuple) and value and all(map(_is_plain, value)):
        return tuple(value)
    if _is_plain(value):
        plain: LeverValue = value
        return plain
    if isinstance(value, Mapping) and set(value) == {"from", "to"}:
        return _range(value["from"], value["to"])
    raise ValueError(
        f"{value!r} is not a value, a list of values or a range such as {{from: 0, to: 500}}"
    )


def as_data(given: Lever) -> Any:
    """Return what a lever was given as a file would write it."""
    if isinstance(given, Range):
        return {"from": given.low, "to": given.high}
    return list(given) if isinstance(given, tuple) else given


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float | str)


def _range(low: Any, high: Any) -> Range:
    written = f"{{from: {low}, to: {high}}}"
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high))
    if not numbers and not (isinstance(low, str) and isinstance(high, str)):
        raise ValueError(f"{written} is not a range: both ends must be numbers, or both quarters")
    ends = (low, high) if numbers else (quarter_index(low), quarter_index(high))
    if not ends[0] < ends[1]:
        raise ValueError(f"{written} is not a range: 'to' must be above 'from'")
    return Range(low, high)
