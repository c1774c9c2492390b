"""What is scored together: later years, and of those on record what was fitted and what was not.

Scores of these are never added up: of what was fitted the model has seen what it is held against.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.analysis.observed import LAST_YEAR as LAST_FITTED
from sim.terms import FIRST_YEAR
from sim.validation.variants import BEST, POSTERIOR

AFTER: Final = f"{LAST_FITTED + 1} on"
NEVER: Final = f"to {LAST_FITTED}, not fitted"
SEEN: Final = f"to {LAST_FITTED}, fitted"
ORDER: Final = (AFTER, NEVER, SEEN)
"""Windows, what says most of the model first."""
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
    def on_record(self) -> bool:
        """Whether the record that the model was fitted to covers them."""
        return self.last <= LAST_FITTED

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

    @property
    def windows(self) -> tuple[Window, ...]:
        """What is scored together, in the order in which it is told.

        Examples
        --------
        >>> [each.name for each in Years(2014, 2025).windows]
        ['2021 on', 'to 2020, not fitted', 'to 2020, fitted']
        """
        return tuple(
            Window(name, part)
            for part in reversed(self.parts)
            for name in ((NEVER, SEEN) if part.on_record else (AFTER,))
        )


class Window(NamedTuple):
    """Figures and events that are scored together, and of which years they are."""

    name: str
    years: Years


def in_sample(window: str, variant: str) -> bool:
    """Return whether a variant of the model was fitted to what a window holds.

    Examples
    --------
    >>> in_sample("to 2020, fitted", "posterior"), in_sample("2021 on", "posterior")
    (True, False)
    >>> in_sample("to 2020, not fitted", "posterior"), in_sample("to 2020, fitted", "mid-range")
    (False, False)
    """
    return window == SEEN and variant in FITTED
