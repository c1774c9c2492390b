"""Sweeps: the same bytes however done, only what is missing, failures kept as data."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.failures import read_failures
from sim.sweeps.folder import LEDGER, STORE, choose_folder
from sim.sweeps.ledger import Entry, Ledger, read_ledger
from sim.sweeps.manifest import read_manifest
from sim.sweeps.plan import Plan
from sim.sweeps.progress import Lines
from sim.sweeps.request import Request
from tests.sweeps.fakes import Interrupted, open_failing, open_small, open_stopping, read_block

OUTCOMES = ("exposure", "level", "sales_usd_m", "host_exposure")


def ask(out: Path, **changes: Any) -> Request:
    settings: dict[str, Any] = {"scenarios": ("press",), "draws": 5, "outcomes": OUTCOMES}
    return Request(**settings | {"workers": 1, "out": out} | changes)


def arrays(folder: Path) -> dict[str, bytes]:
    runs = range(int(read_manifest(folder)["counts"]["runs"]))
    return {k: v.tobytes() for k, v in read_block(folder / STORE, runs, OUTCOMES).items()}


class Once:
    """Chooses a folder in a way of its own the first time, and as usual from then on."""

    def __init__(self, first: Callable[[Plan], Path]) -> None:
        self.first: Callable[[Plan], Path] | None = first

    def __call__(self, plan: Plan) -> Path:
        now, self.first = self.first, None
        return now(plan) if now else choose_folder(plan)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reference") / "out"
    return run_sweep(ask(out), open_model=open_small, block=4)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More runs than any block holds."""
    out = tmp_path_factory.mktemp("many") / "out"
    return run_sweep(ask(out, draws=150), open_model=open_small, block=16)


@pytest.mark.parametrize("block", [1, 7, 64, 256])
def test_the_size_of_blocks_changes_no_byte(tmp_path: Path, many: Path, block: int) -> None:
    folder = run_sweep(ask(tmp_path / "out", draws=150), open_model=open_small, block=block)
    assert arrays(folder) == arrays(many)


@pytest.mark.parametrize("workers", [1, 2, 64])
def test_workers_change_no_byte(tmp_path: Path, reference: Path, workers: int) -> None:
    request = ask(tmp_path / "out", workers=workers)
    folder = run_sweep(request, open_model=open_small, block=1)
    assert arrays(folder) == arrays(reference)


def test_the_numbers_are_those_of_the_engine(reference: Path) -> None:
    found = read_block(reference / STORE, range(5, 10), ("host_exposure",))["host_exposure"]
    chance = np.random.default_rng([1, 0]).random()
    before = read_block(reference / STORE, range(5), ("host_exposure",))["host_exposure"]
    np.testing.assert_allclose(found - before, 1.0, rtol=1e-5)
    assert before[0, 0] - 1 - chance > 0


def test_a_second_launch_does_nothing_and_says_so(tmp_path: Path) -> None:
    request = ask(tmp_path / "out")
    run_sweep(request, open_model=open_small)
    text = io.StringIO()
    counter = tmp_path / "calls"
    run_sweep(request, Lines(text), open_model=open_stopping(counter, 99))
    assert text.getvalue() == "All 10 runs already done; nothing new\n"
    assert not counter.exists()


def test_after_a_kill_only_the_missing_blocks_are_done(tmp_path: Path, reference: Path) -> None:
    request, counter = ask(tmp_path / "out"), tmp_path / "calls"
    with pytest.raises(Interrupted):
        run_sweep(request, open_model=open_stopping(counter, 1), block=4)
    assert list(read_ledger(tmp_path / "out" / LEDGER)) == [0]
    assert read_manifest(tmp_path / "out")["counts"] == {
        "runs": 10,
        "done": 4,
        "failed": 0,
        "missing": 6,
        "not_needed": 0,
    }
    text = io.StringIO()
    folder = run_sweep(request, Lines(text), open_model=open_stopping(counter, 99), block=4)
    assert text.getvalue().splitlines() == ["10 runs, 4 already done", "10 of 10 runs"]
    assert counter.read_text(encoding="utf-8").count("x") == 1 + 3
    assert arrays(folder) == arrays(reference)


