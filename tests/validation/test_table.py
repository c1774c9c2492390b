"""What the terminal shows of a verdict."""

import numpy as np

from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.rows import LeftOut
from sim.validation.scoring import all_rows
from sim.validation.table import WIDTH, name_of, table
from sim.validation.verdict import Verdict, Years

MODEL = ("default", "drawn")


def figure(seller: str, observed: float, said: float, rival: float, **groups: str) -> Figure:
    told = {"market": "ran", "place": "world", "publisher": "Dell'Oro", "period": "year",
            "measure": "bought", "generation": "radio", **groups}  # fmt: skip
    model = {name: np.full(4, said) for name in MODEL}
    return Figure("vendor_share_global", 2, f"{seller} {observed}", told, seller, "share",
                  observed, 0.01, model, {"persistence": rival})  # fmt: skip


def event(country: str, happened: bool, chance: float, group: str = "other allies") -> Event:
    groups = {"coding": "de jure", "level": "no new kit", "group": group}
    when = 2019.0 if happened else np.inf
    return Event("policy_events", country, groups, country, float(happened), when,
                 dict.fromkeys(MODEL, chance), {"nobody acts": 0.01})  # fmt: skip


def verdict(**more: object) -> Verdict:
    figures = [figure(f"v{i}", 0.2, 0.23, 0.21) for i in range(4)]
    events = [event("AAA", True, 0.8), event("BBB", False, 0.1),
              event("CCC", False, 0.1, group="all others")]  # fmt: skip
    bracket = Bracket("study_results", 2, "delay", "months", 12.0, 24.0, "A",
                      {"drawn": np.array([0.0, 13.0])})  # fmt: skip
    left_out = [LeftOut("vendor_share_global", 9, "Nortel", "unknown")]
    found = Verdict(Years(2014, 2020), figures, events, [bracket], all_rows(figures, events),
                    {"vendor_share_global": 5}, left_out)  # fmt: skip
    return found._replace(**more)


def test_errors_are_in_points_beside_the_best_rival() -> None:
    lines = table(verdict()).splitlines()
    (line,) = (line for line in lines if line.startswith("ran, world"))
    assert line.split() == [
        "ran,", "world,", "Dell'Oro,", "bought", "4", "3.0", "3.0", "0%", "1.0", "persistence"
    ]  # fmt: skip


def test_who_restricts_is_told_for_all_and_where_it_means_something() -> None:
    text = table(verdict())
    assert "Who comes to 'no new kit' or above: Brier score (lower is better)" in text
    assert "Who comes to 'no new kit' or above: AUC (higher is better)" in text
    lines = [line.split()[:5] for line in text.splitlines() if line.startswith("de jure")]
    assert lines[0] == ["de", "jure,", "all", "countries", "3"]
    assert lines[1] == ["de", "jure,", "allies", "and", "rivals"]


def test_studies_and_rows_are_counted() -> None:
    text = " ".join(table(verdict()).split())
    assert "the model's range meets 1 of 1 of what they found" in text
    assert "vendor_share_global 5 (1 left out)" in text
    assert "on later years this tests numbers, not rules" in text


def test_parts_of_a_year_and_few_figures_are_in_the_file_alone() -> None:
    figures = [figure("v", 0.2, 0.23, 0.21, period="part of a year") for _ in range(4)]
    few = [figure("v", 0.2, 0.23, 0.21, market="core") for _ in range(2)]
    text = table(verdict(rows=all_rows([*figures, *few], [])))
    assert "Dell'Oro" not in text


def test_nothing_to_score_is_no_table() -> None:
    text = table(verdict(rows=[], figures=[], events=[], brackets=[], read={}, left_out=[]))
    assert text.startswith("How wrong the model is on figures of 2014 to 2020")
    assert "Figures:" not in text
    assert "Studies" not in text


def test_lines_fit() -> None:
    assert max(map(len, table(verdict()).splitlines())) <= WIDTH


def test_names_are_told_once() -> None:
    assert name_of({"market": "5g_ran", "place": "", "measure": "5g ran"}) == "5g ran"
    assert name_of({}) == "all"
