"""Spend of 2014."""

from __future__ import annotations

import numpy as np
import pytest

from sim.spend import initial_value, market_parts, region_spend_usd_m, spend_usd_m
from sim.terms import REGIONS
from tests.real import built, country, tables

SPEND = built()[0].countries.spend_usd_m


def test_a_quarter_of_84_billion() -> None:
    assert SPEND.sum() == pytest.approx(84_000 / 4)


def test_region_shares() -> None:
    region = region_spend_usd_m(tables())
    assert region[REGIONS.index("China")] == pytest.approx(0.27 * 21_000)
    assert region[REGIONS.index("Sub-Saharan Africa")] == pytest.approx(0.025 * 21_000)


def test_market_parts() -> None:
    assert market_parts(tables()) == pytest.approx([0.35, 0.10, 0.55])
    assert SPEND[0] / SPEND[0].sum() == pytest.approx([0.35, 0.10, 0.55])


def test_spread_inside_a_region_by_hand() -> None:
    region = np.zeros(2, dtype=np.int64)
    spend = spend_usd_m(tables(), region, np.array([1.0, 16.0])).sum(axis=1)
    assert spend[1] / spend[0] == pytest.approx(16**0.85)
    assert spend.sum() == pytest.approx(0.27 * 21_000)


def test_north_america_is_mostly_the_usa() -> None:
    usa, canada = SPEND[country("USA")].sum(), SPEND[country("CAN")].sum()
    assert usa + canada == pytest.approx(0.22 * 21_000)
    assert usa > 6 * canada


def test_named_values() -> None:
    assert initial_value(tables(), "backcast") == 0.88
