"""Effects and indices of functions of which they are known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.headline import HEADLINES
from sim.analysis.sensitivity.effects import effects
from sim.analysis.sensitivity.experiment import LEVEL, Series
from sim.analysis.sensitivity.indices import indices
from tests.analysis.sensitivity.made import indexed, once, screened

ONE = Series(HEADLINES[0], LEVEL)
THREE = ("a", "b", "c")


def ishigami(points: np.ndarray) -> np.ndarray:
    x, y, z = np.pi * (2 * points.T - 1)
    return once(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))


def test_the_indices_of_ishigami_are_found() -> None:
    found = indices(indexed({ONE: ishigami}, THREE, count=2048), seed=1)[ONE].isel(year=0)
    # a = 7, b = 0.1: the parts of the variance, worked out by hand.
    variance = np.array([(1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8, 0.01 * np.pi**8 * 8 / 225])
    whole = variance.sum()
    first = np.array([variance[0], variance[1], 0.0]) / whole
    total = np.array([variance[0] + variance[2], variance[1], variance[2]]) / whole
    np.testing.assert_allclose(found["S1"], first, atol=0.02)
    np.testing.assert_allclose(found["ST"], total, atol=0.02)
    assert float(found["deviation"]) == pytest.approx(np.sqrt(whole), rel=0.02)
    assert (np.abs(found["S1"] - first) <= 2 * found["S1_conf"] + 1e-9).all()


def test_the_effects_of_a_plane_are_its_slopes() -> None:
    slopes = np.array([3.0, -2.0, 0.0])
    played = screened({ONE: lambda points: once(points @ slopes)}, THREE)
    found = effects(played, seed=1)[ONE].isel(year=0)
    np.testing.assert_allclose(found["mu"], slopes, atol=1e-9)
    np.testing.assert_allclose(found["mu_star"], np.abs(slopes), atol=1e-9)
    np.testing.assert_allclose(found["sigma"], 0, atol=1e-9)
    np.testing.assert_allclose(found["mu_star_conf"], 0, atol=1e-9)


def test_effects_do_not_depend_on_the_unit_of_a_parameter() -> None:
    plain = screened({ONE: ishigami}, THREE)
    stretched = type(plain)(**{**vars(plain), "points": np.sqrt(plain.points) * 1000 - 3})
    one, other = (effects(each, seed=1)[ONE] for each in (plain, stretched))
    assert one.equals(other)


def test_an_effect_that_turns_round_has_a_spread_and_no_mean() -> None:
    played = screened({ONE: lambda points: once(points[:, 0] * (points[:, 1] - 0.5))}, THREE, 400)
    found = effects(played, seed=1)[ONE].isel(year=0).sel(parameter="a")
    assert abs(float(found["mu"])) < 0.05
    assert float(found["mu_star"]) == pytest.approx(1 / 3, abs=0.03)
    assert float(found["sigma"]) > 0.3


def test_what_does_not_vary_has_no_numbers() -> None:
    def from_2035_on(points: np.ndarray) -> np.ndarray:
        late = np.stack([np.full(len(points), 5.0), points[:, 0]], axis=1)
        return late[:, None, :]

    moved = effects(screened({ONE: from_2035_on}, THREE), seed=1)[ONE]
    found = indices(indexed({ONE: from_2035_on}, THREE), seed=1)[ONE]
    for values in (moved["mu_star"], found["S1"], found["ST"]):
        assert np.isnan(values.sel(year=2034)).all()
        assert np.isfinite(values.sel(year=2035)).all()
    np.testing.assert_allclose(found["ST"].sel(year=2035), [1, 0, 0], atol=0.05)


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_the_seed_gives_the_same_intervals_and_chance_elsewhere_is_left_alone(seed: int) -> None:
    first, second = screened({ONE: ishigami}, THREE), indexed({ONE: ishigami}, THREE)
    np.random.seed(5)  # noqa: NPY002  # the library's own state, which must not move
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    one, other = ((effects(first, seed)[ONE], indices(second, seed)[ONE]) for _ in range(2))
    assert one[0].equals(other[0])
    assert one[1].equals(other[1])
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_chance_is_averaged_before_anything_is_compared() -> None:
    def noisy(points: np.ndarray) -> np.ndarray:
        return (points[:, 0, None] + np.array([[-9.0, 9.0]]))[:, :, None]

    found = indices(indexed({ONE: noisy}, THREE), seed=1)[ONE].isel(year=0)
    np.testing.assert_allclose(found["ST"], [1, 0, 0], atol=0.05)
    assert float(found["chance"]) > 0.99
    assert float(found["chance_left"]) == pytest.approx(0, abs=1e-9)
