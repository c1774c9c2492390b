import numpy as np

from sim.plots.record.china import china_in_radio
from sim.plots.record.market import market_by_class, market_by_region
from sim.plots.record.shares import shares_of_kit, shares_of_radio


def title(figure):
    return figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def points(axes, marker="o"):
    """Return the figures on record that a panel shows."""
    marks = [line for line in axes.lines if line.get_marker() == marker]
    return sorted((line.get_xdata()[0], round(line.get_ydata()[0], 1)) for line in marks)


def line(axes, year):
    curve = axes.lines[0]
    return curve.get_ydata()[np.flatnonzero(curve.get_xdata() == year)[0]]


def test_size_of_the_market_is_that_of_the_scenario(whole):
    ds = whole(samples=2)
    ds["sales_usd_m"][:] = 0.0
    at = ds.get_index("scenario").get_loc("us_action")
    ds["sales_usd_m"][at, 0, :, 0, 0, 0] = 20_000.0  # 80 bn a year
    ds["sales_usd_m"][at, 1, :, 0, 0, 0] = 25_000.0  # 100 bn a year
    figure = market_by_class(ds, "us_action")
    assert title(figure) == (
        "The world market in 2020: USD 90 [81 to 99] bn in the model, 92.5 on record"
    )
    everything, radio, legacy, new, core, _ = figure.axes
    assert points(everything) == [(2017, 83.9), (2018, 84.8), (2019, 86.4), (2020, 92.5)]
    assert points(radio) == []  # its one level was worked back from 2021
    assert [line(axes, 2020) for axes in (everything, radio, legacy, new, core)] == [
        90, 90, 90, 0, 0,
    ]  # fmt: skip
    assert title(market_by_region(ds, "us_action")).startswith("China buys 100 [100 to 100] %")


def test_shares_stand_beside_their_own_record(whole):
    ds = whole(samples=2)
    ds["sales_usd_m"][:] = 1.0
    ds["sales_usd_m"][..., 0, :, 0] = 9.0  # China buys 9 of 16 from Huawei, all others 1 of 8
    figure = shares_of_kit(ds, "us_action")
    huawei = figure.axes[0]
    assert huawei.get_title(loc="left") == "Huawei"
    assert points(huawei)[0] == (2013, 19.0)
    assert (2020, 31.0) in points(huawei)
    outside, world = (curve.get_ydata()[0] for curve in huawei.lines[:2])
    assert (outside, world) == (12.5, 100 * 16 / 72)
    assert points(figure.axes[4]) == [(2019, 7.0), (2019, 7.0), (2020, 6.0)]  # Cisco


def test_radio_has_marks_outside_china_and_huawei_in_china(whole):
    ds = whole(samples=1)
    figure = shares_of_radio(ds, "us_action")
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "Huawei", "Ericsson", "Nokia", "ZTE", "Samsung", "Huawei in China",
    ]  # fmt: skip
    squares = points(figure.axes[0], "s")
    assert squares == [(2019, 22.0), (2019, 23.0), (2020, 20.0), (2020, 21.0)]
    assert points(figure.axes[-1]) == [(2019, 58.0), (2020, 61.0)]


def test_vendors_that_a_result_does_not_have_are_left_out(whole):
    ds = whole(samples=1)
    figure = shares_of_kit(ds.sel(vendor=["huawei", "nokia"]), "us_action")
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Huawei", "Nokia"]


def test_part_of_china_stands_beside_what_follows_from_the_record(whole):
    ds = whole(samples=1)
    ds["sales_usd_m"][:] = 1.0
    ds["sales_usd_m"][..., 0, :, :] = 3.0
    figure = china_in_radio(ds, "us_action")
    assert title(figure).endswith(
        "30 [one run: no range] % of radio kit in 2020; on record 30 to 32"
    )
    assert points(figure.axes[0]) == [(2019, 25.7), (2019, 27.8), (2020, 30.0), (2020, 31.7)]
    assert points(figure.axes[1], "s") == [(2020, 65.0)]
