from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.folders import shipped
from sim.scenario import list_scenarios, load_scenario
from sim.terms import quarter_index

HEAD = """\
title: A title
question: A question?
family: future
baseline: us_action
starts: 2026Q1
"""


def search(folder: Path) -> tuple[Path, Path]:
    return (folder, shipped("scenarios"))


def folder_with(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "scenarios"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def message(tmp_path: Path, text: str, name: str = "mine") -> str:
    folder = folder_with(tmp_path, **{name: text})
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name, search(folder))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_scenario_is_its_baseline_plus_what_it_lists(tmp_path: Path) -> None:
    text = HEAD + "instruments:\n  ban:\n    {type: law, countries: DEU, level: 3}\n"
    mine = load_scenario("mine", search(folder_with(tmp_path, mine=text)))
    base = load_scenario("us_action")
    assert dict(mine.before) == dict(base.instruments)
    assert set(mine.instruments) - set(mine.before) == {"ban"}
    assert mine.title, mine.question == ("A title", "A question?")
    assert (mine.family, mine.baseline) == ("future", "us_action")
    assert mine.starts == quarter_index("2026Q1")


def test_a_scenario_can_be_given_by_its_path(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, mine=HEAD)
    assert load_scenario(str(folder / "mine.yaml")).name == "mine"


def test_the_users_file_comes_first(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, stop=HEAD)
    assert load_scenario("stop", search(folder)).title == "A title"
    assert load_scenario("stop").title == "Washington stops"


def test_the_root_has_no_baseline() -> None:
    assert load_scenario("baseline").baseline is None
    assert load_scenario("baseline").before == {}


def test_entries_change_what_is_there_and_turn_it_off(tmp_path: Path) -> None:
    text = HEAD + "instruments:\n  aid: {budget_usd_m: 7}\n  scares: off\n  incidents: false\n"
    mine = load_scenario("mine", search(folder_with(tmp_path, mine=text)))
    assert mine.instruments["aid"].parts[0].values == {"budget_usd_m": 7.0}
    assert {"scares", "incidents"} & set(mine.instruments) == set()


def test_includes_bring_what_a_scenario_adds_to_its_own_baseline(tmp_path: Path) -> None:
    mine = load_scenario(
        "mine", search(folder_with(tmp_path, mine=HEAD + "includes: [eu_law, escalate]\n"))
    )
    added = set(mine.instruments) - set(mine.before)
    assert added == {"eu_law", "new_campaign", "full_control", "higher_duty"}


def test_what_is_included_twice_counts_once(tmp_path: Path) -> None:
    text = HEAD.replace("us_action", "baseline") + "includes: [pressure, pressure_aid]\n"
    mine = load_scenario("mine", search(folder_with(tmp_path, mine=text)))
    assert mine.instruments["campaign"] == load_scenario("pressure").instruments["campaign"]
    assert len(mine.instruments["campaign"].parts) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + "budgt: 3\n",
            "scenarios/mine.yaml, line 6: 'budgt' is not a key of a scenario (allowed: title, "
            "question, family, baseline, starts, includes, history, instruments)",
        ),
        (HEAD.replace("baseline: us_action\n", ""), "scenarios/mine.yaml: 'baseline' is missing"),
        (HEAD.replace("A title", ""), "scenarios/mine.yaml: 'title' is missing"),
        (
            HEAD.replace("A title", "2018"),
            "scenarios/mine.yaml, line 1, title: write it as words",
        ),
        (
            HEAD.replace("future", "soon"),
            "scenarios/mine.yaml, line 3, family: 'soon' is not past or future",
        ),
        (
            HEAD.replace("2026Q1", "2026"),
            "scenarios/mine.yaml, line 5, starts: 2026 is not a quarter from 2014Q1 to 2035Q4; "
            "write it like 2018Q3",
        ),
        (
            HEAD + "includes: [escalat]\n",
            "scenarios/mine.yaml, line 6, includes: there is no scenario 'escalat'; "
            "did you mean 'escalate'?",
        ),
        (
            HEAD + "includes: 3\n",
            "scenarios/mine.yaml, line 6, includes: write a list of names such as [stop]",
        ),
        (
            HEAD + "instruments: [aid]\n",
            "scenarios/mine.yaml, line 6, instruments: write one indented line for each",
        ),
        (
            HEAD + "instruments:\n  aid: 300\n",
            "scenarios/mine.yaml, line 7: instrument 'aid' needs keys such as 'from: 2026Q1'",
        ),
        (
            HEAD + "instruments:\n  sccares: off\n",
            "scenarios/mine.yaml, line 7: there is no instrument 'sccares' to turn off; "
            "did you mean 'scares'?",
        ),
        (
            HEAD + "instruments:\n  aid:\n    type: law\n",
            "scenarios/mine.yaml, line 8: instrument 'aid' is there already, of type 'aid'",
        ),
        (
            HEAD + "instruments:\n  aid: {until: 2025Q4}\n  aid: {until: 2026Q4}\n",
            "scenarios/mine.yaml, line 8: 'aid' is given twice (first on line 7)",
        ),
        (
            HEAD + "history:\n  actor: USA\n",
            "scenarios/mine.yaml, line 7: 'actor' is not a key of history (allowed: actors, "
            "only, until); did you mean 'actors'?",
        ),
        (
            HEAD + "history:\n  actors: [USB]\n",
            "scenarios/mine.yaml, line 7, actors: 'USB' is not one of: USA, CHN; "
            "did you mean 'USA'?",
        ),
        (
            HEAD + "history:\n  only: [campain]\n",
            "scenarios/mine.yaml, line 7, only: 'campain' is not one of: campaign, aid, "
            "swap_support, export_control, duty, usa_law; did you mean 'campaign'?",
        ),
        (
            HEAD + "history:\n  until: 2025Q1\n",
            "scenarios/mine.yaml, line 7, until: 2025Q1 is later than the last recorded move, "
            "2024Q4",
        ),
        (
            HEAD + "includes: [mine]\n",
            "scenarios/mine.yaml: runs in a circle (mine -> mine)",
        ),
    ],
)
def test_mistakes_are_one_line_with_the_place(tmp_path: Path, text: str, expected: str) -> None:
    assert message(tmp_path, text) == expected


def test_a_missing_scenario_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("us_acton")
    assert str(caught.value).startswith("there is no scenario 'us_acton' (there are: ban_germany")
    assert str(caught.value).endswith("; did you mean 'us_action'?")
    missing = HEAD.replace("us_action", "us_acton")
    assert message(tmp_path, missing) == (
        "scenarios/mine.yaml, line 4, baseline: there is no scenario 'us_acton'; "
        "did you mean 'us_action'?"
    )


def test_baselines_that_run_in_a_circle(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        one=HEAD.replace("us_action", "two"),
        two=HEAD.replace("us_action", "one"),
    )
    with pytest.raises(ScenarioError, match=r"runs in a circle \(one -> two -> one\)"):
        load_scenario("one", search(folder))


def test_names_cannot_leave_the_folders(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, mine=HEAD)
    with pytest.raises(ScenarioError, match=r"there is no scenario '../scenarios/mine'"):
        load_scenario("../scenarios/mine", search(folder))


def test_the_list_has_past_before_future_and_baselines_first() -> None:
    cards = list_scenarios()
    names = [card.name for card in cards]
    assert names[0] == "baseline"
    assert names.index("us_action") < names.index("stop")
    families = [card.family for card in cards]
    assert families == sorted(families, key=["past", "future"].index)
