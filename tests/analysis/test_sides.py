"""What is held against what, and in how many words it is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.join import join
from sim.analysis.paired import simulation_error
from sim.analysis.sides import Sides, clusters, errors, policies_in_common, results_in, sides_of
from sim.errors import ConfigError, ResultError
from tests.analysis.tiny import QUARTERS, tiny


def result(name: str) -> xr.Dataset:
    return tiny(host_exposure=(("quarter",), np.zeros((3, 2, QUARTERS)))).assign_attrs(name=name)


def test_each_scenario_against_its_baseline() -> None:
    assert sides_of(join([result("A"), result("B").isel(scenario=[0, 1])])) == [
        Sides("press (A)", "calm (A)", True),
        Sides("pay", "press (A)", True),
        Sides("press (B)", "calm (B)", True),
    ]


def test_each_policy_against_the_same_in_the_first_result() -> None:
    joined = join(
        [result("A"), result("B").isel(scenario=[0, 1]), result("C").assign_attrs(seed=2)]
    )
    assert sides_of(joined, "first") == [
        Sides("calm (B)", "calm (A)", True),
        Sides("press (B)", "press (A)", True),
        Sides("calm (C)", "calm (A)", False),
        Sides("press (C)", "press (A)", False),
        Sides("pay (C)", "pay (A)", False),
    ]
    assert results_in(joined) == ["A", "B", "C"]
    assert policies_in_common(joined)
    assert results_in(result("A")) == ["A"]


def test_what_cannot_be_held_side_by_side_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^against: 'frist' is not one of: .*did you mean 'fi"):
        sides_of(result("A"), "frist")
    with pytest.raises(ResultError, match="against=first needs several results, and this is one"):
        sides_of(join([result("A")]), "first")
    apart = join([result("A").isel(scenario=[0]), result("B").isel(scenario=[1])])
    assert not policies_in_common(apart)
    with pytest.raises(ResultError, match=r"in the first result and in another \(calm, press\)$"):
        sides_of(apart, "first")
    with pytest.raises(ResultError, match=r"no scenario here has its baseline beside it \(calm\)$"):
        sides_of(result("A").isel(scenario=[0]))


def test_errors_follow_each_results_own_draws() -> None:
    crossed = result("B").isel(sample=[0, 1, 0, 1]).assign_attrs(seed=2)
    crossed = crossed.assign_coords(
        draw=("sample", [0, 0, 1, 1]), replicate=("sample", [0, 1, 0, 1])
    )
    keyed = result("A").isel(sample=[0, 1, 0, 1])
    keyed = keyed.assign_coords(draw=("sample", range(4)), replicate=("sample", range(4)))
    joined = join([keyed, crossed])
    assert clusters(joined, "calm (A)")[0].tolist() == [0, 1, 2, 3]
    assert clusters(joined, "calm (B)")[0].tolist() == [0, 0, 1, 1]
    values = np.arange(24.0).reshape(6, 4) ** 2
    found = errors(joined, values)
    crossing = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert found[0] == simulation_error(values[0], np.arange(4), np.arange(4))
    assert found[3] == simulation_error(values[3], *crossing)
