import numpy as np
import pytest
import xarray as xr

from sim.analysis.observed import Observed, market_sizes
from sim.plots.chart import Chart
from sim.plots.record.panels import (
    draw_record,
    from_zero,
    mean_words,
    panels,
    record_words,
    short_regions,
    show_years,
)
from sim.plots.style import Box
from sim.terms import REGIONS

ROW = Observed("ran", "world", "", 2017, 0.3, 0.28, 0.35, "X", "X via Y", "A")


@pytest.fixture
def axes():
    return Chart().add_subplot()


def test_figures_on_record_stand_at_their_year_with_their_bounds(axes):
    draw_record(axes, [ROW], scale=100)
    (point,) = [line for line in axes.lines if line.get_marker() == "o"]
    assert point.get_xydata().tolist() == [[2017, 30]]
    (bar,) = axes.collections
    assert bar.get_segments()[0][:, 1].tolist() == pytest.approx([28, 35])


def test_figures_without_bounds_have_no_bar(axes):
    draw_record(axes, [ROW._replace(low=0.3, high=0.3)])
    assert len(axes.collections) == 0


def test_the_scale_starts_at_zero_and_holds_everything(axes):
    axes.plot([1, 2], [3, 5])
    draw_record(axes, [ROW], scale=100)
    from_zero(axes)
    low, high = axes.get_ylim()
    assert low == 0
    assert high >= 35


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [np.nan, np.nan]])
def test_nothing_to_show_gives_a_scale_all_the_same(axes, values):
    axes.plot(range(len(values)), values)
    from_zero(axes)
    assert axes.get_ylim() == (0.0, 1.0)


def test_years_run_from_the_first_to_the_last_tick(axes):
    show_years(axes)
    assert axes.get_xlim() == (2014, 2035)
    show_years(axes, (2014, 2020), 2012.7)
    assert axes.get_xlim() == (2012.7, 2020)


def test_panels_stand_in_rows():
    figure = Chart(figsize=(8, 5))
    found = panels(figure, Box(0.02, 0.98, 0.05, 0.9), list("abcde"), 3)
    places = [axes.get_position() for axes in found]
    assert places[0].y0 == places[2].y0 > places[3].y0
    assert places[0].x0 == places[3].x0 < places[1].x0


def test_words_for_the_model_and_the_record():
    values = xr.DataArray([10.0, 20.0, 30.0], dims="sample")
    assert mean_words(values) == "20 [11 to 29]"
    assert mean_words(values[:1]) == "10 [one run: no range]"
    assert record_words(market_sizes("ran", "europe"), decimals=1) == "2.9"
    assert record_words([ROW, ROW._replace(value=0.28)], 100) == "28 to 30"
    assert record_words([]) == "none"


def test_short_names_are_as_many_as_regions():
    assert len(set(short_regions())) == len(REGIONS)
