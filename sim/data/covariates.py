"""Columns by country that several definitions share: means over years and filled gaps."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.data.load import Tables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

COVARIATE_YEARS: Final = (2013, 2017)
START_YEARS: Final = (2013, 2015)


def country_rows(tables: Tables, table: str) -> Ints:
    """Return the row of each country's ISO3 code in a table of one row a country.

    Countries come in order of their codes, shape (country,).
    """
    rows = {iso3: row for row, iso3 in enumerate(tables[table].text("iso3"))}
    return np.array([rows[iso3] for iso3 in codes(tables)])


def codes(tables: Tables) -> tuple[str, ...]:
    """Return the ISO3 codes of all countries in alphabetical order: the country axis."""
    return tuple(sorted(tables["countries"].text("iso3")))


def by_year(tables: Tables, column: str, first: int, last: int) -> Floats:
    """Return a column of ``country_year.csv``, shape (country, year), NaN where blank."""
    table = tables["country_year"]
    place = {iso3: index for index, iso3 in enumerate(codes(tables))}
    country = np.array([place[iso3] for iso3 in table.text("iso3")])
    year = table.number("year").astype(np.int64)
    inside = (year >= first) & (year <= last)
    result = np.full((len(place), last - first + 1), np.nan)
    result[country[inside], year[inside] - first] = table.number(column)[inside]
    return result


def mean_of_years(tables: Tables, column: str, years: tuple[int, int] = COVARIATE_YEARS) -> Floats:
    """Return the mean of the years that are there, shape (country,), NaN where none is."""
    values = by_year(tables, column, *years)
    there = ~np.isnan(values)
    count = there.sum(axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def filled_by_group(values: Floats, group: Ints) -> Floats:
    """Return values with gaps filled by the median of the group, shape (country,).

    A group without any value takes the median of all.
    """
    result = values.copy()
    for index in np.unique(group):
        members = group == index
        known = values[members & ~np.isnan(values)]
        fill = np.median(known) if known.size else np.nanmedian(values)
        result[members & np.isnan(values)] = fill
    return result


def held(values: Floats) -> Floats:
    """Return yearly values with gaps filled by the last value, else by the first known one.

    Parameters
    ----------
    values
        Shape (country, year). A row without any value stays NaN.
    """
    result = values.copy()
    for year in range(1, result.shape[1]):
        gap = np.isnan(result[:, year])
        result[gap, year] = result[gap, year - 1]
    for year in range(result.shape[1] - 2, -1, -1):
        gap = np.isnan(result[:, year])
        result[gap, year] = result[gap, year + 1]
    return result
