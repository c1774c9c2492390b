import re

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from sim.plots.shapes import country_shapes
from sim.plots.style import UNCLEAR
from sim.plots.world_map import world_map


def title(figure):
    return figure.texts[0].get_text().replace("\n", " ")


def land(figure, panel, hatch):
    """Return what carries a hatch in a panel; each map is followed by its colour bar."""
    return [item for item in figure.axes[panel].collections if item.get_hatch() == hatch]


def test_countries_without_data_are_hatched_and_the_legend_says_so(made):
    ds = made(samples=1)
    before = len(land(world_map(ds, "us_action"), 0, "////")[0].get_paths())
    ds["exposure"].loc[{"country": "FRA"}] = np.nan
    figure = world_map(ds, "us_action")
    assert len(land(figure, 0, "////")[0].get_paths()) == before + 1
    assert figure.legends[0].get_texts()[0].get_text() == "No data"


def test_every_country_with_data_is_filled(made):
    figure = world_map(made(samples=1), "us_action")
    (filled,) = [
        item
        for item in figure.axes[0].collections
        if item.get_hatch() is None and len(item.get_paths()) > 100
    ]
    # 198 countries; Tuvalu has only a dot.
    assert len(filled.get_paths()) == 197


def test_small_countries_get_a_dot(made):
    figure = world_map(made(samples=1), "us_action")
    (dots,) = [item for item in figure.axes[0].collections if len(item.get_offsets()) > 1]
    centres = {tuple(np.round(point, 6)) for point in dots.get_offsets()}
    places = {shape.iso3: tuple(np.round(shape.centre, 6)) for shape in country_shapes()}
    for code in ("SGP", "MLT", "BHR", "TUV"):
        assert places[code] in centres, code
    for code in ("DEU", "USA", "JPN"):
        assert places[code] not in centres, code


def test_title_counts_countries_that_move_by_more_than_a_point(made):
    ds = made(samples=12)
    ds["exposure"][:] = 0.4
    at = ds.get_index("scenario").get_loc("us_action")
    ds["exposure"][at, :, :, :5] = 0.3
    ds["exposure"][at, :, :, 5:7] = 0.5
    ds["exposure"][at, :, :, 7:9] = 0.405  # half a point: does not count
    text = title(world_map(ds, "us_action"))
    assert "over 1 point: 5;" in text
    assert text.endswith("higher: 2")


def test_countries_whose_range_includes_zero_are_grey_and_not_counted(made):
    ds = made(samples=12)
    ds["exposure"][:] = 0.4
    at = ds.get_index("scenario").get_loc("us_action")
    ds["exposure"][at] = 0.3
    for code, runs in (("FRA", [0.1, 0.5] * 6), ("POL", [0.9, 0.3] * 6)):
        ds["exposure"][at].loc[{"country": code}] = np.array(runs)[:, None]
    figure = world_map(ds, "us_action")
    assert title(figure) == (
        "Countries whose exposure in 2030 is clearly lower, on average by over 1 point: 196; "
        "clearly higher: none"
    )
    told = [mark.text for mark in figure.marks]
    fra, deu = (next(t for t in told if t.startswith(f"Land {c}: −")) for c in ("FRA", "DEU"))  # noqa: RUF001
    assert re.fullmatch(r"Land FRA: −10.0 points \[.* to .*\], no clear change", fra)  # noqa: RUF001
    assert re.fullmatch(r"Land DEU: −10.0 points \[.* to .*\]", deu)  # noqa: RUF001
    (fills,) = [c.get_facecolors() for c in figure.axes[2].collections if len(c.get_paths()) > 100]
    assert sum(np.allclose(fill, to_rgba(UNCLEAR)) for fill in fills) == 2
    words = [text.get_text() for text in figure.legends[0].get_texts()]
    assert words == ["No data", "No clear change"]


def test_rising_exposure_is_dotted_so_that_it_reads_in_grey(made):
    ds = made(samples=1)
    ds["exposure"][:] = 0.4
    flat = world_map(ds, "us_action")
    words = [text.get_text() for text in flat.legends[0].get_texts()]
    assert words == ["No data"]
    at = ds.get_index("scenario").get_loc("us_action")
    ds["exposure"][at] = ds["exposure"][at].where(ds["country"] != "FRA", 0.6)
    figure = world_map(ds, "us_action")
    assert len(land(figure, 2, "....")[0].get_paths()) == 1
    assert figure.legends[0].get_texts()[-1].get_text() == "Dotted: higher"


def test_colour_bars_carry_units(made):
    labels = {axes.get_xlabel() for axes in world_map(made(samples=1), "us_action").axes}
    assert {"Exposure (%)", "Difference (points)"} <= labels


def test_one_map_without_a_baseline(made):
    ds = made(names=("baseline",), samples=1)
    ds["exposure"][:] = 0.25
    figure = world_map(ds, "baseline")
    assert len(figure.axes) == 2  # a map and its colour bar
    assert "above 25\N{NO-BREAK SPACE}%" in title(figure)


@pytest.mark.parametrize("year", [2018, 2035])
def test_the_year_is_that_of_the_title(made, year):
    assert f"in {year}" in title(world_map(made(samples=1), "us_action", year))


def test_of_few_runs_the_map_shows_means_and_the_title_claims_nothing(made):
    few = world_map(made(samples=4), "us_action")
    assert title(few).endswith("4 runs are too few to call the difference of any country clear")
    assert "No clear change" not in [text.get_text() for text in few.legends[0].get_texts()]
    assert "in the one run" in title(world_map(made(samples=1), "us_action"))
