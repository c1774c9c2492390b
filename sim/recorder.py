"""Takes outcomes down, quarter by quarter. Measuring never draws a random number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts
from sim.outcomes import registry
from sim.rules.outcomes import add_regions, host_exposure, mean_prices, measure_exposure
from sim.state import State, make_room
from sim.terms import (
    CLASSES,
    COMPONENTS,
    CORE,
    COSTS,
    LEGACY_RAN,
    RAN_5G,
    REGIONS,
    TAIWAN_FOUNDRY,
    US_CHIPS,
)

Array = NDArray[Any]
Reader = Callable[["Recorder"], Array]

EXPOSURES = (
    "exposure",
    "chinese_share_installed",
    "chinese_share_4g",
    "chinese_share_5g",
    "base_traffic_exposure",
)
"""Outcomes in the order of the table that :func:`measure_exposure` writes."""


class Recorder:
    """Collects the outcomes of a block of runs.

    Parameters
    ----------
    outcomes : sequence of str
        Names from ``outcomes.csv``.
    facts, state, parameters
        Of the block.
    quarters : int
        Length of the run.

    Attributes
    ----------
    results : dict of arrays (run, quarter, ...)
    """

    def __init__(
        self,
        outcomes: Sequence[str],
        facts: Facts,
        state: State,
        parameters: NDArray[np.void],
        quarters: int,
    ) -> None:
        self.facts, self.state, self.parameters = facts, state, parameters
        runs, countries = state.governments.shape
        self.room = make_room(countries, *state.kit.shape[1:4:2])
        self.exposures = np.zeros((runs, len(EXPOSURES), countries))
        self.hosts = np.zeros(runs)
        sizes = {
            "quarter": quarters,
            "region": len(REGIONS),
            "class": len(CLASSES),
            "vendor": len(facts.vendors),
            "country": countries,
            "component": len(COMPONENTS),
            "cost": len(COSTS),
        }
        known = registry()
        self.results: dict[str, Array] = {
            name: np.zeros((runs, *(sizes[d] for d in known[name].dims)), known[name].dtype)
            for name in outcomes
        }

    def record(self, quarter: int) -> None:
        """Take down the quarter that has just been played."""
        facts, state = self.facts, self.state
        measure_exposure(
            self.parameters,
            facts.countries,
            facts.operators,
            facts.vendors,
            state.installed,
            state.kit,
            self.exposures,
            self.room,
        )
        host_exposure(self.parameters, facts.countries, self.exposures, self.hosts)
        for name, table in self.results.items():
            table[:, quarter] = READERS[name](self)


def _exposure(position: int) -> Reader:
    return lambda recorder: recorder.exposures[:, position]


def _government(field: str) -> Reader:
    return lambda recorder: recorder.state.governments[field]


def _vendor(field: str) -> Reader:
    return lambda recorder: recorder.state.vendors[field]


def _component(field: str, component: int) -> Reader:
    return lambda recorder: recorder.state.vendors[field][:, :, component]


def _scene(field: str) -> Reader:
    return lambda recorder: recorder.state.scene[field]


def _by_region(name: str) -> Reader:
    def read(recorder: Recorder) -> Array:
        values = getattr(recorder.state, name)
        runs, countries = values.shape[:2]
        table = np.empty((runs, len(REGIONS), values[0, 0].size))
        add_regions(recorder.facts.countries, values.reshape(runs, countries, -1), table)
        return table.reshape(runs, len(REGIONS), *values.shape[2:])

    return read


def _price(recorder: Recorder) -> Array:
    state = recorder.state
    table = np.empty(state.vendors.shape)
    mean_prices(
        recorder.facts.countries, state.price, state.price_2014, state.bought, table
    )
    return table


def _chinese_ran_core(recorder: Recorder) -> Array:
    chinese = np.flatnonzero(recorder.facts.vendors["chinese"])
    kit = recorder.state.installed[:, :, (LEGACY_RAN, RAN_5G, CORE)]
    total: Array = kit[..., chinese].sum(axis=(2, 3))
    return total


READERS: Mapping[str, Reader] = {
    **{name: _exposure(position) for position, name in enumerate(EXPOSURES)},
    "sales_usd_m": _by_region("bought"),
    "installed_usd_m": _by_region("installed"),
    "country_sales_usd_m": lambda recorder: recorder.state.bought.sum(axis=2),
    "country_installed_usd_m": lambda recorder: recorder.state.installed.sum(axis=2),
    "host_exposure": lambda recorder: recorder.hosts,
    "level": _government("level"),
    "resolve": _government("resolve"),
    "suspicion": _government("suspicion"),
    "campaign": _government("campaign"),
    "coverage": _government("coverage"),
    "coverage_wanted": _government("coverage_wanted"),
    "chinese_ran_core_usd_m": _chinese_ran_core,
    "overdue_usd_m": lambda recorder: recorder.state.overdue,
    "price": _price,
    "quality": _vendor("quality"),
    "fill": _vendor("fill"),
    "delivered_share": _vendor("delivered_share"),
    "stock_us_chips": _component("inventory", US_CHIPS),
    "stock_foundry": _component("inventory", TAIWAN_FOUNDRY),
    "substitution_us_chips": _component("substitution", US_CHIPS),
    "china_manufacturing": _vendor("china_share"),
    "cost_usd_m": _by_region("costs"),
    "lost_sales_usd_m": lambda recorder: recorder.state.lost_sales,
    "backlog_usd_m": _by_region("waiting"),
    "lapsed_usd_m": _by_region("lapsed"),
    "bloc_index": _scene("bloc"),
    "duty_us": _scene("duty_us"),
    "duty_cn": _scene("duty_cn"),
    "reassurance": _scene("reassurance"),
    "breadth_countries": _scene("breadth_countries"),
    "breadth_top50": _scene("breadth_top50"),
}
"""How each outcome is read from the state, (run, ...) for one quarter."""
