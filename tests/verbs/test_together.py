"""Several requests of one launch: one folder, one below it for each, and how to go on."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.errors import ResultError, ScenarioError
from sim.stopping import Stop
from sim.sweeps.model import Model
from sim.sweeps.request import Request
from sim.verbs.together import going_on_in, placed, played
from tests.sweeps.fakes import open_small


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def requests(**more: object) -> dict[str, Request]:
    one = Request(("press",), draws=2, outcomes=("level",), every=4, verb="validate")
    one = replace(one, **more)  # type: ignore[arg-type]
    return {"first": one, "second": replace(one, seed=2)}


def folder_of(told: str = "", **more: object) -> Path:
    return placed(requests(**more), open_small, told)[0]


def test_each_has_a_folder_below_a_common_one() -> None:
    folder, asked = placed(requests(), open_small)
    assert folder.name.startswith("validate-")
    assert {name: each.out for name, each in asked.items()} == {
        "first": folder / "first", "second": folder / "second"
    }  # fmt: skip
    assert asked["second"] == replace(requests()["second"], out=folder / "second")


def test_the_same_launch_has_the_same_folder_and_another_has_its_own() -> None:
    assert folder_of() == folder_of()
    assert folder_of(seed=3) != folder_of()
    assert folder_of("tables as they were") != folder_of()
    assert folder_of("tables as they were") != folder_of("tables as they are")
    assert folder_of("tables as they are", out=Path("mine")) == Path("mine")


def test_a_folder_of_something_else_is_not_gone_on_with() -> None:
    Path("mine").mkdir()
    (Path("mine") / "notes.txt").write_text("somebody's", encoding="utf-8")
    with pytest.raises(ResultError, match="mine: holds something else; choose another out="):
        folder_of(out=Path("mine"))


def test_a_request_that_cannot_be_planned_is_refused_before_any_folder_is_made() -> None:
    wrong = {**requests(), "third": Request(("presss",))}
    with pytest.raises(ScenarioError, match="'presss' is not a scenario"):
        placed(wrong, open_small)
    assert [*Path().iterdir()] == []


def test_all_are_played_in_their_order_each_named_first(capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    def opens(request: Request) -> Model:
        said.append(capsys.readouterr().err)
        return open_small(request)

    _, asked = placed(requests(), open_small)
    found = played(asked, opens)
    assert found == {name: each.out for name, each in asked.items()}
    assert said[0].startswith("first (1 of 2)\n")
    assert "second (2 of 2)\n" in "".join(said)
    assert [sim.load(str(each)).sizes["sample"] for each in found.values()] == [2, 2]


def test_what_is_done_is_not_played_again() -> None:
    calls = 0

    def opens(request: Request) -> Model:
        model = open_small(request)

        def counted(*args: Any, **more: Any) -> dict[str, Any]:
            nonlocal calls
            calls += 1
            return dict(model.simulate(*args, **more))

        return replace(model, simulate=counted)

    played(placed(requests(), open_small)[1], opens)
    once = calls
    played(placed(requests(), open_small)[1], opens)
    assert 0 < once == calls


@pytest.mark.parametrize(
    ("own", "told"),
    [(("out=x/first", "resume=true"), ("out=x", "resume=true")), ((), ())],
)
def test_an_interrupt_says_how_to_go_on_with_all_if_there_is_a_way(
    own: tuple[str, ...], told: tuple[str, ...]
) -> None:
    stop = Stop(signal.SIGINT)
    stop.to_go_on = own
    with pytest.raises(Stop) as caught, going_on_in(Path("x")):
        raise stop
    assert caught.value.to_go_on == told


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(ResultError, match="full"), going_on_in(Path("x")):
        raise ResultError("the disk is full")
