"""Definitions by operator."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from sim import operator_facts as facts
from sim.data.groups import region_index
from tests.real import built, country, groups, operator, tables

W, N = built()
OPERATORS = W.operators


def test_stream_id_is_the_hash_of_the_name() -> None:
    expected = int.from_bytes(hashlib.blake2b(b"deu-telekom").digest()[:8], "big")
    assert int(OPERATORS.stream_id[operator("deu-telekom")]) == expected


def test_stream_ids_do_not_collide() -> None:
    both = np.concatenate([OPERATORS.stream_id, W.countries.stream_id])
    assert np.unique(both).size == 593 + 198


def test_operators_come_by_country_then_name() -> None:
    keys = [(N.countries[c], name) for c, name in zip(OPERATORS.country, N.operators, strict=True)]
    assert keys == sorted(keys)


def test_starts() -> None:
    assert facts.starts(np.array([0, 0, 2]), 3).tolist() == [0, 2, 2, 3]
    first = W.countries.operator_start
    assert first[-1] == 593
    assert (OPERATORS.country[first[:-1]] == np.arange(198)).all()


def test_largest_two_by_hand() -> None:
    pair = facts.largest_two(np.array([0, 0, 0, 1]), np.array([0.2, 0.5, 0.3, 1.0]), 2)
    assert pair.tolist() == [[1, 2], [3, 3]]


def test_largest_two_of_china() -> None:
    names = [N.operators[i] for i in W.countries.largest_two[country("CHN")]]
    assert names == ["chn-mobile", "chn-telecom"]


def test_state_operators_of_china() -> None:
    names = {N.operators[i] for i in np.flatnonzero(OPERATORS.state_china)}
    assert names == {"chn-mobile", "chn-telecom", "chn-unicom", "chn-broadnet"}


def test_spend_is_the_countrys_by_market_share() -> None:
    at = operator("deu-telekom")
    expected = W.countries.spend_usd_m[country("DEU")] * OPERATORS.share[at]
    np.testing.assert_allclose(OPERATORS.spend_usd_m[at], expected)


def test_top_50_by_hand() -> None:
    size = np.arange(60.0)
    assert np.flatnonzero(facts.top50(size)).tolist() == list(range(10, 60))


def test_top_50_has_the_giants() -> None:
    for name in ("chn-mobile", "ind-jio", "usa-verizon", "jpn-docomo", "bra-vivo"):
        assert OPERATORS.top50[operator(name)]
    assert OPERATORS.top50.sum() == 50


def test_subscriptions_known_and_filled() -> None:
    region = region_index(groups())
    lines = facts.subscriptions(tables(), region)
    assert lines[country("CHN")] == pytest.approx(1.6493e9, rel=1e-3)
    people = W.countries.population_m[:, 16] * 1e6
    a_head = lines / people
    assert a_head[country("TWN")] == pytest.approx(a_head[country("PRK")])
    assert 0.9 < a_head[country("TWN")] < 1.6
