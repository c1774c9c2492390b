"""One launch, several results: a folder for each below one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import ResultError
from sim.sweeps.folder import choose_together
from sim.sweeps.plan import Plan, make_plan
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_small


def plans(draws: int = 3, **changes: object) -> dict[str, Plan]:
    request = replace(Request(("press",), verb="facts"), **changes)
    asked = {"one": replace(request, draws=1), "many": replace(request, draws=draws)}
    return {name: make_plan(each, open_small(each)) for name, each in asked.items()}


def test_the_name_follows_from_what_is_asked() -> None:
    folder = choose_together(plans())
    assert folder.parent == Path("results")
    assert folder.name.startswith("facts-")
    assert len(folder.name) == len("facts-") + 8
    assert choose_together(plans()) == folder
    assert choose_together(plans(draws=4)) != folder


def test_a_folder_is_gone_on_with_or_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert choose_together(plans(out=out)) == out
    (out / "one").mkdir(parents=True)
    assert choose_together(plans(out=out)) == out
    assert choose_together(plans(out=out, resume=False)) == tmp_path / "out-2"


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ResultError, match="holds something else; choose another out="):
        choose_together(plans(out=tmp_path))
