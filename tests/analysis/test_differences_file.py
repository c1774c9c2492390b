"""``differences.csv`` holds what the summaries of two results hold, as differences."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.analysis.differences_file import COLUMNS, write_differences
from tests.made import made_result

PAIR = ("baseline", "us_action")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    both = sim.load(
        {"A": made_result(PAIR, samples=3, seed=1).assign_attrs(seed=1),
         "B": made_result(PAIR, samples=3, seed=2).assign_attrs(seed=1)}
    )  # fmt: skip
    return pd.read_csv(write_differences(both, tmp_path_factory.mktemp("d") / "differences.csv"))


def test_a_row_is_a_policy_a_series_and_a_year(rows: pd.DataFrame) -> None:
    assert tuple(rows.columns) == COLUMNS
    assert set(rows["scenario"]) == set(PAIR)
    assert set(rows["result"]) == {"B"}
    assert set(rows["against"]) == {"A"}
    assert set(rows["paired"]) == {"yes"}
    assert not rows.duplicated(["scenario", "outcome", "name", "year"]).any()
    splits = rows.groupby("by")["name"].unique()
    assert {"world", "hosts"} <= set(splits["group"])
    assert "South Asia" in splits["region"]
    assert "DEU" in splits["country"]


def test_its_numbers_are_those_of_the_comparison(rows: pd.DataFrame) -> None:
    one, two = (made_result(PAIR, samples=3, seed=n).assign_attrs(seed=1) for n in (1, 2))
    found = sim.compare({"A": one, "B": two}, against="first", years=[2030])
    here = found.sel(measure="huawei_world_share", year=2030, scenario="us_action (B)")
    row = rows[
        (rows["outcome"] == "share_of_new_spend:huawei")
        & (rows["name"] == "world")
        & (rows["year"] == 2030)
        & (rows["scenario"] == "us_action")
    ].iloc[0]
    for name in ("mean", "low", "high", "error"):
        assert 100 * row[name] == pytest.approx(float(here[name]), rel=1e-4)


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    ds = made_result(PAIR, samples=2)
    write_differences(sim.load({"A": ds, "B": ds}), tmp_path / "differences.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["differences.csv"]
