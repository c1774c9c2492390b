"""A small calibration of the real model from start to end."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.config import configure
from sim.errors import ConfigError
from sim.folders import shipped
from sim.params import registry, uncertain_parameters
from sim.sweeps.asked import file_hash
from sim.sweeps.usertable import read_user_table
from sim.validation.calibration.calibrate import POSTERIOR, Asked, Calibration, calibrate
from sim.validation.calibration.output import BEST, CALIBRATION, PROVENANCE, write_calibration
from sim.validation.calibration.recovery import FIT
from sim.validation.calibration.space import FREE
from sim.validation.calibration.table import table
from tests.validation.calibration.quick import quickly

ASKED = Asked(draws=32, replicates=2, waves=2, rows=40)


def small(folder: Path) -> Calibration:
    with quickly():
        found = calibrate(folder, ASKED)
    write_calibration(found, folder)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calibration")


@pytest.fixture(scope="module")
def found(folder: Path) -> Calibration:
    return small(folder)


def test_the_posterior_is_written_with_its_provenance(found: Calibration, folder: Path) -> None:
    posterior = read_user_table(folder / POSTERIOR)
    assert len(posterior.lines) == 40
    origin = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
    assert origin["table"] == file_hash(folder / POSTERIOR)
    assert origin["targets"] == found.record.hash
    assert origin["until"] == 2020
    assert (origin["draws"], origin["waves"], origin["rows"]) == (32, 2, 40)
    assert origin["power"] == pytest.approx(found.weights.power)
    told = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
    assert {**told["provenance"], "table": origin["table"]} == origin
    assert [wave["draws"] for wave in told["waves"]] == [32, 32]
    assert set(told["recovered"]) == {"wave-1", "wave-2"}
    assert set(told["recovered"]["wave-2"]["control_uneven"]) <= {FIT, *FREE}
    assert len(told["recovered"]["wave-2"]["fit"]) == 8
    assert {fold["left_out"] for fold in told["folds"]} >= {"a country", "a year", "a region"}
    assert set(told["hazard"]) <= set(told["parameters"])


def test_launched_again_it_is_the_same(found: Calibration, folder: Path) -> None:
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.rglob("*.*")}
    again = small(folder)
    np.testing.assert_array_equal(again.weights.share, found.weights.share)
    for file, (then, content) in before.items():
        assert file.read_bytes() == content
        assert file.suffix != ".npz" or file.stat().st_mtime_ns == then


def test_the_best_is_a_model_that_can_be_chosen(
    found: Calibration, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "mine.yaml").write_bytes((folder / BEST).read_bytes())
    configured = configure("run", ["model=mine"], (tmp_path, shipped("configs")))
    assert configured.notes == ()
    assert set(configured.held) == {p.key for p in uncertain_parameters()}
    for key, value in configured.held.items():
        assert value == pytest.approx(float(found.sample[key].mean()), rel=1e-5)
        assert registry()[key].low <= value <= registry()[key].high


def test_the_table_says_what_the_numbers_say(found: Calibration, folder: Path) -> None:
    text = table(found, folder)
    assert max(len(line) for line in text.splitlines() if str(folder) not in line) <= 114
    assert f"{int(found.record.used.sum())} published shares of vendors" in text
    assert "Nothing after 2020Q4 is played or looked at. 128 runs." in " ".join(text.split())
    assert f"faultlines sweep us_action posterior={folder / POSTERIOR}" in text
    assert f"  wave-2: {11 - len(set(found.recovered['wave-2'].uneven) - {FIT})} of 11" in text
    assert "wrong on purpose: " in text
    assert "model less rival " in text
    blind = {"wave-2": found.recovered["wave-2"]._replace(control_uneven=[FIT])}
    assert "this check cannot tell" in table(found._replace(recovered=blind), folder)
    sure = found._replace(
        weights=found.weights._replace(effective=1e4, power=1.0),
        beliefs={
            key: each._replace(
                narrowed=0.5 * (key == "vendor.rd_gain"), moved=0.0, posterior=each.prior
            )
            for key, each in found.beliefs.items()
        },
    )
    lines = table(sure, folder).splitlines()
    (told,) = [line for line in lines if line.startswith("vendor.rd_gain")]
    assert "50 % narrower" in told
    (other,) = [line for line in lines if line.startswith("vendor.momentum_zte")]
    assert other.endswith("nothing beyond chance")
    assert "its weight" in text
    assert "its weight" not in "\n".join(lines)


def test_draws_that_are_left_out_are_said(found: Calibration, folder: Path) -> None:
    first = found.waves[0]
    lame = first._replace(bank=first.bank._replace(left_out=("draw 3, replicate 0: Oops",)))
    text = table(found._replace(waves=[lame, *found.waves[1:]]), folder)
    assert "1 draw is left out, because a run failed; the first: draw 3, replicate 0" in text


def test_chance_cannot_be_told_from_one_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="replicates: 1; at least 2"):
        calibrate(tmp_path, Asked(replicates=1))


def test_an_unknown_coding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"coding: 'de jure ' is not one of: .* 'de jure'"):
        calibrate(tmp_path, Asked(coding="de jure "))
