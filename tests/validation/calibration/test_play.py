"""A bank goes on where it was stopped, whoever plays, and never mixes runs of other requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultError
from sim.params import draw
from sim.sweeps.chunks import unfinished
from sim.sweeps.executor import Crew
from sim.sweeps.ledger import FILE as LEDGER
from sim.sweeps.ledger import read_ledger
from sim.sweeps.opening import simulate
from sim.sweeps.progress import Silence
from sim.validation.calibration import play as module
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.bench import block_file
from sim.validation.calibration.play import Drawn, played
from sim.validation.calibration.record import record
from sim.validation.calibration.window import window

OVER = window()
RECORD = record(OVER.world, OVER.names)
SERIAL, PAIR = Crew("serial", 1), Crew("threads", 2)


class Heard(Silence):
    """Keeps what is said, and stops dead after some blocks."""

    def __init__(self, blocks: int | None = None) -> None:
        """Stop after so many blocks; None: never."""
        self.lines: list[str] = []
        self.advances = 0
        self._blocks = blocks

    def note(self, line: str) -> None:
        """Keep it."""
        self.lines.append(line)

    def advance(self, runs: int) -> None:
        """Count."""
        self.advances += 1
        if self.advances == self._blocks:
            raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RUNS_A_BLOCK", 2)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "RUNS_A_BLOCK", 2)
        yield play(tmp_path_factory.mktemp("reference"))


def play(
    folder: Path, draws: int = 3, seed: int = 1, crew: Crew = SERIAL, told: Silence | None = None
) -> Bank:
    drawn = Drawn(draw(range(draws), 1), 2, seed, 0)
    return played(folder, drawn, OVER, RECORD, crew, told or Silence())


def same(one: Bank, other: Bank) -> bool:
    return (one.shares.tobytes(), one.onset.tobytes()) == (
        other.shares.tobytes(),
        other.onset.tobytes(),
    )


def fails_at(bad: int, *args: Any) -> dict[str, Any]:
    """Play, unless a replicate is among the runs."""
    if bad in args[3]:
        raise ZeroDivisionError("no spend")
    return simulate(*args)


def test_a_bank_keeps_what_is_scored(reference: Bank) -> None:
    assert reference.shares.shape == (3, 2, len(RECORD.targets))
    assert reference.onset.shape == (3, 2, 3, len(RECORD.panel.countries))
    assert (reference.draws, reference.replicates, reference.left_out) == (3, 2, ())
    earlier, later = reference.acts(3, 2018), reference.acts(3, 2020)
    assert (later >= earlier).all()
    assert (reference.acts(2, 2020) >= later).all()


@pytest.mark.parametrize("executor", ["threads", "processes", "dask"])
def test_whoever_plays_the_bytes_are_the_same(
    executor: str, reference: Bank, tmp_path: Path
) -> None:
    if executor == "dask":
        pytest.importorskip("distributed", reason="pip install -c constraints.txt '.[dask]'")
    assert same(play(tmp_path, crew=Crew(executor, 2)), reference)


def test_workers_that_do_not_see_the_folder_send_what_they_found(
    reference: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="pip install -c constraints.txt '.[dask]'")
    monkeypatch.setattr("sim.sweeps.cluster.Path.touch", lambda path: None)
    assert same(play(tmp_path, crew=Crew("dask", 2)), reference)


def test_a_launch_that_is_stopped_is_gone_on_with(reference: Bank, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        play(tmp_path, told=Heard(blocks=1))
    assert len(read_ledger(tmp_path / LEDGER)) == 1
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.glob("*.npz")}
    late = unfinished(block_file(tmp_path, 1))
    late.touch()
    heard = Heard()
    assert same(play(tmp_path, crew=PAIR, told=heard), reference)
    assert heard.advances == 2
    assert not late.exists()
    assert all(file.stat().st_mtime_ns == then for file, then in kept.items())


def test_what_is_done_is_not_played_again(reference: Bank, tmp_path: Path) -> None:
    play(tmp_path)
    heard = Heard()
    assert same(play(tmp_path, told=heard), reference)
    assert (heard.advances, heard.lines) == (0, [])


@pytest.mark.parametrize("harm", ["gone", "cut", "changed"])
def test_a_block_that_is_not_as_it_was_is_played_again(
    harm: str, reference: Bank, tmp_path: Path
) -> None:
    play(tmp_path)
    first, second, _ = sorted(tmp_path.glob("*.npz"))
    if harm == "gone":
        first.unlink()
    elif harm == "cut":
        first.write_bytes(first.read_bytes()[:100])
    else:
        first.write_bytes(second.read_bytes())
    heard = Heard()
    assert same(play(tmp_path, told=heard), reference)
    assert heard.advances == 1
    assert heard.lines[0] == f"{tmp_path}: 1 block is not as it was, and is done again"


def test_a_draw_of_which_a_run_fails_is_left_out_and_named(
    reference: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sim.validation.calibration.bench.simulate", lambda *args: fails_at(3, *args)
    )
    heard = Heard()
    found = play(tmp_path, told=heard)
    assert found.left_out == ("draw 1, replicate 1: ZeroDivisionError: no spend",)
    np.testing.assert_array_equal(found.shares, reference.shares[[0, 2]])
    key = "government.intercept"
    np.testing.assert_array_equal(found.points[key], reference.points[key][[0, 2]])
    assert heard.lines[-1].endswith(f"1 draw is left out; the first: {found.left_out[0]}")
    assert play(tmp_path).left_out == found.left_out


def test_if_every_draw_fails_it_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sim.validation.calibration.bench.simulate", lambda *args: fails_at(args[3][0], *args)
    )
    with pytest.raises(ResultError, match="all draws failed; the first: draw 0, replicate 0: Zero"):
        play(tmp_path)


def test_a_folder_of_another_request_is_refused(tmp_path: Path) -> None:
    play(tmp_path, draws=1)
    with pytest.raises(ResultError, match="seed differ"):
        play(tmp_path, draws=1, seed=2)
    with pytest.raises(ResultError, match="parameters differ"):
        play(tmp_path, draws=2)
