"""Years from quarters, half-years and years: the same numbers; a delay is never guessed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import sim
from sim.analysis import rollout
from sim.analysis.compare import compare
from sim.analysis.finish import finish
from sim.analysis.headline import headlines_of
from sim.analysis.join import join
from sim.analysis.series import all_series
from sim.analysis.table import table
from sim.analysis.years import year_end, year_sum
from sim.errors import ResultError

NO_DELAY = (
    "5G delay is left out: it is measured quarter by quarter, and this result keeps one value a "
    "year (every=4)."
)


@pytest.fixture(scope="module")
def results() -> dict[int, xr.Dataset]:
    return {
        every: sim.run("us_action", replicates=2, parameters="drawn", every=every)
        for every in (1, 2, 4)
    }


@pytest.mark.parametrize("every", [2, 4])
def test_every_yearly_series_is_the_same(every: int, results: dict[int, xr.Dataset]) -> None:
    whole = {(s.outcome, s.group): s.values for s in all_series(results[1])}
    found = {(s.outcome, s.group): s.values for s in all_series(results[every])}
    assert {name for name, _ in set(whole) - set(found)} == {"delay_quarters"}
    for key, values in found.items():
        np.testing.assert_allclose(values, whole[key], rtol=2e-6, atol=1e-5, err_msg=str(key))


@pytest.mark.parametrize("every", [2, 4])
def test_the_headline_measures_are_the_same_without_the_delay(
    every: int, results: dict[int, xr.Dataset]
) -> None:
    found, whole = compare(results[every]), compare(results[1])
    names = found["measure"].values.tolist()
    assert names == [name for name in whole["measure"].values if name != "delay_quarters"]
    for part in ("mean", "low", "high", "value"):
        np.testing.assert_allclose(
            found[part].values, whole[part].sel(measure=names).values, rtol=2e-5, atol=2e-5
        )


def test_the_table_says_why_the_delay_is_missing(results: dict[int, xr.Dataset]) -> None:
    text = " ".join(table(compare(results[4])).split())
    assert NO_DELAY in text
    assert "5G delay" not in text.replace(NO_DELAY, "")
    assert "left out" not in table(compare(results[1]))


def test_a_delay_is_refused_and_not_computed_wrongly(results: dict[int, xr.Dataset]) -> None:
    ds = results[4]
    for asked in (
        lambda: rollout.delay_quarters(ds),
        lambda: rollout.delay_to(ds),
        lambda: rollout.delay_by_country(ds, ds["coverage"]),
    ):
        with pytest.raises(ResultError) as caught:
            asked()
        assert str(caught.value) == NO_DELAY
    without = ds.drop_vars("coverage")
    assert rollout.no_delay(without) == ""
    assert len(headlines_of(without)) == 4


def test_the_report_and_the_summary_are_written(
    results: dict[int, xr.Dataset], tmp_path: Path
) -> None:
    report = finish(results[4], tmp_path, lambda line: None)
    assert NO_DELAY in report.read_text(encoding="utf-8")
    assert "delay_quarters" not in (tmp_path / "summary.csv").read_text(encoding="utf-8")


def test_results_of_different_periods_are_not_put_side_by_side(
    results: dict[int, xr.Dataset],
) -> None:
    with pytest.raises(ResultError) as caught:
        join([results[1], results[4]])
    assert str(caught.value) == (
        "compare: these results keep different periods (every=1 and every=4); use one"
    )


def test_quarters_that_were_picked_out_are_not_taken_for_years(
    results: dict[int, xr.Dataset],
) -> None:
    ends = [f"{year}Q4" for year in range(2014, 2018)]
    with pytest.raises(ValueError, match="whole years of quarters"):
        year_sum(results[1]["cost_usd_m"].sel(quarter=ends))
    with pytest.raises(ValueError, match="whole years of quarters"):
        year_end(results[2]["coverage"].isel(quarter=slice(1, None)))
