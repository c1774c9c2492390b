"""A result surveyed: runs by scenario, errors by kind, and files that do not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER
from sim.sweeps.ledger import Entry, Ledger
from sim.sweeps.request import Request
from sim.sweeps.survey import Tally, survey
from tests.sweeps.fakes import Interrupted, open_failing, open_stopping


def ask(out: Path) -> Request:
    return Request(("press",), draws=5, outcomes=("level",), workers=1, out=out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return run_sweep(ask(tmp_path / "out"), open_model=open_failing(3), block=4)


def test_runs_are_counted_by_scenario(folder: Path) -> None:
    found = survey(folder)
    assert found.tallies == (Tally("calm", 4, 1, 0), Tally("press", 4, 1, 0))
    assert (found.runs, found.missing, found.block) == (10, 0, 4)
    assert found.kinds() == [("ZeroDivisionError: no spend in region 3", [3, 8])]
    assert found.block_runs(2) == range(8, 10)


def test_the_ledger_counts_and_not_what_the_manifest_says(tmp_path: Path) -> None:
    opener = open_stopping(tmp_path / "calls", 1)
    with pytest.raises(Interrupted):
        run_sweep(ask(tmp_path / "out"), open_model=opener, block=4)
    file = tmp_path / "out" / "manifest.json"
    stale = json.loads(file.read_text(encoding="utf-8"))
    stale["counts"] |= {"done": 0, "missing": 10}
    file.write_text(json.dumps(stale), encoding="utf-8")
    assert survey(tmp_path / "out").tallies == (Tally("calm", 4, 0, 1), Tally("press", 0, 0, 5))


def test_the_most_frequent_error_comes_first(folder: Path) -> None:
    with Ledger(folder / LEDGER) as ledger:
        ledger.append(Entry(0, "aa", {0: "A: rare", 1: "B: often", 2: "B:\n often"}))
    assert survey(folder).kinds() == [
        ("B: often", [1, 2]),
        ("A: rare", [0]),
        ("ZeroDivisionError: no spend in region 3", [8]),
    ]


def test_a_launch_at_work_is_noticed_and_not_disturbed(folder: Path) -> None:
    assert not survey(folder).being_written
    with Ledger(folder / LEDGER) as ledger:
        assert survey(folder).being_written
        ledger.append(Entry(0, "bb"))
    assert survey(folder).tallies[0] == Tally("calm", 5, 0, 0)


@pytest.mark.parametrize(
    "entry", [Entry(3, "aa"), Entry(-1, "aa"), Entry(0, "aa", {4: "of another block"})]
)
def test_a_ledger_of_something_else_is_refused(folder: Path, entry: Entry) -> None:
    with Ledger(folder / LEDGER) as ledger:
        ledger.append(entry)
    with pytest.raises(ResultError) as caught:
        survey(folder)
    assert str(caught.value) == (
        f"{folder}/ledger.jsonl: block {entry.block} does not fit the 10 runs of manifest.json"
    )


@pytest.mark.parametrize(
    "change", [{"cases": []}, {"cases": [1]}, {"block": 0}, {"counts": {}}, {"counts": {"runs": 9}}]
)
def test_a_manifest_that_does_not_fit_itself_is_refused(
    folder: Path, change: dict[str, Any]
) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        survey(folder)
    assert str(caught.value) == f"{file}: cases, counts and block do not fit; it was changed"
