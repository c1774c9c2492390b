from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from sim.history import ACTORS, FILE, REPLAYED, Dose, doses, replay
from sim.terms import quarter_index, quarter_label

LAST = quarter_index("2024Q4")
DATA = Path(FILE).parent


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


EVENTS = {row["event_id"]: row for row in rows("policy_events.csv")}
AVERAGES = {row["date"]: row for row in rows("us_china_tariffs.csv")}
TABLE = rows("doses.csv")


def test_every_recorded_event_is_in_the_dose_table() -> None:
    mapped = {row["event_id"] for row in TABLE}
    assert set(EVENTS) <= mapped
    assert {f"CHN-average-{day}" for day in AVERAGES} == mapped - set(EVENTS)


def test_rows_of_others_are_outcomes_and_rows_without_a_dose_say_why() -> None:
    for row in TABLE:
        assert row["reason"], row["event_id"]
        if row["event_id"] in EVENTS:
            assert row["actor"] == EVENTS[row["event_id"]]["actor_iso3"]
        if row["actor"] in ACTORS:
            assert row["use"] in ("dose", "none"), row
        else:
            assert row["use"] in ("outcome", "world"), row
        given = [row[key] for key in ("instrument", "value", "from")]
        assert all(given) if row["use"] == "dose" else not any(given), row


def effective_quarter(text: str) -> int:
    """Quarter of a date, or the next if only its last two weeks remain."""
    day = date.fromisoformat(text)
    moved = day + timedelta(days=14)
    return (moved.year - 2014) * 4 + (moved.month - 1) // 3


FIXED_BY_THE_MODEL = {
    "USA-2013-licence_review-01": "before the years simulated",
    "USA-2018-pressure-01": "the shape of the campaign",
    "USA-2019-pressure-03": "the shape of the campaign",
    "USA-2020-pressure-17": "the shape of the campaign",
    "USA-2020-subsidy-06": "level 4 in the quarter of the act",
}


@pytest.mark.parametrize("dose", doses(), ids=lambda dose: f"{dose.event_id} {dose.instrument}")
def test_doses_begin_in_the_quarter_in_which_the_event_took_effect(dose: Dose) -> None:
    if dose.event_id in FIXED_BY_THE_MODEL:
        return
    event = EVENTS.get(dose.event_id)
    day = event["effective_date"] or event["date"] if event else dose.event_id[-10:]
    assert quarter_label(dose.first) == quarter_label(effective_quarter(day))


@pytest.mark.rule("W1")
def test_duties_are_those_of_the_tables() -> None:
    us = [dose for dose in doses() if dose.instrument == "duty_us"]
    assert [dose.value for dose in us] == [
        float(EVENTS[dose.event_id]["tariff_rate"]) for dose in us
    ]
    start = float(AVERAGES["2018-07-01"]["cn_avg_tariff_on_us_pct"])
    china = [dose for dose in doses() if dose.instrument == "duty_china"]
    for dose in china:
        average = float(AVERAGES[dose.event_id[-10:]]["cn_avg_tariff_on_us_pct"])
        assert dose.value == pytest.approx((average - start) / 100 * 0.5)
    assert [round(dose.value, 4) for dose in china] == [0.0555, 0.0465, 0.0655]


def spans(name: str, key: str) -> list[tuple[str, str, object]]:
    found = {instrument.name: instrument for instrument in replay(ACTORS, LAST)}[name]
    return [
        (quarter_label(part.first), quarter_label(part.last), part.values[key])
        for part in found.parts
    ]


@pytest.mark.rule("U1", "U2", "U3", "W1")
def test_the_replay_gives_exactly_the_dates_of_the_model() -> None:
    assert spans("export_control", "dose") == [
        ("2019Q2", "2020Q2", 0.6),
        ("2020Q3", "2035Q4", 1.0),
        ("2018Q2", "2018Q2", 1.0),
    ]
    assert [v for *_, v in spans("export_control", "vendors")] == [
        ("huawei",),
        ("huawei",),
        ("zte",),
    ]
    assert [v for *_, v in spans("export_control", "parts")] == ["chips", "chips", "us"]
    assert spans("usa_law", "level") == [
        ("2014Q1", "2019Q1", 2),
        ("2019Q2", "2020Q3", 3),
        ("2020Q4", "2035Q4", 4),
    ]
    assert spans("aid", "budget_usd_m") == [("2020Q4", "2035Q4", 150.0)]
    assert spans("swap_support", "share") == [("2020Q4", "2035Q4", 0.4)]
    assert spans("duty", "us")[:2] == [
        ("2018Q4", "2019Q1", 0.10),
        ("2019Q2", "2035Q4", 0.25),
    ]
    assert [(first, last) for first, last, _ in spans("duty", "china")[2:]] == [
        ("2018Q4", "2019Q1"),
        ("2019Q2", "2019Q4"),
        ("2020Q1", "2035Q4"),
    ]
    assert spans("campaign", "peak") == [("2018Q2", "2035Q4", quarter_index("2019Q1"))]
    assert spans("campaign", "hold_until") == [("2018Q2", "2035Q4", quarter_index("2020Q4"))]


def test_actors_dates_and_instruments_are_chosen() -> None:
    assert [i.name for i in replay(ACTORS, LAST)] == list(REPLAYED)
    assert [i.name for i in replay(["CHN"], LAST)] == ["duty"]
    early = replay(ACTORS, quarter_index("2019Q2"), ["export_control", "aid"])
    assert [(i.name, [part.values["dose"] for part in i.parts]) for i in early] == [
        ("export_control", [0.6, 1.0])
    ]
    assert early[0].parts[0].last == quarter_index("2035Q4")
    assert replay(ACTORS, quarter_index("2018Q3"), ["campaign"]) == ()


def test_counts_of_rows_with_a_dose() -> None:
    assert Counter(dose.actor for dose in doses()) == {"USA": 14, "CHN": 3}
