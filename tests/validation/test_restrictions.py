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


DATES = "write 2023-03-15, 2023-03, 2023Q1 or 2023"


def sieved(**more: str) -> Sieve:
    sieve = Sieve()
    assert restrictions([Row("policy_events", 2, {**BAN, **more})], sieve) == []
    return sieve


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
    ("more", "kind"),
    [
        ({"instrument": "pressure", "stringency": ""}, "pressure"),
        ({"instrument": "Export control"}, "a move in trade"),
        ({"layer": "core"}, "of core or components alone"),
        ({"scope": "federal_procurement"}, "what a state itself buys"),
        ({"status": "announced"}, "announced alone"),
        ({"stringency": "0.1"}, "stringency below the least that counts"),
    ],
)
def test_other_moves_are_counted_apart(more: dict[str, str], kind: str) -> None:
    sieve = sieved(**more)
    assert [row.reason for row in sieve.other_kinds] == [f"not a restriction: {kind}"]
    assert sieve.left_out == []


@pytest.mark.parametrize(
    "more",
    [
        {"instrument": " Ban "},
        {"instrument": "Licence review"},
        {"layer": "RAN"},
        {"scope": "All new"},
        {"status": "Enacted"},
        {"actor_iso3": "Germany"},
        {"date": "2023-Q2"},
    ],
)
def test_words_may_be_spelt_in_other_ways(more: dict[str, str]) -> None:
    assert coded(**more) == coded()


def test_a_date_without_a_month_is_the_middle_of_its_year() -> None:
    assert coded(date="2023")[0].quarter == 3


def test_borderline_decisions_are_a_cap_in_one_coding() -> None:
    levels = {each.coding: each.level for each in coded(actor_iso3="FRA", stringency="0.6")}
    assert levels == {"de jure": 3, "de facto": 3, "de jure, borderline lower": 2}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"stringency": ""}, "stringency is blank"),
        ({"stringency": "5"}, "a stringency of 5, which is not between 0 and 1"),
        ({"date": "2022-13-01"}, f"a date that cannot be read (2022-13-01): {DATES}"),
        ({"date": "2023-04-31"}, f"a date that cannot be read (2023-04-31): {DATES}"),
        ({"actor_iso3": "HKG"}, "a government that takes no decisions in the model (HKG)"),
        ({"layer": "radio"}, "layer 'radio' is not one of all, ran, core, components"),
        (
            {"status": "de jure"},
            "status 'de jure' is not one of enacted, informal, announced, reversed",
        ),
        ({"actor_iso3": "EUU"}, "a decision of several countries together"),
        ({"actor_iso3": "KOS"}, "a place that the model does not know (KOS)"),
        ({"date": "soon"}, f"a date that cannot be read (soon): {DATES}"),
        ({"stringency": "hard"}, "stringency 'hard' is not a number"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_its_reason(more: dict[str, str], why: str) -> None:
    assert [row.reason for row in sieved(**more).left_out] == [why]


@pytest.mark.parametrize("target", ["Kaspersky", "Ericsson", "open_ran", "RUS", "Nokia; Cisco"])
def test_a_ban_of_somebody_else_is_counted_apart_with_its_target(target: str) -> None:
    sieve = sieved(target=target)
    assert [row.reason for row in sieve.other_kinds] == [
        f"not a restriction of Chinese vendors (target {target})"
    ]
    assert sieve.left_out == []


@pytest.mark.parametrize("target", ["", "Huawei", "Huawei;ZTE", "CHN", "high-risk vendors"])
def test_a_ban_of_chinese_or_risky_vendors_counts(target: str) -> None:
    assert coded(target=target) == coded()
    assert len(coded(target=target)) == len(CODINGS)


def test_a_ban_of_nobody_knows_whom_is_left_out() -> None:
    sieve = sieved(target="Huawie")
    (left,) = sieve.left_out
    assert left.reason.startswith("target 'Huawie' is not one of chinese_vendors, CHN, Huawei,")
    assert left.reason.endswith("did you mean 'huawei'?")
    assert sieve.other_kinds == []


def test_pressure_on_a_country_is_pressure_whatever_its_target() -> None:
    (row,) = sieved(instrument="pressure", target="DEU").other_kinds
    assert row.reason == "not a restriction: pressure"


def test_targets_change_nothing_of_what_the_program_has_on_record() -> None:
    rows = read_rows(FOLDER, "policy_events")
    blank = [row._replace(cells={**row.cells, "target": ""}) for row in rows]
    sieve, without = Sieve(), Sieve()
    found = restrictions(rows, sieve)
    assert found == restrictions(blank, without)
    assert len(found) == 45
    assert sieve.left_out == without.left_out
    assert sieve.other_kinds == without.other_kinds


def test_an_instrument_that_nobody_named_is_left_out_with_those_that_are_known() -> None:
    (left,) = sieved(instrument="moratorium").left_out
    assert left.what == "DEU, moratorium"
    assert left.reason.startswith("instrument 'moratorium' is not one of ban, cap, licence_review,")


def test_every_row_of_the_program_counts_is_of_another_kind_or_is_left_out() -> None:
    sieve, rows = Sieve(), read_rows(FOLDER, "policy_events")
    found = [each for each in restrictions(rows, sieve) if each.coding == "de facto"]
    assert len(found) + len(sieve.other_kinds) + len(sieve.left_out) == len(rows)
    assert [row.what for row in sieve.left_out] == [
        "USA, licence_review", "USA, ban", "EUU, licence_review",
    ]  # fmt: skip


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
    assert here == {code for code, level in there.items() if level >= least}
