"""Vendor shares by country and market in 2014: seeds, country figures, fitting."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import codes
from sim.data.load import Tables
from sim.fit import Blocks, fit
from sim.spend import initial_value
from sim.terms import MARKETS, REGIONS
from sim.vendor_facts import offered

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RAN: Final = 0
#: Vendors as the tables of shares write them. ``chinese`` stands for all Chinese vendors.
VENDOR_OF_NAME: Final = {
    "Huawei": "huawei",
    "ZTE": "zte",
    "Ericsson": "ericsson",
    "Nokia": "nokia",
    "Nokia(NSN)": "nokia",
    "Samsung": "samsung",
}


def barred_at_start(tables: Tables) -> Bools:
    """Return what a law bars in 2014, shape (country, market, vendor)."""
    place = {iso3: index for index, iso3 in enumerate(codes(tables))}
    chinese = tables["vendors"].flag("chinese")
    result = np.zeros((len(place), len(MARKETS), len(chinese)), dtype=np.bool_)
    laws = tables["start_laws"]
    for iso3, market in zip(laws.text("iso3"), laws.text("barred_market"), strict=True):
        if market:
            result[place[iso3], MARKETS.index(market)] = chinese
    return result


def absent_from_country(tables: Tables) -> Bools:
    """Return which vendors are known to be absent from a whole country, (country, vendor)."""
    vendors = tables["vendors"].text("vendor")
    rows = tables["start_absences"]
    result = np.zeros((len(codes(tables)), len(vendors)), dtype=np.bool_)
    columns = (rows.text(name) for name in ("iso3", "operator_id", "vendor"))
    for iso3, operator, vendor in zip(*columns, strict=True):
        if not operator:
            result[codes(tables).index(iso3), vendors.index(vendor)] = True
    return result


def seed_of_region(tables: Tables) -> Floats:
    """Return the vendor shares by region, shape (region, vendor)."""
    table = tables["seed_region"]
    vendors = tables["vendors"].text("vendor")
    result = np.zeros((len(REGIONS), len(vendors)))
    for region, vendor, share in zip(
        table.text("region"), table.text("vendor"), table.number("share"), strict=True
    ):
        result[REGIONS.index(region), vendors.index(vendor)] = share
    return result


def by_vendor(tables: Tables, column: str) -> Floats:
    """Return a column of ``seed_class.csv`` in the order of the vendor axis."""
    table = tables["seed_class"]
    value = dict(zip(table.text("vendor"), table.number(column), strict=True))
    return np.array([value[vendor] for vendor in tables["vendors"].text("vendor")])


def regional_seed(tables: Tables, region: Ints) -> Floats:
    """Return the first guess, shape (country, market, vendor), rows adding up to 1.

    Regional shares times the multipliers of the market, 0 where a vendor does not sell,
    is barred or is known to be absent.
    """
    multiplier = np.stack([by_vendor(tables, market) for market in MARKETS])
    seed = seed_of_region(tables)[region][:, None, :] * multiplier[None, :, :]
    seed = np.where(offered(tables) & ~barred_at_start(tables), seed, 0.0)
    seed = np.where(absent_from_country(tables)[:, None, :], 0.0, seed)
    return np.asarray(seed / seed.sum(axis=2, keepdims=True))


def country_figures(tables: Tables) -> dict[str, dict[str, float]]:
    """Return the figures used as inputs: share by vendor (or ``chinese``) by country.

    They are the rows of ``vendor_share_country.csv`` with ``seed_input`` 1; nothing that is
    scored may use them.
    """
    table = tables["vendor_share_country"]
    figures: dict[str, dict[str, float]] = {}
    shares = table.number("share")
    for row in np.flatnonzero(table.flag("seed_input")):
        name = table.text("vendor")[row]
        vendor = VENDOR_OF_NAME.get(name, name)
        if np.isnan(shares[row]) or vendor not in (*VENDOR_OF_NAME.values(), "chinese"):
            raise table.wrong(int(row), "seed_input", f"{name!r} has no share to start from")
        figures.setdefault(table.text("iso3")[row], {})[vendor] = float(shares[row])
    return figures


def _named(
    tables: Tables, figure: dict[str, float], seed: Floats
) -> tuple[dict[int, float], float]:
    """Return 2014 shares of named vendors by index, and of all Chinese vendors together."""
    vendors = tables["vendors"].text("vendor")
    chinese = tables["vendors"].flag("chinese")
    backcast = initial_value(tables, "backcast")
    named = {vendors.index(name): share for name, share in figure.items() if name != "chinese"}
    ours = {index: backcast * share for index, share in named.items() if chinese[index]}
    if "chinese" in figure:
        total = backcast * figure["chinese"]
    else:
        covered = sum(float(seed[index]) for index in ours)
        known = sum(ours.values())
        total = known * float(seed[chinese].sum()) / covered if covered > 0.0 else float("nan")
    before = figure.get("chinese", sum(named[index] for index in ours))
    others = {
        index: share * (1.0 - total) / (1.0 - before)
        for index, share in named.items()
        if not chinese[index]
    }
    return {**ours, **others}, total


def held_blocks(tables: Tables, seed: Floats) -> Blocks:
    """Return what fitting must keep, rows in the order (country, market).

    A country with a figure for radio kit keeps it: every named vendor is a block of its
    own, the other Chinese vendors are one and the rest is one.
    """
    countries, markets, vendors = seed.shape
    of_vendor = np.zeros((countries * markets, vendors), dtype=np.int64)
    total = np.zeros((countries * markets, vendors + 2))
    total[:, 0] = 1.0
    chinese = tables["vendors"].flag("chinese")
    for iso3, figure in country_figures(tables).items():
        country = codes(tables).index(iso3)
        row = country * markets + RAN
        named, all_chinese = _named(tables, figure, seed[country, RAN])
        of_vendor[row] = np.where(chinese, 1, 0)
        for index in named:
            of_vendor[row, index] = index + 2
        total[row] = _row_totals(named, all_chinese, chinese, seed[country, RAN], vendors)
    return Blocks(of_vendor, total)


def _row_totals(
    named: dict[int, float], all_chinese: float, chinese: Bools, seed: Floats, vendors: int
) -> Floats:
    total = np.zeros(vendors + 2)
    for index, share in named.items():
        total[index + 2] = share
    foreign = [index for index in named if not chinese[index]]
    unnamed = np.array([index not in named for index in range(vendors)])
    total[1] = max(0.0, all_chinese - sum(named[i] for i in named if chinese[i]))
    rest = 1.0 - all_chinese - sum(named[i] for i in foreign)
    if (unnamed & ~chinese & (seed > 0.0)).any():
        total[0] = rest
    else:
        for index in foreign:
            total[index + 2] *= 1.0 + rest / sum(named[i] for i in foreign)
    return total


def carried_over(tables: Tables, seed: Floats, blocks: Blocks) -> Floats:
    """Return the seed with core and transport moved towards a country's radio figure.

    The Chinese odds of the other markets are multiplied by a power of the odds ratio of
    the figure against the regional seed.
    """
    chinese = tables["vendors"].flag("chinese")
    power = initial_value(tables, "carry_over")
    result = seed.copy()
    markets = seed.shape[1]
    for iso3 in country_figures(tables):
        country = codes(tables).index(iso3)
        row = country * markets + RAN
        figure = float(blocks.total[row, np.unique(blocks.of_vendor[row][chinese])].sum())
        before = float(seed[country, RAN][chinese].sum())
        odds = figure / (1.0 - figure) * (1.0 - before) / before
        result[country, RAN + 1 :] *= np.where(chinese, odds**power, 1.0)[None, :]
    return np.asarray(result / result.sum(axis=2, keepdims=True))


def seed_share(tables: Tables, region: Ints, spend: Floats) -> Floats:
    """Return vendor shares of 2014, shape (country, market, vendor), adding up to 1.

    Parameters
    ----------
    region
        Index of each country's region, shape (country,).
    spend
        Equipment spend, USD million, shape (country, market): the weights in the world.

    Raises
    ------
    DataError
        If the world shares of 2014 cannot be met given what is held fixed.
    """
    seed = regional_seed(tables, region)
    blocks = held_blocks(tables, seed)
    seed = carried_over(tables, seed, blocks)
    margin = by_vendor(tables, "world_share_2014")
    flat = seed.reshape(-1, seed.shape[2])
    names = tables["vendors"].text("vendor")
    shares = fit(flat, spend.reshape(-1), blocks, margin / margin.sum(), names)
    return np.asarray((shares / shares.sum(axis=1, keepdims=True)).reshape(seed.shape))
