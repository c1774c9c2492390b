"""The model as a plain function: same numbers as a run, plain words for what is wrong."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import sim
from sim.errors import ConfigError, ScenarioError


def test_the_numbers_are_those_of_a_run_and_its_comparison() -> None:
    found = sim.evaluate({"b_ally": 0.8}, scenario="pressure", year=2027, replicates=3, seed=4)
    compared = sim.compare(sim.run("pressure", 3, seed=4, b_ally=0.8)).sel(
        scenario="pressure", year=2027
    )
    for name in ("huawei_world_share", "allied_restricting", "host_exposure"):
        here, scale = compared.sel(measure=name), 100.0 if "share" in name or "exp" in name else 1.0
        assert scale * found[name] == pytest.approx(float(here["value"]), rel=1e-6)
        assert scale * found[f"{name}_change"] == pytest.approx(float(here["mean"]), rel=1e-6)
    delay = compared.sel(measure="delay_quarters")
    assert found["delay_quarters"] == pytest.approx(float(delay["mean"]), rel=1e-6)
    assert len(found) == 9


def test_the_same_question_has_the_same_answer_and_a_name_is_as_good_as_a_key() -> None:
    once = sim.evaluate({"b_ally": 0.8})
    assert sim.evaluate({"government.b_ally": 0.8}) == once
    assert sim.evaluate({"b_ally": 0.1}) != once
    assert sim.evaluate({"b_ally": 0.8}, seed=2) != once
    assert all(type(value) is float and math.isfinite(value) for value in once.values())


def test_levers_count_and_a_baseline_has_no_changes() -> None:
    weak = sim.evaluate({"levers.campaign.strength": 0.2})
    assert weak["host_exposure_change"] > sim.evaluate({})["host_exposure_change"]
    alone = sim.evaluate({}, scenario="baseline")
    assert set(alone) == {
        "huawei_world_share",
        "chinese_share_outside_china",
        "allied_restricting",
        "host_exposure",
    }


@pytest.mark.parametrize(
    ("given", "settings", "message"),
    [
        (
            {"b_aly": 1.0},
            {},
            "evaluate: 'b_aly' is not a parameter, nor a lever, which begins 'levers.'; "
            "did you mean 'b_ally'?",
        ),
        ({"b_ally": "high"}, {}, "evaluate: b_ally: 'high' is not a number"),
        (
            {"b_ally": 0.5, "government.b_ally": 0.5},
            {},
            "evaluate: government.b_ally is given twice, by name and by key",
        ),
        (
            None,
            {},
            "evaluate: None is not a mapping of parameters to values, such as {'b_ally': 0.2}; "
            "{} leaves all at their defaults",
        ),
        ({}, {"year": 2040}, "year: 2040 is not one of 2014 to 2035"),
        ({}, {"replicates": 0}, "replicates: 0 is not a whole number of 1 or more"),
    ],
)
def test_what_is_wrong_is_told(given: dict, settings: dict, message: str) -> None:
    with pytest.raises(ConfigError) as problem:
        sim.evaluate(given, **settings)
    assert str(problem.value) == message


def test_scenarios_of_the_folder_one_stands_in_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ScenarioError, match="nowhere"):
        sim.evaluate({}, scenario="nowhere")
    shipped = Path(__file__).parents[1] / "scenarios" / "pressure.yaml"
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "nowhere.yaml").write_text(shipped.read_text())
    monkeypatch.chdir(tmp_path)
    assert sim.evaluate({}, scenario="nowhere") == sim.evaluate({}, scenario="pressure")
    assert [file.name for file in tmp_path.iterdir()] == ["scenarios"]
