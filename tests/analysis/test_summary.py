"""The summary table: tidy rows, worked out by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from sim.analysis import measures
from sim.analysis.summary import COLUMNS, write_summary
from sim.outcomes import registry
from tests.analysis.tiny import QUARTERS, tiny

Rows = dict[tuple[str, str, str, str], dict[str, str]]


def read(ds: xr.Dataset, folder: Path) -> Rows:
    with write_summary(ds, folder / "summary.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert tuple(rows[0]) == COLUMNS
    found = {(r["scenario"], r["outcome"], r["group"], r["year"]): r for r in rows}
    assert len(found) == len(rows)
    return found


def everything() -> xr.Dataset:
    """Return a result with random values for every outcome that the summary reads."""
    rng = np.random.default_rng(5)
    ds = tiny()
    names = ("sales_usd_m", "installed_usd_m", "level", "exposure", "coverage", "cost_usd_m")
    for name in (*names, "host_exposure", "bloc_index", "price"):
        dims = ("scenario", "sample", *registry()[name].dims)
        values = rng.random([ds.sizes[dim] for dim in dims])
        ds[name] = (dims, np.floor(values * 5) if name == "level" else values)
    return ds


def test_a_row_holds_both_sides_and_their_paired_difference(tmp_path: Path) -> None:
    host = np.zeros((3, 2, QUARTERS))
    host[0, 1] = 0.4
    host[1, 0], host[1, 1] = 0.1, 0.6
    rows = read(tiny(host_exposure=(("quarter",), host)), tmp_path)
    row = rows["press", "host_exposure", "hosts", "2015"]
    assert row["baseline"] == "calm"
    numbers = [float(row[column]) for column in COLUMNS[5:]]
    expected = [0.35, 0.125, 0.35, 0.575, 0.15, 0.105, 0.15, 0.195, 0.05 * 6.31375]
    np.testing.assert_allclose(numbers, expected, rtol=1e-5)


def test_a_scenario_without_a_baseline_has_no_difference(tmp_path: Path) -> None:
    rows = read(tiny(bloc_index=(("quarter",), 0.5)), tmp_path)
    row = rows["calm", "bloc_index", "world", "2014"]
    assert row["baseline"] == ""
    assert row["mean"] == "0.5"
    assert [row[column] for column in COLUMNS[9:]] == [""] * 5


def test_a_delay_has_a_difference_only(tmp_path: Path) -> None:
    coverage = np.zeros((3, 2, QUARTERS, 5))
    coverage[0] = 0.5
    rows = read(tiny(coverage=(("quarter", "country"), coverage)), tmp_path)
    row = rows["press", "delay_quarters", "partners", "2015"]
    assert row["mean"] == ""
    assert float(row["diff_mean"]) == pytest.approx(4.0)


def test_every_series_agrees_with_its_measure(tmp_path: Path) -> None:
    ds = everything()
    rows = read(ds, tmp_path)
    checks = {
        ("share_of_new_spend:huawei", "world"): measures.huawei_world_share(ds),
        ("share_of_new_spend:chinese", "outside_china"): measures.chinese_share_outside_china(ds),
        ("share_of_new_spend:hhi", "world"): measures.hhi(ds),
        ("share_of_installed_kit:zte", "world"): measures.vendor_share(ds, stock=True).sel(
            vendor="zte"
        ),
        ("governments_at_no_new_kit", "allies"): measures.allied_restricting(ds),
        ("exposure", "South Asia"): measures.group_exposure(ds, "South Asia"),
        ("exposure", "eu27"): measures.group_exposure(ds, "eu27"),
        ("coverage", "DEU"): measures.group_coverage(ds, "DEU"),
        ("host_exposure", "hosts"): measures.host_exposure(ds),
    }
    for (outcome, group), values in checks.items():
        for scenario in ("calm", "pay"):
            mean = values.sel(scenario=scenario, year=2015).mean("sample").item()
            text = rows[scenario, outcome, group, "2015"]["mean"]
            if np.isnan(mean):
                assert text == ""
            else:
                assert float(text) == pytest.approx(mean, rel=1e-5)
    delay = measures.delay_quarters(ds, "outside_china").sel(scenario="pay", year=2014)
    row = rows["pay", "delay_quarters", "outside_china", "2014"]
    assert float(row["diff_mean"]) == pytest.approx(delay.mean().item(), rel=1e-5)
    cost = ds["cost_usd_m"].sel(cost="aid", scenario="calm")[:, :4].sum(["region", "quarter"])
    row = rows["calm", "cost_usd_m:aid", "world", "2014"]
    assert float(row["mean"]) == pytest.approx(cost.mean().item(), rel=1e-5)


def test_groups_without_people_are_empty_and_not_nought(tmp_path: Path) -> None:
    rows = read(everything(), tmp_path)
    assert rows["calm", "exposure", "South Asia", "2014"]["mean"] == ""
