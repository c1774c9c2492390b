"""How far countries depend on Chinese kit: rules E1 and E3. Nothing here draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.rules.choice import own_stock
from sim.rules.rows import row_dot, row_sum
from sim.rules.vendors import mark_chinese
from sim.terms import LEGACY_RAN, RAN_5G

Records = Any
Floats = NDArray[np.float64]
Room = Any


@lean
def measure_exposure(
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    installed: Floats,
    young: Floats,
    old: Floats,
    table: Floats,
    room: Room,
) -> None:
    """Write exposure measures of every country (E1, E3).

    Parameters
    ----------
    table : float (run, measure, country)
        Written: exposure, Chinese share of all kit, of legacy radio kit, of 5G radio kit (NaN
        where none stands), exposure of US-base traffic (NaN outside US-base hosts).
    """
    kit, chinese = room.kit, room.chinese_kit
    mark_chinese(vendor_facts, room.ours)
    for run in range(table.shape[0]):
        p = parameters[run]
        for c in range(countries.size):
            split(room.ours, installed[run, c], kit[:, c], chinese[:, c])
        for c in range(countries.size):
            table[run, 0, c] = exposure(p, kit[:, c], chinese[:, c])
        for c in range(countries.size):
            all_chinese = chinese[0, c] + chinese[1, c] + chinese[2, c] + chinese[3, c]
            all_kit = kit[0, c] + kit[1, c] + kit[2, c] + kit[3, c]
            table[run, 1, c] = ratio(all_chinese, all_kit, 0.0)
            table[run, 2, c] = ratio(chinese[LEGACY_RAN, c], kit[LEGACY_RAN, c], 0.0)
            table[run, 3, c] = ratio(chinese[RAN_5G, c], kit[RAN_5G, c], np.nan)
        for c in range(countries.size):
            table[run, 4, c] = np.nan
            if countries[c].host:
                nation = countries[c]
                table[run, 4, c] = base_traffic_exposure(
                    p, nation, operators, young[run], old[run], room
                )


@lean
def split(ours: Floats, stock: Floats, total: Floats, chinese: Floats) -> None:
    """Write all kit and Chinese kit by class.

    Parameters
    ----------
    ours : float (vendor,)
        1 for Chinese vendors, 0 for others.
    stock : float (class, vendor)
    total, chinese : float (class,)
        Written.
    """
    for k in range(stock.shape[0]):
        total[k], chinese[k] = row_sum(stock[k]), row_dot(stock[k], ours)


@lean
def exposure(p: Records, total: Floats, chinese: Floats) -> float:
    """Return the weighted Chinese share of kit by class (E1).

    A class without kit passes its weight on: 5G to legacy radio kit, others to all in proportion.

    Parameters
    ----------
    total, chinese : float (class,)
    """
    class_weights = (p.weight_legacy_ran, p.weight_5g_ran, p.weight_core, p.weight_transport)
    weight, exposed = 0.0, 0.0
    for k in range(total.size):
        part = class_weights[k]
        if k == LEGACY_RAN and total[RAN_5G] <= 0.0:
            part += class_weights[RAN_5G]
        if total[k] > 0.0:
            weight += part
            exposed += part * chinese[k] / total[k]
    return exposed / weight if weight > 0.0 else 0.0


@lean
def ratio(part: float, whole: float, nothing: float) -> float:
    """Return a part of a whole, or ``nothing`` where there is no whole."""
    return part / whole if whole > 0.0 else nothing


@lean
def base_traffic_exposure(
    p: Records,
    country: Records,
    operators: Records,
    young: Floats,
    old: Floats,
    room: Room,
) -> float:
    """Return the exposure of US-base traffic through a host's two largest operators (E3)."""
    total, chinese = room.total, room.chinese
    weight, exposed = 0.0, 0.0
    for i in range(2):
        o = country.largest_two[i]
        if i == 1 and o == country.largest_two[0]:
            continue
        own_stock(young[o], old[o], room.own)
        split(room.ours, room.own, total, chinese)
        weight += operators[o].share
        exposed += operators[o].share * exposure(p, total, chinese)
    return (1.0 - p.off_commercial) * exposed / weight if weight > 0.0 else 0.0


@lean
def host_exposure(parameters: Records, countries: Records, table: Floats, result: Floats) -> None:
    """Write the troop-weighted exposure of US-base hosts, less what has its own network (E3).

    Parameters
    ----------
    table : float (run, measure, country)
        As written by :func:`measure_exposure`.
    result : float (run,)
        Written.
    """
    for run in range(result.size):
        troops, exposed = 0.0, 0.0
        for c in range(countries.size):
            if countries[c].host:
                troops += countries[c].troops
                exposed += countries[c].troops * table[run, 0, c]
        off = parameters[run].off_commercial
        result[run] = (1.0 - off) * exposed / troops if troops > 0.0 else 0.0
