import csv

import pytest

from sim.analysis.recorded_levels import (
    DE_FACTO,
    DE_JURE,
    decisions,
    level_of,
    recorded_levels,
    standing,
)
from sim.data.load import load_tables, table_path

BASE = {
    "date": "2019-05",
    "target": "Huawei",
    "instrument": "ban",
    "layer": "all",
    "scope": "5g",
    "stringency": "0.6",
    "status": "enacted",
    "source": "made up",
    "date_precision": "month",
}


@pytest.fixture
def coded(tmp_path):
    """Code events of Poland that differ from an enacted ban of 2019 in what is given."""

    def code(*events, codes=DE_JURE, year=2020, **more):
        with table_path("policy_events").open(encoding="utf-8", newline="") as handle:
            columns = csv.DictReader(handle).fieldnames
        file = tmp_path / "events.csv"
        with file.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, columns)
            writer.writeheader()
            for number, event in enumerate(events):
                identity = {"event_id": f"E{number}", "actor_iso3": "POL"}
                writer.writerow({**identity, **BASE, **event})
        tables = load_tables({"policy_events": file})
        return recorded_levels(year, codes, tables=tables, **more)

    return code


@pytest.mark.parametrize(
    ("stringency", "level"),
    [(0.0, 0), (0.19, 0), (0.2, 1), (0.44, 1), (0.45, 2), (0.55, 3), (0.79, 3), (0.8, 4), (1.0, 4)],
)
def test_stringency_gives_the_level(stringency, level):
    assert level_of(stringency) == level


def test_strictest_decision_counts(coded):
    assert coded({"stringency": "0.5"}, {"stringency": "0.85"}, {"stringency": "0.3"}) == {"POL": 4}


@pytest.mark.parametrize(
    "event",
    [
        {"layer": "core"},
        {"scope": "federal_procurement", "instrument": "procurement_rule"},
        {"stringency": "0"},
        {"status": "reversed"},
        {"status": "announced"},
        {"status": "informal"},
        {"instrument": "reversal"},
        {"instrument": "pressure"},
        {"date": "2021-01"},
        {"date": "2013-12"},
        {"actor_iso3": "USA"},
        {"actor_iso3": "CHN"},
        {"actor_iso3": "EUU"},
        {"target": "Kaspersky"},
        {"target": "Ericsson"},
        {"target": "open_ran"},
        {"target": "somebody"},
    ],
)
def test_what_does_not_count(coded, event):
    assert coded(event) == {}


@pytest.mark.parametrize("target", ["CHN", "Huawei;ZTE", "high-risk vendors"])
def test_every_word_for_chinese_vendors_counts(coded, target):
    assert coded({"target": target}) == {"POL": 3}


def test_informal_decisions_count_in_fact(coded):
    assert coded({"status": "informal"}, codes=DE_FACTO) == {"POL": 3}


def test_decisions_before_2014_count_only_where_they_are_asked_for(coded):
    assert coded({"date": "2013-12"}, first=0) == {"POL": 3}


def test_decisions_count_from_their_year(coded):
    assert coded({}, year=2018) == {}
    assert coded({}, year=2019) == {"POL": 3}


def test_record_at_the_end_of_2020():
    by_law = {code for code, level in recorded_levels(2020).items() if level >= 3}
    in_fact = {code for code, level in recorded_levels(2020, DE_FACTO).items() if level >= 3}
    assert by_law == {"AUS", "FRA", "GBR", "IND", "NZL", "SWE"}
    assert in_fact - by_law == {"JPN"}


@pytest.mark.parametrize(("codes", "count"), [(DE_JURE, 14), (DE_FACTO, 17)])
def test_decisions_on_record_are_as_many_as_ever(codes, count):
    found = decisions(2020, codes, first=0)
    assert len([each for each in found if each.level]) == count


def test_taiwan_stands_since_before_2014():
    assert [standing(year) for year in (2014, 2018, 2020)] == [(1, 1), (3, 4), (7, 8)]


def test_milder_levels_hold_more():
    assert [standing(2020, least) for least in (4, 3, 2, 1)] == [(3, 3), (7, 8), (8, 9), (10, 12)]
