"""Loading: labelled, paired, read only where somebody looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultError
from sim.levers import Range
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import STORE
from sim.sweeps.load import load
from sim.sweeps.memory import run_in_memory
from sim.sweeps.request import Request
from tests.sweeps.fakes import Interrupted, open_failing, open_small, open_stopping, read_block


def sweep(out: Path, open_model: Any = open_small, **changes: Any) -> Path:
    settings = {"draws": 3, "outcomes": ("exposure", "sales_usd_m"), "workers": 1} | changes
    return run_sweep(Request(("press",), out=out, **settings), open_model=open_model, block=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sweep(tmp_path_factory.mktemp("load") / "tiny")


def test_axes_labels_and_texts(folder: Path) -> None:
    found = load(folder)
    assert found["sales_usd_m"].dims == (
        "scenario",
        "sample",
        "quarter",
        "region",
        "class",
        "vendor",
    )
    assert found["scenario"].values.tolist() == ["calm", "press"]
    assert found["quarter"].values.tolist()[:2] == ["2014Q1", "2014Q2"]
    assert found["year"].values.tolist()[3:5] == [2014, 2015]
    assert found["exposure"].attrs["units"] == "share"
    assert found.attrs["baselines"] == {"press": "calm"}
    assert found.attrs["titles"]["press"] == "Pressure"
    assert found.attrs["questions"]["calm"] == "What if nobody acts?"
    assert found.attrs["families"] == {"calm": "past", "press": "past"}
    assert found.attrs["seed"] == 1
    assert found.attrs["uncalibrated"] is True


def test_facts_by_country_and_vendor(folder: Path) -> None:
    germany = load(folder).sel(country="DEU")
    assert germany["country_name"].item() == "Germany"
    assert germany["country_region"].item() == "Europe & Central Asia"
    assert germany["income"].item() == "High income"
    assert germany["ally"].item() == 1.0
    assert germany["host"].item() is True
    assert germany["groups"].item() == "allies eu27"
    assert germany["troops"].item() == 30_000
    assert germany["population_m"].item() == 80
    assert load(folder)["chinese"].values.tolist() == [True, True, False]


def test_values_sit_where_they_were_written(folder: Path) -> None:
    written = read_block(folder / STORE, range(6), ("exposure",))["exposure"]
    found = load(folder)["exposure"]
    assert np.array_equal(found.values, written.reshape(2, 3, 88, 5))
    assert np.array_equal(found.sel(scenario="press", country="JPN").values, written[3:, :, 2])
    assert np.array_equal(found.isel(sample=[2, 0]).values[1], written[3:][[2, 0]])
    assert np.array_equal(found.isel(sample=slice(None, None, -1)).values[0], written[2::-1])
    assert found.isel(scenario=1, sample=2, quarter=3, country=4).item() == written[5, 3, 4]


def test_nothing_is_read_before_somebody_looks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError("read too early")

    monkeypatch.setattr("sim.sweeps.lazy.BySample._read", refuse)
    found = load(folder)
    with pytest.raises(AssertionError, match="read too early"):
        found["exposure"].mean()


def test_a_paired_design_has_its_draws_and_replicates_side_by_side(folder: Path) -> None:
    found = load(folder)
    assert found["draw"].values.tolist() == [0, 1, 2]
    assert found["replicate"].values.tolist() == [0, 1, 2]


def test_a_crossed_design_can_be_unstacked(tmp_path: Path) -> None:
    found = load(sweep(tmp_path / "out", draws=2, replicates=2))
    assert found["draw"].values.tolist() == [0, 0, 1, 1]
    assert found["replicate"].values.tolist() == [0, 1, 0, 1]
    square = found["exposure"].load().set_index(sample=["draw", "replicate"]).unstack("sample")
    assert square.sizes["draw"] == square.sizes["replicate"] == 2


def test_a_sample_that_failed_somewhere_is_left_out_everywhere(tmp_path: Path) -> None:
    found = load(sweep(tmp_path / "out", open_failing(1)))
    assert found["draw"].values.tolist() == [0, 2]
    assert found.attrs["samples_left_out"] == 1
    assert found.attrs["runs_failed"] == 2
    assert found.attrs["first_failure"] == (
        "calm, draw 1, replicate 1: ZeroDivisionError: no spend in region 3"
    )
    assert not np.isnan(found["exposure"].values).any()


def test_an_unfinished_sweep_gives_the_samples_that_are_complete(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        sweep(tmp_path / "out", open_stopping(tmp_path / "calls", 3))
    found = load(tmp_path / "out")
    assert found["draw"].values.tolist() == [1]
    assert found.attrs["samples_left_out"] == 2


def test_a_sweep_without_a_complete_sample_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        sweep(tmp_path / "out", open_stopping(tmp_path / "calls", 1))
    with pytest.raises(ResultError, match="no sample is done in every scenario"):
        load(tmp_path / "out")


def test_where_every_sample_failed_it_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(ResultError) as caught:
        load(sweep(tmp_path / "out", open_failing(0, 1, 2)))
    assert str(caught.value) == (
        f"{tmp_path}/out: no sample is done in every scenario; launch it again, with retry=failed "
        "for runs that failed"
    )


def test_a_missing_folder_names_the_nearest(folder: Path) -> None:
    with pytest.raises(ResultError) as caught:
        load(folder.with_name("tinny"))
    assert str(caught.value).endswith("tinny: no such result; did you mean 'tiny'?")


def test_a_folder_without_a_manifest_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="not a result folder"):
        load(tmp_path)


DESIGNED = {
    "draws": 4,
    "design": "sobol",
    "vary": ("government.b_ally", "operator.lock_in"),
    "levers": {"campaign.strength": Range(0, 2)},
}


def test_what_differs_between_samples_travels_with_them(tmp_path: Path) -> None:
    found = load(sweep(tmp_path / "out", **DESIGNED))
    assert found["drawn"].dims == ("sample", "parameter")
    assert found["parameter"].values.tolist() == ["government.b_ally", "operator.lock_in"]
    strength = found["levers.campaign.strength"]
    assert strength.dims == ("sample",)
    assert found.attrs["design"]["names"][-1] == "levers.campaign.strength"
    # The engine of these tests adds what policy, parameter and chance give.
    chance = found["exposure"].sel(scenario="calm") - found["drawn"].sel(
        parameter="government.b_ally"
    )
    pressed = found["exposure"].sel(scenario="press") - strength
    assert np.allclose(pressed - found["drawn"].sel(parameter="government.b_ally"), chance)


def test_in_memory_it_is_the_same(tmp_path: Path) -> None:
    there = load(sweep(tmp_path / "out", **DESIGNED))
    request = Request(("press",), outcomes=("exposure", "sales_usd_m"), **DESIGNED)  # type: ignore[arg-type]
    here = run_in_memory(request, open_model=open_small)
    assert set(here.coords) == set(there.coords)
    assert here.drop_vars("result").equals(there.load().drop_vars("result"))
    assert here.attrs["design"] == there.attrs["design"]


def test_a_sample_that_is_left_out_takes_its_setting_along(tmp_path: Path) -> None:
    whole = load(sweep(tmp_path / "whole", **DESIGNED))
    part = load(sweep(tmp_path / "part", open_failing(1), **DESIGNED))
    for name in ("levers.campaign.strength", "drawn"):
        assert np.array_equal(part[name], whole[name][[0, 2, 3]])


@pytest.mark.parametrize("design", ["draws", "lhs", "sobol", "saltelli", "morris"])
def test_launched_again_it_goes_on(tmp_path: Path, design: str) -> None:
    settings: dict[str, Any] = {**DESIGNED, "design": design}
    with pytest.raises(Interrupted):
        sweep(tmp_path / "out", open_stopping(tmp_path / "calls", 3), **settings)
    again = load(sweep(tmp_path / "out", **settings))
    whole = load(sweep(tmp_path / "whole", **settings))
    assert again.drop_vars("result").equals(whole.drop_vars("result"))


def test_a_lever_that_is_scanned_lies_along_scenarios(tmp_path: Path) -> None:
    levers = {"campaign.strength": (1, 2), "campaign.from": ("2020Q1", "2021Q1"), "campaign.x": 3}
    found = load(sweep(tmp_path / "out", draws=2, scan="zip", levers=levers))
    strength = found["levers.campaign.strength"]
    assert strength.dims == ("scenario",)
    assert np.isnan(strength.values[0])
    assert strength.values[1:].tolist() == [1, 2]
    assert found["levers.campaign.from"].values.tolist() == ["", "2020Q1", "2021Q1"]
    assert "levers.campaign.x" not in found.coords
