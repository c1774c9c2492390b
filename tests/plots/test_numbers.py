"""The new figures show the numbers that their titles, bars and marks claim."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.recorded_levels import decisions
from sim.plots.bloc import bloc_lines
from sim.plots.chart import Chart
from sim.plots.cost_steps import cost_steps
from sim.plots.exposure_dots import exposure_dots
from sim.plots.exposure_lines import exposure_lines
from sim.plots.exposure_moves import exposure_moves
from sim.plots.hosts import all_hosts
from sim.plots.restriction_times import restriction_times, share_over_time
from sim.plots.share_areas import share_areas
from sim.plots.share_regions import share_regions
from sim.plots.supply import supply
from sim.plots.tornado import tornado
from sim.plots.world_map import difference_map, level_map
from sim.terms import COSTS, NO_NEW_KIT
from tests.made import HOSTS, made_result


@pytest.fixture
def ds() -> xr.Dataset:
    return made_result(samples=4)


@pytest.fixture
def many() -> xr.Dataset:
    return made_result(samples=12)


def title(figure: Chart) -> str:
    return figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def told(figure: Chart) -> list[str]:
    return [mark.text for mark in figure.marks]


def at(ds: xr.Dataset, scenario: str) -> int:
    return int(ds.get_index("scenario").get_loc(scenario))


def test_areas_fill_the_market_and_the_line_is_the_chinese_part(ds: xr.Dataset) -> None:
    figure = share_areas(ds, "us_action")
    axes = figure.axes[0]
    tops = [area.get_paths()[0].vertices[:, 1].max() for area in axes.collections]
    assert max(tops) == pytest.approx(100)
    black = next(line for line in axes.lines if line.get_color() == "black")
    # Shares of 2014: Huawei 28, ZTE 9, other Chinese 3 of 100.
    assert black.get_ydata()[0] == pytest.approx(40, abs=0.1)
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "What the US did",
        "No US action",
    ]


def test_regions_are_counted_where_the_range_is_off_zero(many: xr.Dataset) -> None:
    many["sales_usd_m"][:] = 1.0
    many["sales_usd_m"][at(many, "us_action"), :, :, 2, :, 0] = 0.5
    assert title(share_regions(many, "us_action")) == (
        "In 2030 Huawei\N{RIGHT SINGLE QUOTATION MARK}s share is clearly lower in 1 of 8 regions "
        "and clearly higher in none"
    )
    one_run = many.isel(sample=[0]).assign_attrs(many.attrs)
    assert "clearly" not in title(share_regions(one_run, "us_action"))


def test_exposure_is_the_mean_over_people(many: xr.Dataset) -> None:
    many["exposure"][:] = 0.3
    many["exposure"][at(many, "us_action")] = 0.2
    figure = exposure_lines(many, "us_action")
    assert title(figure).startswith("In 2030 exposure outside China is 10.0 points lower")
    assert "What the US did, 2030: 20.0 % [20.0 to 20.0]" in told(figure)


def test_the_most_exposed_come_first_and_small_countries_are_left_out(ds: xr.Dataset) -> None:
    ds["exposure"][:] = 0.1
    ds["exposure"].loc[{"country": "FRA"}] = 0.8
    ds["exposure"].loc[{"country": "USA"}] = 0.5
    small = str(ds["country"].values[int(np.argmin(ds["population_m"].values))])
    ds["exposure"].loc[{"country": small}] = 0.99
    figure = exposure_dots(ds, "us_action")
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels[:2] == ["Land FRA", "Land USA"]
    assert f"Land {small}" not in labels


def test_moves_name_the_deepest_fall_and_the_largest_rise(many: xr.Dataset) -> None:
    many["exposure"][:] = 0.5
    late = many["year"].values >= 2025
    for country, value in (("FRA", 0.2), ("USA", 0.6)):
        many["exposure"].loc[{"country": country, "quarter": many["quarter"][late]}] = value
    assert title(exposure_moves(many, "us_action")) == (
        "From 2018 to 2030 exposure falls most on average in Land FRA (−30.0 points "  # noqa: RUF001
        "[−30.0 to −30.0]) and rises most on average in Land USA (+10.0 points [10.0 to 10.0])"  # noqa: RUF001
    )


def test_every_host_has_its_row_by_troops(ds: xr.Dataset) -> None:
    labels = [label.get_text() for label in all_hosts(ds, "us_action").axes[0].get_yticklabels()]
    ranked = sorted(HOSTS, key=lambda code: -HOSTS[code])
    assert labels[:-1] == [f"Land {code} ({HOSTS[code]:,})" for code in ranked]


def test_restrictions_over_time_are_shares_of_runs(ds: xr.Dataset) -> None:
    ds["level"][:] = 0
    ds["level"][at(ds, "us_action"), :3].loc[{"country": "FRA"}] = NO_NEW_KIT
    share = share_over_time(ds, ["us_action"])
    assert share.sel(country="FRA").values == pytest.approx(0.75)
    assert float(share.sum("country").max()) == pytest.approx(0.75)
    figure = restriction_times(ds, "us_action")
    assert title(figure).startswith("By the end of 2030, 1 government is at")
    assert "Land FRA, end of 2030: 75 % of runs" in told(figure)
    recorded = [each for each in decisions(2020) if each.level >= NO_NEW_KIT]
    marks = [text for text in told(figure) if text.startswith("On record")]
    assert len(marks) == 2 * len(recorded)


def test_half_of_the_runs_is_not_most_of_them_in_title_or_colour(ds: xr.Dataset) -> None:
    ds["level"][:] = 0
    ds["level"][at(ds, "us_action"), :2].loc[{"country": "FRA"}] = NO_NEW_KIT
    figure = restriction_times(ds, "us_action")
    assert title(figure).startswith("By the end of 2030, no governments are at")
    norm = figure.axes[0].collections[0].norm
    assert norm(50.0) == norm(30.0) < norm(50.1)


def test_only_governments_that_decide_have_a_row(ds: xr.Dataset) -> None:
    assert "USA" not in share_over_time(ds, ["us_action"])["country"].values


def test_costs_step_to_their_total(many: xr.Dataset) -> None:
    many["cost_usd_m"][:] = 0.0
    years = many["year"].values <= 2030
    for cost, usd_m in (("purchases", 100.0), ("duties", 10.0), ("aid", 5.0), ("stranded", 7.0)):
        many["cost_usd_m"][at(many, "us_action"), :, years, 0, COSTS.index(cost)] = usd_m
    figure = cost_steps(many, "us_action")
    # 68 quarters: operators 110 a quarter, of which their governments get 10; the US gives 5.
    assert told(figure) == [
        "Operators: 7.5 USD billion [7.5 to 7.5]",
        "Buyers\N{RIGHT SINGLE QUOTATION MARK} governments: −0.7 USD billion [−0.7 to −0.7]",  # noqa: RUF001
        "US government: 0.3 USD billion [0.3 to 0.3]",
        "Chinese government: 0 USD billion [0 to 0]",
        "All that is paid: 7.1 USD billion [7.1 to 7.1]",
        "Exports lost: 0 USD billion [0 to 0]",
        "Kit written off: 0.5 USD billion [0.5 to 0.5]",
    ]
    assert "is 7.1 USD billion higher" in title(figure)


def test_costs_without_a_baseline_are_those_of_the_scenario() -> None:
    ds = made_result(names=("baseline",), samples=2)
    ds["cost_usd_m"][:] = 0.0
    ds["cost_usd_m"][..., 0, COSTS.index("purchases")] = 1000.0
    assert title(cost_steps(ds, "baseline")).endswith("is USD 68 billion")


def test_shortfalls_are_counted_run_by_run(ds: xr.Dataset) -> None:
    ds["delivered_share"][:] = 1.0
    where = {"vendor": "huawei", "quarter": "2021Q1", "sample": [0, 2]}
    ds["delivered_share"][at(ds, "us_action")].loc[where] = [0.4, 0.6]
    figure = supply(ds, "us_action")
    assert title(supply(ds, ["baseline", "us_action"])) == (
        "Through 2030 Huawei falls short of its orders most often in “What the US did”, in 2 "
        "of 4 runs; in the median one of those it delivers 50 % in its worst quarter"
    )
    assert title(figure) == (
        "Through 2030 Huawei falls short of its orders in 2 of 4 runs; in the median one of those "
        "it delivers 50 % in its worst quarter"
    )
    assert title(supply(ds, "us_action", 2020)).endswith("delivers what is ordered in every run")


def test_the_bloc_index_is_told_with_two_digits(many: xr.Dataset) -> None:
    many["bloc_index"][:] = 0.2
    many["bloc_index"][at(many, "us_action")] = 0.35
    assert title(bloc_lines(many, "us_action")) == (
        "In 2030 the bloc index is 0.15 higher [0.15 to 0.15]"
    )


def test_a_difference_is_between_any_two(many: xr.Dataset) -> None:
    many["exposure"][:] = 0.3
    many["exposure"][at(many, "stop")].loc[{"country": "FRA"}] = 0.4
    figure = difference_map(many, ["stop", "pressure"])
    assert title(figure).endswith("over 1 point: none; clearly higher: 1")
    assert "Land FRA: +10.0 points [10.0 to 10.0]" in told(figure)


def test_the_level_on_the_map_is_that_of_most_runs(ds: xr.Dataset) -> None:
    ds["level"][:] = 0
    ds["level"].loc[{"country": "FRA", "sample": [0, 1, 2]}] = np.array([4, 3, 3])[:, None]
    ds["level"].loc[{"country": "ITA", "sample": [0, 1]}] = 4
    figure = level_map(ds, ["us_action", "stop"])
    assert "1 of 193" in title(figure)
    assert "Land FRA: no new kit" in told(figure)
    assert "Land ITA: none" in told(figure)
    assert not any(text.startswith(("Land USA", "Land CHN")) for text in told(figure))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "Not decided in the model, or no data"
    ]


def test_the_tornado_is_of_the_value_or_of_the_difference() -> None:
    ds = made_result(samples=40)
    x = ds["drawn"].sel(parameter="government.b_peer").values
    ds["host_exposure"][:] = 0.3
    ds["host_exposure"][at(ds, "us_action")] = (0.3 - 0.1 * x)[:, None]
    ds["host_exposure"][at(ds, "baseline")] = (0.3 - 0.1 * x)[:, None]
    value = tornado(ds, "us_action", measure="host_exposure")
    assert "moved most on average by" in title(value)
    assert "(b_peer)" in title(value)
    change = tornado(ds, "us_action", measure="host_exposure", paired=True)
    assert "no drawn number stands out from chance" in title(change)
    assert np.allclose([dot.x for dot in change.marks], 0.0)
