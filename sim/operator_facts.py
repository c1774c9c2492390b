"""Definitions of what the model knows about each operator.

Operators come in order of country and identifier; arrays have the axis (operator,).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import by_year, codes, filled_by_group
from sim.data.load import Tables
from sim.world import Operators

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIZE_YEAR: Final = 2018
TOP: Final = 50


def stream_ids(names: Sequence[str]) -> NDArray[np.uint64]:
    """Return a stable key for each name: the first 8 bytes of its BLAKE2b hash.

    Examples
    --------
    >>> int(stream_ids(["DEU"])[0]) == int(stream_ids(["FRA", "DEU"])[1])
    True
    """
    digests = [hashlib.blake2b(name.encode()).digest()[:8] for name in names]
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


def operator_rows(tables: Tables) -> Ints:
    """Return the rows of ``operators.csv`` in the order of the operator axis."""
    table = tables["operators"]
    keys = list(zip(table.text("iso3"), table.text("operator_id"), strict=True))
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def operator_ids(tables: Tables) -> tuple[str, ...]:
    """Return the identifiers of all operators, in the order of the operator axis."""
    names = tables["operators"].text("operator_id")
    return tuple(names[row] for row in operator_rows(tables))


def operator_country(tables: Tables) -> Ints:
    """Return the index of each operator's country."""
    place = {iso3: index for index, iso3 in enumerate(codes(tables))}
    iso3 = tables["operators"].text("iso3")
    return np.array([place[iso3[row]] for row in operator_rows(tables)], dtype=np.int64)


def starts(country: Ints, countries: int) -> Ints:
    """Return the first operator of each country and the total, shape (country + 1,)."""
    return np.searchsorted(country, np.arange(countries + 1)).astype(np.int64)


def largest_two(country: Ints, share: Floats, countries: int) -> Ints:
    """Return each country's two largest operators, shape (country, 2); one counts twice."""
    order = np.lexsort((-share, country))
    first = starts(country, countries)
    second = np.minimum(first[:-1] + 1, first[1:] - 1)
    return np.stack([order[first[:-1]], order[second]], axis=1).astype(np.int64)


def subscriptions(tables: Tables, region: Ints) -> Floats:
    """Return mobile subscriptions of 2018, shape (country,).

    A missing one is the population times the mean subscriptions a head of the region.
    """
    lines = by_year(tables, "mobile_subscriptions", SIZE_YEAR, SIZE_YEAR)[:, 0]
    people = by_year(tables, "population", SIZE_YEAR, SIZE_YEAR)[:, 0]
    known = ~np.isnan(lines)
    regions = int(region.max()) + 1
    counted = np.bincount(region[known], weights=lines[known], minlength=regions)
    covered = np.bincount(region[known], weights=people[known], minlength=regions)
    a_head = np.divide(counted, covered, out=np.full(regions, np.nan), where=covered > 0)
    return np.where(known, lines, people * filled_by_group(a_head, np.zeros(regions, int))[region])


def top50(size: Floats) -> Bools:
    """Return which operators are among the 50 with most subscriptions."""
    chosen = np.zeros(size.size, dtype=np.bool_)
    chosen[np.argsort(-size, kind="stable")[:TOP]] = True
    return chosen


def state_china(tables: Tables) -> Bools:
    """Return the Chinese state's operators: those of China that are marked state-owned."""
    table = tables["operators"]
    owned = table.flag("state_owned")
    chinese = np.array([iso3 == "CHN" for iso3 in table.text("iso3")])
    return np.asarray((owned & chinese)[operator_rows(tables)])


def operators(tables: Tables, region: Ints, spend: Floats) -> Operators:
    """Return all facts by operator.

    Parameters
    ----------
    region
        Index of each country's region, shape (country,).
    spend
        Equipment spend of a quarter, USD million, shape (country, market).
    """
    country = operator_country(tables)
    share = tables["operators"].number("market_share")[operator_rows(tables)]
    return Operators(
        stream_id=stream_ids(operator_ids(tables)),
        country=country,
        share=share,
        spend_usd_m=spend[country] * share[:, None],
        state_china=state_china(tables),
        top50=top50(share * subscriptions(tables, region)[country]),
    )
