"""What is measured, and the bloc index: rules E1 to E4 and W3. Nothing here draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.elementary import exp
from sim.rules.choice import own_stock
from sim.rules.deployment import coverage, replacement_value
from sim.rules.rows import row_sum
from sim.rules.tenders import cap_room, capped_odds
from sim.terms import (
    AID,
    CAP,
    CHINA_REGION,
    CLASS_COUNT,
    DUTIES,
    FINANCE,
    LEGACY_RAN,
    MARKET_OF_CLASS,
    PURCHASES,
    RAN_5G,
    RETALIATION,
)

Records = Any
Floats = NDArray[np.float64]
Room = Any
MARKETS_OF = np.array(MARKET_OF_CLASS)


@lean
def outcomes(
    quarter: int,
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    by_country: Records,
    governments: Records,
    vendors: Records,
    scene: Records,
    young: Floats,
    old: Floats,
    price: Floats,
    price_2014: Floats,
    bought: Floats,
    installed: Floats,
    costs: Floats,
    room: Room,
) -> None:
    """Stage 8: stocks, coverage, spend and costs by country (O2, E4)."""
    for run in range(scene.size):
        p, nations = parameters[run], governments[run]
        take_stock(countries, young[run], old[run], installed[run])
        for c in range(countries.size):
            g, nation = nations[c], countries[c]
            measure_coverage(p, nation, operators, g, young[run], old[run])
            spend(vendor_facts, g, bought[run, c], room.sold)
            add_costs(
                p,
                nation,
                vendor_facts,
                by_country[quarter, c],
                g,
                vendors[run],
                scene[run],
                bought[run, c],
                price[run, c],
                price_2014[run, c],
                costs[run, c],
                room,
            )


@lean
def take_stock(countries: Records, young: Floats, old: Floats, installed: Floats) -> None:
    """Add operators' kit up by country, class and vendor."""
    installed[:] = 0.0
    for c in range(countries.size):
        for o in range(countries[c].first_operator, countries[c].last_operator):
            for k in range(CLASS_COUNT):
                for v in range(young.shape[2]):
                    installed[c, k, v] += young[o, k, v] + old[o, k, v]


@lean
def measure_coverage(
    p: Records, country: Records, operators: Records, g: Records, young: Floats, old: Floats
) -> None:
    """Note 5G coverage, operators weighted by their share (O2, E5)."""
    covered = 0.0
    for o in range(country.first_operator, country.last_operator):
        stock = row_sum(young[o, RAN_5G]) + row_sum(old[o, RAN_5G])
        value = replacement_value(p, operators[o], 0)
        covered += operators[o].share * coverage(p, stock, value)
    g.coverage = covered


@lean
def spend(vendor_facts: Records, g: Records, bought: Floats, sold: Floats) -> None:
    """Note what a country bought in the quarter, and how much of it was Chinese.

    Parameters
    ----------
    bought : float (class, vendor)
    sold : float (vendor,)
        Room to work in.
    """
    sold[:] = 0.0
    for k in range(bought.shape[0]):
        for v in range(sold.size):
            sold[v] += bought[k, v]
    chinese = 0.0
    for v in range(sold.size):
        chinese += sold[v] if vendor_facts[v].chinese else 0.0
    g.spend_usd_m, g.chinese_spend_usd_m = row_sum(sold), chinese


