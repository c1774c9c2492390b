"""Takes outcomes down while a block is stepped; runs that are played through do it themselves."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sim.results import chosen, make_results
from sim.rules.recording import record

if TYPE_CHECKING:
    from sim.engine import Block


class Recorder:
    """Collects the outcomes of a block of runs. Measuring never draws a random number.

    Parameters
    ----------
    outcomes : collection of str
        Names from ``outcomes.csv``.
    block : Block
    quarters : int
        Length of the run.

    Attributes
    ----------
    results : dict of arrays (run, quarter, ...)
    """

    def __init__(self, outcomes: Collection[str], block: Block, quarters: int) -> None:
        self._block = block
        self._tables = make_results(outcomes, len(block.parameters), quarters, block.facts)
        self.results = chosen(self._tables, outcomes)

    def record(self, quarter: int) -> None:
        """Take down the quarter that has just been played."""
        b = self._block
        record(quarter, b.parameters, b.facts, b.state, b.room, self._tables, 0)
