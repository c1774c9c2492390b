"""Studies: read leniently, turned into laws, and held against what the model has for them."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.data.load import table_path
from sim.sweeps.request import Request
from sim.terms import CAP, CLASSES, LEVELS, NO_NEW_KIT, NONE, REMOVAL
from sim.validation import questions
from sim.validation.claims import MONEY, Claim, claims
from sim.validation.counterfactual import Law, Pair, drawn, player
from sim.validation.currencies import GBP_A_DOLLAR_2020, RATE_DRIFT, rate
from sim.validation.effects import EFFECTS
from sim.validation.evidence import Bracket
from sim.validation.places import place
from sim.validation.rows import Sieve, read_rows
from sim.validation.studies import meets, study_brackets
from tests.validation.small import table
from tests.validation.test_effects import BEGINS, OPERATORS, after, steady

COLUMNS = ("study", "year", "quantity", "country_region", "low", "central", "high", "unit")


def row(**cells: Any) -> dict[str, Any]:
    plain = {
        "study": "Somebody",
        "year": 2019,
        "quantity": "cost of removing Chinese kit",
        "country_region": "DEU",
        "unit": "EUR bn",
        "quality": "A",
    }
    return {**dict.fromkeys(COLUMNS, ""), **plain, **cells}


def read(folder: Path, *rows: dict[str, Any]) -> tuple[list[Claim], Sieve]:
    sieve = Sieve()
    return claims(table(folder, "study_results", rows), sieve), sieve


@pytest.mark.parametrize(
    ("cells", "measure", "level", "years"),
    [
        ({"central": 5}, "cost", REMOVAL, 5.0),
        ({"central": 5, "quantity": "cost of removal by 2027"}, "cost", REMOVAL, 9.0),
        ({"central": 5, "quantity": "cost of 30% cap over 7 years"}, "cost", CAP, 7.0),
        (
            {"central": 5, "quantity": "total cost of a ban over four years"},
            "cost",
            NO_NEW_KIT,
            4.0,
        ),
        ({"low": 1, "quantity": "5G delay", "unit": "years"}, "delay", NO_NEW_KIT, 5.0),
        ({"high": 9, "quantity": "price increase", "unit": "%"}, "price", NO_NEW_KIT, 5.0),
        ({"high": 9, "quantity": "Time to replace", "unit": "months"}, "time", REMOVAL, 0.25),
        ({"low": 4, "quantity": "time to swap by 2027", "unit": "years"}, "time", REMOVAL, 0.25),
        (
            {"low": 9, "quantity": "Chinese vendor share", "unit": "%", "country_region": "CHN"},
            "share",
            NONE,
            1.0,
        ),
    ],
)
def test_words_tell_the_law_and_what_is_measured(
    tmp_path: Path, cells: dict[str, Any], measure: str, level: int, years: float
) -> None:
    (claim,), sieve = read(tmp_path, row(**cells))
    assert (claim.rule.measure, claim.law.level, claim.law.years) == (measure, level, years)
    assert claim.law.year == 2019
    assert sieve.left_out == []


def test_bounds_are_at_least_up_to_or_both(tmp_path: Path) -> None:
    given = [
        {"low": 1},
        {"high": 3},
        {"central": 2},
        {"low": 1, "high": 3},
        {"low": 1, "central": 2},
    ]
    found, _ = read(
        tmp_path, *(row(unit="USD bn", quantity=f"cost of removal {n}", **cells)
                    for n, cells in enumerate(given))
    )  # fmt: skip
    bounds = [(claim.low, claim.high) for claim in found]
    assert bounds == [(1, math.inf), (-math.inf, 3), (2, 2), (1, 3), (1, 2)]


def test_money_is_turned_into_dollars_of_the_year(tmp_path: Path) -> None:
    euro, pounds = read(
        tmp_path,
        row(central=1),
        row(central=500, unit="GBP million", year=2020, country_region="GBR"),
    )[0]
    (plain,) = read(tmp_path, row(central=2e9, unit="USD"))[0]
    assert plain.low == pytest.approx(2.0)
    assert (euro.unit, euro.high) == (MONEY, pytest.approx(1 / rate("EUR", 2019).a_dollar))
    assert pounds.low == pytest.approx(0.5 / GBP_A_DOLLAR_2020)
    assert rate("EUR", 2019).a_dollar < rate("EUR", 2016).a_dollar


def test_money_of_later_years_is_at_the_last_rate_with_wider_bounds(tmp_path: Path) -> None:
    found, sieve = read(tmp_path, row(low=1, high=2, year=2024))
    (claim,), last = found, rate("EUR", 2020).a_dollar
    assert claim.low == pytest.approx(1 / last * (1 - 2 * RATE_DRIFT))
    assert claim.high == pytest.approx(2 / last * (1 + 2 * RATE_DRIFT))
    assert sieve.left_out == []
    (told,) = sieve.reserves
    assert told.reason.startswith(
        "EUR at the rate of 2020, the last one known here; bounds are wider by 8%"
    )


def test_years_without_a_rate_before_the_last_are_left_out(tmp_path: Path) -> None:
    _, sieve = read(tmp_path, row(central=1, unit="GBP bn", country_region="GBR"))
    assert [left.reason for left in sieve.left_out] == ["no rate of exchange for GBP of 2019"]
    assert sieve.reserves == []


def test_times_are_turned_into_months_or_years(tmp_path: Path) -> None:
    soon, delay, swap = read(
        tmp_path,
        row(quantity="delay of 5G", unit="quarters", central=2),
        row(quantity="5G delay", unit="years", low=1, high=2),
        row(quantity="time to swap", unit="months", high=30),
    )[0]
    assert (soon.unit, soon.low, soon.high) == ("months", 6.0, 6.0)
    assert (delay.unit, delay.low, delay.high) == ("months", 12.0, 24.0)
    assert (swap.unit, swap.high) == ("years", 2.5)


def test_one_figure_in_two_currencies_is_one_claim(tmp_path: Path) -> None:
    found, sieve = read(
        tmp_path,
        row(central=55),
        row(central=62, unit="USD bn"),
        row(central=9, unit="months", quantity="5G delay"),
        row(central=55, year=2020),
    )
    assert [claim.row.line for claim in found] == [3, 4, 5]
    assert [left.reason for left in sieve.left_out] == ["the same figure in another currency"]


def test_an_operator_that_speaks_of_itself_pays_its_part(tmp_path: Path) -> None:
    alone, known, group, whole = read(
        tmp_path,
        row(study="Deutsche Telekom internal", central=3),
        row(study="BT", quantity="cost of 35% cap", country_region="GBR", year=2020, central=1),
        row(study="Vodafone Group", quantity="cost of removing core", country_region="EUR", low=1),
        row(study="Mobile Germany", central=3),
    )[0]
    assert alone.asked.operators == ("deu-telekom",)
    assert known.asked.operators == ("gbr-ee",)
    assert {name[4:] for name in group.asked.operators} == {"vodafone"}
    assert len(group.asked.operators) > 5
    assert group.asked.classes == ("core",)
    assert whole.asked.operators == ()


def test_what_was_the_law_already_is_what_it_is_compared_with(tmp_path: Path) -> None:
    cells = {"study": "BT", "country_region": "GBR", "year": 2020, "unit": "GBP bn"}
    (claim,) = read(tmp_path, row(quantity="additional cost of full removal", low=0.1, **cells))[0]
    assert (claim.law.level, claim.rule.against) == (REMOVAL, CAP)


def test_only_governments_that_decide_get_a_law(tmp_path: Path) -> None:
    (claim,) = read(tmp_path, row(country_region="world", central=5))[0]
    assert set(claim.law.countries) == set(place("decides"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "no figure"),
        ({"low": "some"}, "not a number"),
        ({"low": 5, "high": 1}, "not in order"),
        ({"low": 5, "unit": "CAD bn"}, "no rate of exchange for CAD of 2019"),
        ({"low": 5, "unit": "EUR bn", "year": 2012}, "no rate of exchange for EUR of 2012"),
        ({"low": 5, "unit": "USD heaps"}, "a unit that cannot be read"),
        ({"low": 5, "unit": "USD bn", "year": 2012}, "of 2012, which is not simulated"),
        ({"low": 5, "unit": "USD bn", "year": 2033}, "which are not all simulated"),
        ({"low": 5, "year": "soon"}, "no year"),
        ({"low": 5, "country_region": "atlantis"}, "a place that the model does not know"),
        ({"low": 5, "country_region": "CHN"}, "takes no decisions in the model"),
        ({"low": 5, "quantity": "economic cost of delay"}, "the economy is not modelled"),
        ({"low": 5, "quantity": "GDP lost"}, "the economy is not modelled"),
        ({"low": 5, "quantity": "cost per subscriber", "unit": "EUR"}, "by subscriber"),
        ({"low": 5, "quantity": "towers to visit", "unit": "sites"}, "counts of sites"),
        ({"low": 5, "quantity": "additional cost of removal"}, "a law that is not named"),
        ({"low": 5, "quantity": "happiness"}, "a quantity that the model does not have"),
        ({"low": 5, "quantity": "cost of replacing Chinese RAN bought since 2010"}, "of 2010"),
    ],
)
def test_what_cannot_be_used_is_counted_and_named(
    tmp_path: Path, cells: dict[str, Any], reason: str
) -> None:
    found, sieve = read(tmp_path, row(**cells), row(study="Another", central=1))
    assert [claim.row.line for claim in found] == [3]
    assert [left.line for left in sieve.left_out] == [2]
    assert reason in sieve.left_out[0].reason


def test_the_rules_are_whole() -> None:
    with Path(questions.__file__).with_name("studies.csv").open(encoding="utf-8") as handle:
        header, *rules = csv.reader(handle)
    found = [dict(zip(header, rule, strict=True)) for rule in rules]
    assert {rule["measure"] for rule in found} == {"outside", *EFFECTS}
    assert all(rule["note"] for rule in found if rule["measure"] == "outside")
    assert {rule["level"] for rule in found} <= {"", *LEVELS}
    assert {name for rule in found for name in rule["kit"].split()} <= set(CLASSES)


def test_a_bracket_holds_the_study_beside_the_model(tmp_path: Path) -> None:
    asked = []

    def play(law: Law, against: int = NONE) -> Mapping[str, Pair]:
        asked.append((law.countries, law.level, against))
        dearer = steady()._replace(paid_usd_m=10.0 + after(50.0))
        return {"m": Pair(dearer, steady(), BEGINS, OPERATORS, np.full(2, 36.0))}

    rows = table(tmp_path, "study_results", [row(unit="USD bn", low=0.5)])
    (bracket,) = study_brackets(rows, play, Sieve())
    assert asked == [(("DEU",), REMOVAL, NONE)]
    assert bracket.model["m"] == pytest.approx([1.0, 0.0])
    assert (bracket.low, bracket.high, bracket.unit) == (0.5, math.inf, MONEY)
    assert "removal over 5 years" in bracket.what
    assert meets(bracket) == {"m": True}


def test_a_range_meets_a_bracket_that_it_reaches_into() -> None:
    samples = np.append(np.linspace(0.0, 1.0, 101), np.nan)  # 5 to 95 %: 0.05 to 0.95
    plain = Bracket("study_results", 2, "x", "%", 0.0, 0.0, "A", {"m": samples})

    def met(low: float, high: float) -> bool:
        return meets(plain._replace(low=low, high=high))["m"]

    assert met(0.5, 0.5)
    assert met(0.94, 9.0)
    assert met(-math.inf, 0.06)
    assert not met(-math.inf, 0.04)
    assert not met(0.96, math.inf)
    nothing = plain._replace(high=math.inf, model={"m": np.full(3, np.nan)})
    assert not meets(nothing)["m"]


def test_the_tables_of_the_package_are_used_or_named() -> None:
    rows, sieve = read_rows(table_path("study_results").parent, "study_results"), Sieve()
    found = study_brackets(rows, player({"m": drawn(Request(("us_action",), draws=2))}), sieve)
    assert len(found) + len(sieve.left_out) == len(rows)
    assert all(np.isfinite(bracket.model["m"]).all() for bracket in found)
    costs = [bracket for bracket in found if bracket.unit == MONEY]
    assert len(costs) == 8
    assert {bracket.unit for bracket in found} == {MONEY, "months", "years", "%"}
