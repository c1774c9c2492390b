"""Every figure of the catalogue can be read: no text covers another, every point says something."""

from __future__ import annotations

import pytest
import xarray as xr

from sim.errors import ConfigError, ResultError
from sim.plots.catalogue import CATALOGUE, draw, why_not
from sim.plots.chart import spots
from tests.made import made_result
from tests.plots.drawing import (
    by_year,
    drawn,
    overlaps,
    shown_by,
    texts_of,
    without_a_country,
)

_SMALLEST_POINTS = 8.0
_MOST_MARKS = 1500


@pytest.fixture(scope="module")
def many() -> xr.Dataset:
    return made_result(samples=12)


@pytest.mark.parametrize(
    ("name", "shown"), [(name, shown) for name in CATALOGUE for shown in shown_by(name)]
)
def test_it_can_be_read(name: str, shown: str, many: xr.Dataset) -> None:
    figure = drawn(name, shown, many)
    assert overlaps(figure) == []
    width, height = figure.bbox.size
    for text, box in texts_of(figure):
        assert text.get_fontsize() >= _SMALLEST_POINTS, text
        assert -0.5 <= box.x0 < box.x1 <= width + 0.5, text
        assert -0.5 <= box.y0 < box.y1 <= height + 0.5, text
    if not (name == "who_restricts" and shown == "one"):
        assert 0 < len(figure.marks) < _MOST_MARKS
    assert len(spots(figure)) == len(figure.marks)
    assert all(text and "nan" not in text.lower() for *_, text in figure.marks)


@pytest.mark.parametrize("name", CATALOGUE)
def test_one_value_a_year_is_enough(name: str, many: xr.Dataset) -> None:
    assert draw(by_year(many), name).texts


@pytest.mark.parametrize("name", CATALOGUE)
def test_without_a_baseline_it_is_drawn_or_says_why(name: str) -> None:
    ds = made_result(names=("baseline",), samples=12)
    problem = why_not(CATALOGUE[name], ds)
    hindered = {
        "effects": "no scenario has its baseline in this result",
        "future_shares": "no future scenario has its baseline in this result",
        "difference_map": "there is one scenario, and a difference takes two",
        "tornado_change": "no scenario has its baseline in this result",
    }
    assert problem == hindered.get(name, "")
    if not problem:
        assert draw(ds, name).texts


@pytest.mark.parametrize("name", [n for n, entry in CATALOGUE.items() if entry.needs])
def test_an_outcome_that_is_missing_is_named(name: str, many: xr.Dataset) -> None:
    missing = CATALOGUE[name].needs[0]
    with pytest.raises(ResultError, match=f"{name}: needs {missing}, which the result does not"):
        draw(many.drop_vars(missing), name)


def test_made_up_countries_have_no_maps_and_no_hosts(many: xr.Dataset) -> None:
    codes = [f"X{i:03}" for i in range(many.sizes["country"])]
    nowhere = [False] * len(codes)
    ds = many.assign_coords(country=codes, host=("country", nowhere)).assign_attrs(many.attrs)
    for name in ("map", "level_map", "difference_map"):
        assert why_not(CATALOGUE[name], ds).endswith("are made up, so there is no map")
    for name in ("hosts", "all_hosts"):
        assert why_not(CATALOGUE[name], ds) == "no country of this world is a US-base host"
    assert draw(ds, "restriction_times").texts


def test_fixed_parameters_have_no_tornado(many: xr.Dataset) -> None:
    fixed = many.drop_vars(["drawn", "parameter"])
    with pytest.raises(ResultError, match="tornado: nothing is known to differ between its runs"):
        draw(fixed, "tornado")


def test_few_draws_have_no_tornado() -> None:
    with pytest.raises(ResultError, match="tornado: it has 4 draws, and fewer than 10 say nothing"):
        draw(made_result(samples=4), "tornado")


def test_mistakes_are_told_with_what_is_nearest(many: xr.Dataset) -> None:
    with pytest.raises(ConfigError, match=r"'mapp' is not a figure .*; did you mean 'map'\?"):
        draw(many, "mapp")
    with pytest.raises(ConfigError, match=r"scenarios: 'stpo' .*; did you mean 'stop'\?"):
        draw(many, "levels", "stpo")
    with pytest.raises(ConfigError, match="year: 2050 is not between 2014 and 2035"):
        draw(many, "levels", year=2050)
    with pytest.raises(ConfigError, match="scenarios: this figure shows one, and 2 are named"):
        draw(many, "hosts", ["us_action", "stop"])
    with pytest.raises(ConfigError, match=r"measure: 'hosts' is not one of: huawei_world_share"):
        draw(many, "tornado", measure="hosts")
    with pytest.raises(ConfigError, match=r"measure: only tornado and .* not levels"):
        draw(many, "levels", measure="host_exposure")
    with pytest.raises(ConfigError, match="scenarios: a difference is between two, and 3 are"):
        draw(many, "difference_map", ["us_action", "stop", "eu_law"])


def test_a_country_without_data_is_left_out_of_rankings(many: xr.Dataset) -> None:
    ds = without_a_country(many)
    for name in ("exposure_ranked", "exposure_moves"):
        told = " ".join(mark.text for mark in draw(ds, name).marks)
        assert "BRA" not in told
    gap = draw(ds, "all_hosts")
    assert any(text.get_text() == "no data" for axes in gap.axes for text in axes.texts)


def test_questions_are_questions() -> None:
    assert all(entry.question.endswith("?") for entry in CATALOGUE.values())
    assert all(name == entry.name for name, entry in CATALOGUE.items())
