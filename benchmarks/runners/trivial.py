"""The same model that takes no time, as each runner wants it: it squares a number.

Raises at one number that is told, because what a runner does then is part of the comparison.
"""

from __future__ import annotations

import os
from typing import Final

import mesa

FAILS_AT: Final = "FAILS_AT"
"""Variable that names the number at which the model raises."""


def square(x: float) -> float:
    """Return the square of a number, or raise where told to."""
    if os.environ.get(FAILS_AT) == str(int(x)):
        raise RuntimeError(f"no square of {x}")
    return x * x


class Squaring(mesa.Model):  # type: ignore[misc]
    """One number, squared when stepped."""

    def __init__(self, x: float = 0.0, seed: int | None = None) -> None:
        super().__init__(seed=seed)
        self.x = x
        self.y = 0.0
        self.datacollector = mesa.DataCollector(model_reporters={"y": "y"})

    def step(self) -> None:
        """Square the number, and end."""
        self.y = square(self.x)
        self.datacollector.collect(self)
        self.running = False