@lean
def add_costs(
    p: Records,
    country: Records,
    vendor_facts: Records,
    here: Records,
    g: Records,
    vendors: Records,
    scene: Records,
    bought: Floats,
    price: Floats,
    price_2014: Floats,
    costs: Floats,
    room: Room,
) -> None:
    """Add up purchases at today's prices, transfers and losses of one country (E4).

    Purchases value kit at its price over the country's mean price of 2014, so that a country
    that pays as in 2014 pays what the kit is worth at constant prices. They are what operators
    pay vendors: duties come on top of them, aid and finance reach the vendor besides.
    """
    paid, purchases, duties, finance, aid = room.sold, 0.0, 0.0, 0.0, 0.0
    paid[:] = 0.0
    for k in range(bought.shape[0]):
        part = 1.0 / price_2014[MARKETS_OF[k]]
        for v in range(paid.size):
            paid[v] += bought[k, v] * price[MARKETS_OF[k], v] * part
    for v in range(paid.size):
        duty = 0.0
        if country.is_usa or country.is_china:
            duty = paid[v] * duty_part(p, country, vendor_facts[v], vendors[v], scene)
        duties += duty
        purchases += paid[v] - duty
        if vendor_facts[v].chinese:
            finance += paid[v] - duty
        else:
            aid += paid[v] - duty
    costs[DUTIES] += duties
    costs[PURCHASES] += purchases
    costs[FINANCE] += finance * (exp(g.finance_discount) - 1.0)
    costs[AID] += aid * g.aid_discount / (1.0 - g.aid_discount)
    if g.punished_left > 0:
        costs[RETALIATION] += p.punish_exports * here.exports_to_china_usd_m


@lean
def duty_part(
    p: Records, country: Records, facts: Records, vendor: Records, scene: Records
) -> float:
    """Return the part of a price that goes to the treasury as duty (V2, E4)."""
    rate = 0.0
    if country.is_usa:
        rate = scene.duty_us * vendor.china_share * p.duty_coverage
    elif country.is_china:
        rate = scene.duty_cn * facts.us_share * p.duty_coverage
    return rate / (1.0 + rate)


