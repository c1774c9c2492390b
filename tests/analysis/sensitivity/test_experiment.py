"""From a result with failed runs to arrays: what is left out, and when it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.analysis.headline import HEADLINES
from sim.analysis.sensitivity.effects import effects
from sim.analysis.sensitivity.experiment import CHANGE, LEVEL, Experiment, Series, experiment
from sim.analysis.sensitivity.indices import indices
from sim.errors import ResultError
from sim.sweeps.design import make_design
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request
from tests.sweeps.fakes import arithmetic, open_small

TWO = ("government.b_ally", "operator.lock_in")
HOSTS = next(item for item in HEADLINES if item.name == "host_exposure")


def request(folder: Path, **changes: Any) -> Request:
    usual = {
        "design": "morris", "draws": 6, "replicates": 2, "vary": TWO, "every": 4,
        "outcomes": ("host_exposure",), "executor": "serial", "out": folder / "out",
    }  # fmt: skip
    return Request(("press",), **{**usual, **changes})


def opens(*bad: float) -> Any:
    """Return an opener of shares, whose engine fails at some values of the first parameter."""

    def fails(*args: Any) -> Any:
        if np.isin(args[2]["b_ally"], bad).any() and 1 in args[3]:
            raise ZeroDivisionError("no spend in region 3")
        return {name: values / 100 for name, values in arithmetic(*args).items()}

    return lambda request: open_small(request, fails)


def values(asked: Request) -> np.ndarray:
    return make_design(asked).values[TWO[0]]


def played(asked: Request, *bad: float) -> Experiment:
    folder = run_sweep(asked, open_model=opens(*bad))
    return experiment(sim.load(folder), "press", [HOSTS])


@pytest.mark.parametrize("method", ["morris", "saltelli"])
def test_points_keep_their_order_and_chance_is_apart(tmp_path: Path, method: str) -> None:
    asked = request(tmp_path, design=method, draws=8)
    found = played(asked)
    assert (found.asked, found.whole, found.left_out) == (8, 8, 0)
    assert found.names == TWO
    np.testing.assert_array_equal(found.points[:, 0], values(asked))
    level = found.runs[Series(HOSTS, LEVEL)]
    assert level.shape == (8 * (3 if method == "morris" else 4), 2, 22)
    by_hand = level - found.points[:, 0, None, None]
    np.testing.assert_allclose(by_hand - by_hand[:1], 0, atol=1e-4)
    change = found.means(Series(HOSTS, CHANGE))
    np.testing.assert_allclose(change, 1, atol=1e-4)


def test_indices_are_those_of_the_arithmetic(tmp_path: Path) -> None:
    moved = effects(played(request(tmp_path / "a")), seed=1)[Series(HOSTS, LEVEL)]
    np.testing.assert_allclose(moved["mu_star"].sel(parameter=TWO[1]), 0, atol=1e-4)
    assert (moved["mu_star"].sel(parameter=TWO[0]) > 0.1).all()
    second = played(request(tmp_path / "b", design="saltelli", draws=64))
    found = indices(second, seed=1)[Series(HOSTS, LEVEL)]
    np.testing.assert_allclose(found["ST"].isel(year=0), [1, 0], atol=0.1)
    change = indices(second, seed=1)[Series(HOSTS, CHANGE)]
    assert np.isnan(change["ST"]).all()


@pytest.mark.parametrize(("method", "size"), [("morris", 3), ("saltelli", 4)])
def test_a_failed_run_takes_its_trajectory_or_base_point_with_it(
    tmp_path: Path, method: str, size: int
) -> None:
    asked = request(tmp_path, design=method, draws=16)
    drawn = values(asked)
    (bad,) = drawn[[size * 5 + 1]]
    hit = (drawn == bad).reshape(16, size).any(axis=1)
    assert 0 < hit.sum() <= 8
    found = played(asked, bad)
    assert (found.asked, found.left_out) == (16, hit.sum())
    np.testing.assert_array_equal(found.points[:, 0], drawn[~np.repeat(hit, size)])
    whole = {"morris": effects, "saltelli": indices}[method](found, 1)[Series(HOSTS, LEVEL)]
    column = "mu_star" if method == "morris" else "ST"
    np.testing.assert_allclose(whole[column].sel(parameter=TWO[1]), 0, atol=1e-4)


def test_too_few_are_refused_in_one_line(tmp_path: Path) -> None:
    asked = request(tmp_path, draws=4)
    with pytest.raises(ResultError) as caught:
        played(asked, values(asked)[0])
    said = str(caught.value)
    assert "\n" not in said
    assert "of 4 trajectories have no failed or missing run, and at least 4 are needed" in said


def test_without_a_baseline_there_are_levels_alone(tmp_path: Path) -> None:
    folder = run_sweep(
        Request(("calm",), **{k: v for k, v in vars(request(tmp_path)).items()
                              if k in ("design", "draws", "vary", "outcomes", "every", "out")}),
        open_model=opens(),
    )  # fmt: skip
    found = experiment(sim.load(folder), "calm", [HOSTS])
    assert list(found.runs) == [Series(HOSTS, LEVEL)]
