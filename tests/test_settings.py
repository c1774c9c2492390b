from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError
from sim.setting_keys import make_settings, setting_keys
from sim.settings import Compare, Executor, OnError, Run, Status, World
from sim.synthetic.size import WorldSize

RUN: Mapping[str, Any] = {
    "scenario": "us_action",
    "replicates": 2,
    "seed": 1,
    "parameters": "fixed",
    "outcomes": "default",
    "every": 1,
    "levers": {},
    "data": {},
    "world": {"operators": None, "countries": None, "vendors": None},
    "out": None,
    "resume": True,
    "debug": False,
    "retry": None,
    "rerun": None,
    "executor": {"kind": "threads", "workers": "auto", "scheduler": None},
    "on_error": {"mode": "continue", "after": None},
}


def made(**changes: Any) -> Run:
    settings = make_settings("run", {**RUN, **changes}, str.upper, ConfigError)
    assert isinstance(settings, Run)
    return settings


def test_values_take_their_types() -> None:
    settings = made(
        replicates=1e2,
        outcomes=["level", "price"],
        every=2.0,
        levers={"aid": {"budget_usd_m": [0, 150], "from": "2025Q1"}},
        data={"operators": "my.csv"},
        out="here",
        resume="off",
        retry="failed",
        executor={"kind": "processes", "workers": 2, "scheduler": None},
        on_error={"mode": "stop", "after": 3},
        world={"operators": 1e3, "countries": None, "vendors": None},
    )
    assert settings == Run(
        scenario="us_action",
        replicates=100,
        seed=1,
        parameters="fixed",
        outcomes=("level", "price"),
        posterior=None,
        every=2,
        levers={"aid.budget_usd_m": (0, 150), "aid.from": "2025Q1"},
        data={"operators": Path("my.csv")},
        out=Path("here"),
        resume=False,
        debug=False,
        retry="failed",
        rerun=None,
        executor=Executor(kind="processes", workers=2, scheduler=None),
        on_error=OnError(mode="stop", after=3),
        world=World(operators=1000, countries=None, vendors=None),
    )
    assert settings.world.size == WorldSize(operators=1000)
    assert isinstance(settings.replicates, int)


def test_auto_is_one_process_a_core() -> None:
    assert made().executor.workers == 0


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        made().seed = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seed": -1}, "SEED: -1 is not a whole number from 0 to 9223372036854775807 (2^63-1)"),
        (
            {"every": 3},
            "EVERY: 3 is not one of: 1 (a quarter), 2 (a half-year), 4 (a year)",
        ),
        ({"every": True}, "EVERY: True is not one of: 1 (a quarter), 2 (a half-year), 4 (a year)"),
        ({"seed": True}, "SEED: True is not a whole number from 0 to 9223372036854775807 (2^63-1)"),
        ({"replicates": 1.5}, "REPLICATES: 1.5 is not a whole number of 1 or more"),
        ({"replicates": 0}, "REPLICATES: 0 is not a whole number of 1 or more"),
        (
            {"parameters": "drown"},
            "PARAMETERS: 'drown' is not one of: drawn, fixed, [KEY, ...]; did you mean 'drawn'?",
        ),
        ({"scenario": 3}, "SCENARIO: 3 is not a name"),
        ({"outcomes": []}, "OUTCOMES: the list is empty; name at least one"),
        ({"resume": "maybe"}, "RESUME: 'maybe' is not true or false"),
        ({"levers": 3}, "LEVERS: 3 is not a lever; write levers.aid.budget_usd_m=300"),
        ({"levers": {"aid": 3}}, "LEVERS: 'aid' needs a key; write levers.aid.KEY=VALUE"),
        (
            {"levers": {"aid": {"from": []}}},
            "LEVERS.AID.FROM: [] is not a value, a list of values or a range such as "
            "{from: 0, to: 500}",
        ),
        (
            {"levers": {"aid": {"budget_usd_m": {"from": 5, "to": 5}}}},
            "LEVERS.AID.BUDGET_USD_M: {from: 5, to: 5} is not a range: 'to' must be above 'from'",
        ),
        ({"data": "my.csv"}, "DATA: 'my.csv' does not name a table; write data.operators=FILE"),
        (
            {"executor": {"kind": "threads", "workers": 0, "scheduler": None}},
            "EXECUTOR.WORKERS: 0 is not a whole number of 1 or more, or 'auto'",
        ),
        (
            {"retry": "fail"},
            "RETRY: 'fail' is not one of: failed, damaged, null; did you mean 'failed'?",
        ),
        ({"retry": True}, "RETRY: True is not one of: failed, damaged, null"),
        (
            {"on_error": {"mode": "halt", "after": None}},
            "ON_ERROR.MODE: 'halt' is not one of: continue, stop",
        ),
        (
            {"on_error": {"mode": "continue", "after": 0}},
            "ON_ERROR.AFTER: 0 is not a whole number of 1 or more",
        ),
        ({"rerun": 3}, "RERUN: 3 is not a name"),
        (
            {"executor": {"kind": "thread", "workers": 1, "scheduler": None}},
            "EXECUTOR.KIND: 'thread' is not one of: serial, threads, processes, dask; did you "
            "mean 'threads'?",
        ),
    ],
)
def test_what_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(**changes)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("mode", "after", "most"),
    [("continue", None, 0), ("stop", None, 1), ("continue", 5, 5), ("stop", 5, 5)],
)
def test_after_how_many_failures_it_stops(mode: str, after: int | None, most: int) -> None:
    assert made(on_error={"mode": mode, "after": after}).on_error.stop_after == most


@pytest.mark.parametrize(
    ("given", "runs"), [(True, 8), ("on", 8), (False, 0), ("off", 0), (1, 1), (50.0, 50)]
)
def test_verify_is_a_switch_or_a_number(given: Any, runs: int) -> None:
    values = {"result": "here", "verify": given}
    made = make_settings("status", values, str, ConfigError)
    assert made == Status(result=Path("here"), verify=runs)


@pytest.mark.parametrize("given", [0, "maybe", 1.5])
def test_verify_is_nothing_else(given: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        make_settings("status", {"result": "here", "verify": given}, str, ConfigError)
    assert str(caught.value) == (
        f"verify: {given!r} is not a whole number of 1 or more, nor true or false"
    )


def test_a_missing_setting_is_named() -> None:
    values = {key: value for key, value in RUN.items() if key != "seed"}
    with pytest.raises(ConfigError, match=r"seed: is missing from configs/run\.yaml"):
        make_settings("run", values, str, ConfigError)


def test_compare_takes_folders() -> None:
    values = {
        "results": ["a", "b"],
        "outcome": "exposure",
        "by": None,
        "year": 2025,
        "against": "first",
        "top": 5,
        "out": None,
    }
    wanted = Compare(**{**values, "results": (Path("a"), Path("b"))})
    assert make_settings("compare", values, str, ConfigError) == wanted
    for key, wrong in {"against": "last", "top": 0, "outcome": 3}.items():
        with pytest.raises(ConfigError, match=key):
            make_settings("compare", {**values, key: wrong}, str, ConfigError)


@pytest.mark.parametrize("verb", ["run", "sweep", "ablate", "facts", "compare", "status"])
def test_every_setting_has_a_meaning(verb: str) -> None:
    assert all(setting_keys(verb).values())
