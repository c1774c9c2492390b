"""What differs between results, in words, from plain manifests and from real ones."""

from __future__ import annotations

from typing import Any

import pytest

import sim
from sim.analysis.configuration import NOTHING, differing, plain, what_differs
from sim.params import registry

BASE: dict[str, Any] = {
    "version": "0.1.0",
    "seed": 1,
    "draws": 64,
    "replicates": 1,
    "parameters": "drawn",
    "design": {"method": "draws", "rows": 64},
    "levers": {},
    "values": {"government.b_ally": {"drawn": "uniform", "low": 0.1, "high": 1.2}},
    "cases": [{"label": "baseline"}, {"label": "pressure"}],
    "hashes": {"code": "c1", "data": "d1"},
    "versions": {"numpy": "2.0"},
    "scenario_files": {"pressure": "title: Pressure\nstart: 2018Q1\n"},
    "world": {"told": ""},
    "every": 1,
}


def words(**changes: Any) -> list[str]:
    return what_differs({"A": BASE, "B": {**BASE, **changes}})


def test_nothing_differs_from_itself() -> None:
    assert words() == [NOTHING]
    assert differing({"A": BASE, "B": dict(BASE)}) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"values": {"government.b_ally": 0.3}},
            "1 parameter differs: government.b_ally is drawn from 0.1 to 1.2 in A and 0.3 in B.",
        ),
        (
            {"values": {**BASE["values"], "mechanism.peers": 0.0}},
            "1 mechanism is off in B only: peers.",
        ),
        (
            {"levers": {"aid.budget_usd_m": 300, "aid.until": [2025, 2030]}},
            "2 levers differ: aid.budget_usd_m is not set in A and 300 in B; aid.until is not set "
            "in A and each of 2025, 2030 in B.",
        ),
        (
            {"levers": {"aid.budget_usd_m": {"from": 0, "to": 500}}},
            "1 lever differs: aid.budget_usd_m is not set in A and from 0 to 500 in B.",
        ),
        (
            {"scenario_files": {"pressure": "title: Pressure\nstart: 2019Q1\nmore: 1\n"}},
            "The scenario pressure differs: line 2 is “start: 2018Q1” in A and “start: 2019Q1” in "
            "B, and 1 more line.",
        ),
        (
            {"scenario_files": {"pressure": "title: Pressure\nstart: 2018Q1\nmore: 1\n"}},
            "The scenario pressure differs: line 3 is not there in A and “more: 1” in B.",
        ),
        ({"cases": [{"label": "baseline"}]}, "Only A has a scenario: pressure."),
        ({"outcomes": ["level"]}, "Only B stores an outcome: level."),
        ({"seed": 2}, "The seed is 1 in A and 2 in B."),
        (
            {"draws": 32, "design": {"method": "draws", "rows": 32}},
            "The number of draws is 64 in A and 32 in B.",
        ),
        ({"design": {"method": "lhs", "rows": 64}}, "The design is draws in A and lhs in B."),
        (
            {"hashes": {"code": "c2", "data": "d1"}, "version": "0.2.0"},
            "The version of faultlines is 0.1.0 in A and 0.2.0 in B.",
        ),
        (
            {"hashes": {"code": "c2", "data": "d1"}},
            "The fingerprint of the code is c1 in A and c2 in B.",
        ),
        (
            {"hashes": {"code": "c1", "data": "d2"}},
            "The facts of the world (tables) differ; facts by country, such as population and "
            "groups, are those of A here.",
        ),
        ({"versions": {"numpy": "2.1"}}, "The version of numpy is 2.0 in A and 2.1 in B."),
        (
            {"world": {"told": "Synthetic world: 30 countries"}},
            "The world is the real one in A and Synthetic world: 30 countries in B.",
        ),
    ],
)
def test_what_differs_is_said(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in words(**changes)


def test_of_three_those_alike_stand_together() -> None:
    told = what_differs({"A": BASE, "B": {**BASE, "seed": 2}, "C": BASE})
    assert told == ["The seed is 1 in A and C and 2 in B."]


def test_many_parameters_are_counted_and_some_named() -> None:
    values = {f"trust.p{i}": float(i) for i in range(8)}
    (sentence,) = words(values={**BASE["values"], **values})
    assert sentence.startswith("8 parameters differ: trust.p0 is not recorded in A and 0 in B; ")
    assert sentence.endswith("trust.p4 is not recorded in A and 4 in B; and 3 more.")


def test_all_held_and_all_drawn_is_one_sentence() -> None:
    start = registry()["government.b_ally"].default
    held = {"parameters": "fixed", "values": {"government.b_ally": start}, "overrides": {}}
    sentence = "Parameters are drawn from their ranges in A and held at their start values in B."
    assert words(**held) == [sentence]
    key = "government.b_ally"
    elsewhere = words(parameters="fixed", values={key: start + 1}, overrides={key: start + 1})
    assert elsewhere[0] == sentence
    assert elsewhere[1].startswith("1 parameter differs: government.b_ally is drawn from 0.1")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"values": [1], "cases": "x", "levers": 3, "scenario_files": {"a": 1}, "design": None},
        {"values": {"a": {"low": []}}, "cases": [None, {"label": ["x"]}], "world": 7},
    ],
)
def test_a_manifest_that_was_changed_does_no_harm(told: dict[str, Any]) -> None:
    assert all(isinstance(sentence, str) for sentence in what_differs({"A": BASE, "B": told}))


def test_what_is_not_recorded_is_said() -> None:
    assert what_differs({"A": {}, "B": {}}) == ["What was asked for A and B is not recorded."]


def test_texts_are_one_short_line_without_control_characters() -> None:
    assert plain("a\x1b[2Jb\nc") == "a [2Jb c"
    assert len(plain("x" * 500)) < 100


def test_runs_in_memory_say_what_they_were_made_from() -> None:
    one = sim.run("pressure", 1, outcomes=["level"], model="default")
    two = sim.run(
        "pressure", 1, outcomes=["level"], b_ally=0.2, peers=False, seed=3, model="default"
    )
    told = sim.load({"one": one, "two": two}).attrs["configurations"]
    assert what_differs(told) == [
        "1 parameter differs: government.b_ally is 0.45 in one and 0.2 in two.",
        "1 mechanism is off in two only: peers.",
        "The seed is 1 in one and 3 in two.",
    ]
