"""Takes outcomes down; nothing here draws, or changes a run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean, part
from sim.rules.exposure import host_exposure, measure_exposure
from sim.rules.outcomes import add_regions, mean_prices
from sim.rules.trust import HUAWEI
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TAIWAN_FOUNDRY, US_CHIPS

Records = Any
Facts = Any
State = Any
Room = Any
Results = Any
Table = Any
Floats = NDArray[np.float64]


@lean
def record(
    quarter: int,
    parameters: Records,
    facts: Facts,
    state: State,
    room: Room,
    results: Results,
    first: int,
) -> None:
    """Take the quarter just played down, for every run of a block.

    Parameters
    ----------
    parameters : records (run,)
    results : Results
        Written where an outcome was asked for.
    first : int
        Position of the block's first run among the results.
    """
    for run in range(parameters.size):
        spot, here = (first + run, quarter), slice(run, run + 1)
        note_exposure(spot, here, parameters, facts, state, room, results)
        note_governments(spot, state.governments[run], results)
        note_vendors(spot, state.vendors[run], results)
        note_scene(spot, state.scene[run], results)
        note_kit(spot, here, facts, state, room, results)
        note_money(spot, here, facts, state, room, results)


@lean
def note(table: Table, spot: tuple[int, int], values: Floats) -> None:
    """Take a value an entity down, if the outcome was asked for.

    Parameters
    ----------
    table : (run, quarter, entity), or with no run at all
    values : (entity,)
    """
    if table.shape[0] > 0:
        for i in range(values.size):
            table[spot[0], spot[1], i] = values[i]


@lean
def note_at(table: Table, spot: tuple[int, int], i: int, value: float) -> None:
    """Take the value of one entity down, if the outcome was asked for."""
    if table.shape[0] > 0:
        table[spot[0], spot[1], i] = value


@lean
def note_one(table: Table, spot: tuple[int, int], value: float) -> None:
    """Take one value down, if the outcome was asked for; ``table`` is (run, quarter)."""
    if table.shape[0] > 0:
        table[spot[0], spot[1]] = value


@part
def note_exposure(
    spot: tuple[int, int],
    here: slice,
    parameters: Records,
    facts: Facts,
    state: State,
    room: Room,
    results: Results,
) -> None:
    """Measure exposure and take it down (E1, E3)."""
    measure_exposure(
        parameters[here],
        facts.countries,
        facts.operators,
        facts.vendors,
        state.installed[here],
        state.young[here],
        state.old[here],
        room.exposures,
        room,
    )
    note(results.exposure, spot, room.exposures[0, 0])
    note(results.chinese_share_installed, spot, room.exposures[0, 1])
    note(results.chinese_share_4g, spot, room.exposures[0, 2])
    note(results.chinese_share_5g, spot, room.exposures[0, 3])
    note(results.base_traffic_exposure, spot, room.exposures[0, 4])
    host_exposure(parameters[here], facts.countries, room.exposures, room.hosts)
    note_one(results.host_exposure, spot, room.hosts[0])


@part
def note_governments(spot: tuple[int, int], nations: Records, results: Results) -> None:
    """Take down what governments think and do, and how far 5G has come."""
    note(results.level, spot, nations.level)
    note(results.resolve, spot, nations.resolve)
    note(results.suspicion, spot, nations.suspicion)
    note(results.campaign, spot, nations.campaign)
    note(results.coverage, spot, nations.coverage)
    note(results.coverage_wanted, spot, nations.coverage_wanted)


@part
def note_vendors(spot: tuple[int, int], makers: Records, results: Results) -> None:
    """Take down how vendors stand."""
    for v in range(makers.size):
        note_at(results.quality, spot, v, makers[v].quality)
        note_at(results.fill, spot, v, makers[v].fill)
        note_at(results.delivered_share, spot, v, makers[v].delivered_share)
        note_at(results.china_manufacturing, spot, v, makers[v].china_share)
        note_at(results.stock_us_chips, spot, v, makers[v].inventory[US_CHIPS])
        note_at(results.stock_foundry, spot, v, makers[v].inventory[TAIWAN_FOUNDRY])
        note_at(results.substitution_us_chips, spot, v, makers[v].substitution[US_CHIPS])


@part
def note_scene(spot: tuple[int, int], world: Records, results: Results) -> None:
    """Take down what concerns the world as a whole."""
    note_one(results.bloc_index, spot, world.bloc)
    note_one(results.duty_us, spot, world.duty_us)
    note_one(results.duty_cn, spot, world.duty_cn)
    note_one(results.reassurance, spot, world.reassurance)
    note_one(results.breadth_countries, spot, world.breadth_countries)
    note_one(results.breadth_top50, spot, world.breadth_top50)


@part
def note_kit(
    spot: tuple[int, int], here: slice, facts: Facts, state: State, room: Room, results: Results
) -> None:
    """Take down kit bought and installed, by region and by country (E2)."""
    note_regions(results.sales_usd_m, spot, facts.countries, state.bought[here], room)
    note_regions(results.installed_usd_m, spot, facts.countries, state.installed[here], room)
    note_by_vendor(results.country_sales_usd_m, spot, state.bought[here])
    note_by_vendor(results.country_installed_usd_m, spot, state.installed[here])
    note_by_class(results.new_kit_usd_m, spot, state.bought[here.start])
    note_by_class(results.country_kit_usd_m, spot, state.installed[here.start])
    note_both_ages(results.operator_kit_usd_m, spot, state.young[here.start], state.old[here.start])
    note_by_class(results.operator_award, spot, state.award[here.start])
    note_chinese_ran_core(
        results.chinese_ran_core_usd_m, spot, facts.vendors, state.installed[here]
    )
    note_huawei_share(results.huawei_share_installed, spot, state.installed[here])
    note(results.overdue_usd_m, spot, state.overdue[here.start])


@part
def note_money(
    spot: tuple[int, int], here: slice, facts: Facts, state: State, room: Room, results: Results
) -> None:
    """Take down prices, costs, orders that wait, and sales that suppliers lose (E4)."""
    if results.price.shape[0] > 0:
        mean_prices(
            facts.countries,
            state.price[here],
            state.price_2014[here],
            state.bought[here],
            room.prices,
            room.sold,
            room.part,
        )
        note(results.price, spot, room.prices[0])
    note_regions(results.cost_usd_m, spot, facts.countries, state.costs[here], room)
    note_regions(results.backlog_usd_m, spot, facts.countries, state.waiting[here], room)
    note_regions(results.lapsed_usd_m, spot, facts.countries, state.lapsed[here], room)
    note(results.lost_sales_usd_m, spot, state.lost_sales[here.start])


@lean
def note_regions(
    table: Table, spot: tuple[int, int], countries: Records, values: Floats, room: Room
) -> None:
    """Take sums over the countries of each region down, if the outcome was asked for.

    Parameters
    ----------
    table : (run, quarter, region, ...), or with no run at all
    values : (1, country, ...)
    """
    if table.shape[0] == 0:
        return
    regions, items = table.shape[2], values.size // countries.size
    sums = room.by_region.reshape(-1)[: regions * items].reshape((1, regions, items))
    add_regions(countries, values.reshape((1, countries.size, items)), sums)
    row = table[spot[0], spot[1]].reshape((regions, items))
    for region in range(regions):
        for i in range(items):
            row[region, i] = sums[0, region, i]


@lean
def note_by_vendor(table: Table, spot: tuple[int, int], values: Floats) -> None:
    """Take kit of all classes down by country and vendor, if the outcome was asked for.

    Parameters
    ----------
    table : (run, quarter, country, vendor), or with no run at all
    values : (1, country, class, vendor)
    """
    if table.shape[0] == 0:
        return
    row = table[spot[0], spot[1]]
    for c in range(row.shape[0]):
        for v in range(row.shape[1]):
            total = 0.0
            for k in range(values.shape[2]):
                total += values[0, c, k, v]
            row[c, v] = total


@lean
def note_by_class(table: Table, spot: tuple[int, int], values: Floats) -> None:
    """Take values by class and vendor down, if the outcome was asked for.

    Parameters
    ----------
    table : (run, quarter, country or operator, class, vendor), or with no run at all
    values : (country or operator, class, vendor)
    """
    if table.shape[0] == 0:
        return
    row = table[spot[0], spot[1]]
    for i in range(row.shape[0]):
        for k in range(row.shape[1]):
            for v in range(row.shape[2]):
                row[i, k, v] = values[i, k, v]


@lean
def note_both_ages(table: Table, spot: tuple[int, int], young: Floats, old: Floats) -> None:
    """Take an operator's kit of both ages down, if the outcome was asked for.

    Parameters
    ----------
    table : (run, quarter, operator, class, vendor), or with no run at all
    young, old : (operator, class, vendor)
    """
    if table.shape[0] == 0:
        return
    row = table[spot[0], spot[1]]
    for i in range(row.shape[0]):
        for k in range(row.shape[1]):
            for v in range(row.shape[2]):
                row[i, k, v] = young[i, k, v] + old[i, k, v]


@lean
def note_chinese_ran_core(
    table: Table, spot: tuple[int, int], vendor_facts: Records, installed: Floats
) -> None:
    """Take Chinese radio and core kit down by country, if the outcome was asked for."""
    if table.shape[0] == 0:
        return
    for c in range(installed.shape[1]):
        total = 0.0
        for k in (LEGACY_RAN, RAN_5G, CORE):
            for v in range(vendor_facts.size):
                total += installed[0, c, k, v] if vendor_facts[v].chinese else 0.0
        table[spot[0], spot[1], c] = total


@lean
def note_huawei_share(table: Table, spot: tuple[int, int], installed: Floats) -> None:
    """Take Huawei's part of all kit down by country, NaN where none stands (E2).

    Parameters
    ----------
    table : (run, quarter, country), or with no run at all
    installed : (1, country, class, vendor)
    """
    if table.shape[0] == 0:
        return
    for c in range(installed.shape[1]):
        own, whole = 0.0, 0.0
        for k in range(installed.shape[2]):
            own += installed[0, c, k, HUAWEI]
            for v in range(installed.shape[3]):
                whole += installed[0, c, k, v]
        table[spot[0], spot[1], c] = own / whole if whole > 0.0 else np.nan
