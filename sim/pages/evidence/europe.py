"""Chinese shares of European countries in 2020, told without the country's own figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.pages.evidence.inputs import Inputs, Tree, country_names
from sim.pages.evidence.scores import Said, number, rmse
from sim.validation.left_out import OF
from sim.validation.places import place
from sim.validation.scores import rmse as rmse_of
from sim.validation.scores import scored
from sim.world import Floats

EUROPE: Final = "europe"
"""By the groups of the program: with Malta, which the World Bank counts elsewhere."""
OTHERS: Final = "mean of others"
OF_REGION: Final = "mean of region"
_CLEARLY: Final = 0.1
"""Part of an error by which another has to be lower to say so."""
_TOLD: Final = 0.05
"""Points that are seen when errors are told to a tenth: less is a tie."""
_YEAR: Final = "2020"
_SELLER: Final = "chinese"


class Country(NamedTuple):
    """One country's published share beside what is said of it, all 0-1.

    Attributes
    ----------
    mean, low, high
        The model, from whose start the figure was taken out: mean, 5 and 95 % of runs.
    others, region
        Means of the published shares of all other countries, and of those of its region.
    """

    name: str
    observed: float
    mean: float
    low: float
    high: float
    others: float
    region: float


class Errors(NamedTuple):
    """How far off the model and its rivals are, points (RMSE), on the same countries.

    Attributes
    ----------
    bias
        By how much the model lies too high on average, points.
    """

    model: float
    others: float
    region: float
    countries: int
    bias: float

    @property
    def is_better(self) -> bool:
        """Whether the model beats both, by more than a tenth of a point would round away."""
        return self.best - self.model >= _TOLD

    @property
    def best(self) -> float:
        """The lower of the two rivals'."""
        return min(self.others, self.region)

    @property
    def is_level(self) -> bool:
        """Whether the model would be clearly better than both but for its mean error."""
        return self.apart < (1.0 - _CLEARLY) * self.best

    @property
    def apart(self) -> float:
        """The model's error if each country were told its mean error over the other countries.

        That is how well it tells countries apart, and as fair as the mean of others: no country's
        own figure is used. NaN of one country.

        Examples
        --------
        >>> round(Errors(5.0, 9.0, 9.0, 4, 3.0).apart, 3)
        5.333
        """
        if self.countries < 2:
            return math.nan
        spread = math.sqrt(max(self.model**2 - self.bias**2, 0.0))
        return spread * self.countries / (self.countries - 1)


def countries(inputs: Inputs) -> list[Country]:
    """Return the countries of Europe that all three say something of."""
    asked = [figure for figure in inputs.validation["figures"] if _is_asked(figure)]
    found = [_country(figure, _others_in_europe(figure, asked)) for figure in asked]
    return [each for each in found if not any(math.isnan(value) for value in each[1:])]


def _others_in_europe(figure: Tree, asked: Sequence[Tree]) -> float:
    """Return the mean of the published shares of Europe's other countries; NaN of none."""
    others = [each["observed"] for each in asked if _code(each) != _code(figure)]
    return sum(others) / len(others) if others else math.nan


def errors(found: Sequence[Country]) -> Errors:
    """Return how far off each of the three is, of one country or more."""
    return Errors(
        rmse([(each.observed, each.mean) for each in found]),
        rmse([(each.observed, each.others) for each in found]),
        rmse([(each.observed, each.region) for each in found]),
        len(found),
        100.0 * sum(each.mean - each.observed for each in found) / len(found),
    )


def reason(error: Errors) -> str:
    """Return what the error is made of: the level of all countries, or what tells them apart."""
    side = "high" if error.bias > 0 else "low"
    words = (
        f"On average it lies {abs(error.bias):.1f} points too {side}; without that, as the other "
        f"countries tell it, {error.apart:.1f} points would be left"
    )
    if math.isnan(error.apart):
        return "One country alone."
    if error.is_better:
        return f"{words}."
    if error.is_level:
        return f"{words}: the level is off, and countries are told apart better than by a mean."
    return f"{words}: level aside, it tells countries apart no better than a plain mean does."


def less_best(found: Sequence[Country]) -> tuple[str, Said]:
    """Return the better of the two rivals, and the model's error less its, paired by country."""
    error = errors(found)
    name = OTHERS if error.others <= error.region else OF_REGION
    return name, less(found, name)


def less(found: Sequence[Country], rival: str) -> Said:
    """Return the model's error less that of one of the two rivals, paired by country."""
    observed, own, told = 100.0 * np.array(
        [
            (each.observed, each.mean, each.others if rival == OTHERS else each.region)
            for each in found
        ]
    ).T  # fmt: skip
    return Said(*scored(_less, observed, own, told))


def beside_means(found: Sequence[Country]) -> str:
    """Return how the model compares with the two rivals, so far as intervals leave out 0.

    ``"better than"`` both, ``"worse than"`` both, or ``"no clear difference from"`` them.
    """
    apart = [less(found, name) for name in (OTHERS, OF_REGION)]
    if all(each.high < 0.0 for each in apart):
        return "better than"
    return "worse than" if all(each.low > 0.0 for each in apart) else "no clear difference from"


def _less(observed: Floats, own: Floats, rival: Floats, weight: Floats) -> Floats:
    return rmse_of(observed, own, weight) - rmse_of(observed, rival, weight)


def known_error(inputs: Inputs) -> float:
    """Return the model's error where it starts from the country's own figure, points."""
    known = [
        (figure["observed"], number(figure["model"][inputs.variant]["mean"]))
        for figure in inputs.validation["figures"]
        if figure["seed"] and _is_in_europe(figure) and _is_of_2020(figure)
    ]
    return rmse(known)


def _is_asked(figure: Tree) -> bool:
    return figure["groups"].get("of") == OF and _is_in_europe(figure) and _is_of_2020(figure)


def _is_in_europe(figure: Tree) -> bool:
    return _code(figure) in place(EUROPE)


def _code(figure: Tree) -> str:
    return str(figure["what"].split(", ")[2])


def _is_of_2020(figure: Tree) -> bool:
    words = figure["what"].split(", ")
    return bool(words[0] == _SELLER and words[-1].startswith(_YEAR))


def _country(figure: Tree, region: float) -> Country:
    told: Tree = next((m for m in figure["model"].values() if m["mean"] is not None), {})
    code = _code(figure)
    return Country(
        name=country_names().get(code, code),
        observed=figure["observed"],
        mean=number(told.get("mean")),
        low=number(told.get("p05")),
        high=number(told.get("p95")),
        others=number(figure["rivals"].get(OTHERS)),
        region=region,
    )
