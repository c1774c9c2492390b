"""What several kinds of agents use."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.terms import CAP, LEGACY_RAN, NO_NEW_KIT, RAN_5G, REMOVAL

Floats = NDArray[np.float64]

BARRED_FROM: Final = (REMOVAL, NO_NEW_KIT, CAP, REMOVAL)
DREADED_FROM: Final = (NO_NEW_KIT, NO_NEW_KIT, CAP, REMOVAL)


class Parameters:
    """The parameters of a run as plain Python numbers."""

    def __init__(self, record: Any) -> None:
        for name in record.dtype.names:
            setattr(self, name, float(record[name]))

    def __getattr__(self, name: str) -> float:
        """Tell type checkers that every parameter is a number."""
        raise AttributeError(name)


def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1.0 / (1.0 + math.exp(-x))


def ties(stock: Floats, k: int) -> Floats:
    """Return the kit (vendor,) that ties a buyer of a class: for 5G, of both generations (O3)."""
    return stock[RAN_5G] + stock[LEGACY_RAN] if k == RAN_5G else stock[k]
