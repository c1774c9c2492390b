import pytest

from sim.plots.levels import level_areas
from sim.plots.restricting import share_restricting, who_restricts
from sim.plots.style import LEVEL_COLOURS


@pytest.fixture
def calm(made):
    """A result in which no government restricts, and the place of US action in it."""
    ds = made(samples=4)
    ds["level"][:] = 0
    return ds, ds.get_index("scenario").get_loc("us_action")


def title(figure):
    return figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_title_counts_governments_at_no_new_kit_or_above(calm):
    ds, at = calm
    ds["level"][at, :, :, :12] = 3
    ds["level"][at, :, :, 12:15] = 2  # a cap does not count
    many = ds.isel(sample=[0] * 12)
    assert "is 12.0 higher [12.0 to 12.0]" in title(level_areas(many, "us_action"))
    assert "is not clear from 4 runs [12.0 to 12.0]" in title(level_areas(ds, "us_action"))


def test_only_the_title_of_the_baseline_is_quoted(calm):
    assert "beside \N{LEFT DOUBLE QUOTATION MARK}No US action\N{RIGHT DOUBLE QUOTATION MARK}," in (
        title(level_areas(calm[0], "us_action"))
    )


def test_the_united_states_do_not_count(calm):
    ds, at = calm
    ds["level"][at, :, :, ds.get_index("country").get_loc("USA")] = 4
    assert "does not change" in title(level_areas(ds, "us_action"))
    assert "USA" not in share_restricting(ds, "us_action", 2030)["country"].values


def test_areas_stack_from_the_strictest_up(calm):
    ds, at = calm
    for level, (first, last) in {4: (0, 2), 3: (2, 5), 2: (5, 9), 1: (9, 14)}.items():
        ds["level"][at, :, :, first:last] = level
    axes = level_areas(ds, "us_action").axes[0]
    tops = [area.get_paths()[0].vertices[:, 1].max() for area in axes.collections]
    # 2 at removal, 3 more at no new kit, 4 more at a cap, 5 more with a guideline.
    assert tops == [2.0, 5.0, 9.0, 14.0]


def test_colours_darken_with_the_level():
    brightness = [sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in LEVEL_COLOURS]
    assert brightness == sorted(brightness, reverse=True)


def test_both_panels_share_one_scale_and_name_their_scenario(made):
    figure = level_areas(made(samples=2), "us_action")
    assert figure.axes[0].get_ylim() == figure.axes[1].get_ylim()
    assert figure.axes[0].get_ylabel() == "Number of governments"
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "What the US did",
        "No US action",
    ]
    words = [text.get_text() for text in figure.legends[0].get_texts()]
    assert words == ["guideline", "cap", "no new kit", "removal"]


def test_who_restricts_ranks_by_share_of_runs(calm):
    ds, at = calm
    sweden, germany = (ds.get_index("country").get_loc(code) for code in ("SWE", "DEU"))
    ds["level"][at, :, :, sweden] = 4
    ds["level"][at, :2, :, germany] = 3
    shares = share_restricting(ds, "us_action", 2030)
    assert shares.sel(country="SWE") == 1.0
    assert shares.sel(country="DEU") == 0.5
    figure = who_restricts(ds, "us_action")
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Land SWE", "Land DEU"]
    assert [bar.get_width() for bar in axes.patches] == [100.0, 50.0]
    assert title(figure).endswith("1 in more than half of the runs, 2 in at least one")
    assert axes.get_xlabel() == "Share of runs (%)"


def test_the_baseline_is_a_dot_where_it_is_above_zero(calm):
    ds, at = calm
    sweden, germany = (ds.get_index("country").get_loc(code) for code in ("SWE", "DEU"))
    ds["level"][at, :, :, [sweden, germany]] = 4
    ds["level"][ds.get_index("scenario").get_loc("baseline"), :1, :, sweden] = 3
    (line,) = who_restricts(ds, "us_action").axes[0].lines
    # Germany comes before Sweden by code; Sweden restricts in one baseline run of four.
    assert line.get_xydata().tolist() == [[25.0, 1.0]]


def test_the_list_stops_at_twenty(calm):
    ds, at = calm
    ds["level"][at, :, :, :40] = 3
    assert len(who_restricts(ds, "us_action").axes[0].patches) == 20


def test_when_nobody_restricts_the_figure_says_so(calm):
    ds, _ = calm
    figure = who_restricts(ds, "us_action")
    assert figure.axes[0].texts[0].get_text() == "No government in any run"
    assert title(figure).endswith("none in more than half of the runs, none in at least one")
