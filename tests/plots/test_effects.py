import numpy as np
import pytest

from sim.plots.chart import spots
from sim.plots.effects import effects
from sim.plots.headlines import headline_values
from sim.plots.words import MINUS, quoted

PANELS = ["huawei", "chinese", "allied", "hosts", "delay"]


def drawn(ds):
    return effects(ds, headline_values(ds))


def dots(figure, panel):
    """Return the dots of a panel, from the first scenario to the last."""
    axes = figure.axes[PANELS.index(panel)]
    return [line for line in axes.lines if line.get_marker() == "o"]


def ranges(figure, panel):
    """Return the two ends of each scenario's range in a panel."""
    lines = figure.axes[PANELS.index(panel)].lines
    return [tuple(line.get_xdata()) for line in lines if line.get_linewidth() == 2]


@pytest.fixture
def set_hosts(made):
    """Make a result whose hosts' exposure is 0.30 but for US action."""

    def make(values, samples=0):
        ds = made(samples=samples or len(values))
        ds["host_exposure"][:] = 0.30
        at = ds.get_index("scenario").get_loc("us_action")
        ds["host_exposure"][at] = np.asarray(values)[:, None]
        return ds

    return make


def test_families_are_kept_apart_and_units_are_shown(made):
    figure = drawn(made(samples=4))
    assert [axes.get_xlabel() for axes in figure.axes] == [
        "points",
        "points",
        "governments",
        "points",
        "quarters",
    ]
    rows = [text.get_text() for text in figure.axes[0].texts]
    assert rows == [
        "Past scenarios",
        "Pressure on allies",
        "What the US did",
        "Future scenarios",
        "The US stops",
        "The EU must remove",
    ]
    assert not any(axes.texts for axes in figure.axes[1:])


def test_dots_are_means_of_differences_to_the_own_baseline(set_hosts):
    figure = drawn(set_hosts([0.25, 0.25]))
    # Scenarios in order: pressure, US action, stop, EU law; the last two against US action.
    means = [float(dot.get_xdata()[0]) for dot in dots(figure, "hosts")]
    assert means == pytest.approx([0.0, -5.0, 5.0, 5.0])


def test_lines_are_5_to_95_per_cent_of_the_differences(set_hosts):
    figure = drawn(set_hosts([0.20, 0.28]))
    # US action against 0.30: -10 and -2; 5 % of the way from one to the other is 0.4.
    assert ranges(figure, "hosts")[1] == pytest.approx((-9.6, -2.4))


def test_dots_are_filled_only_where_the_range_excludes_zero(set_hosts):
    clear = dots(drawn(set_hosts([0.20, 0.22, 0.24] * 4)), "hosts")[1]
    unclear = dots(drawn(set_hosts([0.20, 0.22, 0.34] * 4)), "hosts")[1]
    assert clear.get_markerfacecolor() != "white"
    assert unclear.get_markerfacecolor() == "white"
    assert unclear.get_color() != clear.get_color()


def test_every_panel_shows_zero(made):
    for axes in drawn(made(samples=4)).axes:
        left, right = axes.get_xlim()
        assert left <= 0 <= right
        assert any(list(line.get_xdata()) == [0, 0] for line in axes.lines)


def test_an_outcome_that_nothing_changes_is_drawn_around_zero(made):
    ds = made(samples=2)
    ds["host_exposure"][:] = 0.3
    assert drawn(ds).axes[3].get_xlim() == (-1.0, 1.0)


@pytest.mark.parametrize("runs", [1, 9])
def test_of_few_runs_all_dots_are_hollow_and_the_figure_says_why(set_hosts, runs):
    figure = drawn(set_hosts([0.20], samples=runs))
    assert {dot.get_markerfacecolor() for dot in dots(figure, "hosts")} == {"white"}
    words = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "Filled" not in words
    assert {1: "because one run makes nothing clear", 9: "9 runs are too few to call"}[
        runs
    ] in words
    assert ("5 to 95" in words or "5\N{EN DASH}95" in words) == (runs > 1)


def test_the_title_is_of_the_scenario_that_was_asked_for(set_hosts):
    ds = set_hosts([0.20], samples=12)[["host_exposure"]]
    ds.attrs["configurations"] = {"r": {"scenarios": ["stop"]}}
    told = " ".join(drawn(ds).texts[0].get_text().split())
    moved = f"+10.0 points [10.0 to 10.0] in {quoted('The US stops')}"
    assert told == f"Troop-weighted exposure of US-base hosts in 2030: {moved}"


def test_title_names_what_moves_the_first_outcome_most(made):
    ds = made(samples=12)[["host_exposure"]]
    ds["host_exposure"][:] = 0.3
    at = ds.get_index("scenario").get_loc("us_action")
    ds["host_exposure"][at] = 0.2
    ds["host_exposure"][ds.get_index("scenario").get_loc("pressure")] = 0.21
    ds["host_exposure"][ds.get_index("scenario").get_loc("stop")] = 0.22
    ds["host_exposure"][ds.get_index("scenario").get_loc("eu_law")] = 0.23
    # The last two are measured against US action: 2 and 3 points. Both of the largest are past.
    title = drawn(ds).texts[0].get_text().replace("\n", " ")
    moved = " and ".join(
        f"{quoted(ds.attrs['titles'][name])} ({size} points)"
        for name, size in (("us_action", "\N{MINUS SIGN}10.0"), ("pressure", "\N{MINUS SIGN}9.0"))
    )
    assert (
        title
        == f"Troop-weighted exposure of US-base hosts in 2030: moved most on average by {moved}"
    )


def test_only_headlines_that_are_stored_get_a_panel(made):
    ds = made(samples=2).drop_vars(["level", "coverage"])
    labels = [axes.get_title(loc="left").replace("\n", " ") for axes in drawn(ds).axes]
    assert len(labels) == 3
    assert labels[-1] == "Troop-weighted exposure of US-base hosts"


def test_every_dot_says_what_it_is(set_hosts):
    figure = drawn(set_hosts([0.258, 0.262] * 8))
    panel = figure.axes[PANELS.index("hosts")]
    told = {each.text: (each.x, each.y) for each in figure.marks if each.axes is panel}
    dash = MINUS
    assert list(told) == [
        "Pressure on allies: 0 points [0 to 0], no clear change",
        f"What the US did: {dash}4.0 points [{dash}4.2 to {dash}3.8]",
        "The US stops: +4.0 points [3.8 to 4.2]",
        "The EU must remove: +4.0 points [3.8 to 4.2]",
    ]
    where = [(dot.get_xdata()[0], dot.get_ydata()[0]) for dot in dots(figure, "hosts")]
    np.testing.assert_allclose(list(told.values()), where)
    assert len(spots(figure)) == len(figure.marks) == 20


def test_a_dot_of_one_run_claims_no_range(set_hosts):
    told = [each.text for each in drawn(set_hosts([0.25], samples=1)).marks]
    assert f"What the US did: {MINUS}5.0 points [one run: no range]" in told