def test_the_blocks_on_disk_are_kept_when_their_size_changes(
    tmp_path: Path, reference: Path
) -> None:
    request = ask(tmp_path / "out")
    with pytest.raises(Interrupted):
        run_sweep(request, open_model=open_stopping(tmp_path / "calls", 1), block=4)
    folder = run_sweep(request, open_model=open_small, block=7)
    assert arrays(folder) == arrays(reference)


def test_a_block_that_is_written_but_not_in_the_ledger_is_not_done(
    tmp_path: Path, reference: Path
) -> None:
    request = ask(tmp_path / "out")
    folder = run_sweep(request, open_model=open_small, block=5)
    ledger = folder / LEDGER
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(lines[:1]), encoding="utf-8")
    counter = tmp_path / "calls"
    run_sweep(request, open_model=open_stopping(counter, 99), block=5)
    assert counter.read_text(encoding="utf-8") == "x"
    assert arrays(folder) == arrays(reference)


def test_failed_runs_are_named_and_the_others_go_on(tmp_path: Path, reference: Path) -> None:
    text = io.StringIO()
    request = ask(tmp_path / "out")
    folder = run_sweep(request, Lines(text), open_model=open_failing(3), block=4)
    assert text.getvalue().splitlines()[-1] == (
        "2 of 10 runs failed; the first: calm, draw 3, replicate 3: "
        "ZeroDivisionError: no spend in region 3"
    )
    manifest = read_manifest(folder)
    assert manifest["counts"] == {"runs": 10, "done": 8, "failed": 2, "missing": 0, "not_needed": 0}
    assert [failure.name for failure in read_failures(folder)] == [
        "calm, draw 3, replicate 3",
        "press, draw 3, replicate 3",
    ]
    found = read_block(folder / STORE, range(10), ("exposure",))["exposure"]
    assert np.isnan(found[[3, 8]]).all()
    others = read_block(reference / STORE, range(10), ("exposure",))["exposure"]
    keep = [0, 1, 2, 4, 5, 6, 7, 9]
    assert np.array_equal(found[keep], others[keep])


def test_failed_runs_are_not_missing(tmp_path: Path) -> None:
    request = ask(tmp_path / "out")
    folder = run_sweep(request, open_model=open_failing(3), block=4)
    before, ledger = arrays(folder), (folder / LEDGER).read_bytes()
    text = io.StringIO()
    run_sweep(request, Lines(text), open_model=open_small, block=4)
    assert text.getvalue() == (
        "Nothing new: 8 of 10 runs are done and 2 failed; retry=failed does those again\n"
    )
    assert (arrays(folder), (folder / LEDGER).read_bytes()) == (before, ledger)


def test_retrying_does_the_failed_runs_alone(tmp_path: Path, reference: Path) -> None:
    request, counter = ask(tmp_path / "out"), tmp_path / "calls"
    run_sweep(request, open_model=open_failing(3), block=4)
    text = io.StringIO()
    again = replace(request, retry_failed=True)
    folder = run_sweep(again, Lines(text), open_model=open_stopping(counter, 99), block=4)
    assert text.getvalue().splitlines() == ["10 runs, 8 already done", "10 of 10 runs"]
    assert counter.read_text(encoding="utf-8") == "xx"
    assert read_manifest(folder)["counts"] == {
        "runs": 10,
        "done": 10,
        "failed": 0,
        "missing": 0,
        "not_needed": 0,
    }
    assert read_failures(folder) == []
    assert arrays(folder) == arrays(reference)


def test_what_fails_again_stays_failed_and_the_rest_keeps_its_bytes(tmp_path: Path) -> None:
    request = ask(tmp_path / "out")
    folder = run_sweep(request, open_model=open_failing(3, 4), block=4)
    run_sweep(replace(request, retry_failed=True), open_model=open_failing(3), block=4)
    expected = arrays(run_sweep(ask(tmp_path / "other"), open_model=open_failing(3), block=4))
    assert arrays(folder) == expected
    assert [failure.run for failure in read_failures(folder)] == [3, 8]


