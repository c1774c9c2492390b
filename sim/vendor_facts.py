"""Definitions of what the model knows about each vendor. Axis (vendor,) as in the table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import codes
from sim.data.load import Tables
from sim.terms import CLASSES, MARKET_OF_CLASS, MARKETS
from sim.world import Vendors

Bools = NDArray[np.bool_]


def _listed(cells: tuple[str, ...], countries: tuple[str, ...]) -> Bools:
    return np.array([[iso3 in cell.split(";") for iso3 in countries] for cell in cells])


def home(tables: Tables) -> Bools:
    """Return whether a country is a vendor's home, shape (vendor, country)."""
    return _listed(tables["vendors"].text("home_iso3"), codes(tables))


def sells(tables: Tables) -> Bools:
    """Return whether a vendor sells a class of kit anywhere, shape (vendor, class)."""
    return np.stack([tables["vendors"].flag(f"sells_{name}") for name in CLASSES], axis=1)


def offered(tables: Tables) -> Bools:
    """Return where a vendor sells, shape (country, market, vendor).

    A vendor with ``ran_only_in`` sells radio kit in those countries only.
    """
    classes = sells(tables)
    market = np.array(MARKET_OF_CLASS)
    result = np.empty((len(codes(tables)), len(MARKETS), len(classes)), dtype=np.bool_)
    for index in range(len(MARKETS)):
        result[:, index] = np.any(classes[:, market == index], axis=1)
    only = tables["vendors"].text("ran_only_in")
    bound = np.array([cell != "" for cell in only])
    result[:, 0] &= ~bound[None, :] | _listed(only, codes(tables)).T
    return result


def vendors(tables: Tables) -> Vendors:
    """Return all facts by vendor."""
    table = tables["vendors"]
    return Vendors(
        chinese=table.flag("chinese"),
        home=home(tables),
        sells=sells(tables),
        ran_home_only=np.array([cell != "" for cell in table.text("ran_only_in")]),
        china_share=table.number("china_manufacturing_share_2018"),
        us_share=table.number("us_manufacturing_share"),
        opacity=table.number("ownership_opacity"),
    )
