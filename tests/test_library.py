"""The library's five words, and that asking for none of them costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import ConfigError, ResultError, ScenarioError
from sim.sweeps import opening


def test_importing_loads_no_numerical_library() -> None:
    code = "import sys, sim; sim.sweep; print([m for m in ('numpy', 'xarray') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_words_are_listed() -> None:
    assert {"run", "sweep", "load", "failures", "compare", "__version__"} <= set(dir(sim))
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        _ = sim.simulate


def test_in_memory_and_in_a_folder_are_the_same_history(tmp_path: Path) -> None:
    here = sim.run("pressure", replicates=2, outcomes=["level", "exposure"])
    folder = sim.sweep(
        "pressure", draws=2, parameters="fixed", outcomes=["level", "exposure"], out=tmp_path / "r"
    )
    there = sim.load(folder)
    assert np.array_equal(here["exposure"].values, there["exposure"].values)
    assert here.attrs["identity"] == there.attrs["identity"]


def test_results_and_folders_can_be_compared(tmp_path: Path) -> None:
    folder = sim.sweep(["pressure"], draws=2, outcomes=["level"], out=tmp_path / "r")
    found = sim.compare(folder)
    assert found["scenario"].values.tolist() == ["pressure"]
    assert found["mean"].equals(sim.compare(sim.load(folder))["mean"])
    both = sim.compare([folder, sim.load(folder)])
    assert both.sizes["scenario"] == 2


def test_failed_runs_are_listed_and_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulate, ask = opening.simulate, {"draws": 2, "outcomes": ["level"], "out": tmp_path / "r"}

    def fails(*args: Any) -> Any:
        if 1 in args[3]:
            raise ValueError("no spend")
        return simulate(*args)

    with monkeypatch.context() as patch:
        patch.setattr(opening, "simulate", fails)
        folder = sim.sweep("baseline", on_error="stop", **ask)
    (failure,) = sim.failures(folder)
    assert (failure.name, failure.error) == (
        "baseline, draw 1, replicate 1",
        "ValueError: no spend",
    )
    assert sim.load(folder).sizes["sample"] == 1
    sim.sweep("baseline", **ask)
    assert len(sim.failures(folder)) == 1
    sim.sweep("baseline", retry="failed", **ask)
    assert sim.failures(folder) == []
    assert sim.load(folder).sizes["sample"] == 2


def test_parameters_are_held_by_name_or_by_key() -> None:
    plain = sim.run("pressure", replicates=1, outcomes=["level"])
    named = sim.run("pressure", replicates=1, outcomes=["level"], b_ally=1.1)
    keyed = sim.run("pressure", 1, outcomes=["level"], **{"government.b_ally": 1.1})
    assert named.attrs["identity"] == keyed.attrs["identity"]
    assert named.attrs["identity"] != plain.attrs["identity"]


def test_a_world_can_be_made_up() -> None:
    made = sim.run("pressure", replicates=1, world={"countries": 25, "vendors": 9})
    assert (made.sizes["country"], made.sizes["vendor"]) == (25, 9)
    assert made.attrs["synthetic"].startswith("Synthetic world: 25 countries")


@pytest.mark.parametrize(
    ("world", "message"),
    [
        (
            {"country": 5},
            "^world: 'country' is not one of: operators, countries, vendors; did you mean "
            "'countries'?",
        ),
        ({"countries": 5}, "^world: 5 is not a whole number from 20 to 20,000, or null: the real"),
    ],
)
def test_worlds_that_cannot_be(world: dict[str, int], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        sim.run("pressure", world=world)


def test_levers_are_scanned(tmp_path: Path) -> None:
    folder = sim.sweep(
        ["pressure"],
        draws=1,
        levers={"campaign.strength": [0.5, 1.0]},
        outcomes=["level"],
        out=tmp_path / "r",
    )
    assert sim.load(folder)["scenario"].values.tolist() == [
        "baseline",
        "pressure campaign.strength=0.5",
        "pressure campaign.strength=1.0",
    ]


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    unknown = "'{}' is neither an argument nor a parameter; did you mean '{}'?"
    with pytest.raises(ConfigError, match=re.escape(unknown.format("b_aly", "b_ally"))):
        sim.run("pressure", replicates=1, b_aly=1.0)
    with pytest.raises(ConfigError, match=re.escape(unknown.format("replicate", "replicates"))):
        sim.run("pressure", replicate=1)
    with pytest.raises(ConfigError, match="replicates: 0 is not a whole number of 1 or more"):
        sim.run("pressure", replicates=0)
    with pytest.raises(ScenarioError, match="did you mean 'pressure'"):
        sim.run("presure", replicates=1)
    with pytest.raises(ResultError, match="no such result"):
        sim.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"b_ally": float("nan")},
            "government.b_ally: nan is not a finite number (usually 0.1 to 1.2 resolve)",
        ),
        (
            {"b_ally": float("inf")},
            "government.b_ally: inf is not a finite number (usually 0.1 to 1.2 resolve)",
        ),
        ({"b_ally": "x"}, "government.b_ally: 'x' is not a number (usually 0.1 to 1.2 resolve)"),
        (
            {"window": 1.2},
            "government.window: 1.2 is not between 0 and 1 (usually 0.08 to 0.35 per quarter)",
        ),
        (
            {"peers": 3},
            "mechanism.peers: 3 is not true or false (on and off, 1 and 0 work too)",
        ),
        ({"seed": 2**63}, f"seed: {2**63} is not a whole number from 0 to {2**63 - 1} (2^63-1)"),
        ({"seed": -1}, f"seed: -1 is not a whole number from 0 to {2**63 - 1} (2^63-1)"),
    ],
)
def test_values_that_cannot_be_are_refused_everywhere(
    given: dict[str, Any], message: str, tmp_path: Path
) -> None:
    seed = {"seed": given["seed"]} if "seed" in given else {}
    held = {name: value for name, value in given.items() if name != "seed"}
    for ask in (
        lambda: sim.run("us_action", **given),
        lambda: sim.sweep("us_action", out=tmp_path / "r", **given),
    ):
        with pytest.raises(ConfigError) as problem:
            ask()
        assert str(problem.value) == message
    if held.get("b_ally") != "x":
        with pytest.raises(ConfigError) as problem:
            sim.evaluate(held, **seed)
        assert str(problem.value) == message
    assert list(tmp_path.iterdir()) == []


def test_the_largest_seed_can_be_played() -> None:
    assert sim.run("baseline", 1, 2**63 - 1, outcomes=["level"]).attrs["seed"] == 2**63 - 1


def test_in_memory_runs_are_done_block_by_block_wherever_they_fall() -> None:
    many = sim.run("pressure", replicates=25, outcomes=["exposure"])
    few = sim.run("pressure", replicates=3, outcomes=["exposure"])
    assert np.array_equal(many["exposure"].values[:, :3], few["exposure"].values)