def test_a_block_all_of_which_failed_is_tried_again(tmp_path: Path, reference: Path) -> None:
    request = ask(tmp_path / "out")
    run_sweep(request, open_model=open_failing(0, 1, 2, 3, 4), block=4)
    folder = run_sweep(replace(request, retry_failed=True), open_model=open_small, block=4)
    assert arrays(folder) == arrays(reference)


def test_retrying_does_a_block_again_that_is_not_what_the_ledger_says(
    tmp_path: Path, reference: Path
) -> None:
    request, counter = ask(tmp_path / "out"), tmp_path / "calls"
    folder = run_sweep(request, open_model=open_failing(3), block=4)
    chunk = folder / STORE / "exposure" / "c.0.0.0"
    chunk.write_bytes(chunk.read_bytes()[:-7])
    run_sweep(replace(request, retry_failed=True), open_model=open_stopping(counter, 99), block=4)
    assert counter.read_text(encoding="utf-8") == "xx"  # block 0 at once, and run 8
    assert arrays(folder) == arrays(reference)


def test_a_kill_while_retrying_loses_nothing(
    tmp_path: Path, reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ask(tmp_path / "out")
    folder = run_sweep(request, open_model=open_failing(3), block=4)
    before = arrays(folder)
    replaced: list[Path] = []

    def killed(file: Path, target: Path) -> Path:
        if replaced:
            raise Interrupted
        replaced.append(target)
        return file.rename(target)

    again = replace(request, retry_failed=True)
    with monkeypatch.context() as patch:
        patch.setattr("sim.sweeps.chunks.Path.replace", killed)
        patch.setattr("sim.sweeps.execute.write_manifest", lambda *_: None)
        with pytest.raises(Interrupted):
            run_sweep(again, open_model=open_small, block=4)
    shape = read_block(folder / STORE, range(10), OUTCOMES)
    for name, array in shape.items():
        old = np.frombuffer(before[name], array.dtype).reshape(array.shape)
        keep = [0, 1, 2, 4, 5, 6, 7, 9]
        assert np.array_equal(array[keep], old[keep])
    run_sweep(again, open_model=open_small, block=4)
    assert arrays(folder) == arrays(reference)


@pytest.mark.parametrize(("most", "done", "failed"), [(1, 3, 1), (2, 4, 2), (3, 8, 2)])
def test_a_sweep_stops_after_so_many_failures(
    tmp_path: Path, reference: Path, most: int, done: int, failed: int
) -> None:
    text = io.StringIO()
    request = ask(tmp_path / "out", stop_after=most)
    folder = run_sweep(request, Lines(text), open_model=open_failing(3), block=4)
    counts = read_manifest(folder)["counts"]
    missing = 10 - done - failed
    assert counts == {
        "runs": 10,
        "done": done,
        "failed": failed,
        "missing": missing,
        "not_needed": 0,
    }
    stopped = (
        f"Stopped, as on_error asks; {missing} of 10 runs are not done. The same command again "
        "goes on with them"
    )
    assert (text.getvalue().splitlines()[-1] == stopped) == (missing > 0)
    run_sweep(replace(request, retry_failed=True), open_model=open_small, block=4)
    assert arrays(folder) == arrays(reference)


def test_a_fifth_of_the_runs_may_fail(tmp_path: Path) -> None:
    bad = tuple(range(0, 50, 5))
    request = ask(tmp_path / "out", draws=50, workers=2)
    folder = run_sweep(request, open_model=open_failing(*bad), block=4)
    counts = read_manifest(folder)["counts"]
    assert counts == {"runs": 100, "done": 80, "failed": 20, "missing": 0, "not_needed": 0}
    named = [(f.scenario, f.draw) for f in read_failures(folder)]
    assert named == [(name, draw) for name in ("calm", "press") for draw in bad]
    whole = run_sweep(ask(tmp_path / "whole", draws=50), open_model=open_small)
    keep = [run for run in range(100) if run % 50 not in bad]
    for name, array in read_block(folder / STORE, range(100), OUTCOMES).items():
        expected = read_block(whole / STORE, range(100), (name,))[name]
        assert np.array_equal(array[keep], expected[keep])


def test_a_launch_killed_before_its_manifest_is_gone_on_with(
    tmp_path: Path, reference: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / LEDGER).touch()
    (out / "manifest.json.new").write_text('{"program"', encoding="utf-8")
    assert arrays(run_sweep(ask(out), open_model=open_small)) == arrays(reference)


def test_what_another_launch_did_in_between_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def too_early(plan: Plan) -> Path:
        run_sweep(ask(out), open_model=open_small)
        return out

    monkeypatch.setattr("sim.sweeps.execute.choose_folder", Once(too_early))
    with pytest.raises(ResultError, match="of another request"):
        run_sweep(ask(out, seed=2), open_model=open_small)


def test_a_sweep_of_which_every_run_fails_still_ends(tmp_path: Path) -> None:
    folder = run_sweep(ask(tmp_path / "out"), open_model=open_failing(0, 1, 2, 3, 4))
    assert read_manifest(folder)["counts"] == {
        "runs": 10,
        "done": 0,
        "failed": 10,
        "missing": 0,
        "not_needed": 0,
    }


def test_the_folder_of_another_request_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = arrays(run_sweep(ask(out), open_model=open_small))
    with pytest.raises(ResultError) as caught:
        run_sweep(ask(out, seed=2), open_model=open_small)
    assert str(caught.value) == (
        f"{out}: holds a result of another request (seed 1, asked 2); choose another out="
    )
    assert arrays(out) == before


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ResultError, match="holds files that are no result"):
        run_sweep(ask(tmp_path), open_model=open_small)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_without_resuming_a_new_folder_is_made(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run_sweep(ask(out), open_model=open_small)
    second = run_sweep(ask(out, resume=False), open_model=open_small)
    third = run_sweep(ask(out, resume=False), open_model=open_small)
    assert [f.name for f in (first, second, third)] == ["out", "out-2", "out-3"]
    assert arrays(second) == arrays(first)


def test_the_usual_folder_is_named_after_the_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = run_sweep(Request(("press",), draws=1, outcomes=("level",)), open_model=open_small)
    identity = read_manifest(folder)["identity"]
    assert folder == Path(f"results/sweep-press-{identity}")
    assert len(identity) == 8


def test_the_manifest_says_what_was_asked_and_where_from(tmp_path: Path) -> None:
    request = ask(
        tmp_path / "out",
        overrides={"government.b_ally": 0.2},
        provenance={"seed": "default", "government.b_ally": "word"},
    )
    manifest = read_manifest(run_sweep(request, open_model=open_small))
    assert manifest["provenance"]["government.b_ally"] == "word"
    assert manifest["values"]["government.b_ally"] == 0.2
    assert manifest["values"]["government.b_base"]["drawn"] == "triangular"
    assert manifest["cases"][1]["baseline"] == "calm"
    assert manifest["hashes"].keys() == {"code", "data", "tables"}
    assert manifest["versions"]["zarr"].startswith("3.")
    assert manifest["uncalibrated"] is True


def test_what_must_hold_is_checked_on_request_in_a_folder_of_its_own(tmp_path: Path) -> None:
    request = Request(("calm",), draws=2, outcomes=("level",), debug=True, out=tmp_path / "out")
    folder = run_sweep(request, open_model=open_small, block=1)
    (failed,) = read_failures(folder)
    assert failed.name == "calm, draw 1, replicate 1"
    assert failed.error == "GuardError: 2014Q1: not so: an award sums to 1"
    with pytest.raises(ResultError, match="holds a result of another request"):
        run_sweep(replace(request, debug=False), open_model=open_small, block=1)


def test_a_block_on_disk_counts_though_a_signal_came_before_it_was_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Ledger._write

    def interrupted(ledger: Ledger, entries: Iterable[Entry]) -> None:
        written(ledger, entries)
        raise Interrupted

    monkeypatch.setattr(Ledger, "_write", interrupted)
    with pytest.raises(Interrupted):
        run_sweep(ask(tmp_path / "out"), open_model=open_small, block=4)
    assert read_manifest(tmp_path / "out")["counts"]["done"] == 4
