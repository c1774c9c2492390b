"""What is measured, and the bloc index: rules E2, E4, E5 and W3. Nothing here draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import lean
from sim.rules.awards import cap_room, capped_odds
from sim.rules.choice import own_stock
from sim.rules.deployment import coverage, replacement_value
from sim.rules.rows import row_dot, row_sum
from sim.rules.vendors import finance_factors, mark_chinese, market_kit
from sim.terms import (
    AID,
    CAP,
    CHINA_REGION,
    CLASS_COUNT,
    CORE,
    DUTIES,
    FINANCE,
    LEGACY_RAN,
    PURCHASES,
    RAN_5G,
    RETALIATION,
    TRANSPORT,
)

Records = Any
Floats = NDArray[np.float64]
Room = Any


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
        mark_chinese(vendor_facts, room.ours)
        take_stock(countries, young[run], old[run], installed[run])
        finance_factors(nations, room.discounts, room.factors)
        for c in range(countries.size):
            g, nation = nations[c], countries[c]
            measure_coverage(quarter, p, nation, operators, g, young[run], old[run], room.stock)
            spend(room.ours, g, bought[run, c], room.sold)
            add_costs(
                p,
                nation,
                vendor_facts,
                room.factors[c],
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
    for c in range(countries.size):
        first, last = countries[c].first_operator, countries[c].last_operator
        if first == last:
            installed[c] = 0.0
            continue
        own_stock(young[first], old[first], installed[c])
        for o in range(first + 1, last):
            for k in range(CLASS_COUNT):
                for v in range(young.shape[2]):
                    installed[c, k, v] += young[o, k, v] + old[o, k, v]


@lean
def measure_coverage(
    quarter: int,
    p: Records,
    country: Records,
    operators: Records,
    g: Records,
    young: Floats,
    old: Floats,
    stock: Floats,
) -> None:
    """Note 5G coverage, operators weighted by their share: none before launch (O2, E5).

    Parameters
    ----------
    stock : float (vendor,)
        Room to work in.
    """
    covered = 0.0
    if quarter >= g.launch:
        for o in range(country.first_operator, country.last_operator):
            for v in range(stock.size):
                stock[v] = young[o, RAN_5G, v] + old[o, RAN_5G, v]
            value = replacement_value(p, operators[o], 0)
            covered += operators[o].share * coverage(p, row_sum(stock), value)
    g.coverage = covered


@lean
def all_classes(kit: Floats, v: int) -> float:
    """Return a vendor's kit of all classes; ``kit`` is (class, vendor)."""
    return float((kit[LEGACY_RAN, v] + kit[RAN_5G, v]) + (kit[CORE, v] + kit[TRANSPORT, v]))


@lean
def spend(ours: Floats, g: Records, bought: Floats, sold: Floats) -> None:
    """Note what a country bought in the quarter, and how much of it was Chinese.

    Parameters
    ----------
    ours : float (vendor,)
        1 for Chinese vendors, 0 for others.
    bought : float (class, vendor)
    sold : float (vendor,)
        Room to work in.
    """
    for v in range(sold.size):
        sold[v] = all_classes(bought, v)
    g.spend_usd_m, g.chinese_spend_usd_m = row_sum(sold), row_dot(sold, ours)


