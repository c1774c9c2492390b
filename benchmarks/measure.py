"""What a benchmark reports: a number with a name, a unit, a meaning and perhaps a target."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What a number must be: inside [low, high]."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Return whether a value meets the target."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        """Say it in words.

        Examples
        --------
        >>> print(at_most(8), "|", at_least(100), "|", Target(0.9, 1.1))
        at most 8 | at least 100 | 0.9 to 1.1
        """
        if self.low == -float("inf"):
            return f"at most {self.high:g}"
        if self.high == float("inf"):
            return f"at least {self.low:g}"
        return f"{self.low:g} to {self.high:g}"


def at_most(limit: float) -> Target:
    """Return a target that smaller is better."""
    return Target(-float("inf"), limit)


def at_least(limit: float) -> Target:
    """Return a target that larger is better."""
    return Target(limit, float("inf"))


def shown(value: float) -> str:
    """Return a number to three digits, or to the unit if it is larger.

    Examples
    --------
    >>> shown(0.012345), shown(12.345), shown(12345.6)
    ('0.0123', '12.3', '12,346')
    """
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes
    ----------
    name
        What is measured, in plain words.
    value, unit
        The number.
    meaning
        A sentence for the page.
    target
        What it must be; None: it is only shown.
    """

    name: str
    value: float
    unit: str
    meaning: str
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """Whether the target is met, in words; empty without one."""
        if self.target is None:
            return ""
        return f"{self.target}: {'met' if self.target.holds(self.value) else 'MISSED'}"

    @property
    def shown(self) -> str:
        """The number with its unit, to three digits.

        Examples
        --------
        >>> Measure("a run", 12.3456, "ms", "").shown, Measure("runs", 15432.1, "", "").shown
        ('12.3 ms', '15,432')
        """
        return f"{shown(self.value)} {self.unit}".rstrip()


Section = tuple[Measure, ...]
Results = dict[str, Section]
"""Sections of the table, by heading, in order."""


def best(work: Callable[[], object], repeats: int) -> float:
    """Return the shortest time of a piece of work in seconds.

    What else a machine does only ever adds time, so the minimum says most about the work.
    """
    times = []
    for _ in range(repeats):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
