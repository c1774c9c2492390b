import numpy as np
import pytest
import xarray as xr

from sim.analysis.headline import HEADLINES, headlines_of
from sim.plots.headlines import headline_change, headline_values
from sim.plots.words import Change, signed
from sim.report.phrases import cell
from sim.report.prose import LIMITS, SOURCES, against, answer, assumptions, by_effect, unclear


@pytest.fixture
def flat(made):
    """A result with three samples, and headline values that are all 0."""
    ds = made(samples=12)
    empty = xr.zeros_like(ds["host_exposure"].isel(quarter=-1, drop=True))
    return ds, {item.name: empty.copy() for item in HEADLINES}


def test_a_scenario_that_changes_nothing(flat):
    ds, values = flat
    assert answer(ds, "us_action", values) == ""
    text = unclear(ds, ["us_action", "stop"])
    assert text.startswith("\u201cWhat the US did\u201d and \u201cThe US stops\u201d: no")
    assert text.endswith("troop-weighted exposure of US-base hosts or delay of 5G outside China.")


def test_scenarios_come_in_the_order_of_their_effect(flat):
    ds, values = flat
    for name, share in {"us_action": -4.0, "stop": -3.0, "pressure": -5.0}.items():
        values["huawei_world_share"].loc[name] = share
    assert by_effect(ds, ["stop", "us_action", "pressure"], values) == [
        "pressure",
        "us_action",
        "stop",
    ]


def test_only_clear_effects_are_told(flat):
    ds, values = flat
    values["host_exposure"].loc["us_action"] = -4.0
    values["allied_restricting"].loc["us_action"] = 6.0
    text = answer(ds, "us_action", values)
    assert text.startswith(
        "6.0 more allied governments at no new kit or above [6.0 to 6.0]; troop-weighted"
    )
    assert text.endswith(
        "troop-weighted exposure of US-base hosts is 4.0 points lower [\u22124.0 to \u22124.0]."
    )


def test_a_range_that_includes_zero_is_no_effect(flat):
    ds, values = flat
    values["huawei_world_share"].loc["us_action"] = np.array([-5.0] * 10 + [1.0, 1.0])
    assert answer(ds, "us_action", values) == ""


def test_one_run_is_told_without_a_range(made):
    ds = made(samples=1)
    values = headline_values(ds)
    told = answer(ds, "us_action", values)
    assert " points lower in the one run" in told
    assert "[" not in told


def test_nothing_stored_that_a_headline_needs(made):
    ds = made(samples=2)[["exposure"]]
    assert headlines_of(ds) == []
    assert answer(ds, "us_action", {}) == ""


def test_differences_are_paired_by_sample(flat):
    ds, values = flat
    values["host_exposure"].loc["us_action"] = np.arange(12.0) + 1
    values["host_exposure"].loc["baseline"] = np.arange(12.0)
    (item,) = [item for item in HEADLINES if item.name == "host_exposure"]
    change = headline_change(ds, values, item, "us_action")
    # Unpaired, the range would run from -9 to 11.
    assert (change.mean, change.low, change.high) == (1.0, 1.0, 1.0)


def test_a_measure_that_is_a_difference_already_is_not_subtracted_again(flat):
    ds, values = flat
    values["delay_quarters"].loc["us_action"] = 2.0
    values["delay_quarters"].loc["stop"] = 3.0
    (item,) = [item for item in HEADLINES if item.is_difference]
    assert headline_change(ds, values, item, "stop").mean == 3.0


def test_headline_values_are_in_the_units_shown(made):
    ds = made(samples=2)
    values = headline_values(ds)
    shares = ds["sales_usd_m"].sel(quarter=["2030Q1", "2030Q2", "2030Q3", "2030Q4"])
    total = shares.sum(["quarter", "region", "class"])
    expected = 100 * total.sel(vendor="huawei") / total.sum("vendor")
    assert values["huawei_world_share"].values == pytest.approx(expected.values)
    quarter = ds["host_exposure"].sel(quarter="2030Q4")
    assert values["host_exposure"].values == pytest.approx(100 * quarter.values)


def test_against_names_the_baseline(made):
    ds = made(samples=1)
    assert against(ds, "stop") == "against “What the US did”"
    assert against(ds, "baseline") == ""


def test_cells_and_signs():
    assert cell(Change(1.5, 0.5, 2.5, 9)) == "+1.5 [0.5 to 2.5]"
    assert cell(Change(0.0, 0.0, 0.0, 9)) == "0"
    assert cell(Change(2.0, 2.0, 2.0, 1)) == "+2.0 [one run: no range]"
    assert cell(Change(float("nan"), float("nan"), float("nan"), 0)) == "none"
    assert signed(-2.0) == "−2.0"  # noqa: RUF001
    assert signed(0.001) == "0"


def test_assumptions_name_runs_seed_and_what_was_left_out(made):
    ds = made(samples=3, seed=5)
    ds.attrs.update(samples_left_out=2, parameters="fixed")
    told = " ".join(assumptions(ds))
    assert "5 scenarios with 3 runs each: 3 sets of the uncertain numbers, seed 5" in told
    assert "2 further runs" in told
    assert "failed;" not in told
    assert "Stopped" not in told
    ds.attrs.update(until="Stopped after 3 of 64 samples")
    assert "Stopped after 3 of 64 samples." in " ".join(assumptions(ds))
    ds.attrs.update(runs_failed=3, first_failure="stop, draw 1: <script>")
    told = " ".join(assumptions(ds))
    assert "3 runs failed; the first: stop, draw 1: <script>." in told
    assert "chance alone" in told
    assert "Uncalibrated" in told


def test_assumptions_of_a_calibrated_result_do_not_warn(made):
    ds = made(samples=3)
    ds.attrs["uncalibrated"] = False
    told = " ".join(assumptions(ds))
    assert "Uncalibrated" not in told
    assert "left out" not in told


def test_sources_and_limits_are_sentences():
    for text in (*SOURCES, *LIMITS):
        assert text[0].isupper()
        assert text.endswith(".")
