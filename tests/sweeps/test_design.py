"""Samples: paired, crossed, or chance alone."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from SALib.analyze.sobol import analyze as analyse_sobol
from SALib.sample.morris import sample as sample_morris
from SALib.sample.sobol import sample as sample_saltelli
from scipy.stats import qmc

from sim import params
from sim.errors import ConfigError
from sim.levers import Range
from sim.sweeps.design import Design, Sample, make_design
from sim.sweeps.request import Request

TWO = ("government.b_ally", "operator.lock_in")


def samples(request: Request) -> tuple[Sample, ...]:
    return make_design(request).samples


def design(**settings: Any) -> Design:
    return make_design(Request(("a",), **({"vary": TWO} | settings)))


def test_the_default_pairs_each_draw_with_its_own_chance() -> None:
    assert samples(Request(("a",), draws=3)) == (Sample(0, 0), Sample(1, 1), Sample(2, 2))


def test_more_replicates_cross_every_draw_with_the_same_chance() -> None:
    crossed = samples(Request(("a",), draws=2, replicates=3))
    assert crossed == tuple(Sample(d, r) for d in (0, 1) for r in (0, 1, 2))


def test_fixed_parameters_vary_chance_alone() -> None:
    fixed = samples(Request(("a",), draws=1, replicates=3, parameters="fixed"))
    assert fixed == (Sample(0, 0), Sample(0, 1), Sample(0, 2))


def test_fixed_parameters_keep_the_number_asked_for() -> None:
    fixed = samples(Request(("a",), draws=4, replicates=1, parameters="fixed"))
    assert fixed == tuple(Sample(0, r) for r in range(4))


def test_a_larger_request_keeps_the_samples_of_a_smaller() -> None:
    small = samples(Request(("a",), draws=4))
    assert samples(Request(("a",), draws=9))[:4] == small


def test_keyed_draws_are_those_of_the_registry_whatever_else_varies() -> None:
    whole = params.sample(range(5), seed=3)
    found = design(draws=5, seed=3)
    assert list(found.values) == list(TWO)
    table = found.parameters({})
    for name in ("b_ally", "lock_in"):
        assert np.array_equal(table[name], whole[name])
    assert np.all(table["life"] == 36)
    with_lever = design(draws=5, seed=3, levers={"aid.budget_usd_m": Range(0, 500)})
    assert np.array_equal(with_lever.parameters({}), table)


def test_a_sampled_lever_has_a_setting_in_every_draw_and_more_draws_keep_it() -> None:
    levers = {"aid.budget_usd_m": Range(0, 500), "aid.from": Range("2025Q1", "2025Q4")}
    few, many = design(draws=5, levers=levers), design(draws=64, levers=levers)
    assert many.settings[:5] == few.settings
    budgets = [float(row["aid.budget_usd_m"]) for row in many.settings]
    assert [int(np.histogram(budgets, 4, (0, 500))[0][k]) for k in range(4)] == [16] * 4
    assert {row["aid.from"] for row in many.settings} == {f"2025Q{q}" for q in (1, 2, 3, 4)}


@pytest.mark.parametrize(("method", "sampler"), [("lhs", qmc.LatinHypercube), ("sobol", qmc.Sobol)])
def test_points_are_those_of_the_library(method: str, sampler: Any) -> None:
    found = design(design=method, draws=16, seed=5, levers={"aid.budget_usd_m": Range(0, 500)})
    u = sampler(3, rng=np.random.default_rng(5)).random(16)
    known = params.registry()
    for column, key in enumerate(TWO):
        assert np.array_equal(found.values[key], params.quantile(known[key], u[:, column]))
    assert [row["aid.budget_usd_m"] for row in found.settings] == (500 * u[:, 2]).tolist()
    assert found.samples == tuple(Sample(i, i) for i in range(16))


def test_a_latin_hypercube_has_one_point_in_every_slice() -> None:
    found = design(design="lhs", draws=10, levers={"aid.budget_usd_m": Range(0, 500)})
    budgets = np.array([row["aid.budget_usd_m"] for row in found.settings], dtype=float)
    assert sorted((budgets // 50).astype(int)) == list(range(10))


def test_a_sobol_design_of_everything_has_the_points_of_keyed_draws() -> None:
    sobol, draws = design(design="sobol", draws=8, vary=()), design(draws=8, vary=())
    assert np.array_equal(sobol.parameters({}), draws.parameters({}))


def test_how_it_was_made_is_told() -> None:
    told = design(
        design="sobol", draws=4, replicates=2, levers={"aid.from": Range("2025Q1", "2026Q1")}
    ).told
    assert told["names"] == [*TWO, "levers.aid.from"]
    assert told["bounds"] == [[0.1, 1.2], [0.0, 4.0], ["2025Q1", "2026Q1"]]
    assert told["distributions"] == ["triangular", "triangular", "uniform"]
    assert (told["method"], told["draws"], told["replicates"]) == ("sobol", 4, 2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"design": "sobol", "draws": 100},
            "draws: 100 is not a power of two, which a Sobol sequence needs to fill the space "
            "evenly; take 64 or 128",
        ),
        (
            {"design": "lhs", "parameters": "fixed", "vary": ()},
            "design: lhs has nothing to vary: parameters are fixed and no lever has a range",
        ),
        (
            {"design": "lhs", "vary": TWO[:1], "overrides": {TWO[0]: 1.0}},
            "parameters: 'government.b_ally' is to be drawn, but is held at 1.0",
        ),
        (
            {"vary": ("mechanism.peers",)},
            "parameters: 'mechanism.peers' cannot be drawn; it is a switch (try ablate)",
        ),
        (
            {"vary": ("component.base_stock",)},
            "parameters: 'component.base_stock' cannot be drawn; it is fixed: it has no range",
        ),
        (
            {"vary": ("government.b_aly",)},
            "'government.b_aly' is not a parameter; did you mean 'government.b_ally'?",
        ),
        (
            {"design": "saltelli", "draws": 20},
            "draws: 20 is not a power of two, which a Sobol sequence needs to fill the space "
            "evenly; take 16 or 32",
        ),
        ({"design": "morris", "morris_levels": 5}, "morris_levels: 5 is not an even number"),
        (
            {"design": "saltelli", "draws": 2**19, "second_order": True},
            "draws: 1 policy worlds x 3145728 draws x 1 replicates are 3,145,728 runs; at most "
            "1,000,000 go into one sweep",
        ),
        ({"vary": TWO[:1] * 2}, "parameters: 'government.b_ally' is given twice"),
        (
            {"design": "lsh"},
            "design: 'lsh' is not one of: draws, lhs, sobol, saltelli, morris, or a file .csv; "
            "did you mean 'lhs'?",
        ),
    ],
)
def test_what_no_design_can_honour_is_one_line(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        design(**settings)
    assert str(caught.value) == message


def test_levers_can_vary_alone() -> None:
    alone = design(
        parameters="fixed", vary=(), draws=3, design="lhs", levers={"aid.budget_usd_m": Range(0, 9)}
    )
    assert not alone.values
    assert len(alone.settings) == 3
    assert alone.samples == tuple(Sample(i, i) for i in range(3))


@pytest.mark.parametrize(("second_order", "points"), [(False, 8 * 5), (True, 8 * 8)])
def test_a_saltelli_design_is_that_of_its_library(second_order: bool, points: int) -> None:
    found = design(
        design="saltelli",
        draws=8,
        seed=5,
        second_order=second_order,
        levers={"aid.budget_usd_m": Range(0, 500)},
    )
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    rng = np.random.default_rng(5)
    u = sample_saltelli(problem, 8, calc_second_order=second_order, seed=rng)
    assert len(u) == len(found.samples) == points
    known = params.registry()
    for column, key in enumerate(TWO):
        assert np.array_equal(found.values[key], params.quantile(known[key], u[:, column]))
    assert [row["aid.budget_usd_m"] for row in found.settings] == (500 * u[:, 2]).tolist()
    assert (found.told["rows"], found.told["second_order"]) == (points, second_order)


def test_a_morris_design_is_that_of_its_library() -> None:
    found = design(design="morris", draws=6, seed=5, morris_levels=6)
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}
    u = sample_morris(problem, 6, num_levels=6, seed=np.random.default_rng(5))
    known = params.registry()
    for column, key in enumerate(TWO):
        assert np.array_equal(found.values[key], params.quantile(known[key], u[:, column]))
    assert (found.told["draws"], found.told["rows"], found.told["levels"]) == (6, 18, 6)


def test_where_one_factor_moves_at_a_time_chance_stays() -> None:
    one = design(design="morris", draws=2)
    assert one.samples == tuple(Sample(i, 0) for i in range(6))
    two = design(design="saltelli", draws=2, replicates=2)
    assert two.samples == tuple(Sample(i, r) for i in range(8) for r in (0, 1))


def test_more_base_points_begin_with_those_of_fewer() -> None:
    few, many = (design(design="saltelli", draws=n).parameters({}) for n in (4, 16))
    assert np.array_equal(many[: len(few)], few)


def test_indices_can_be_worked_out_of_what_is_told() -> None:
    found = design(design="saltelli", draws=256, vary=TWO)
    problem = {
        "num_vars": len(found.told["names"]),
        "names": found.told["names"],
        "bounds": found.told["bounds"],
    }
    y = 3 * found.values[TWO[0]] + 0 * found.values[TWO[1]]
    indices = analyse_sobol(problem, y, calc_second_order=found.told["second_order"], seed=1)
    np.testing.assert_allclose(indices["S1"], [1, 0], atol=0.02)


@pytest.mark.parametrize("method", ["saltelli", "morris"])
def test_without_its_library_a_line_says_how_to_get_it(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SALib.sample.sobol", "SALib.sample.morris"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ConfigError) as caught:
        design(design=method, draws=4)
    assert str(caught.value) == (
        f"design: {method} needs SALib, which is not installed: "
        "pip install -c constraints.txt '.[sensitivity]'"
    )
