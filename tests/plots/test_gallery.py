import pytest
from matplotlib.figure import Figure

from sim.analysis.join import join
from sim.plots.pairs import compared, main_pair, main_scenario, pair_words, title_of
from sim.plots.share_multiples import share_multiples
from sim.report.figures import where_from
from tests.made import chosen


def title(figure):
    return figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_pictures_of_a_whole_result(made):
    names = [picture.name for picture in chosen(made(samples=1))]
    assert names == [
        "effects",
        "future_shares",
        "market_share",
        "levels",
        "restriction_times",
        "hosts",
        "costs",
        "map",
    ]


def test_made_up_countries_are_on_no_map(made):
    ds = made(samples=1)
    codes = [
        code if code in ("USA", "CHN") else f"X{i:03}"
        for i, code in enumerate(ds["country"].values)
    ]
    ds = ds.assign_coords(country=codes, country_name=("country", codes))
    assert "map" not in [picture.name for picture in chosen(ds)]
    assert all(isinstance(picture.draw(), Figure) for picture in chosen(ds))


def test_past_scenarios_alone_have_no_future_panel(made):
    ds = made(names=("baseline", "us_action"), samples=1)
    assert "future_shares" not in [picture.name for picture in chosen(ds)]


def test_a_single_scenario_has_no_effects(made):
    ds = made(names=("baseline",), samples=1)
    names = [picture.name for picture in chosen(ds)]
    assert names == ["market_share", "levels", "restriction_times", "hosts", "costs", "map"]
    assert all(isinstance(picture.draw(), Figure) for picture in chosen(ds))


def test_where_the_range_comes_from_is_shown_where_enough_was_drawn(made):
    few, many = made(samples=2), made(samples=30)
    assert where_from(few, main_pair(few)) == []
    (picture,) = where_from(many, main_pair(many))
    assert picture.heading == "Which uncertain numbers move the change in “What the US did”"
    assert isinstance(picture.draw(), Figure)
    assert where_from(many.drop_vars("drawn"), main_pair(many)) == []


def test_names_of_files_are_unique_and_captions_are_sentences(made):
    shown = chosen(made(samples=1))
    assert len({picture.name for picture in shown}) == len(shown)
    assert all(picture.caption.endswith(".") for picture in shown)


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (0.0, "share outside China is clearly lower or higher in none of 2 scenarios"),
        (-0.1, "share outside China is clearly lower in 1 of 2 scenarios and clearly higher in"),
        (0.1, "share outside China is clearly higher in 1 of 2 scenarios and clearly lower in"),
    ],
)
def test_small_multiples_count_clear_changes(made, shift, words):
    ds = made(samples=12)
    ds["sales_usd_m"][:] = 1.0
    at = ds.get_index("scenario").get_loc("stop")
    ds["sales_usd_m"][at, ..., 0] = 1.0 + 8 * shift
    assert words in title(share_multiples(ds, ["stop", "eu_law"]))


def test_small_multiples_of_one_scenario_say_how_much(made):
    ds = made(samples=12)
    ds["sales_usd_m"][:] = 1.0
    ds["sales_usd_m"][ds.get_index("scenario").get_loc("stop"), ..., 0] = 2.0
    told = title(share_multiples(ds, ["stop"]))
    assert "outside China is 9.7 points higher [9.7 to 9.7] in “The US stops”" in told
    one = made(samples=1)
    assert "in the one run" in title(share_multiples(one, ["stop", "eu_law"]))
    few = title(share_multiples(made(samples=4), ["stop", "eu_law"]))
    assert few.endswith("in 2 scenarios: 4 runs are too few to call a change clear")


def test_small_multiples_share_one_scale(made):
    figure = share_multiples(made(samples=2), ["stop", "eu_law", "us_action", "pressure"])
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "The US stops",
        "The EU must remove",
        "What the US did",
        "Pressure on allies",
    ]


def test_titles_fall_back_to_names(made):
    ds = made(samples=1)
    ds.attrs["titles"] = {"us_action": ""}
    assert title_of(ds, "us_action") == "us_action"
    assert title_of(ds, "stop") == "stop"
    assert pair_words(ds, "us_action") == "“us_action” against “baseline”"


def test_families(made):
    ds = made(samples=1)
    assert compared(ds, "past") == ["pressure", "us_action"]
    assert compared(ds) == ["pressure", "us_action", "stop", "eu_law"]
    ds.attrs["families"] = {}
    assert compared(ds, "past") == compared(ds)


def test_without_us_action_the_first_compared_scenario_is_shown(made):
    assert main_scenario(made(names=("baseline", "pressure"), samples=1)) == "pressure"
    assert main_scenario(made(names=("baseline",), samples=1)) == "baseline"


def test_of_several_results_the_main_scenario_of_the_first_is_shown(made):
    first, other = made(names=("baseline", "pressure"), samples=1), made(samples=1)
    assert main_scenario(join({"A": first, "B": other})) == "us_action"
    assert main_scenario(join({"A": other, "B": other})) == "us_action (A)"
