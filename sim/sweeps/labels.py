"""Names of the axes, and what is known of each country and vendor, as results carry them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.outcomes import registry
from sim.sweeps.design import Design
from sim.sweeps.factors import LEVERS
from sim.terms import (
    CLASSES,
    COMPONENTS,
    COST_BEARER,
    COST_RECEIVER,
    COSTS,
    FIRST_YEAR,
    INCOME_GROUPS,
    QUARTERS,
    REGIONS,
    quarter_index,
    quarter_label,
)
from sim.world import Names, World

_OPERATOR: Final = "operator"


class Label(NamedTuple):
    """Values along one axis, or more: labels, or a fact about each."""

    dim: str
    values: NDArray[Any]
    more: tuple[str, ...] = ()

    @property
    def dims(self) -> tuple[str, ...]:
        """Its axes."""
        return (self.dim, *self.more)


def design_labels(design: Design) -> dict[str, Label]:
    """Return the settings of levers and the values of parameters that differ between samples.

    A lever has a label of its own, ``levers.aid.budget_usd_m``; parameters are ``drawn``, axes
    (sample, parameter).
    """
    draws = design.draws
    found = {
        f"{LEVERS}{name}": Label("sample", np.array([row[name] for row in design.settings])[draws])
        for name in next(iter(design.settings), {})
    }
    if design.values:
        drawn = np.stack([column[draws] for column in design.values.values()], axis=1)
        found["parameter"] = Label("parameter", np.array(list(design.values)))
        found["drawn"] = Label("sample", drawn, ("parameter",))
    return found


def labels(
    world: World, names: Names, outcomes: Collection[str], every: int = 1
) -> dict[str, Label]:
    """Return the labels of every axis of a result, and facts by country and vendor.

    Where ``every`` quarters are stored as one, a period is labelled by its last quarter, and
    ``quarters`` says how many it holds.

    A country's region is ``country_region``, because ``region`` is an axis of its own.
    Population is that of 2020. Operators are named only where one of the ``outcomes`` is by
    operator: a made-up world may have a million of them.
    """
    by_operator = any(_OPERATOR in registry()[name].dims for name in outcomes)
    return {
        **_quarters(every),
        **_fixed(),
        **_vendors(world, names),
        **_countries(world, names),
        **(_operators(world, names) if by_operator else {}),
    }


def _quarters(every: int) -> dict[str, Label]:
    ends = range(every - 1, QUARTERS, every)
    found = {
        "quarter": np.array([quarter_label(q) for q in ends]),
        "year": np.array([FIRST_YEAR + q // 4 for q in ends]),
    }
    if every > 1:
        found["quarters"] = np.full(len(ends), every)
    return {name: Label("quarter", values) for name, values in found.items()}


def _fixed() -> dict[str, Label]:
    return {
        "region": Label("region", np.array(REGIONS)),
        "class": Label("class", np.array(CLASSES)),
        "component": Label("component", np.array(COMPONENTS)),
        "cost": Label("cost", np.array(COSTS)),
        "bearer": Label("cost", np.array([COST_BEARER[cost] for cost in COSTS])),
        "receiver": Label("cost", np.array([COST_RECEIVER.get(cost, "") for cost in COSTS])),
    }


def _vendors(world: World, names: Names) -> dict[str, Label]:
    return {
        "vendor": Label("vendor", np.array(names.vendors)),
        "vendor_name": Label("vendor", np.array(names.vendor_names)),
        "chinese": Label("vendor", world.vendors.chinese),
    }


def _operators(world: World, names: Names) -> dict[str, Label]:
    countries = np.array(names.countries)[world.operators.country]
    return {
        _OPERATOR: Label(_OPERATOR, np.array(names.operators)),
        "operator_country": Label(_OPERATOR, countries),
    }


def _countries(world: World, names: Names) -> dict[str, Label]:
    facts = world.countries
    people = facts.population_m[:, quarter_index("2020Q4")]
    found = {
        "country": np.array(names.countries),
        "country_name": np.array(names.country_names),
        "country_region": np.array(REGIONS)[facts.region],
        "income": np.array(INCOME_GROUPS)[facts.income],
        "decides": facts.decides,
        "ally": facts.ally,
        "host": facts.host,
        "troops": facts.troops,
        "population_m": people,
        "groups": np.array(names.groups or ("",) * len(names.countries)),
    }
    return {name: Label("country", np.asarray(values)) for name, values in found.items()}
