"""Real runs: what chance alone moves is not called clear, what a ban does is."""

from __future__ import annotations

import pytest
import xarray as xr

import sim
from sim.analysis.differences import differences
from sim.analysis.largest import Row, largest

STORED = ["exposure"]


def runs(scenario: str, replicates: int, seed: int) -> xr.Dataset:
    return sim.run(scenario, replicates=replicates, seed=seed, outcomes=STORED)


def clear_countries(ds: xr.Dataset, against: str = "baseline") -> list[Row]:
    found = differences(ds, "exposure", "country", against, [2030])
    return [row for row in largest(found, 2030) if row.clear]


@pytest.mark.parametrize("replicates", [3, 6, 12])
def test_another_seed_moves_no_country_clearly(replicates: int) -> None:
    both = sim.load({f"seed {seed}": runs("baseline", replicates, seed) for seed in (1, 2)})
    assert clear_countries(both, "first") == []


@pytest.mark.parametrize("replicates", [3, 6, 12])
def test_pairs_in_which_a_policy_does_next_to_nothing_move_none(replicates: int) -> None:
    pair = ["us_action", "china_retaliates"]
    ds = runs("china_retaliates", replicates, 1).sel(scenario=pair)
    assert clear_countries(ds) == []


def test_a_ban_is_clear_from_sixteen_runs_where_it_holds() -> None:
    ds = runs("ban_germany", 16, 1).sel(scenario=["us_action", "ban_germany"])
    germany = clear_countries(ds)[0]
    assert germany.name == "Germany"
    assert germany.change.mean < -10
