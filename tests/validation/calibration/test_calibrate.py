"""A small calibration of the real model from start to end."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.errors import ConfigError
from sim.sweeps.usertable import read_user_table
from sim.validation.baselines.restricting import base_rate
from sim.validation.calibration import calibrate as module
from sim.validation.calibration import folds, waves
from sim.validation.calibration.calibrate import CALIBRATION, POSTERIOR, Calibration, calibrate


def small(folder: Path) -> Calibration:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "TRUTHS", 8)
        patch.setattr(folds, "RIVALS", {"base rate": base_rate})
        patch.setattr(waves, "MOST", 2**14)
        patch.setattr(waves, "_CLOUD", 2**12)
        return calibrate(folder, draws=32, replicates=2, count=2, seed=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calibration")


@pytest.fixture(scope="module")
def found(folder: Path) -> Calibration:
    return small(folder)


def test_the_posterior_is_written_with_its_provenance(found: Calibration, folder: Path) -> None:
    table = read_user_table(folder / POSTERIOR)
    assert len(table.lines) == module.ROWS
    told = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    assert told["provenance"]["targets"] == found.record.hash
    assert told["provenance"]["until"] == 2020
    assert [wave["draws"] for wave in told["waves"]] == [32, 32]
    assert set(told["recovered"]) == {"wave-1", "wave-2"}
    assert told["weights"]["power"] == pytest.approx(found.weights.power)


def test_launched_again_it_is_the_same(found: Calibration, folder: Path) -> None:
    sample = (folder / POSTERIOR).read_bytes()
    blocks = {file: file.stat().st_mtime_ns for file in folder.rglob("*.npz")}
    again = small(folder)
    np.testing.assert_array_equal(again.weights.share, found.weights.share)
    assert (folder / POSTERIOR).read_bytes() == sample
    assert blocks == {file: file.stat().st_mtime_ns for file in folder.rglob("*.npz")}


def test_chance_cannot_be_told_from_one_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="1 replicates; at least 2"):
        calibrate(tmp_path, replicates=1)


def test_an_unknown_coding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'by hearsay' is not a coding"):
        calibrate(tmp_path, coding="by hearsay")
