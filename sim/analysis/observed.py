"""What is on record to 2020: shares of sellers, sizes of markets, duties.

Figures are read from the tables of the package as they stand. The tables hold none of quality
U, and what was worked back from figures of years after 2020 is left out. Several figures for one
year are several publishers or vintages: each stays a point of its own, and nothing is averaged.
Only figures of whole years are read, because quarters swing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.publishers import publisher_of as publisher_of
from sim.data.load import table_path
from sim.data.read import read_table
from sim.data.schema import schemas
from sim.data.table import Table

FIRST_YEAR: Final = 2013
LAST_YEAR: Final = 2020
"""Figures from the year before the model starts to the last that its tables hold."""

CHINA_PART: Final = "china_part_of_ran"
CHINA_PART_5G: Final = "china_part_of_5g"

#: Least distance between a vendor's shares in and outside China that tells China's part.
LEAST_DISTANCE: Final = 0.2
#: Published shares are rounded to whole points.
_HALF_A_POINT: Final = 0.005
_SCOPES: Final = {
    "world": "world",
    "world_ex_china": "outside_china",
    "china": "china",
    "europe": "europe",
}
_LATER_IN_NOTE: Final = re.compile(r"\b(?:20|[1-4]Q)2[1-9]\b")
_LATER_SPAN: Final = re.compile(r"\b20\d\d-202[1-9]\b")


class Observed(NamedTuple):
    """One figure on record.

    Attributes
    ----------
    what
        The market, as the tables call it: ``"telecom_equipment"``, ``"ran"``.
    scope
        ``"world"``, ``"outside_china"``, ``"china"`` or ``"europe"``.
    vendor
        As results name it; empty where the figure is of a whole market.
    value, low, high
        A share (0-1), a market in USD billion, or growth (0-1); the bounds are the value
        itself where none are given.
    publisher
        Who counted.
    source
        Where the figure was read, which tells vintages of one publisher apart.
    quality
        A to D, as in the tables.
    """

    what: str
    scope: str
    vendor: str
    year: int
    value: float
    low: float
    high: float
    publisher: str
    source: str
    quality: str


class Duty(NamedTuple):
    """Average duties on all goods of the other side, in per cent; NaN where none is given."""

    date: str
    us_on_china: float
    china_on_us: float


@cache
def _table(name: str) -> Table:
    return read_table(name, table_path(name), schemas()[name])


def vendor_shares(market: str, scope: str = "world", table: Table | None = None) -> list[Observed]:
    """Return vendors' shares of the revenue of whole years, in the order of the table.

    Parameters
    ----------
    market
        ``"telecom_equipment"`` or ``"ran"``.
    scope
        ``"world"``, ``"outside_china"`` or ``"china"``.
    table
        Read in place of the shipped ``vendor_share_global``.

    Returns
    -------
    list of Observed
        Of the vendors that the model knows by name; sums over several vendors are left out.

    Examples
    --------
    >>> [(row.year, row.value) for row in vendor_shares("ran", "china")]
    [(2019, 0.58), (2020, 0.61)]
    """
    named = set(_table("vendors").text("vendor"))
    rows = _table("vendor_share_global") if table is None else table
    found = (row for row in _whole_years(rows, market) if row["metric"] == "revenue")
    return [
        _observed(row, scope, float(row["share"]))
        for row in found
        if _SCOPES.get(str(row["scope"])) == scope
        and str(row["vendor"]).lower() in named
        and not np.isnan(float(row["share"]))
    ]


def market_sizes(market: str, scope: str = "world") -> list[Observed]:
    """Return sizes of a market in whole years, USD billion of the day.

    Years before the first level that was read follow from published growth.

    Examples
    --------
    >>> [(row.year, round(row.value, 1), row.quality) for row in market_sizes("telecom_equipment")]
    [(2017, 83.9, 'D'), (2018, 84.8, 'D'), (2019, 86.4, 'D'), (2020, 92.5, 'A')]
    """
    levels = _of_market(market, scope, "usd_bn")
    growth = {row.year: row.value for row in _of_market(market, scope, "growth_yoy", later=True)}
    while levels and levels[0].year in growth:
        first = levels[0]
        value = first.value / (1.0 + growth[first.year])
        back = first._replace(year=first.year - 1, value=value, low=value, high=value, quality="D")
        levels.insert(0, back)
    return levels


def market_growth(market: str, scope: str) -> list[Observed]:
    """Return growth of a market over the year before, as read (forecasts are left out).

    Examples
    --------
    >>> [(row.year, row.value) for row in market_growth("ran", "china")]
    [(2020, 0.34)]
    """
    growth = _of_market(market, scope, "growth_yoy")
    return [row._replace(low=row.value, high=row.value) for row in growth if row.quality == "A"]


def china_part_of_ran(table: Table | None = None) -> list[Observed]:
    """Return China's part of the world's RAN spend, as it follows from vendors' shares.

    A vendor with the share w of the world, c of China and o of the rest sells in China c x part
    and elsewhere o x (1 - part) of the world's spend, so that part = (w - o) / (c - o). It is
    worked out where one publisher gives all three for one vendor and year, once for every
    vintage, and where c and o lie at least :data:`LEAST_DISTANCE` apart: a vendor that sells
    alike on both sides tells nothing.

    Returns
    -------
    list of Observed
        ``low`` and ``high`` hold what the rounding of the three shares to whole points allows.

    Examples
    --------
    >>> [(row.year, round(row.value, 3)) for row in china_part_of_ran()]
    [(2019, 0.257), (2019, 0.278), (2020, 0.3), (2020, 0.317)]
    """
    found = []
    scopes = [vendor_shares("ran", scope, table) for scope in ("world", "china", "outside_china")]
    for world, china, outside in product(*scopes):
        three = (world, china, outside)
        if len({(row.vendor, row.year, row.publisher) for row in three}) > 1:
            continue
        if abs(china.value - outside.value) < LEAST_DISTANCE:
            continue
        steps = product((-_HALF_A_POINT, 0.0, _HALF_A_POINT), repeat=3)
        parts = [
            china_part(*(row.value + step for row, step in zip(three, by, strict=True)))
            for by in steps
        ]
        part = china_part(world.value, china.value, outside.value)
        source = f"{world.source}; outside China: {outside.source}"
        row = Observed(
            CHINA_PART, "world", world.vendor, world.year, part, min(parts), max(parts),
            world.publisher, source, "D",
        )  # fmt: skip
        found.append(row)
    return sorted(found, key=lambda row: (row.year, row.value))


def china_part_of_5g() -> list[Observed]:
    """Return China's part of the world's 5G spend in the first three quarters of 2020.

    It counts infrastructure, which is wider than the radio kit of the model.
    """
    rows = _table("vendor_share_global").rows()
    return [
        _observed(row, "world", float(row["share"]))._replace(what=CHINA_PART_5G, vendor="")
        for row in rows
        if row["scope"] == "china_share_of_world" and row["quarter"] == "1-3Q"
    ]


def china_part(world: float, china: float, outside: float) -> float:
    """Return China's part of the world from one vendor's shares of the three.

    Examples
    --------
    >>> round(china_part(world=0.33, china=0.61, outside=0.21), 3)
    0.3
    """
    return (world - outside) / (china - outside)


def average_duties() -> list[Duty]:
    """Return the two powers' average duties on each other to 2020, in the order of time.

    Examples
    --------
    >>> average_duties()[-1]
    Duty(date='2020-02-14', us_on_china=19.3, china_on_us=20.3)
    """
    table = _table("us_china_tariffs")
    columns = (
        table.text("date"),
        table.number("us_avg_tariff_on_cn_pct").tolist(),
        table.number("cn_avg_tariff_on_us_pct").tolist(),
    )
    rows = (Duty(*row) for row in zip(*columns, strict=True))
    return sorted(row for row in rows if int(row.date[:4]) <= LAST_YEAR)


def _of_market(market: str, scope: str, column: str, later: bool = False) -> list[Observed]:
    rows = _whole_years(_table("market_size"), market, later)
    return [
        _observed(row, scope, float(row[column]))
        for row in rows
        if _SCOPES.get(str(row["scope"])) == scope and not np.isnan(float(row[column]))
    ]


def _whole_years(
    table: Table, market: str, later: bool = False
) -> Iterator[dict[str, str | float]]:
    """Yield the rows of whole years; unless ``later``, without what rests on later figures."""
    for row in table.rows():
        inside = FIRST_YEAR <= float(row["year"]) <= LAST_YEAR
        asked = row["market"] == market and not row["quarter"]
        if inside and asked and (later or not rests_on_later_years(row)):
            yield row


def rests_on_later_years(row: Mapping[str, str | float]) -> bool:
    """Return whether a figure was worked out (quality D) from figures of years after 2020.

    Examples
    --------
    >>> row = {"quality": "D", "source": "X via Y", "note": "derived by chaining from 100 in 2021"}
    >>> rests_on_later_years(row), rests_on_later_years({**row, "quality": "A"})
    (True, False)
    """
    told = _LATER_IN_NOTE.search(str(row["note"])) or _LATER_SPAN.search(str(row["source"]))
    return row["quality"] == "D" and told is not None


def _observed(row: dict[str, str | float], scope: str, value: float) -> Observed:
    low, high = (float(row.get(name, np.nan)) for name in ("low", "high"))
    source = str(row["source"])
    return Observed(
        what=str(row["market"]),
        scope=scope,
        vendor=str(row.get("vendor", "")).lower(),
        year=int(row["year"]),
        value=value,
        low=value if np.isnan(low) else low,
        high=value if np.isnan(high) else high,
        publisher=publisher_of(source),
        source=source,
        quality=str(row["quality"]),
    )
