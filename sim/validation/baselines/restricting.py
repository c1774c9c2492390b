"""Plain rivals for who restricts when: each gives a chance by country."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sim.validation.baselines.panel import GROUPS, Panel
from sim.world import Floats

Bools = NDArray[np.bool_]
Rival = Callable[[Panel, Panel], Floats]
"""From the countries it learns from, and those it is asked about, to their chances to act."""

#: Weight of a coefficient's square in the hazard model, covariates scaled (judgement).
_RIDGE: Final = 1.0
_HALF: Final = 0.5


def nobody(known: Panel, asked: Panel) -> Floats:
    """Return that nobody else acts: persistence."""
    return np.full(len(asked.countries), _HALF / (len(known.countries) + 1.0))


def base_rate(known: Panel, asked: Panel) -> Floats:
    """Return the rate of all countries."""
    return _chance(_hazard(known, _start(known)), known, asked)


def base_rate_by_group(known: Panel, asked: Panel) -> Floats:
    """Return the rate of each country's group: Five Eyes, rivals, other allies, all others."""
    start = _start(known)
    members = (known.of(known.group == group) for group in range(len(GROUPS)))
    rates = np.array([_hazard(each, start) for each in members])
    return _chance(rates[asked.group], known, asked)


def five_eyes_or_rivalry(known: Panel, asked: Panel) -> Floats:
    """Return the rate of Five Eyes and rivals for these, and that of all others for the rest."""
    last, start = GROUPS.index("rivals of China"), _start(known)
    inside = _hazard(known.of(known.group <= last), start)
    outside = _hazard(known.of(known.group > last), start)
    return _chance(np.where(asked.group <= last, inside, outside), known, asked)


def hazard_model(known: Panel, asked: Panel) -> Floats:
    """Return the chances of a complementary log-log model of the yearly hazard."""
    best = coefficients(known)
    rate = np.exp(np.clip(best[0] + asked.covariates @ best[1:], -20.0, 5.0))
    least = _HALF / (len(known.countries) + 1.0)
    return np.asarray(np.clip(-np.expm1(-rate * _spell(known, asked)), least, 1.0 - least))


def coefficients(known: Panel) -> Floats:
    """Return the intercept of the hazard model, then one coefficient a covariate.

    With a ridge on the coefficients: there are fewer acts than covariates.
    """
    start = _start(known)
    spell = np.minimum(known.when, known.last) - start + 1
    acted = known.acted
    design = np.column_stack([np.ones(len(spell)), known.covariates])
    ridge = np.full(design.shape[1], _RIDGE)
    ridge[0] = 0.0

    def loss(values: Floats) -> tuple[float, Floats]:
        told = design @ values
        rate = np.exp(np.clip(told, -20.0, 5.0))
        chance = np.maximum(-np.expm1(-rate), 1e-12)
        found = acted @ np.log(chance) - rate @ (spell - acted)
        slope = rate * (acted * np.exp(-rate) / chance - (spell - acted))
        slope = np.where((told > -20.0) & (told < 5.0), slope, 0.0)
        return float(-found + ridge @ values**2 / 2), ridge * values - slope @ design

    first = np.zeros(design.shape[1])
    first[0] = np.log(-np.log1p(-_hazard(known, start)))
    return np.asarray(minimize(loss, first, jac=True, method="BFGS").x)


RIVALS: Final[Mapping[str, Rival]] = {
    "nobody acts": nobody,
    "base rate": base_rate,
    "base rate by group": base_rate_by_group,
    "Five Eyes or rivalry": five_eyes_or_rivalry,
    "hazard model": hazard_model,
}


def left_out(rival: Rival, known: Panel) -> Floats:
    """Return the chance of each country from all the others: cross-validation by country."""
    found = np.empty(len(known.countries))
    for place in range(len(found)):
        who = np.arange(len(found)) == place
        found[place] = rival(known.of(~who), known.of(who))[0]
    return found


def _start(known: Panel) -> float:
    """Return the year in which the first acted: before it nobody was at risk."""
    return float(min(known.when.min(), known.last))


def _hazard(known: Panel, start: float) -> float:
    """Return the yearly hazard since a year, by Jeffreys' rule, so that it is never 0."""
    years = float((np.minimum(known.when, known.last) - start + 1).sum())
    return (float(known.acted.sum()) + _HALF) / (years + 1.0)


def _chance(hazard: Floats | float, known: Panel, asked: Panel) -> Floats:
    each = np.broadcast_to(np.asarray(hazard), len(asked.countries))
    return np.asarray(1.0 - (1.0 - each) ** _spell(known, asked))


def _spell(known: Panel, asked: Panel) -> float:
    """Return for how many years those that are asked about are at risk."""
    same = (known.first, known.last) == (asked.first, asked.last)
    return asked.last - _start(known) + 1 if same else float(asked.years)
