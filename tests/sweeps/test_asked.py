"""A request told as plain data and recalled: nothing that changes a result is lost."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError, ResultError
from sim.levers import Range
from sim.sweeps.asked import HOW, describe, file_hash, recall
from sim.sweeps.request import Request
from sim.synthetic.size import WorldSize

OTHER: dict[str, Any] = {
    "scenarios": ("press", "pay"),
    "draws": 3,
    "replicates": 2,
    "parameters": "fixed",
    "posterior": "mine.csv",
    "vary": ("government.b_base",),
    "design": "saltelli",
    "second_order": True,
    "overrides": {"government.b_ally": 0.2, "mechanism.peers": False},
    "levers": {"campaign.strength": (1, 2.5), "aid.from": "2025Q1", "aid.fees": Range(0, 0.5)},
    "scan": "sobol",
    "lever_settings": 4,
    "seed": 7,
    "ablated": ("lock_in",),
    "outcomes": ("exposure", "level"),
    "every": 4,
    "until_width": 0.5,
    "until_year": 2029,
    "debug": True,
    "world": WorldSize(operators=1000),
    "verb": "ablate",
}
MORRIS: dict[str, Any] = {"design": "morris", "second_order": False, "morris_levels": 6}
PLACE = "results/a/manifest.json"


def told(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(describe(Request(**OTHER))))
    return data | changes


def test_every_setting_is_kept_or_changes_no_result() -> None:
    """A new field of a request must be given a value here, and come back."""
    assert {field.name for field in fields(Request)} == OTHER.keys() | MORRIS.keys() | HOW
    usual = Request(("press",))
    assert all(getattr(usual, name) != value for name, value in OTHER.items())
    assert recall(told(), PLACE) == Request(**OTHER)
    assert recall(told(**MORRIS), PLACE) == Request(**(OTHER | MORRIS))


def test_how_it_was_done_is_not_kept() -> None:
    how = {"workers": 3, "out": Path("here"), "retry_failed": True}
    request = replace(Request(**OTHER), **how, stop_after=4, provenance={"seed": "seed=7"})
    assert describe(request) == describe(Request(**OTHER))


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be kept in a manifest"):
        describe(
            replace(Request(**OTHER), scan="grid", lever_settings=0, levers={"aid.from": Path("x")})
        )  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            None,
            f"{PLACE}: an older version of faultlines wrote it and did not keep all that was "
            "asked; launch the same command again",
        ),
        (
            told(weather="fine"),
            f"{PLACE}: request has 'weather', which this version of faultlines does not know",
        ),
        (
            told(overrides={"government.b_moon": 1}),
            f"{PLACE}: 'government.b_moon' is not a parameter of this version of faultlines",
        ),
        (told(world=None), f"{PLACE}: request is not whole; the file was changed"),
        (told(world={"moons": 2}), f"{PLACE}: request is not whole; the file was changed"),
        (told(world={"operators": 10**12}), f"{PLACE}: request is not whole; the file was changed"),
        ({"draws": 3}, f"{PLACE}: request is not whole; the file was changed"),
    ],
)
def test_a_manifest_is_not_trusted(data: Any, message: str) -> None:
    with pytest.raises(ResultError) as caught:
        recall(data, PLACE)
    assert str(caught.value) == message


def test_values_are_checked_like_any_others() -> None:
    with pytest.raises(ConfigError, match="draws: 'many' is not a whole number of 1 or more"):
        recall(told(draws="many"), PLACE)


def test_files_differ_by_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("a", encoding="utf-8")
    other.write_text("a", encoding="utf-8")
    assert file_hash(one) == file_hash(other)
    other.write_text("b", encoding="utf-8")
    assert file_hash(one) != file_hash(other)
