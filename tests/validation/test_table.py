"""What the terminal shows of a verdict."""

import numpy as np
import pytest

from sim.validation.cells import name_of
from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.given import Reading
from sim.validation.rows import LeftOut
from sim.validation.scoring import all_rows
from sim.validation.summary import WIDTH
from sim.validation.table import table
from sim.validation.verdict import Verdict
from sim.validation.windows import AFTER, NEVER, SEEN, Years

MODEL = ("default", "posterior")


def figure(seller: str, observed: float, said: float, rival: float, **groups: str) -> Figure:
    told = {"market": "ran", "place": "world", "publisher": "Dell'Oro", "period": "year",
            "measure": "bought", "generation": "radio", **groups}  # fmt: skip
    model = {name: np.full(4, said) for name in MODEL}
    return Figure("vendor_share_global", 2, f"{seller} {observed}", told, seller, "share",
                  observed, 0.01, model, {"persistence": rival}, window=SEEN)  # fmt: skip


def event(country: str, happened: bool, chance: float, group: str = "other allies") -> Event:
    groups = {"coding": "de jure", "level": "no new kit", "group": group}
    when = 2019.0 if happened else np.inf
    return Event("policy_events", country, groups, country, float(happened), when,
                 dict.fromkeys(MODEL, chance), {"nobody acts": 0.01}, SEEN,
                 dict.fromkeys(MODEL, 64))  # fmt: skip


def verdict(**more: object) -> Verdict:
    figures = [figure(f"v{i}", 0.2, 0.23, 0.21) for i in range(5)]
    events = [event("AAA", True, 0.8), event("BBB", False, 0.1),
              event("CCC", False, 0.1, group="all others")]  # fmt: skip
    bracket = Bracket("study_results", 2, "delay", "months", 12.0, 24.0, "A",
                      {"drawn": np.array([0.0, 13.0])})  # fmt: skip
    left_out = [LeftOut("vendor_share_global", 9, "Nortel", "unknown")]
    found = Verdict(Years(2014, 2020), figures, events, [bracket], all_rows(figures, events),
                    {"vendor_share_global": 5}, left_out, variants=MODEL)  # fmt: skip
    return found._replace(**more)


def test_the_first_lines_say_how_well_beside_what_and_how_sure() -> None:
    lines = table(verdict()).splitlines()
    assert lines[2].endswith("fitted to these, or to figures that say the same: no test.")
    told = " ".join(" ".join(lines[3:6]).split())
    assert told == (
        "Shares of vendors in the world, its parts and places (5): RMSE of 3.0 [3.0, 3.0] points; "
        "best rival, persistence, 1.0; skill -2.00 [-2.00, -2.00]: figures of so few vendors or "
        "places cannot tell who is better."
    )


def test_out_of_sample_comes_first_and_apart() -> None:
    some = [figure(f"v{i}", 0.2, 0.23, 0.21 + i / 100) for i in range(6)]
    rows = all_rows([each._replace(window=at) for at in (SEEN, NEVER, AFTER) for each in some], [])
    text = table(verdict(years=Years(2014, 2025), rows=rows, events=[]))
    parts = [text.index(word) for word in (
        "Out of sample: 2021 to 2025", "Not fitted: 2014 to 2020", "Fitted: 2014 to 2020",
        "FIGURES, out of sample: 2021 to 2025", "FIGURES, not fitted: 2014 to 2020",
        "FIGURES, fitted: 2014 to 2020",
    )]  # fmt: skip
    assert parts == sorted(parts)
    assert "No figure of these years was fitted, and rivals know of none." in text
    assert "posterior was fitted to other figures of these years, not to these." in text
    assert text.count("RAN, world, Dell'Oro, bought") == 6  # two tables, three windows


def test_errors_are_in_points_beside_the_best_rival() -> None:
    lines = table(verdict()).splitlines()
    place = lines.index("RAN, world, Dell'Oro, bought")
    assert lines[place + 1].split() == [
        "5", "3.0", "[3.0,", "3.0]", "3.0", "+3.0", "0%", "0%", "persistence", "1.0",
        "-2.00", "[-2.00,", "-2.00]",
    ]  # fmt: skip


def test_who_restricts_is_told_for_all_and_where_it_means_something() -> None:
    lines = table(verdict()).splitlines()
    head = "WHO COMES TO 'NO NEW KIT' OR ABOVE, fitted: 2014 to 2020"
    place = lines.index(head)
    assert lines[place + 2] == "de jure, all countries: 3 cases, 1 of them yes"
    names = [line.split()[0] for line in lines[place + 3 : place + 6]]
    assert names == ["posterior", "nobody", "skill"]
    assert lines[place + 3].split()[-1] == "1.000"  # concordance; three countries give no interval
    assert "de jure, allies and rivals: 2 cases, 1 of them yes" in lines


