"""The table of one outcome on the terminal."""

from __future__ import annotations

import sim
from sim.analysis.differences import differences
from sim.analysis.differences_table import differences_table
from sim.analysis.table import WIDTH
from tests.analysis.test_differences import result
from tests.made import made_result

PAIR = ("baseline", "us_action")


def body(text: str) -> list[str]:
    """Return the lines between the heading and the notes."""
    return text.split("\n\n")[1].splitlines()


def test_the_largest_change_comes_first_and_two_runs_make_nothing_clear() -> None:
    found = differences(result(0.1), "exposure", "country", years=[2015])
    assert differences_table(found, 2015, 2).splitlines() == [
        "Exposure (points) by country, 2015: mean [range] of the difference to the baseline, "
        "simulation error",
        "of the mean",
        "",
        "         scenario  value  against             difference  error",
        "Germany  press      40.0     55.0  -15.0 [-19.5 -10.5] ?    ±32",
        "China    press      20.0     20.0              0 [0 0] ?     ±0",
        "",
        "Shown: the 2 largest of 10, clear changes first (0); '?' marks no clear change: "
        "2 runs are too few",
        "to call anything clear.",
        "The range holds 5 to 95 % of the differences over 2 paired runs.",
        "Uncalibrated: this shows how the rules work; it is not a forecast.",
    ]


def test_the_world_and_a_difference_by_nature_need_fewer_columns() -> None:
    ds = made_result(PAIR, samples=3)
    world = differences_table(differences(ds, "exposure", years=[2030]), 2030, 5)
    assert body(world)[0].split() == ["scenario", "value", "against", "difference", "error"]
    late = differences_table(differences(ds, "delay_quarters", years=[2030]), 2030, 5)
    assert body(late)[0].split() == ["scenario", "difference", "error"]


def test_costs_are_split_by_themselves_and_not_to_be_added_up() -> None:
    ds = made_result(PAIR, samples=3)
    text = differences_table(differences(ds, "cost_usd_m", years=[2030]), 2030, 20)
    assert text.startswith("Costs (USD million a year) by cost, 2030")
    assert "Lines of costs are not to be added up" in text
    assert "e+0" not in text


def test_places_without_a_value_are_counted() -> None:
    ds = result(0.1)
    ds["exposure"].loc[{"country": "EGY", "sample": 0}] = float("nan")
    text = differences_table(differences(ds, "exposure", "country", years=[2015]), 2015, 20)
    assert "Left out: 2 lines in which some run has no value." in text
    assert "Egypt" not in text


def test_of_one_run_there_is_no_range() -> None:
    found = differences(made_result(PAIR, samples=1), "exposure", "group", years=[2030])
    text = differences_table(found, 2030, 2)
    assert "There is 1 paired run, so there is no range." in text
    assert "[" not in " ".join(body(text))
    assert "no clear change" not in text
    assert "One run is too few to call anything clear." in text


def test_what_has_no_pairs_says_so_and_long_names_are_cut() -> None:
    label = "a result with a name that nobody would want to see whole in a narrow table, however"
    both = sim.load({"one": result(0.1), label: result(0.2, seed=2)})
    text = differences_table(differences(both, "exposure", "country", "first", [2015]), 2015, 20)
    assert "do not share draws or chance (seeds 1 and 2)" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "…" in text
    assert "to one," in text.splitlines()[0] + text.splitlines()[1]
