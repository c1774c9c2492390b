"""A bank goes on where it was stopped, and never mixes runs of different requests."""

from pathlib import Path

import numpy as np
import pytest

from sim.errors import ResultError
from sim.params import draw
from sim.validation.calibration import bank as module
from sim.validation.calibration.bank import Bank, bank, joined
from sim.validation.calibration.record import record
from sim.validation.calibration.window import window
from tests.validation.calibration.made import made_bank

OVER = window()
RECORD = record(OVER.world, OVER.names)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RUNS_A_BLOCK", 2)


def play(folder: Path, draws: int = 3, seed: int = 1, workers: int = 1) -> Bank:
    return bank(folder, draw(range(draws), 1), 2, seed, 0, OVER, RECORD, workers)


def test_a_bank_keeps_what_is_scored(tmp_path: Path) -> None:
    found = play(tmp_path)
    assert found.shares.shape == (3, 2, len(RECORD.targets))
    assert found.onset.shape == (3, 2, 3, len(RECORD.panel.countries))
    assert (found.draws, found.replicates) == (3, 2)
    earlier, later = found.acts(3, 2018), found.acts(3, 2020)
    assert (later >= earlier).all()
    assert (found.acts(2, 2020) >= later).all()


def test_what_is_done_is_not_played_again_and_threads_change_nothing(tmp_path: Path) -> None:
    first = play(tmp_path / "one")
    files = sorted((tmp_path / "one").glob("*.npz"))
    assert len(files) == 3
    files[1].unlink()
    kept = files[0].stat().st_mtime_ns
    again = play(tmp_path / "one", workers=2)
    assert files[0].stat().st_mtime_ns == kept
    for other in (again, play(tmp_path / "two", workers=2)):
        np.testing.assert_array_equal(first.shares, other.shares)
        np.testing.assert_array_equal(first.onset, other.onset)


def test_a_folder_of_another_request_is_refused(tmp_path: Path) -> None:
    play(tmp_path)
    with pytest.raises(ResultError, match="seed differ"):
        play(tmp_path, seed=2)
    with pytest.raises(ResultError, match="parameters differ"):
        play(tmp_path, draws=2)


def test_banks_are_joined_in_their_order() -> None:
    parts = [made_bank(draw(range(n), n), 2, 2, n) for n in (2, 4)]
    whole = joined(parts)
    assert whole.draws == 6
    np.testing.assert_array_equal(whole.shares[2:], parts[1].shares)
    key = "government.intercept"
    np.testing.assert_array_equal(whole.points[key][:2], parts[0].points[key])
