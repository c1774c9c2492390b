"""Differences of any outcome: known answers, symmetry, and memory that stays bounded."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

import sim
from sim.analysis.differences import differences
from sim.analysis.join import join
from sim.errors import ConfigError
from tests.analysis.tiny import QUARTERS, tiny
from tests.made import made_result

PAIR = ("baseline", "us_action")
NUMBERS = ("mean", "low", "high", "error")


def result(effect: float, seed: int = 1) -> xr.Dataset:
    """Return a result in which pressure takes ``effect`` from Germany's exposure, and chance more.

    Germany's exposure is 50 points in the first sample and 60 in the second.
    """
    exposure = np.full((3, 2, QUARTERS, 5), 0.2)
    exposure[:, :, :, 1] = np.array([0.5, 0.6])[None, :, None]
    exposure[1:, :, :, 1] -= effect * np.array([1.0, 2.0])[None, :, None]
    return tiny(exposure=(("quarter", "country"), exposure)).assign_attrs(seed=seed)


def test_against_the_baseline_by_country() -> None:
    found = differences(result(0.1), "exposure", "country", years=[2015])
    assert found["mean"].dims == ("scenario", "country", "year")
    assert found["scenario"].values.tolist() == ["press", "pay"]
    assert found["against"].values.tolist() == ["calm", "press"]
    germany = found.sel(scenario="press", country="DEU", year=2015)
    assert float(germany["mean"]) == pytest.approx(-15)
    assert (float(germany["low"]), float(germany["high"])) == pytest.approx((-19.5, -10.5))
    assert (float(germany["value"]), float(germany["baseline_value"])) == pytest.approx((40, 55))
    rest = found.drop_sel(country="DEU")
    assert all((rest[name] == 0).all() for name in NUMBERS)
    assert (found.sel(scenario="pay")["mean"] == 0).all()


def test_against_the_first_result_with_and_without_pairs() -> None:
    paired = differences(join({"A": result(0.1), "B": result(0.2)}), "exposure", "country", "first")
    here = {"scenario": "press (B)", "country": "DEU", "year": 2015}
    assert float(paired.sel(here)["mean"]) == pytest.approx(-15)
    assert float(paired.sel(here)["low"]) == pytest.approx(-19.5)
    assert paired.attrs["paired"]
    assert paired["paired"].values.all()
    apart = differences(
        join({"A": result(0.1), "B": result(0.2, seed=2)}), "exposure", "country", "first"
    )
    assert float(apart.sel(here)["mean"]) == pytest.approx(-15)
    # B has 30 and 20, A has 40 and 40: the four differences are -10, -10, -20 and -20.
    ends = float(apart.sel(here)["low"]), float(apart.sel(here)["high"])
    assert ends == pytest.approx((-20, -10))
    assert not apart.attrs["paired"]
    assert apart.attrs["pairing"] == "seeds 1 and 2"


def test_a_result_and_itself_differ_in_nothing() -> None:
    ds = made_result(PAIR, samples=3)
    both = sim.load({"A": ds, "B": ds})
    for outcome, by in (("exposure", "country"), ("share_of_new_spend", "vendor")):
        found = sim.compare(both, outcome, by, "first", [2030])
        assert all((found[name] == 0).all() for name in NUMBERS)
    headlines = sim.compare(both, against="first")
    assert all((headlines[name] == 0).all() for name in NUMBERS)


def test_the_other_way_round_is_the_same_below_zero() -> None:
    one, two = made_result(PAIR, samples=3, seed=1), made_result(PAIR, samples=3, seed=2)
    for seed in (1, 2):
        other = two.assign_attrs(seed=seed)
        there = differences(join({"A": one, "B": other}), "exposure", "country", "first")
        back = differences(join({"B": other, "A": one}), "exposure", "country", "first")
        near = {"rtol": 1e-9, "atol": 1e-9}
        np.testing.assert_allclose(there["mean"], -back["mean"], **near)
        np.testing.assert_allclose(there["low"], -back["high"], **near)
        np.testing.assert_allclose(there["error"], back["error"], **near)
        np.testing.assert_allclose(there["value"], back["baseline_value"], **near)


def test_a_measure_that_is_a_difference_has_no_sides() -> None:
    ds = made_result(PAIR, samples=2)
    found = differences(ds, "delay_quarters", "group", years=[2030])
    late = sim.compare(ds)["mean"].sel(measure="delay_quarters", year=2030)
    outside = found["mean"].sel(group="outside_china", year=2030)
    np.testing.assert_allclose(outside, late, rtol=1e-6)
    assert np.isnan(found["value"]).all()
    both = differences(join({"A": ds, "B": ds}), "delay_quarters", None, "first")
    assert (both["mean"] == 0).all()


def test_in_pieces_and_some_places_at_a_time_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ds = made_result(PAIR, samples=4)
    whole = differences(ds, "exposure", "country")
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 1)
    monkeypatch.setattr("sim.analysis.pieces.LEAST_SAMPLES", 1)
    monkeypatch.setattr("sim.analysis.differences._HELD_BYTES", 8 * 2 * 4 * 1000)
    assert differences(ds, "exposure", "country").identical(whole)


def test_years_and_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"^year: 2050 is not between 2014 and 2015$"):
        differences(result(0.1), "exposure", years=[2050])
    with pytest.raises(ConfigError, match=r"^year: 2050 is not between 2014 and 2035$"):
        sim.compare(made_result(PAIR, samples=2), years=[2050])
    with pytest.raises(ConfigError, match=r"^by: 'region' splits an outcome; name one:"):
        sim.compare(result(0.1), by="region")
