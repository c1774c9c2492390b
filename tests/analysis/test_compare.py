"""Comparison is sample by sample, against the baseline that each scenario names."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.compare import compare
from sim.analysis.pairs import baseline_of, minus_baseline
from sim.errors import ResultError
from tests.analysis.tiny import QUARTERS, tiny


def result() -> xr.Dataset:
    """Samples differ by 0.4, scenarios by 0.1 and 0.02 more in the second sample."""
    host = np.zeros((3, 2, QUARTERS))
    host[:, 1] = 0.4
    host[1, 0], host[1, 1] = 0.1, 0.6
    host[2, 0], host[2, 1] = 0.2, 0.8
    return tiny(host_exposure=(("quarter",), host))


def test_differences_are_taken_within_each_sample() -> None:
    found = compare(result()).sel(measure="host_exposure", year=2015)
    press, pay = found.sel(scenario="press"), found.sel(scenario="pay")
    # press - calm: 0.1 and 0.2; pay - press: 0.1 and 0.2, in points
    assert press["mean"].item() == pytest.approx(15)
    assert press["low"].item() == pytest.approx(10.5)
    assert press["high"].item() == pytest.approx(19.5)
    assert pay["mean"].item() == pytest.approx(15)
    assert press["value"].item() == pytest.approx(35)
    assert press["baseline_value"].item() == pytest.approx(20)


def test_pairing_is_by_sample_and_not_by_rank() -> None:
    ds = result()
    ds["host_exposure"].values[1] = ds["host_exposure"].values[1, ::-1]
    found = compare(ds).sel(measure="host_exposure", year=2015, scenario="press")
    # 0.6 - 0 and 0.1 - 0.4
    assert found["high"].item() == pytest.approx(60 - 0.05 * 90)
    assert found["low"].item() == pytest.approx(-30 + 0.05 * 90)


def test_the_simulation_error_is_that_of_the_mean_difference() -> None:
    found = compare(result()).sel(measure="host_exposure", year=2014, scenario="press")
    # differences 10 and 20: standard error 5, Student's 95 % with one degree 6.3138
    assert found["error"].item() == pytest.approx(5 * 6.3138, rel=1e-4)


def test_only_scenarios_with_a_baseline_are_compared() -> None:
    found = compare(result())
    assert found["scenario"].values.tolist() == ["press", "pay"]
    assert found["baseline"].values.tolist() == ["calm", "press"]
    assert found["measure"].values.tolist() == ["host_exposure"]
    assert found["unit"].values.tolist() == ["points"]


def test_a_delay_is_a_difference_already() -> None:
    coverage = np.zeros((3, 2, QUARTERS, 5))
    coverage[0] = 0.5
    coverage[1] = 0.25
    coverage[2] = 0.125
    found = compare(tiny(coverage=(("quarter", "country"), coverage)))
    delay = found["mean"].sel(measure="delay_quarters", year=2015)
    # a quarter, and an eighth, of coverage less over eight quarters
    np.testing.assert_allclose(delay.values, [2.0, 1.0])
    assert np.isnan(found["value"].values).all()


def test_a_result_without_a_pair_is_one_line() -> None:
    with pytest.raises(ResultError) as caught:
        compare(result().isel(scenario=[2]))
    assert str(caught.value) == "compare: no scenario here has its baseline beside it (pay)"
    with pytest.raises(ResultError, match="none of the headline outcomes"):
        compare(tiny(quality=(("quarter", "vendor"), 0.0)))


def test_a_baseline_that_names_itself_is_no_comparison() -> None:
    ds = result()
    ds.attrs["baselines"]["calm"] = "calm"
    assert baseline_of(ds, "calm") is None
    assert baseline_of(ds, "press") == "calm"


def test_less_the_baseline_leaves_a_lone_scenario_at_nought() -> None:
    ds = result()
    less = minus_baseline(ds, ds["host_exposure"])
    assert (less.sel(scenario="calm") == 0).all()
    np.testing.assert_allclose(less.sel(scenario="pay").values[:, 0], [0.1, 0.2])


def test_many_samples_are_read_in_pieces_with_the_same_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = compare(result())
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 1)
    monkeypatch.setattr("sim.analysis.pieces.LEAST_SAMPLES", 1)
    assert compare(result()).identical(whole)
