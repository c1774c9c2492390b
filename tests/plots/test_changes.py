"""What differs between two results is the same in tables, figures and words, pairs or not."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

import sim
from sim.analysis.beside import beside_first
from sim.plots.changes import change_between, change_in, differences_of
from sim.plots.headlines import headline_values
from tests.made import made_result

NAMES = "pressure (b)", "pressure (a)"


def two(seed: int) -> xr.Dataset:
    """Return two results side by side, of which the second has another seed, or the same."""
    first, second = (made_result(("baseline", "pressure"), samples=6) for _ in range(2))
    second["host_exposure"] = second["host_exposure"] * np.linspace(0.9, 1.2, 6)[None, :, None]
    both = {"a": first.assign_attrs(seed=1), "b": second.assign_attrs(seed=seed)}
    return beside_first(sim.load(both))


@pytest.mark.parametrize("seed", [1, 7])
def test_a_headline_is_that_of_the_comparison(seed: int) -> None:
    ds = two(seed)
    change = change_in(ds, headline_values(ds)["host_exposure"], NAMES[0], rows=7)
    table = sim.compare(ds, against="first").sel(measure="host_exposure", year=2030)
    row = table.sel(scenario=NAMES[0])
    assert bool(row["paired"]) == (seed == 1)
    for key in ("mean", "low", "high", "error", "freedom"):
        assert getattr(change, key) == pytest.approx(float(row[key]))
    assert change.rows == 7


def test_without_pairs_any_run_meets_any_other() -> None:
    ds, runs = two(7), np.array([1.0, 2.0, *4 * [np.nan]])
    assert sorted(differences_of(ds, NAMES, runs, runs)) == [-1.0, 0.0, 0.0, 1.0]
    change = change_between(ds, NAMES, runs, runs + 3.0)
    assert (change.mean, change.samples) == (-3.0, 2)
    assert change.error > change_between(two(1), NAMES, runs, runs + 3.0).error
    assert change_between(ds, NAMES, runs, np.full(6, np.nan)).samples == 0
