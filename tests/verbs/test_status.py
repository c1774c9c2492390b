"""Status in plain words, and verifying with its exit status."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim import cli
from sim.sweeps.execute import run_sweep
from sim.sweeps.ledger import Ledger
from sim.sweeps.request import Request
from sim.verbs.status import _size
from tests.sweeps.fakes import Interrupted, arithmetic, open_failing, open_small, open_stopping

LOOKED = "3 blocks against the ledger, 8 runs simulated again"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sweep(opener: Any, out: str = "out", **changes: Any) -> Path:
    settings = {"draws": 5, "outcomes": ("exposure", "level"), "workers": 1} | changes
    return run_sweep(Request(("press",), out=Path(out), **settings), open_model=opener, block=4)


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert cli.main(["status", *words]) == status
    text = capsys.readouterr().out
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", "TIME", text)
    return re.sub(r"[\d.]+ (bytes|kB|MB) on", "SIZE on", text)


def test_the_whole_text(capsys: pytest.CaptureFixture[str]) -> None:
    sweep(open_failing(3), overrides={"government.b_ally": 0.2})
    assert told(capsys, "out").splitlines() == [
        "out",
        "Asked: sweep of press; 10 runs, 5 of each scenario; parameters drawn, seed 1",
        "Held: government.b_ally=0.2",
        "",
        "            done   failed  missing",
        "  calm         4        1        0",
        "  press        4        1        0",
        "  all          8        2        0",
        "",
        "2 runs failed; failures.jsonl holds the traceback of each",
        "  2 x ZeroDivisionError: no spend in region 3",
        "      the first: calm, draw 3, replicate 3",
        "",
        "Begun TIME, last launch ended TIME",
        "1 s of simulating; SIZE on disk",
        "To do failed runs again: faultlines run rerun=out out=out retry=failed",
    ]


def test_all_done_nothing_failed(capsys: pytest.CaptureFixture[str]) -> None:
    sweep(open_small)
    text = told(capsys, "out")
    assert text.splitlines()[-1] == "All is done"
    assert "failures.jsonl" not in text


def test_what_is_missing_and_who_is_at_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(Interrupted):
        sweep(open_stopping(tmp_path / "calls", 1), "my results")
    again = "faultlines run rerun='my results' out='my results'"
    assert told(capsys, "my results").splitlines()[-1] == f"To do what is missing: {again}"
    with Ledger(Path("my results/ledger.jsonl")):
        last = told(capsys, "my results").splitlines()[-1]
    assert last == "A launch is writing here now"


def test_many_kinds_of_errors_are_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(*args: Any) -> Any:
        raise ValueError(f"number {args[3][0]}\n\x1b[31m<script>")

    sweep(partial(open_small, simulate=fails), draws=12)
    lines = told(capsys, "out").splitlines()
    assert "  2 x ValueError: number 0 [31m<script>" in lines
    assert "  8 x 4 other errors" in lines


def test_failures_without_their_file_are_still_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sweep(open_failing(3))
    Path("out/failures.jsonl").unlink()
    lines = told(capsys, "out").splitlines()
    assert "2 runs failed; out/failures.jsonl: run 3 failed, but has no line here" in lines
    assert "      the first: no longer known which" in lines


def test_verifying_says_that_all_is_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.sweeps.verify.wrong_runs.__kwdefaults__", {"open_model": open_small})
    sweep(open_failing(3))
    assert told(capsys, "out", "verify=true").splitlines()[-3:] == [
        "",
        "Model code and data are those of out: the same bytes are to be expected",
        f"Verified, all bytes are the same: {LOOKED}",
    ]
    text = told(capsys, "out", "verify=2")
    assert text.endswith("3 blocks against the ledger, 2 runs simulated again\n")


def test_verifying_names_what_does_not_match_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(*args: Any) -> dict[str, Any]:
        return {name: values + (args[3][0] == 4) for name, values in arithmetic(*args).items()}

    opener = partial(open_small, simulate=other)
    monkeypatch.setattr("sim.sweeps.verify.wrong_runs.__kwdefaults__", {"open_model": opener})
    sweep(open_failing(3))
    chunk = Path("out/store/level/c.0.0.0")
    chunk.write_bytes(chunk.read_bytes()[:-1])
    lines = told(capsys, "out", "verify=99", status=1).splitlines()
    assert "block 0 (runs 0 to 3): level has another size than it should" in lines
    assert (
        "run 9 (press, draw 4, replicate 4; block 2): simulated again it differs in exposure, level"
    ) in lines
    assert lines[-2:] == [
        f"Does not match in 6 places: {LOOKED}",
        "To do damaged blocks again: faultlines run rerun=out out=out retry=damaged",
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "status: name a result folder, such as results/sweep-drawn-1a2b3c4d"),
        (["a", "b"], "status: one result at a time, but a, b were given"),
        (["outt"], "outt: no such result; did you mean 'out'?"),
        (["out", "verify=maybe"], "verify: 'maybe' is not a whole number of 1 or more, nor true "),
        (["out", "verfy=true"], "'verfy' is not a setting (settings: result, verify); did you "),
    ],
)
def test_mistakes_are_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    Path("out").mkdir()
    assert cli.main(["status", *words]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"faultlines: {line}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("change", [{"extra": 1}, {"block": "one"}])
def test_a_ledger_of_a_newer_version_is_one_line(
    capsys: pytest.CaptureFixture[str], change: dict[str, Any]
) -> None:
    folder = sweep(open_small)
    row = {"block": 0, "hash": "aa", "failed": {}, "seconds": 0.1} | change
    (folder / "ledger.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert cli.main(["status", "out"]) == 2
    newer = "written by a newer version of faultlines (it has 'extra'); use that version"
    why = newer if "extra" in change else "not an entry of a ledger"
    assert capsys.readouterr().err == f"faultlines: out/ledger.jsonl, line 1: {why}\n"


def test_sizes_are_in_words(tmp_path: Path) -> None:
    for name, size in (("a", 400), ("b", 1_100)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert _size(tmp_path) == "2 kB"
