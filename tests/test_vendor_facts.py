"""Definitions by vendor."""

from __future__ import annotations

import numpy as np

from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from sim.vendor_facts import offered
from tests.real import built, country, tables, vendor

V = built()[0].vendors


def test_chinese_vendors() -> None:
    names = [built()[1].vendors[i] for i in np.flatnonzero(V.chinese)]
    assert names == ["huawei", "zte", "other_cn"]


def test_homes() -> None:
    assert V.home[vendor("huawei"), country("CHN")]
    assert V.home[vendor("other_west"), country("JPN")]
    assert V.home[vendor("other_west"), country("USA")]
    assert V.home.sum() == 9


def test_what_vendors_sell() -> None:
    assert V.sells[vendor("cisco")].tolist() == [False, False, True, True]
    assert V.sells[vendor("samsung")].tolist() == [True, True, True, False]
    assert V.sells[vendor("huawei"), [LEGACY_RAN, RAN_5G, CORE, TRANSPORT]].all()


def test_radio_kit_sold_in_japan_only() -> None:
    where = offered(tables())[:, 0, vendor("other_west")]
    assert np.flatnonzero(where).tolist() == [country("JPN")]
    assert V.ran_home_only.tolist() == [False] * 7 + [True]


def test_offers_by_market() -> None:
    offers = offered(tables())
    assert offers.shape == (198, 3, 8)
    assert not offers[:, 0, vendor("cisco")].any()
    assert offers[:, 2, vendor("cisco")].all()
    assert not offers[:, 2, vendor("samsung")].any()


def test_shares_of_manufacturing() -> None:
    assert V.china_share[vendor("huawei")] == 0.98
    assert V.china_share[vendor("ericsson")] == 0.45
    assert V.us_share[vendor("cisco")] == 0.2
