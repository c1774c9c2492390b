"""Countries' shares of radio kit that are on record, and what they fix in 2014."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import codes
from sim.data.load import Tables
from sim.fit import Blocks
from sim.spend import initial_value
from sim.terms import MARKETS

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

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


def on_record(tables: Tables) -> Bools:
    """Return of which countries a published share is where the model starts, (country,)."""
    figures = country_figures(tables)
    return np.array([iso3 in figures for iso3 in codes(tables)])


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


def radio_figures(tables: Tables, blocks: Blocks) -> Floats:
    """Return the Chinese share of radio kit in 2014 that is on record, (country,); else nan."""
    chinese = tables["vendors"].flag("chinese")
    figure = np.full(len(codes(tables)), np.nan)
    for country in np.flatnonzero(on_record(tables)):
        row = country * len(MARKETS) + RAN
        figure[country] = blocks.total[row, np.unique(blocks.of_vendor[row][chinese])].sum()
    return figure
