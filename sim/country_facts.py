"""Definitions of what the model knows about each country, one function a definition.

Every function returns an array with the axis (country,), countries by ISO3 code, unless
it says otherwise. The years behind a covariate are 2013-17, before anything happened.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import (
    START_YEARS,
    by_year,
    codes,
    country_rows,
    filled_by_group,
    held,
    mean_of_years,
)
from sim.data.groups import Groups, income_index, region_index
from sim.data.load import Tables
from sim.terms import FIRST_YEAR, QUARTERS, quarter_index

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LAST_DATA_YEAR: Final = 2024
MILLION: Final = 1e6
FULL_BASE_TROOPS: Final = 50_000
TROOP_UNIT: Final = 100
TRADE_CAP: Final = 0.5
TRADE_SCALE: Final = 0.12
NEIGHBOURS: Final = 10
LOW_INCOME_WEIGHT: Final = (1.0, 0.6, 0.2, 0.0)
LAUNCH_BY_INCOME: Final = ("2025Q3", "2023Q3", "2022Q3", "2021Q2")


def ally(groups: Groups) -> Floats:
    """Return 1 for a treaty ally, 0.5 for the USA and its other partners, else 0."""
    return groups.mask("allies") + 0.5 * (groups.mask("partners") | groups.mask("usa"))


def troops(tables: Tables, groups: Groups) -> Floats:
    """Return the mean of US troops in 2013-17, 0 in war zones and where none is counted."""
    mean = np.nan_to_num(mean_of_years(tables, "us_troops"))
    return np.where(groups.mask("war_zones"), 0.0, mean)


def base_index(troop_count: Floats) -> Floats:
    """Return min(1, log(1 + troops/100) / log 501)."""
    full = float(np.log1p(FULL_BASE_TROOPS / TROOP_UNIT))
    return np.asarray(np.minimum(1.0, np.log1p(troop_count / TROOP_UNIT) / full))


def gdp(tables: Tables, groups: Groups, first: int, last: int) -> Floats:
    """Return yearly GDP in USD, shape (country, year), without gaps.

    A missing year takes the last known one. A country without any figure (North Korea)
    takes the median GDP a head of its income group.
    """
    value = held(by_year(tables, "gdp_usd", START_YEARS[0], LAST_DATA_YEAR))
    people = held(by_year(tables, "population", START_YEARS[0], LAST_DATA_YEAR))
    income = income_index(groups)
    for year in range(value.shape[1]):
        a_head = filled_by_group(value[:, year] / people[:, year], income)
        gap = np.isnan(value[:, year])
        value[gap, year] = (a_head * people[:, year])[gap]
    return value[:, first - START_YEARS[0] : last - START_YEARS[0] + 1]


def by_quarter(yearly: Floats) -> Floats:
    """Return yearly values from 2014 on as steps, shape (country, quarter), the last held."""
    year = np.minimum(np.arange(QUARTERS) // 4, yearly.shape[1] - 1)
    return yearly[:, year]


def gdp_usd_m(tables: Tables, groups: Groups) -> Floats:
    """Return the year's GDP in force, USD million, shape (country, quarter)."""
    return by_quarter(gdp(tables, groups, FIRST_YEAR, LAST_DATA_YEAR) / MILLION)


def population_m(tables: Tables) -> Floats:
    """Return the population in millions, shape (country, quarter)."""
    people = held(by_year(tables, "population", FIRST_YEAR, LAST_DATA_YEAR))
    return by_quarter(people / MILLION)


def start_gdp(tables: Tables, groups: Groups) -> Floats:
    """Return the mean GDP of 2013-15, USD."""
    return np.asarray(gdp(tables, groups, *START_YEARS).mean(axis=1))


def gdp_neighbours(log_gdp: Floats) -> Ints:
    """Return the ten countries nearest in log GDP, shape (country, 10), nearest first.

    They are among the ten above and the ten below in order of GDP.
    """
    count = log_gdp.size
    order = np.argsort(log_gdp, kind="stable")
    away = np.concatenate([np.arange(-NEIGHBOURS, 0), np.arange(1, NEIGHBOURS + 1)])
    place = np.arange(count)[:, None] + away[None, :]
    there = (place >= 0) & (place < count)
    near = np.where(there, order[np.clip(place, 0, count - 1)], count)
    near = np.sort(near, axis=1)  # of two as near, the first in the order of countries
    distance = np.abs(np.append(log_gdp, np.inf)[near] - log_gdp[order][:, None])
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :NEIGHBOURS]
    result = np.empty((count, NEIGHBOURS), dtype=np.int64)
    result[order] = np.take_along_axis(near, nearest, axis=1)
    return result


def trade_ratio(tables: Tables, groups: Groups) -> Floats:
    """Return goods trade with China over GDP, mean of 2013-17, gaps by regional median.

    China has no trade with itself: 0.
    """
    ratio = filled_by_group(mean_of_years(tables, "trade_gdp_cn"), region_index(groups))
    return np.where(groups.mask("china"), 0.0, ratio)


def trade_exposure(ratio: Floats) -> Floats:
    """Return tanh(min(0.5, trade with China over GDP) / 0.12)."""
    return np.tanh(np.minimum(TRADE_CAP, ratio) / TRADE_SCALE)


def exports_to_china_usd_m(tables: Tables, ratio: Floats, gdp_m: Floats) -> Floats:
    """Return a quarter's exports to China, USD million, shape (country, quarter).

    Half of two-way goods trade; where China reports none at all, half of ``ratio`` x GDP.
    """
    trade = by_quarter(held(by_year(tables, "trade_cn_usd", FIRST_YEAR, LAST_DATA_YEAR)))
    trade = np.where(np.isnan(trade), ratio[:, None] * gdp_m, trade / MILLION)
    return np.where(ratio[:, None] > 0.0, trade / 2.0 / 4.0, 0.0)


def libdem(tables: Tables, groups: Groups) -> Floats:
    """Return the liberal democracy index, 0-1, gaps by regional median."""
    return filled_by_group(mean_of_years(tables, "libdem"), region_index(groups))


def values_distance(tables: Tables, groups: Groups) -> Floats:
    """Return liberal democracy x distance from China's votes in the UN, scaled to 0-1."""
    distance = mean_of_years(tables, "ideal_distance_cn")
    product = libdem(tables, groups) * filled_by_group(distance, region_index(groups))
    return np.asarray((product - product.min()) / (product.max() - product.min()))


def rivalry(tables: Tables) -> Floats:
    """Return rivalry with China, 0-1; a blank is 0."""
    column = tables["country_model"].number("rivalry_cn")
    return np.nan_to_num(column[country_rows(tables, "country_model")])


def launch(tables: Tables, groups: Groups) -> tuple[Ints, Bools]:
    """Return the quarter of 5G launch and whether it is only the mean of an income group."""
    column = tables["country_model"].number("launch_5g")
    known = column[country_rows(tables, "country_model")]
    by_income = np.array([quarter_index(label) for label in LAUNCH_BY_INCOME], dtype=float)
    drawn = np.isnan(known)
    quarter = np.where(drawn, by_income[income_index(groups)], known)
    return quarter.astype(np.int64), drawn


def start_level(tables: Tables) -> Ints:
    """Return the level of restriction in force in 2014Q1."""
    laws = tables["start_laws"]
    level = dict(zip(laws.text("iso3"), laws.number("level"), strict=True))
    return np.array([level.get(iso3, 0) for iso3 in codes(tables)], dtype=np.int64)
