"""Decisions are coded by the written rule, row by row."""

import pytest

from sim.analysis.recorded_levels import recorded_levels
from sim.data.schema import FOLDER
from sim.validation.restrictions import CODINGS, Restriction, onsets, restrictions
from sim.validation.rows import Row, Sieve, read_rows

BAN = {
    "date": "2023-05-10", "actor_iso3": "DEU", "instrument": "ban", "layer": "ran",
    "scope": "5g", "stringency": "0.85", "status": "enacted",
}  # fmt: skip


def coded(**more: str) -> list[Restriction]:
    return restrictions([Row("policy_events", 2, {**BAN, **more})], Sieve())


def test_a_law_counts_in_every_coding_with_its_quarter() -> None:
    found = coded()
    assert {each.coding for each in found} == set(CODINGS)
    assert {(each.country, each.year, each.quarter, each.level) for each in found} == {
        ("DEU", 2023, 2, 4)
    }


def test_what_works_without_a_law_counts_in_fact_alone() -> None:
    assert [each.coding for each in coded(status="informal")] == ["de facto"]
    assert coded(status="announced") == coded(status="reversed") == []


@pytest.mark.parametrize(
    "more",
    [{"instrument": "pressure"}, {"layer": "core"}, {"scope": "federal_procurement"},
     {"stringency": "0.1"}],
)  # fmt: skip
def test_other_moves_are_no_restrictions(more: dict[str, str]) -> None:
    assert coded(**more) == []


def test_a_date_without_a_month_is_the_middle_of_its_year() -> None:
    assert coded(date="2023")[0].quarter == 3


def test_borderline_decisions_are_a_cap_in_one_coding() -> None:
    levels = {each.coding: each.level for each in coded(actor_iso3="FRA", stringency="0.6")}
    assert levels == {"de jure": 3, "de facto": 3, "de jure, borderline lower": 2}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"actor_iso3": "EUU"}, "a decision of several countries together"),
        ({"actor_iso3": "KOS"}, "a place that the model does not know (KOS)"),
        ({"date": "soon"}, "a date that cannot be read (soon)"),
        ({"stringency": "hard"}, "stringency 'hard' is not a number"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_its_reason(more: dict[str, str], why: str) -> None:
    sieve = Sieve()
    assert restrictions([Row("policy_events", 2, {**BAN, **more})], sieve) == []
    assert [row.reason for row in sieve.left_out] == [why]


def test_the_first_decision_that_is_strict_enough_is_the_onset() -> None:
    found = [
        Restriction("DEU", year, quarter, level, "de jure")
        for year, quarter, level in ((2019, 3, 1), (2023, 2, 3), (2022, 4, 4))
    ]
    assert onsets(found, 3, "de jure") == {"DEU": (2022, 4)}
    assert onsets(found, 1, "de jure") == {"DEU": (2019, 3)}
    assert onsets(found, 3, "de facto") == {}


@pytest.mark.parametrize("coding", ["de jure", "de facto"])
@pytest.mark.parametrize("least", [1, 2, 3, 4])
def test_the_programs_own_table_is_coded_as_elsewhere(coding: str, least: int) -> None:
    found = restrictions(read_rows(FOLDER, "policy_events"), Sieve())
    here = {
        each.country
        for each in found
        if each.coding == coding and each.level >= least and each.year >= 2014
    }
    there = recorded_levels(2020, CODINGS[coding])
    assert here - {"USA"} == {code for code, level in there.items() if level >= least}
