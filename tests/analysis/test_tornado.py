"""Swings with known answers: what moves a measure is found, what does not is not claimed."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from scipy.special import stdtrit

from sim.analysis.tornado import no_swings, paired_values, swings
from sim.errors import ResultError


def made(
    drawn: dict[str, np.ndarray], draws: np.ndarray | None = None, **more: object
) -> xr.Dataset:
    """Return a result without outcomes, with settings of parameters by draw."""
    size = len(next(iter(drawn.values())))
    coordinates = {
        "scenario": ["base", "act"],
        "draw": ("sample", np.arange(size) if draws is None else draws),
        "parameter": list(drawn),
        "drawn": (("sample", "parameter"), np.stack(list(drawn.values()), axis=1)),
        **more,
    }
    return xr.Dataset(coords=coordinates, attrs={"baselines": {"act": "base"}})


def values_of(ds: xr.Dataset, act: np.ndarray) -> xr.DataArray:
    both = np.stack([np.zeros_like(act), act])
    return xr.DataArray(both, dims=("scenario", "sample"), coords={"scenario": ds["scenario"]})


def test_a_line_moves_by_the_distance_of_its_ends() -> None:
    x = np.arange(10.0)
    ds = made({"a": x, "flat": np.ones(10)})
    (found,) = swings(ds, values_of(ds, 2 * x), "act")
    # Lower fifth: draws 0 and 1, at the upper: 8 and 9; twice 8.5 less 0.5.
    assert (found.factor, found.low, found.high) == ("a", 0.5, 8.5)
    assert found.change == pytest.approx(16.0)
    # Two ends of two draws each, with a variance of 2 in both: four means' error, two degrees.
    assert found.error == pytest.approx(stdtrit(2, 0.95) * np.sqrt(2 / 2 + 2 / 2))
    assert found.bound == pytest.approx(found.error)
    assert found.stands_out


def test_the_bound_widens_with_the_number_of_factors() -> None:
    rng = np.random.default_rng(0)
    ds = made({f"p{i}": rng.uniform(size=50) for i in range(100)})
    found = swings(ds, values_of(ds, rng.normal(size=50)), "act")
    # A measure that depends on nothing: some pass the single bound, none the joint one.
    assert sum(abs(each.change) > each.error for each in found) > 3
    assert not any(each.stands_out for each in found)
    assert all(each.bound > each.error for each in found)
    assert [abs(each.change) for each in found] == sorted(
        (abs(each.change) for each in found), reverse=True
    )


def test_chance_alone_rarely_stands_out() -> None:
    rng = np.random.default_rng(1)
    count = 0
    for _ in range(200):
        ds = made({f"p{i}": rng.uniform(size=40) for i in range(10)})
        found = swings(ds, values_of(ds, rng.normal(size=40)), "act")
        count += any(each.stands_out for each in found)
    # One figure in ten would show something filled; 200 figures: 20, give or take 12.
    assert 8 <= count <= 32


def test_one_factor_among_many_is_found() -> None:
    rng = np.random.default_rng(2)
    drawn = {f"p{i}": rng.uniform(size=60) for i in range(40)}
    ds = made(drawn)
    found = swings(ds, values_of(ds, 3 * drawn["p7"] + 0.3 * rng.normal(size=60)), "act")
    assert [each.factor for each in found if each.stands_out] == ["p7"]


def test_a_draw_counts_once_however_many_replicates_it_has() -> None:
    x = np.arange(10.0)
    once = made({"a": x})
    thrice = made({"a": np.tile(x, 3)}, np.tile(np.arange(10), 3))
    chance = np.repeat([-1.0, 0.0, 1.0], 10)
    wanted = swings(once, values_of(once, x), "act")
    assert swings(thrice, values_of(thrice, np.tile(x, 3) + chance), "act") == wanted


def test_a_factor_of_two_settings_is_split_between_them() -> None:
    switch = np.repeat([0.0, 1.0], [3, 17])
    ds = made({"a": switch})
    (found,) = swings(ds, values_of(ds, 5 * switch + np.arange(20) % 2), "act")
    assert (found.low, found.high) == (0.0, 1.0)


def test_levers_along_samples_are_factors_too() -> None:
    budget = np.linspace(0, 500, 20)
    lever = {"levers.aid.budget_usd_m": ("sample", budget)}
    ds = made({"flat": np.ones(20)}, None, **lever)
    (found,) = swings(ds, values_of(ds, budget / 100), "act")
    assert found.factor == "levers.aid.budget_usd_m"


def test_scanned_levers_are_compared_sample_by_sample() -> None:
    chance = np.random.default_rng(3).normal(size=10)
    names = ["low", "high", "other"]
    ds = xr.Dataset(
        coords={
            "scenario": names,
            "draw": ("sample", np.arange(10)),
            "levers.aid.budget_usd_m": ("scenario", [0.0, 300.0, np.nan]),
        },
        attrs={"titles": {"low": "Aid", "high": "Aid", "other": "Law"}},
    )
    values = xr.DataArray(
        np.stack([chance, chance + 2.0, 9 * chance]),
        dims=("scenario", "sample"),
        coords={"scenario": names},
    )
    (found,) = swings(ds, values, "low")
    assert (found.low, found.high) == (0.0, 300.0)
    assert found.change == pytest.approx(2.0)
    assert found.error == pytest.approx(0.0, abs=1e-12)
    assert swings(ds, values, "other") == []


def test_what_has_no_tornado_says_why() -> None:
    fixed = made({"a": np.arange(10.0)}).drop_vars(["drawn", "parameter"])
    assert no_swings(fixed).startswith("nothing is known to differ between its runs")
    few = made({"a": np.arange(9.0)})
    with pytest.raises(ResultError, match="tornado: this result has none: it has 9 draws"):
        swings(few, values_of(few, np.arange(9.0)), "act")


def test_pairs_take_the_baseline_off() -> None:
    ds = made({"a": np.arange(10.0)})
    values = values_of(ds, np.arange(10.0)) + 4.0
    paired = paired_values(ds, values, "act")
    assert paired.sel(scenario="act").values.tolist() == list(range(10))
    with pytest.raises(ResultError, match="tornado: 'base' has no baseline in this result"):
        paired_values(ds, values, "base")
