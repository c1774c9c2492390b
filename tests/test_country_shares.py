"""Shares of countries in one replicate: on record, or drawn and raked with their region."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim.country_shares import blocks, country_shares
from sim.initial import raw_shares
from tests.real import built

W, _ = built()
KIT = W.initial_kit

#: Three countries of two regions; the second is on record.
REGION = np.array([0, 0, 1])
ON_RECORD = np.array([False, True, False])
SPEND = np.array([[3.0], [5.0], [2.0]])
TARGET = np.array([[[0.5, 0.5]], [[0.2, 0.8]], [[0.6, 0.4]]])


def test_a_country_on_record_is_alone() -> None:
    together = blocks(ON_RECORD, REGION, SPEND, TARGET)
    members = [together.order[a:b].tolist() for a, b in pairwise(together.start)]
    assert members == [[0], [2], [1]]
    assert together.weight.tolist() == [[1.0, 1.0, 1.0]]


def test_the_others_of_a_region_share_what_it_has() -> None:
    nobody = np.zeros(3, bool)
    together = blocks(nobody, REGION, SPEND, TARGET)
    assert together.weight.tolist() == [[0.375, 0.625, 1.0]]
    np.testing.assert_allclose(together.target[0, 0], [0.375 * 0.5 + 0.625 * 0.2, 0.6875])


def test_what_operators_drew_is_raked_to_the_region() -> None:
    drawn = np.array([[[0.9, 0.1]], [[0.1, 0.9]], [[0.6, 0.4]]])
    nobody = np.zeros(3, bool)
    together = blocks(nobody, REGION, SPEND, TARGET)
    shares = country_shares(drawn, np.ones(3), np.arange(4), together)
    region = 0.375 * shares[0, 0] + 0.625 * shares[1, 0]
    np.testing.assert_allclose(region, together.target[0, 0], atol=1e-10)
    odds = shares[:2, 0, 0] / shares[:2, 0, 1]
    assert odds[0] / odds[1] == pytest.approx(81.0), "raking keeps the ratio of odds"
    np.testing.assert_allclose(shares[2], TARGET[2], atol=1e-10)


def test_regions_keep_their_shares_and_so_does_the_world() -> None:
    spend = W.countries.spend_usd_m
    for replicate in range(5):
        raw = raw_shares(KIT, 1, replicate)
        shares = country_shares(raw, KIT.share, KIT.start, KIT.blocks)
        assert np.abs(shares.sum(axis=2) - 1.0).max() < 1e-9
        for region in np.unique(W.countries.region):
            inside = W.countries.region == region
            drawn = np.einsum("cmv,cm->mv", shares[inside], spend[inside])
            expected = np.einsum("cmv,cm->mv", W.seed_share[inside], spend[inside])
            np.testing.assert_allclose(drawn, expected, rtol=1e-8, atol=1e-6)
