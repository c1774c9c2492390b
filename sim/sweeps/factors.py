"""Factors: what differs from draw to draw, a parameter or a lever, and where its values lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.levers import LeverValue, Range
from sim.params import Parameter, quantile
from sim.sweeps.request import Request

LEVERS: Final = "levers."


@dataclass(frozen=True)
class Factor:
    """One thing that differs from draw to draw.

    Attributes
    ----------
    key
        As a user writes it: ``"government.b_ally"`` or ``"levers.aid.budget_usd_m"``.
    source
        Where its values come from.
    """

    key: str
    source: Parameter | Range

    @property
    def is_lever(self) -> bool:
        """Whether somebody chooses it."""
        return isinstance(self.source, Range)

    @property
    def distribution(self) -> str:
        """How its values are spread over its range."""
        return "uniform" if isinstance(self.source, Range) else self.source.distribution

    @property
    def bounds(self) -> list[Any]:
        """The two ends of its range."""
        return [self.source.low, self.source.high]

    def numbers(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values of a parameter at fractions ``u`` of its distribution, (draw,)."""
        if isinstance(self.source, Range):
            raise TypeError(f"{self.key} is a lever")
        return quantile(self.source, u)

    def settings(self, u: NDArray[np.float64]) -> list[LeverValue]:
        """Return the settings of a lever at fractions ``u`` of its range, one a draw."""
        if not isinstance(self.source, Range):
            raise TypeError(f"{self.key} is a parameter")
        return [self.source.at(float(part)) for part in u]


def factors(request: Request) -> tuple[Factor, ...]:
    """Return what differs between the draws of a request: parameters, then levers."""
    return (
        *(Factor(parameter.key, parameter) for parameter in request.varied),
        *(Factor(f"{LEVERS}{name}", given) for name, given in request.sampled.items()),
    )
