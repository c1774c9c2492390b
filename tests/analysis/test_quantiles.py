"""Statistics over many runs: those of a small result in memory, whatever is held at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import sim
from sim.analysis import paired
from sim.analysis.quantiles import spread
from sim.errors import ConfigError, ResultError
from sim.outcomes import registry
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request
from tests.sweeps.fakes import arithmetic, open_failing, open_small

OUTCOMES = ("chinese_share_5g", "exposure", "level")


def gappy(*args: Any) -> dict[str, NDArray[Any]]:
    """Do arithmetic, with no 5G in the first quarters, and in one country in the first run."""
    found = arithmetic(*args)
    if "chinese_share_5g" in found:
        found["chinese_share_5g"][:, :10] = np.nan
        found["chinese_share_5g"][0, :20, 1] = np.nan
    return found


def sweep(out: Path, opener: Any = open_small, **changes: Any) -> Path:
    settings = {"draws": 5, "outcomes": OUTCOMES, "every": 2, "out": out} | changes
    return run_sweep(Request(("press",), **settings), open_model=opener, block=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    opener = lambda request: open_small(request, gappy)  # noqa: E731
    return sweep(tmp_path_factory.mktemp("many") / "tiny", opener)


@pytest.mark.parametrize("name", ["exposure", "level"])
@pytest.mark.parametrize("band_bytes", [1, 1000, 10**9])
def test_the_numbers_are_those_of_a_small_result(folder: Path, name: str, band_bytes: int) -> None:
    values = sim.load(folder)[name].transpose("scenario", "quarter", "country", "sample").values
    found = spread(folder, name, band_bytes)
    for statistic, wanted in zip(paired.Spread._fields, paired.spread(values), strict=True):
        assert np.array_equal(found[statistic].values, wanted)
    assert (found["samples"] == 5).all()


def test_labels_units_and_what_a_reader_must_know(folder: Path) -> None:
    found = sim.spread(folder, "exposure")
    assert list(found.data_vars) == ["mean", "p05", "p50", "p95", "samples"]
    assert found["mean"].dims == ("scenario", "quarter", "country")
    assert found["scenario"].values.tolist() == ["calm", "press"]
    assert str(found["quarter"].values[0]) == "2014Q2"
    assert found["year"].values[:3].tolist() == [2014, 2014, 2015]
    assert found["country_name"].values[0] == "China"
    assert found["mean"].attrs["units"] == "share"
    assert found["mean"].attrs["label"] == registry()["exposure"].label
    assert found["samples"].attrs["units"] == "samples"
    assert "vendor" not in found.coords
    assert found.attrs["uncalibrated"] is True
    assert found.attrs["seed"] == 1
    assert found.attrs["outcome"] == "exposure"


def test_what_does_not_exist_is_counted_and_left_out(folder: Path) -> None:
    values = sim.load(folder)["chinese_share_5g"]
    found = spread(folder, "chinese_share_5g")
    assert (found["samples"][:, :5] == 0).all()
    assert np.isnan(found["p50"][:, :5]).all()
    gaps = np.isnan(values.values).sum(axis=1)
    assert np.array_equal(found["samples"].values, 5 - gaps)
    assert 0 < found["samples"][0, 7, 1] < 5
    there = values[0, :, 7, 1].dropna("sample").values.astype(np.float64)
    assert found["mean"][0, 7, 1] == pytest.approx(there.mean(), rel=1e-12)
    assert found["p95"][0, 7, 1] == pytest.approx(np.quantile(there, 0.95), rel=1e-12)


def test_samples_that_failed_are_left_out(tmp_path: Path) -> None:
    out = sweep(tmp_path / "out", open_failing(1, 4))
    found = spread(out, "exposure")
    assert (found["samples"] == 3).all()
    assert found.attrs["samples_left_out"] == 2
    values = sim.load(out)["exposure"].transpose(..., "sample").values
    assert np.array_equal(found["p05"].values, paired.spread(values).p05)


def test_mistakes_are_one_line(folder: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        spread(folder, "exposur")
    assert str(caught.value) == (
        f"outcomes: 'exposur' is not stored in {folder} (there are: chinese_share_5g, exposure, "
        "level); did you mean 'exposure'?"
    )
    with pytest.raises(ResultError, match="no such result; did you mean 'tiny'"):
        spread(folder.with_name("tinny"), "exposure")


def test_several_results_have_the_samples_that_are_looked_at_together(tmp_path: Path) -> None:
    folders = {"A": sweep(tmp_path / "a"), "B": sweep(tmp_path / "b", draws=3)}
    found, whole = sim.spread(folders, "exposure"), sim.load(folders)
    assert found["scenario"].values.tolist() == whole["scenario"].values.tolist()
    assert found["result"].values.tolist() == ["A", "A", "B", "B"]
    assert (found["samples"] == 3).all()
    values = whole["exposure"].transpose("scenario", "quarter", "country", "sample").values
    for statistic, wanted in zip(paired.Spread._fields, paired.spread(values), strict=True):
        assert np.array_equal(found[statistic].values, wanted)
    assert found.attrs["left_aside"] == "A has 5 samples, of which 3 are looked at"