@lean
def add_costs(
    p: Records,
    country: Records,
    vendor_facts: Records,
    factor: float,
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

    Parameters
    ----------
    factor : float
        What Chinese finance leaves of a price.
    """
    paid, rate = room.sold, rates(price_2014)
    for v in range(paid.size):
        paid[v] = paid_at(rate, bought, price, v)
    if country.is_usa or country.is_china:
        for v in range(paid.size):
            duty = paid[v] * duty_part(p, country, vendor_facts[v], vendors[v], scene)
            costs[DUTIES] += duty
            paid[v] -= duty
    purchases, chinese = row_sum(paid), row_dot(paid, room.ours)
    costs[PURCHASES] += purchases
    costs[FINANCE] += chinese * (1.0 / factor - 1.0)
    costs[AID] += (purchases - chinese) * g.aid_discount / (1.0 - g.aid_discount)
    if g.punished_left > 0:
        costs[RETALIATION] += p.punish_exports * here.exports_to_china_usd_m


@lean
def paid_at(rate: tuple[float, float, float], bought: Floats, price: Floats, v: int) -> float:
    """Return what kit of a vendor costs, over the country's mean price of 2014 (E4).

    Parameters
    ----------
    rate : by market
        1 over that mean price.
    bought : float (class, vendor)
    price : float (market, vendor)
    """
    radio = market_kit(bought, 0, v) * price[0, v] * rate[0]
    core = market_kit(bought, 1, v) * price[1, v] * rate[1]
    return float(radio + core + market_kit(bought, 2, v) * price[2, v] * rate[2])


@lean
def rates(price_2014: Floats) -> tuple[float, float, float]:
    """Return 1 over a country's mean prices of 2014, by market."""
    return 1.0 / price_2014[0], 1.0 / price_2014[1], 1.0 / price_2014[2]


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
def blocs(
    parameters: Records,
    countries: Records,
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
        ordered, expected = room.total, room.chinese
        expect_orders(countries[c], demand, chinese_odds, ordered, expected)
        if governments[c].level == CAP:
            expected[RAN_5G] = expected_under_cap(
                p, countries[c], vendor_facts, young, old, demand, chinese_odds, room.stock
            )
        sold, won = room.sold, room.made
        sold[:] = 0.0
        won[:] = 0.0
        for k in range(CLASS_COUNT):
            counts = 1.0 if ordered[k] > 0.0 else 0.0
            odds = expected[k] / ordered[k] if ordered[k] > 0.0 else 0.0
            for v in range(sold.size):
                sold[v] += bought[c, k, v] * counts
                won[v] += bought[c, k, v] * odds
        spent[c], chinese[c] = row_sum(sold), row_sum(won)
    return spread(spent, chinese)


@lean
def expect_orders(
    country: Records, demand: Floats, chinese_odds: Floats, ordered: Floats, expected: Floats
) -> None:
    """Write a country's orders by class, and what Chinese vendors may expect of them (W3).

    Parameters
    ----------
    demand, chinese_odds : float (operator, class)
    ordered, expected : float (class,)
        Written.
    """
    ordered[:] = 0.0
    expected[:] = 0.0
    for o in range(country.first_operator, country.last_operator):
        for k in range(ordered.size):
            ordered[k] += demand[o, k]
            expected[k] += demand[o, k] * chinese_odds[o, k]


@lean
def expected_under_cap(
    p: Records,
    country: Records,
    vendor_facts: Records,
    young: Floats,
    old: Floats,
    demand: Floats,
    chinese_odds: Floats,
    stock: Floats,
) -> float:
    """Return what Chinese vendors may expect of a country's 5G orders under the cap (W3).

    Parameters
    ----------
    young, old : float (operator, class, vendor)
    demand, chinese_odds : float (operator, class)
    stock : float (vendor,)
        Room to work in.
    """
    expected = 0.0
    for o in range(country.first_operator, country.last_operator):
        for v in range(stock.size):
            stock[v] = young[o, RAN_5G, v] + old[o, RAN_5G, v]
        odds = capped_odds(p, chinese_odds[o, RAN_5G], cap_room(p, vendor_facts, stock))
        expected += demand[o, RAN_5G] * odds
    return expected


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
    paid: Floats,
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
    weight, paid : float (vendor,)
        Room to work in.
    """
    for run in range(table.shape[0]):
        weight[:] = 0.0
        paid[:] = 0.0
        for c in range(countries.size):
            if countries[c].region == CHINA_REGION or countries[c].is_usa:
                continue
            rate, here = rates(price_2014[run, c]), bought[run, c]
            for v in range(weight.size):
                weight[v] += all_classes(here, v)
                paid[v] += paid_at(rate, here, price[run, c], v)
        for v in range(weight.size):
            table[run, v] = paid[v] / weight[v] if weight[v] > 0.0 else 1.0
