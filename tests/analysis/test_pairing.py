"""Which runs are pairs: held to what real runs are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

import sim
from sim.analysis.join import join
from sim.analysis.pairing import is_held, pairing, shared_places
from tests.analysis.tiny import tiny

OUTCOMES = ["host_exposure", "exposure"]
BEFORE = "2014Q4"
"""Nothing that a policy or a parameter of governments changes has happened by then."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, xr.Dataset]:
    """Return results of one scenario, by what is particular to each."""
    asked: dict[str, dict[str, Any]] = {
        "keyed": {"draws": 8},
        "held": {"draws": 4, "b_ally": 0.2},
        "fixed": {"draws": 8, "parameters": "fixed"},
        "crossed": {"draws": 3, "replicates": 2},
        "seed": {"draws": 8, "seed": 2},
        "sobol": {"draws": 8, "design": "sobol"},
        "short": {"draws": 4, "design": "sobol"},
        "lhs": {"draws": 8, "design": "lhs"},
    }
    place = tmp_path_factory.mktemp("pairing")
    return {
        name: sim.load(sim.sweep(["pressure"], outcomes=OUTCOMES, out=place / name, **settings))
        for name, settings in asked.items()
    }


@pytest.mark.parametrize(
    ("one", "two", "samples"),
    [
        ("keyed", "held", 4),
        ("keyed", "fixed", 8),
        ("keyed", "crossed", 2),
        ("fixed", "crossed", 6),
        ("held", "fixed", 4),
        ("sobol", "short", 4),
        ("lhs", "fixed", 8),
    ],
)
def test_what_shares_draws_and_chance_is_paired(
    results: dict[str, xr.Dataset], one: str, two: str, samples: int
) -> None:
    both = [results[one], results[two]]
    found = pairing(both)
    assert (found.why, found.groups) == ("", (0, 0))
    assert [len(places) for places in found.places] == [samples, samples]
    chances = [
        ds["replicate"].values[places] for ds, places in zip(both, found.places, strict=True)
    ]
    np.testing.assert_array_equal(*chances)


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("keyed", "seed", "seeds 1 and 2"),
        ("keyed", "lhs", "the same draws have other values of trust.forget"),
        ("fixed", "seed", "seeds 1 and 2"),
    ],
)
def test_what_does_not_is_told(
    results: dict[str, xr.Dataset], one: str, two: str, why: str
) -> None:
    found = pairing([results[one], results[two]])
    assert (found.why, found.groups) == (why, (0, 1))
    np.testing.assert_array_equal(found.places[0], np.arange(8))


def test_pairs_are_the_same_history_until_something_differs(
    results: dict[str, xr.Dataset],
) -> None:
    both = join([results["keyed"], results["held"]]).sel(quarter=BEFORE)
    mine, other = (both["exposure"].sel(scenario=both["result"] == n) for n in ("keyed", "held"))
    np.testing.assert_array_equal(mine.values, other.values)
    apart = join([results["keyed"], results["seed"]]).sel(quarter=BEFORE)
    mine, other = (apart["exposure"].sel(scenario=apart["result"] == n) for n in ("keyed", "seed"))
    assert not np.array_equal(mine.values, other.values)


def test_one_that_holds_all_parameters_meets_every_draw(results: dict[str, xr.Dataset]) -> None:
    assert is_held(results["fixed"])
    assert not is_held(results["crossed"])
    fixed, crossed = shared_places([results["fixed"], results["crossed"]])
    assert fixed.tolist() == [0, 1, 0, 1, 0, 1]
    assert crossed.tolist() == [0, 1, 2, 3, 4, 5]
    joined = join([results["fixed"], results["crossed"]])
    assert joined["draw"].values.tolist() == [0, 0, 1, 1, 2, 2]


def test_those_that_share_stay_pairs_beside_one_that_does_not(
    results: dict[str, xr.Dataset],
) -> None:
    joined = join([results["keyed"], results["seed"], results["held"]])
    assert joined["chance"].values.tolist() == [0, 0, 1, 1, 0, 0]
    assert joined.sizes["sample"] == 4


def test_designs_are_looked_at_where_values_are_not_known() -> None:
    keyed, sobol = (
        tiny().assign_attrs(design={"method": method, "points": points})
        for method, points in (("draws", "draws"), ("sobol", "1a2b"))
    )
    assert pairing([sobol, sobol]).why == ""
    assert pairing([keyed, sobol]).why == "designs draws and sobol"


def test_levers_are_looked_at_where_their_ranges_are_the_same() -> None:
    def drawn(low: float, *values: float) -> xr.Dataset:
        told = {"names": ["levers.a.b"], "bounds": [[low, 9.0]], "points": "draws"}
        return (
            tiny().assign_coords({"levers.a.b": ("sample", list(values))}).assign_attrs(design=told)
        )

    assert pairing([drawn(0.0, 1.0, 2.0), drawn(0.0, 1.0, 2.0)]).why == ""
    assert pairing([drawn(0.0, 1.0, 2.0), drawn(3.0, 4.0, 5.0)]).why == ""
    other = pairing([drawn(0.0, 1.0, 2.0), drawn(0.0, 1.0, 3.0)])
    assert other.why == "the same draws have other values of levers.a.b"


def test_results_stay_where_they_are(tmp_path: Path) -> None:
    ds = tiny()
    alone = pairing([ds])
    assert (alone.groups, alone.why) == ((0,), "")
    np.testing.assert_array_equal(alone.places[0], [0, 1])
