"""Vendor shares by country and market in 2014: seeds, country figures, fitting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import codes
from sim.data.load import Tables
from sim.expected_shares import expected_figures, moved
from sim.fit import fit
from sim.recorded_shares import RAN, held_blocks, radio_figures
from sim.spend import initial_value
from sim.terms import MARKETS, REGIONS
from sim.vendor_facts import home, offered

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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


def seed_share(tables: Tables, region: Ints, spend: Floats) -> Floats:
    """Return vendor shares of 2014, shape (country, market, vendor), adding up to 1.

    Those of a country that is home to a vendor tell nothing of its neighbours.

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
    expected = expected_figures(
        radio_figures(tables, blocks),
        np.logical_not(home(tables).any(axis=0)),
        seed[:, RAN][:, tables["vendors"].flag("chinese")].sum(axis=1),
        region,
        initial_value(tables, "guess_weight"),
    )
    seed = moved(tables, seed, expected)
    margin = by_vendor(tables, "world_share_2014")
    flat = seed.reshape(-1, seed.shape[2])
    names = tables["vendors"].text("vendor")
    shares = fit(flat, spend.reshape(-1), blocks, margin / margin.sum(), names)
    return np.asarray((shares / shares.sum(axis=1, keepdims=True)).reshape(seed.shape))