@lean
def split(vendor_facts: Records, stock: Floats, total: Floats, chinese: Floats) -> None:
    """Write all kit and Chinese kit by class.

    Parameters
    ----------
    stock : float (class, vendor)
    total, chinese : float (class,)
        Written.
    """
    for k in range(stock.shape[0]):
        ours = 0.0
        for v in range(stock.shape[1]):
            ours += stock[k, v] if vendor_facts[v].chinese else 0.0
        total[k], chinese[k] = row_sum(stock[k]), ours


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
def base_traffic_exposure(
    p: Records,
    country: Records,
    operators: Records,
    vendor_facts: Records,
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
        split(vendor_facts, room.own, total, chinese)
        weight += operators[o].share
        exposed += operators[o].share * exposure(p, total, chinese)
    return (1.0 - p.off_commercial) * exposed / weight if weight > 0.0 else 0.0


@lean
def blocs(
    parameters: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    scene: Records,
    young: Floats,
    old: Floats,
    demand: Floats,
    chinese_odds: Floats,
    bought: Floats,
    room: Room,
) -> None:
    """Stage 10: how far the world has split into two technological blocs (W3)."""
    for run in range(scene.size):
        scene[run].bloc = bloc_index(
            parameters[run],
            countries,
            operators,
            vendor_facts,
            governments[run],
            young[run],
            old[run],
            demand[run],
            chinese_odds[run],
            bought[run],
            room,
        )


@lean
def bloc_index(
    p: Records,
    countries: Records,
    operators: Records,
    vendor_facts: Records,
    governments: Records,
    young: Floats,
    old: Floats,
    demand: Floats,
    chinese_odds: Floats,
    bought: Floats,
    room: Room,
) -> float:
    """Return the spread of Chinese shares of new purchases over its largest value (W3).

    Purchases count by the odds of the contracts they are made under, not by who won those:
    otherwise the draw of single tenders, which 2014 has not yet seen, would pass for a divided
    world. So a shortage, which leaves contracts as they are, does not move it.

    Parameters
    ----------
    young, old : float (operator, class, vendor)
    demand, chinese_odds : float (operator, class)
    bought : float (country, class, vendor)
    """
    spent, chinese = room.spent, room.spent_chinese
    for c in range(countries.size):
        spent[c] = chinese[c] = 0.0
        if countries[c].region == CHINA_REGION:
            continue
        all_sold, chinese_sold = 0.0, 0.0
        for k in range(CLASS_COUNT):
            ordered, expected = 0.0, 0.0
            for o in range(countries[c].first_operator, countries[c].last_operator):
                odds = chinese_odds[o, k]
                if k == RAN_5G and governments[c].level == CAP:
                    own_stock(young[o], old[o], room.own)
                    odds = capped_odds(p, odds, cap_room(p, vendor_facts, room.own[k]))
                ordered += demand[o, k]
                expected += demand[o, k] * odds
            if ordered > 0.0:
                sold = row_sum(bought[c, k])
                all_sold += sold
                chinese_sold += sold * expected / ordered
        spent[c], chinese[c] = all_sold, chinese_sold
    return spread(spent, chinese)


@lean
def spread(spent: Floats, chinese: Floats) -> float:
    """Return the variance of a share over its largest value, countries weighted by spend (W3).

    Parameters
    ----------
    spent, chinese : float (country,)
    """
    world = row_sum(spent)
    mean = row_sum(chinese) / world if world > 0.0 else 0.0
    if mean <= 0.0 or mean >= 1.0:
        return 0.0
    squares = 0.0
    for c in range(spent.size):
        if spent[c] > 0.0:
            gap = chinese[c] / spent[c] - mean
            squares += spent[c] * gap * gap
    return squares / world / (mean * (1.0 - mean))


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
    total, chinese = room.total, room.chinese
    for run in range(table.shape[0]):
        for c in range(countries.size):
            split(vendor_facts, installed[run, c], total, chinese)
            table[run, 0, c] = exposure(parameters[run], total, chinese)
            table[run, 1, c] = ratio(row_sum(chinese), row_sum(total), 0.0)
            table[run, 2, c] = ratio(chinese[LEGACY_RAN], total[LEGACY_RAN], 0.0)
            table[run, 3, c] = ratio(chinese[RAN_5G], total[RAN_5G], np.nan)
            table[run, 4, c] = np.nan
            if countries[c].host:
                table[run, 4, c] = base_traffic_exposure(
                    parameters[run],
                    countries[c],
                    operators,
                    vendor_facts,
                    young[run],
                    old[run],
                    room,
                )


@lean
def ratio(part: float, whole: float, nothing: float) -> float:
    """Return a part of a whole, or ``nothing`` where there is no whole."""
    return part / whole if whole > 0.0 else nothing


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


@lean
def add_regions(countries: Records, values: Floats, table: Floats) -> None:
    """Write sums over the countries of each region, in country order.

    Parameters
    ----------
    values : float (run, country, item)
    table : float (run, region, item)
        Written.
    """
    table[:] = 0.0
    for run in range(values.shape[0]):
        for c in range(countries.size):
            region = countries[c].region
            for i in range(values.shape[2]):
                table[run, region, i] += values[run, c, i]


@lean
def mean_prices(
    countries: Records,
    price: Floats,
    price_2014: Floats,
    bought: Floats,
    table: Floats,
    weight: Floats,
) -> None:
    """Write each vendor's price outside China and the USA over the mean price of 2014.

    Parameters
    ----------
    price : float (run, country, market, vendor)
    price_2014 : float (run, country, market)
    bought : float (run, country, class, vendor)
        Weights.
    table : float (run, vendor)
        Written; 1 where a vendor sold nothing.
    weight : float (vendor,)
        Room to work in.
    """
    for run in range(table.shape[0]):
        weight[:] = 0.0
        table[run] = 0.0
        for c in range(countries.size):
            if countries[c].region == CHINA_REGION or countries[c].is_usa:
                continue
            for k in range(bought.shape[2]):
                market = MARKETS_OF[k]
                part = 1.0 / price_2014[run, c, market]
                for v in range(weight.size):
                    weight[v] += bought[run, c, k, v]
                    table[run, v] += bought[run, c, k, v] * price[run, c, market, v] * part
        for v in range(weight.size):
            table[run, v] = table[run, v] / weight[v] if weight[v] > 0.0 else 1.0
