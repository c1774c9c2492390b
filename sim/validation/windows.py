"""The years that are scored, parted where the record ends that the model was fitted to.

Scores before and after are never added up: before, the model has seen what it is held against.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.analysis.observed import LAST_YEAR as LAST_FITTED
from sim.terms import FIRST_YEAR
from sim.validation.variants import BEST, POSTERIOR

BEFORE: Final = f"to {LAST_FITTED}"
AFTER: Final = f"{LAST_FITTED + 1} on"
FITTED: Final = (BEST, POSTERIOR)
"""Variants of the model whose parameters were fitted to the record."""


class Years(NamedTuple):
    """The years that are scored."""

    first: int
    last: int

    @property
    def cut_off(self) -> int | None:
        """The year from which rivals may know nothing; None for the years they are fitted on."""
        return self.first if self.first > FIRST_YEAR else None

    @property
    def window(self) -> str:
        """The side of the end of the record on which they lie; only what lies on one has one."""
        return BEFORE if self.last <= LAST_FITTED else AFTER

    @property
    def parts(self) -> tuple[Years, ...]:
        """The years on either side of the end of the record; one part if they do not cross it.

        Examples
        --------
        >>> Years(2014, 2025).parts
        (Years(first=2014, last=2020), Years(first=2021, last=2025))
        >>> Years(2021, 2023).parts
        (Years(first=2021, last=2023),)
        """
        if self.first <= LAST_FITTED < self.last:
            return Years(self.first, LAST_FITTED), Years(LAST_FITTED + 1, self.last)
        return (self,)


def in_sample(window: str, variant: str) -> bool:
    """Return whether a variant of the model was fitted on the years of a window.

    Examples
    --------
    >>> in_sample("to 2020", "posterior"), in_sample("2021 on", "posterior")
    (True, False)
    >>> in_sample("to 2020", "mid-range")
    False
    """
    return window == BEFORE and variant in FITTED
