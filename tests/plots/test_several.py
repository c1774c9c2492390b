"""Several scenarios in one figure, of one result or of several: which are shown, what is said."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.join import join
from sim.errors import ConfigError
from sim.plots.bloc import bloc_lines
from sim.plots.catalogue import CATALOGUE, draw
from sim.plots.chart import Chart
from sim.plots.cost_steps import cost_steps
from sim.plots.levels import level_areas
from sim.plots.market_share import market_share
from sim.plots.pairs import scenarios
from sim.plots.restriction_times import restriction_times
from sim.plots.several import named
from sim.plots.world_map import level_map
from tests.made import made_result


@pytest.fixture
def ds() -> xr.Dataset:
    return made_result(samples=4)


@pytest.fixture
def two() -> xr.Dataset:
    return join({"a": made_result(samples=2), "b": made_result(samples=2)})


def words(figure: Chart, place: int = 0) -> str:
    """Return the title of a figure, or its subtitle."""
    text = figure.texts[place].get_text()
    return text.replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def panels(figure: Chart) -> list[str]:
    return [axes.get_title(loc="left") for axes in figure.axes]


def at(ds: xr.Dataset, scenario: str) -> int:
    return int(ds.get_index("scenario").get_loc(scenario))


def test_costs_leave_out_what_has_no_baseline_and_say_so(ds: xr.Dataset) -> None:
    figure = cost_steps(ds, scenarios(ds))
    assert "No US action" not in panels(figure)
    assert len(figure.axes) == 4
    assert words(figure, 1).endswith("Left out: 1 scenario without a baseline.")
    assert "Left out" not in words(cost_steps(ds, ["us_action", "stop"]), 1)


def test_what_has_no_room_is_counted(ds: xr.Dataset) -> None:
    assert words(market_share(ds, scenarios(ds)), 1).endswith("Not shown: 1 more scenario.")


def test_market_shares_speak_of_what_the_panels_show(ds: xr.Dataset) -> None:
    ds["sales_usd_m"][:] = 1.0
    ds["sales_usd_m"][at(ds, "us_action"), :, :, ds["region"] == "China", :, 0] = 0.5
    several = words(market_share(ds, ["us_action", "stop"]))
    assert several == "In 2030 Huawei’s share of the market outside China does not change"  # noqa: RUF001
    assert "share of the world market is" in words(market_share(ds, "us_action"))


def test_two_panels_are_those_of_the_main_scenario_and_its_baseline(ds: xr.Dataset) -> None:
    names = ["stop", "baseline", "us_action", "pressure"]
    assert panels(restriction_times(ds, names)) == ["What the US did", "No US action"]
    maps = [text.strip("“”") for text in panels(level_map(ds, names)) if text]
    assert maps == ["What the US did", "No US action"]
    assert panels(restriction_times(ds, ["stop", "us_action"])) == [
        "The US stops",
        "What the US did",
    ]


def test_the_ends_are_named_where_they_differ_run_by_run() -> None:
    ds = made_result(samples=12)
    level = np.linspace(0.1, 0.6, 12)[:, None]
    ds["bloc_index"][:] = level
    ds["bloc_index"][at(ds, "us_action")] = level + 0.1
    names = ["stop", "us_action"]
    # The ranges of the two overlap, but in every run the one is 0.1 above the other.
    assert words(bloc_lines(ds, names)) == (
        "In 2030 the mean bloc index lies between 0.35 in “The US stops” and 0.45 in “What the "
        "US did”; run by run, 0.10 more [0.10 to 0.10]"
    )
    ds["bloc_index"][at(ds, "us_action"), :2] = 0.05
    assert words(bloc_lines(ds, names)).endswith(
        "in 2 scenarios; run by run, the highest is not clearly above the lowest"
    )


def test_runs_that_are_no_pairs_are_not_held_run_by_run() -> None:
    one, other = made_result(samples=12), made_result(samples=12, seed=2)
    level = np.linspace(0.1, 0.6, 12)[:, None]
    one["bloc_index"][:] = level
    other["bloc_index"][:] = level + 0.1
    both = join({"a": one, "b": other})
    assert words(bloc_lines(both, "us_action")).endswith(
        "in 2 scenarios; any two runs, the highest is not clearly above the lowest"
    )


def test_several_results_show_the_main_policy_beside_the_same_in_the_first(
    two: xr.Dataset,
) -> None:
    assert panels(draw(two, "levels")) == ["What the US did (b)", "What the US did (a)"]
    for name in ("map", "market_share"):
        assert words(draw(two, name), 1).startswith(
            "“What the US did (b)” against “What the US did (a)”."
        )
    assert "Difference to “a”" in panels(draw(two, "map"))
    assert "Dashed: mean of “a”." in words(draw(two, "market_share"), 1)


def test_a_difference_map_is_the_second_result_less_the_first() -> None:
    first, second = made_result(samples=2), made_result(samples=2)
    first["exposure"][:] = 0.05
    second["exposure"][:] = 0.25
    two = join({"a": first, "b": second})
    figure = draw(two, "difference_map", "stop")
    assert words(figure, 1).startswith("“The US stops (b)” less “The US stops (a)”.")
    assert "+20.0 points" in figure.marks[0].text
    full = draw(two, "difference_map", ["stop (a)", "stop (b)"])
    assert words(full, 1).startswith("“The US stops (a)” less “The US stops (b)”.")


def test_three_results_have_a_line_each(ds: xr.Dataset) -> None:
    three = join(dict.fromkeys("abc", ds))
    told = [mark.text for mark in draw(three, "exposure").marks]
    for name in "abc":
        assert any(text.startswith(f"What the US did ({name}), 2030") for text in told)
    assert panels(draw(three, "market_share"))[:2] == ["What the US did (b)", "What the US did (c)"]


def test_scenarios_named_in_full_stay_against_their_own_baselines(two: xr.Dataset) -> None:
    assert words(draw(two, "map", "pressure (b)"), 1).startswith(
        "“Pressure on allies (b)” against “No US action (b)”."
    )


def test_without_a_policy_in_common_each_result_shows_its_own() -> None:
    apart = join({"a": made_result(("us_action",)), "b": made_result(("stop",))})
    assert panels(draw(apart, "levels")) == ["What the US did", "The US stops"]


def test_a_policy_stands_for_its_scenario_in_every_result(two: xr.Dataset) -> None:
    assert named(two, "pressure") == ["pressure (a)", "pressure (b)"]
    assert named(two, ["pressure (b)", "pressure"]) == ["pressure (b)", "pressure (a)"]
    assert panels(level_areas(two, "stop")) == ["The US stops (a)", "The US stops (b)"]
    with pytest.raises(ConfigError, match="did you mean 'pressure'"):
        named(two, "presure")


@pytest.mark.parametrize("name", [n for n in CATALOGUE if not n.startswith("tornado")])
def test_every_figure_can_be_drawn_of_several_results(name: str, two: xr.Dataset) -> None:
    assert draw(two, name).texts
