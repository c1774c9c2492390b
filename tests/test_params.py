"""The registry of parameters, and how they are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from sim import params
from sim.errors import ConfigError


def test_every_default_lies_in_its_range():
    for parameter in params.registry().values():
        assert parameter.low <= parameter.default <= parameter.high, parameter.key


def test_keys_are_unique_and_described():
    rows = list(params.registry().values())
    assert len({p.key for p in rows}) == len({p.field for p in rows}) == len(rows)
    for p in rows:
        assert p.meaning, p.key
        assert p.rule, p.key
        assert p.is_switch or p.grade in {"judgement", "literature", "sourced", "calibrated"}, p.key


def test_start_values_of_the_model_description():
    known = params.registry()
    expected = {
        "operator.life": (36, 28, 48),
        "operator.tender_gap": (14, 8, 24),
        "operator.lock_in": (1.8, 0, 4),
        "operator.price_sensitivity": (3, 1.5, 6),
        "vendor.rd_gain": (0.05, 0.01, 0.08),
        "vendor.catch_up": (0.03, 0.01, 0.06),
        "government.intercept": (-0.5, -2, 0),
        "government.b_campaign": (1.2, 0.5, 2.5),
        "government.b_five_eyes": (1.8, 0.5, 2.5),
        "government.b_sunk": (3.2, 1, 5),
        "government.fixed_effect_sd": (0.75, 0.4, 1.2),
        "government.window": (0.22, 0.08, 0.35),
        "component.substitution_gain": (0.2, 0.05, 0.3),
        "power.campaign_peak": (25, 10, 40),
        "power.removal_labour": (1.8, 1.2, 2.5),
    }
    for key, (default, low, high) in expected.items():
        p = known[key]
        assert (p.default, p.low, p.high) == (default, low, high), key


def test_a_switch_turns_its_parameters_off():
    table = params.fixed({"mechanism.peers": False})
    assert table["use_peers"] == [0.0]
    assert table["b_peer"] == [0.0]
    assert params.fixed()["b_peer"] == [0.6]


def test_switches_name_parameters_that_exist():
    fields = {p.field for p in params.registry().values()}
    for p in params.registry().values():
        assert set(p.off) <= fields, p.key
        assert not p.off or p.is_switch


def test_a_draw_depends_on_seed_and_number_only():
    many = params.sample(range(40), seed=3)
    alone = params.sample([17], seed=3)
    assert many[17] == alone[0]
    assert params.sample([17], seed=4)[0] != alone[0]


def test_a_held_parameter_does_not_shift_the_others():
    free = params.sample(range(8), seed=1)
    held = params.sample(range(8), seed=1, overrides={"operator.lock_in": 2.5})
    assert np.all(held["lock_in"] == 2.5)
    np.testing.assert_array_equal(held["b_ally"], free["b_ally"])


def test_draws_follow_the_triangular_distribution():
    p = params.registry()["operator.lock_in"]
    drawn = params.sample(range(1024), seed=1)["lock_in"]
    assert drawn.min() >= p.low
    assert drawn.max() <= p.high
    # A triangle's mean is the mean of its corners; its mode splits it at (mode - low) / width.
    assert drawn.mean() == pytest.approx((0 + 1.8 + 4) / 3, abs=0.01)
    assert (drawn < 1.8).mean() == pytest.approx(1.8 / 4, abs=0.01)


def test_an_unknown_parameter_names_the_nearest():
    with pytest.raises(ConfigError) as error:
        params.fixed({"operator.lockin": 1.0})
    assert str(error.value) == (
        "'operator.lockin' is not a parameter; did you mean 'operator.lock_in'?"
    )
