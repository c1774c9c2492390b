"""What a stylised fact is: words, a figure by sample, and a bar that it has to meet."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

SCENARIO: Final = "us_action"
"""The world as it was; its baseline is the world without American action."""
LAW: Final = "eu_law"
"""The law of which the cost is held beside the industry's worst case."""
END: Final = "2020Q4"
"""The end of the window in which facts are measured, unless they say otherwise."""


def _within(values: NDArray[np.float64], bar: float) -> NDArray[np.bool_]:
    return np.asarray(np.abs(values) < bar)


COMPARISONS: Final[Mapping[str, Callable[[NDArray[np.float64], float], NDArray[np.bool_]]]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "within": _within,
}


class Fact(NamedTuple):
    """One stylised fact.

    Attributes
    ----------
    sentence, measured
        The fact, and what is measured, in words; a group of countries in braces becomes its
        label and count, ``{worst_case}`` the industry's figure in USD billion.
    unit
        Of the figure.
    sign, bar
        The fact holds where the figure is so (one of :data:`COMPARISONS`) to the bar.
    function
        Result -> figure, axis (sample,); NaN where it cannot be measured.
    """

    name: str
    sentence: str
    measured: str
    unit: str
    sign: str
    bar: float
    function: Callable[[xr.Dataset], xr.DataArray]

    @property
    def condition(self) -> str:
        """The bar in words, such as ``>= -0.5``."""
        return f"{self.sign} {self.bar:g}"

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return where a figure meets the bar; never where it is NaN."""
        return COMPARISONS[self.sign](values, self.bar)


def acted(ds: xr.Dataset) -> xr.Dataset:
    """Return the world as it was, all samples."""
    return ds.sel(scenario=SCENARIO)
