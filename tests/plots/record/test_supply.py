import numpy as np
import pytest

from sim.plots.record.coverage import coverage_by_income, coverages
from sim.plots.record.parts import chinese_parts
from sim.plots.record.prices import duties_and_prices, sellers_abroad
from sim.plots.record.waiting import orders_waiting, shares_waiting


def title(figure):
    return figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_china_stands_apart_from_its_group_of_income(whole):
    ds = whole(samples=2)
    ds["coverage"][:] = 0.1
    china = ds.get_index("country").get_loc("CHN")
    ds["coverage"][..., china] = 0.9
    ds["population_m"][[ds.get_index("country").get_loc(code) for code in ("HKG", "MAC")]] = 0.0
    curves = coverages(ds.sel(scenario="us_action"))
    assert list(curves) == [
        "China", "High income", "Upper middle income", "Lower middle income", "Low income",
    ]  # fmt: skip
    for name, curve in curves.items():
        assert curve.values == pytest.approx(0.9 if name == "China" else 0.1)
    assert title(coverage_by_income(ds, "us_action")) == (
        "In 2025 the model covers 90 [90 to 90] % of China with 5G, and 10 [10 to 10] % of "
        "high-income countries"
    )


def test_runs_with_a_shortage_are_counted_and_drawn_one_by_one(whole):
    ds = whole(samples=4)
    ds["fill"][:] = 1.0
    ds["fill"][:, 1:, 40, 0] = 0.5
    figure = chinese_parts(ds, "us_action")
    assert title(figure).startswith("In 3 of 4 runs a lack of parts")
    fill = figure.axes[0]
    *single, median = fill.lines
    assert len(single) == 4
    assert [line.get_ydata()[40] for line in single] == [100, 50, 50, 50]
    assert median.get_ydata()[40] == 50  # of 100, 50, 50, 50; the mean would be 62.5
    assert median.get_ydata()[39] == 100


def test_recorded_duties_stand_at_their_dates(whole):
    axes = duties_and_prices(whole(samples=2), "us_action").axes[0]
    us = next(line for line in axes.lines if line.get_marker() == "o")
    china = next(line for line in axes.lines if line.get_marker() == "s")
    assert us.get_ydata().tolist() == [3.1, 3.8, 12.0, 12.0, 21.0, 19.3]
    assert np.isnan(china.get_ydata()[0])
    assert us.get_xdata()[1] == pytest.approx(2018.5, abs=0.01)


def test_prices_of_those_that_sell_nothing_abroad_are_not_shown(whole):
    ds = whole(samples=2)
    place = ds.get_index("vendor").get_loc("other_cn")
    ds["sales_usd_m"][:, :, :, 1:, :, place] = 0.0
    sellers = sellers_abroad(ds.sel(scenario="us_action"))
    assert "other_cn" not in sellers
    assert len(sellers) == 7
    axes = duties_and_prices(ds, "us_action").axes[1]
    assert "Other Chinese" not in {text.get_text() for text in axes.texts}


def test_orders_are_over_the_deliveries_of_their_region_and_quarter(whole):
    ds = whole(samples=2)
    ds["sales_usd_m"][:] = 1.0  # 4 classes of 8 vendors: 32 a quarter
    ds["backlog_usd_m"][:] = 8.0
    ds["lapsed_usd_m"][:] = 0.0
    ds["backlog_usd_m"][..., 5] = 16.0
    ds["sales_usd_m"][:, :, 3, 7] = 0.0
    waiting, lapsed = shares_waiting(ds.sel(scenario="us_action"))
    assert waiting.isel(region=0).values == pytest.approx(0.25)
    assert lapsed.isel(region=0).values == pytest.approx(0.0)
    assert np.isnan(waiting.isel(region=7, quarter=3)).all()
    assert title(orders_waiting(ds, "us_action")) == (
        "Orders wait most in Latin America: 50 % of deliveries or more in one run of twenty"
    )
