"""A bank of runs: what is kept of draws that were played."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.validation.calibration.measure import LEVELS
from sim.validation.calibration.space import Points
from sim.world import Floats


class Bank(NamedTuple):
    """What is kept of draws that were played.

    Attributes
    ----------
    points
        The parameters of each draw.
    shares
        For each published share what the run has, axes (draw, replicate, target).
    onset
        When each country of the record's panel first stood at a level, a year, axes
        (draw, replicate, level of :data:`sim.validation.calibration.measure.LEVELS`, country).
    left_out
        Draws of which a run failed, and why, a line each.
    """

    points: Points
    shares: Floats
    onset: NDArray[np.int16]
    left_out: tuple[str, ...] = ()

    @property
    def draws(self) -> int:
        """How many there are."""
        return len(self.shares)

    @property
    def replicates(self) -> int:
        """Runs a draw."""
        return int(self.shares.shape[1])

    def acts(self, least: int, year: int) -> Floats:
        """Return who restricts by the end of a year, 0 or 1, axes (draw, replicate, country)."""
        return (self.onset[:, :, LEVELS.index(least)] <= year).astype(np.float64)


def joined(banks: Sequence[Bank]) -> Bank:
    """Return the draws of several banks as one, in their order."""
    keys = banks[0].points
    return Bank(
        points={key: np.concatenate([bank.points[key] for bank in banks]) for key in keys},
        shares=np.concatenate([bank.shares for bank in banks]),
        onset=np.concatenate([bank.onset for bank in banks]),
        left_out=tuple(line for bank in banks for line in bank.left_out),
    )