@pytest.mark.parametrize(("acted", "tells"), [(1, False), (6, True)])
def test_few_that_acted_cannot_tell_who_is_better(acted: int, tells: bool) -> None:
    events = [event(f"C{number:02}", number < acted, 0.3) for number in range(12)]
    text = table(verdict(events=events, rows=all_rows([], events)))
    assert f"(12 cases, {acted} of them yes)" in text
    assert ("1 yes cannot tell who is better" in " ".join(text.split())) != tells
    assert ("too few" in text) != tells


def test_what_few_runs_cost_is_said() -> None:
    few = event("DDD", False, float("nan"))
    text = " ".join(table(verdict(events=[few])).split())
    assert "1 chance of posterior is left out (DDD): fewer than 5 runs could tell" in text
    assert "What none of 64 runs shows counts as a chance of 0.8%" in text


def test_studies_and_rows_are_counted() -> None:
    text = " ".join(table(verdict()).split())
    assert "the model's range meets 1 of 1 of what they found." in text
    assert "vendor_share_global 5 (1 left out)" in text
    assert "on later years this tests numbers, not rules" in text


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(20.0, 24.0, "20 to 24"), (20.0, 20.0, "20"), (20.0, np.inf, "at least 20"),
     (-np.inf, -1.0, "at most -1")],
)  # fmt: skip
def test_studies_that_are_not_met_are_told_with_both_ranges(
    low: float, high: float, told: str
) -> None:
    missed = Bracket("study_results", 2, "delay, EUR (X 2020); model: removal", "months", low, high,
                     "A", {"drawn": np.array([0.0, 10.0])})  # fmt: skip
    lines = table(verdict(rows=[], figures=[], events=[], brackets=[missed, missed])).splitlines()
    place = lines.index("STUDIES: the model's range meets 0 of 2 of what they found. Not met:")
    assert lines[place + 1] == f"  delay, EUR (X 2020): {told} months, model 0.5 to 9.5"
    assert not any("Nothing here" in line for line in lines)


def test_rows_that_are_nothing_to_score_are_counted() -> None:
    kinds = [LeftOut("vendor_share_global", 3, "x", "a reversal")]
    text = " ".join(table(verdict(reading=Reading(other_kinds=kinds))).split())
    assert "vendor_share_global 5 (1 left out, 1 nothing to score)" in text


def test_variants_have_a_heading_only_where_they_have_lines() -> None:
    few = [figure("v", 0.2, 0.23, 0.21) for _ in range(2)]
    assert "ALL VARIANTS" not in table(verdict(events=[], rows=all_rows(few, [])))


def test_a_rival_that_is_right_leaves_no_gap() -> None:
    some = [figure(f"v{i}", 0.2, 0.23, 0.2 if i < 2 else np.nan) for i in range(5)]
    text = " ".join(table(verdict(rows=all_rows(some, []))).split())
    assert "best rival, persistence, 0.0 where the model has 3.0 (2); 2 figures cannot tell" in text


def test_long_names_are_cut_in_the_middle() -> None:
    some = [figure(f"v{i}", 0.2, 0.23, 0.21, place=f"a place with a name of many words {end}")
            for i in range(5) for end in ("one", "two")]  # fmt: skip
    lines = table(verdict(rows=all_rows(some, []))).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("ALL VARIANTS"))
    names = {line[:48].strip() for line in lines[place + 2 : place + 4]}
    assert len(names) == 2
    assert all(" ... " in name for name in names)


def test_parts_of_a_year_and_few_figures_are_in_the_file_alone() -> None:
    figures = [figure("v", 0.2, 0.23, 0.21, period="part of a year") for _ in range(4)]
    few = [figure("v", 0.2, 0.23, 0.21, market="core") for _ in range(2)]
    text = table(verdict(rows=all_rows([*figures, *few], [])))
    assert "Dell'Oro" not in text


def test_nothing_to_score_is_no_table() -> None:
    text = table(verdict(rows=[], figures=[], events=[], brackets=[], read={}, left_out=[]))
    assert text.startswith("How wrong the model is on figures of 2014 to 2020")
    assert "Nothing here can be scored." in text
    assert "FIGURES" not in text
    assert "STUDIES" not in text


def test_lines_fit() -> None:
    assert max(map(len, table(verdict()).splitlines())) <= WIDTH


def test_names_are_told_once() -> None:
    assert name_of({"market": "5g_ran", "place": "", "measure": "5g ran"}) == "5G RAN"
    assert name_of({}) == "all"


def test_chances_that_no_variant_could_tell_are_named() -> None:
    lost = [event(name, False, float("nan")) for name in ("AAA", "BBB")]
    text = " ".join(table(verdict(figures=[], events=lost, rows=[])).split())
    assert "2 chances of posterior are left out (AAA, BBB): fewer than 5 runs could tell" in text
