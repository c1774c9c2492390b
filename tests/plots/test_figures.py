"""Each figure says what it shows: title from the numbers, units on axes, footer."""

import pytest
import xarray as xr
from matplotlib.figure import Figure

from sim.plots.effects import effects
from sim.plots.headlines import headline_values
from sim.plots.hosts import host_arrows
from sim.plots.levels import level_areas
from sim.plots.market_share import market_share
from sim.plots.restricting import who_restricts
from sim.plots.share_multiples import share_multiples
from sim.plots.style import UNCALIBRATED, VENDOR_COLOURS
from sim.plots.world_map import world_map
from tests.made import chosen


def words(figure: Figure) -> str:
    """Return all text of a figure, on one line."""
    drawn = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return " ".join(text.get_text().replace("\n", " ") for text in drawn)


def title(figure: Figure) -> str:
    return figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


DRAWN = {
    "market_share": lambda ds: market_share(ds, "us_action"),
    "multiples": lambda ds: share_multiples(ds, ["stop", "eu_law"]),
    "levels": lambda ds: level_areas(ds, "us_action"),
    "who": lambda ds: who_restricts(ds, "us_action"),
    "hosts": lambda ds: host_arrows(ds, "us_action"),
    "map": lambda ds: world_map(ds, "us_action"),
    "effects": lambda ds: effects(ds, headline_values(ds)),
}


@pytest.mark.parametrize("name", DRAWN)
def test_footer_warns_until_the_model_is_calibrated(made, name):
    ds = made(samples=2)
    assert UNCALIBRATED in words(DRAWN[name](ds))
    ds.attrs["uncalibrated"] = False
    assert UNCALIBRATED not in words(DRAWN[name](ds))


@pytest.mark.parametrize("name", DRAWN)
def test_no_text_leaves_the_figure(made, name):
    figure = DRAWN[name](made(samples=2))
    figure.canvas.draw()
    width, height = figure.bbox.size
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    for text in texts:
        box = text.get_window_extent()
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert 0 <= box.y0 < box.y1 <= height, text


def test_market_share_title_gives_the_paired_difference(made):
    ds = made(samples=12)
    ds["sales_usd_m"][:] = 0.0
    _sell(ds, "baseline", huawei=30.0, other=70.0)
    for sample, huawei in enumerate((20.0, 22.0, 24.0, 26.0) * 3):
        _sell(ds, "us_action", huawei=huawei, other=100.0 - huawei, sample=sample)
    # Differences -10, -8, -6, -4: mean -7; each three times, so that 5 % are at -10.
    figure = market_share(ds, "us_action")
    assert title(figure).endswith("is 7.0 points lower [−10.0 to −4.0]")  # noqa: RUF001
    assert figure.axes[0].get_ylabel() == "Share of new spend (%)"
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["World", "Outside China"]


def test_market_share_title_claims_nothing_when_the_range_includes_zero(made):
    ds = made(samples=12)
    ds["sales_usd_m"][:] = 0.0
    _sell(ds, "baseline", huawei=30.0, other=70.0)
    for sample, huawei in enumerate((20.0, 28.0, 31.0, 36.0) * 3):
        _sell(ds, "us_action", huawei=huawei, other=100.0 - huawei, sample=sample)
    assert "no clear change" in title(market_share(ds, "us_action"))


def test_every_vendor_is_named_in_its_colour_and_the_baseline_is_dashed(made):
    axes = market_share(made(samples=2), "us_action").axes[0]
    labels = {text.get_text(): text.get_color() for text in axes.texts}
    assert labels["Huawei"] == VENDOR_COLOURS["huawei"]
    assert labels["Nokia"] == VENDOR_COLOURS["nokia"]
    assert len(labels) == 8
    assert [line.get_linestyle() for line in axes.lines].count("--") == 8


def test_of_very_many_vendors_only_the_real_ones_are_drawn(made):
    ds = made(samples=2)
    more = ds.isel(vendor=[7] * 20).assign_coords(
        vendor=[f"x{i:02}_west" for i in range(20)],
        vendor_name=("vendor", [f"Made-up Western vendor {i}" for i in range(20)]),
    )
    both = xr.concat([ds, more], "vendor", data_vars="minimal").assign_attrs(ds.attrs)
    figure = market_share(both, "us_action")
    assert "Not drawn: 20 made-up vendors." in words(figure)
    assert "Made-up Western" not in words(figure)
    assert "Huawei" in words(figure)


def test_a_scenario_without_a_baseline_is_drawn_alone(made):
    ds = made(names=("baseline",), samples=1)
    figure = market_share(ds, "baseline")
    assert "28 %" in title(figure)  # the share that the made-up result starts from
    assert not any(line.get_linestyle() == "--" for line in figure.axes[0].lines)
    assert len(level_areas(ds, "baseline").axes) == 1
    assert len(world_map(ds, "baseline").axes) == 2  # a map and its colour bar


@pytest.mark.parametrize("picture", range(7))
def test_one_sample_is_enough_for_every_figure(made, picture):
    ds = made(samples=1)
    assert isinstance(chosen(ds)[picture].draw(), Figure)


def test_pictures_without_their_outcome_are_left_out(made):
    ds = made(samples=1).drop_vars(["level", "exposure"])
    names = [picture.name for picture in chosen(ds)]
    assert names == ["effects", "future_shares", "market_share", "hosts", "costs"]


def _sell(ds, scenario, huawei, other, sample=slice(None)):
    at = ds.get_index("scenario").get_loc(scenario)
    ds["sales_usd_m"][at, sample, :, :, :, 0] = huawei
    ds["sales_usd_m"][at, sample, :, :, :, 3] = other
