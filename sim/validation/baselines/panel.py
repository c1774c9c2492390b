"""Countries at risk of restricting Chinese vendors: who, when, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.terms import FIRST_YEAR
from sim.world import Floats, Names, World

Bools = NDArray[np.bool_]

GROUPS: Final = ("Five Eyes", "rivals of China", "other allies", "all others")
COVARIATES: Final = (
    "Five Eyes",
    "ally",
    "US base index",
    "rivalry with China",
    "values distance",
    "trade with China",
    "log GDP",
)
_RIVAL: Final = 0.5
_ALLY: Final = 0.5


class Panel(NamedTuple):
    """Countries that may come to restrict, axis (country,).

    Attributes
    ----------
    countries
        ISO codes.
    group
        Index into :data:`GROUPS`.
    covariates
        Axes (country, covariate), in the order of :data:`COVARIATES`, each with mean 0 and
        standard deviation 1; from before 2018.
    when
        Year in which each acted; infinite for those that had not.
    first, last
        Years that are looked at: those who acted before are left out.
    """

    countries: tuple[str, ...]
    group: NDArray[np.int64]
    covariates: Floats
    when: Floats
    first: int
    last: int

    @property
    def acted(self) -> Floats:
        """1 for those who acted by the last year, else 0."""
        return (self.when <= self.last).astype(np.float64)

    @property
    def years(self) -> int:
        """Years that are looked at."""
        return self.last - self.first + 1

    def of(self, who: Bools) -> Panel:
        """Return some of the countries."""
        codes = tuple(np.array(self.countries)[who].tolist())
        return self._replace(
            countries=codes,
            group=self.group[who],
            covariates=self.covariates[who],
            when=self.when[who],
        )


def panel(
    world: World,
    names: Names,
    onsets: Mapping[str, tuple[int, int]],
    start_level: int,
    years: tuple[int, int],
) -> Panel:
    """Return who could act in some years.

    Parameters
    ----------
    world, names
        The real world.
    onsets
        What :func:`sim.validation.restrictions.onsets` gave: year and quarter by country.
    start_level
        Countries that stand there when the model starts cannot act, and are left out.
    years
        The first and the last.
    """
    facts = world.countries
    when = np.array([onsets.get(code, (np.inf, 0))[0] for code in names.countries])
    first, last = years
    there = facts.decides & (facts.start_level < start_level)
    there &= when >= max(first, FIRST_YEAR)
    when = np.where(when > last, np.inf, when)
    whole = Panel(names.countries, _groups(world), covariates(world), when, first, last)
    return whole.of(there)


def covariates(world: World) -> Floats:
    """Return what is known of each country from before 2018, axes (country, covariate).

    In the order of :data:`COVARIATES`, each with mean 0 and standard deviation 1 over the
    countries that decide.
    """
    facts = world.countries
    raw = np.column_stack(
        [
            facts.five_eyes,
            facts.ally,
            facts.base_index,
            facts.rivalry,
            facts.values_distance,
            facts.trade_exposure,
            facts.log_gdp_2014,
        ]
    )
    decide = raw[facts.decides]
    return np.asarray((raw - decide.mean(axis=0)) / decide.std(axis=0))


def _groups(world: World) -> NDArray[np.int64]:
    facts = world.countries
    tests = [facts.five_eyes > 0, facts.rivalry >= _RIVAL, facts.ally >= _ALLY]
    return np.select(tests, list(range(len(tests))), len(tests)).astype(np.int64)
