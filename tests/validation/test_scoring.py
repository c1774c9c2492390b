"""What stands in one score: never figures of two windows, publishers, or kinds of place."""

from __future__ import annotations

import numpy as np
import pytest

from sim.validation.evidence import Event, Figure
from sim.validation.judge import Row
from sim.validation.left_out import OF, REGION
from sim.validation.scoring import NEAR, all_rows
from sim.validation.windows import AFTER, NEVER, SEEN

EUROPE = "Europe & Central Asia"


SERIES = {"market": "ran", "place": "world", "publisher": "Dell'Oro", "period": "year",
          "measure": "bought", "generation": "radio"}  # fmt: skip


def figure(
    away: float,
    groups: dict[str, str] = SERIES,
    table: str = "vendor_share_global",
    window: str = SEEN,
    seed: bool = False,
) -> Figure:
    return Figure(table, 2, f"{away}", groups, f"{away}", "share", 0.3, 0.01,
                  {"default": np.array([0.3 + away / 100])}, {}, seed, window)  # fmt: skip


def event(country: str, group: str = "all others", table: str = "policy_events") -> Event:
    groups = {"coding": "de jure", "level": "no new kit", "group": group}
    if table != "policy_events":
        groups = {"generation": "5G", "status": "awarded", "region": EUROPE}
    return Event(table, country, groups, country, 1.0, 2019.0, {"default": 0.5}, {}, SEEN)


def biases(rows: list[Row]) -> dict[tuple[str, ...], float]:
    """Return the bias of each group, by window and what its figures have in common."""
    return {
        (each.window, *each.groups.values()): round(each.score.value, 6)
        for each in rows
        if each.measure == "bias"
    }


def counts(rows: list[Row]) -> dict[tuple[str, ...], int]:
    return {
        (each.table, *each.groups.values()): each.score.figures
        for each in rows
        if each.measure == "Brier score"
    }


def test_windows_are_never_added_up() -> None:
    found = biases(
        all_rows([figure(1.0), figure(3.0, window=AFTER), figure(8.0, window=NEVER)], [])
    )
    whole = {window: value for (window, *labels), value in found.items() if not labels}
    assert whole == {SEEN: 1.0, AFTER: 3.0, NEVER: 8.0}


def test_publishers_are_never_spliced() -> None:
    some = [figure(1.0), figure(3.0, {**SERIES, "publisher": "Omdia"})]
    found = biases(all_rows(some, []))
    series = {labels[2]: value for (_, *labels), value in found.items() if len(labels) == 5}
    assert series == {"Dell'Oro": 1.0, "Omdia": 3.0}
    assert found[(SEEN,)] == 2.0, "all of the table together"


def test_countries_left_out_of_the_start_are_no_countries_with_a_share_of_their_own() -> None:
    own = {"of": "a country", "measure": "installed", "generation": "radio", "region": EUROPE}
    table = "vendor_share_country"
    some = [figure(1.0, own, table), figure(5.0, {"of": OF, REGION: EUROPE}, table)]
    found = biases(all_rows(some, []))
    assert found == {
        (SEEN, "a country"): 1.0,
        (SEEN, OF): 5.0,
        (SEEN, "a country", "installed"): 1.0,
        (SEEN, "a country", "radio"): 1.0,
        (SEEN, "a country", EUROPE): 1.0,
        (SEEN, OF, EUROPE): 5.0,
    }


def test_what_the_model_starts_from_is_in_no_score() -> None:
    assert all_rows([figure(9.0, seed=True)], []) == []
    assert biases(all_rows([figure(1.0), figure(9.0, seed=True)], []))[(SEEN,)] == 1.0


def test_decisions_are_scored_among_all_and_among_allies_and_rivals() -> None:
    some = [event("AAA", "Five Eyes"), event("BBB", "rivals of China"),
            event("CCC", "other allies"), event("DDD"), event("EEE")]  # fmt: skip
    assert counts(all_rows([], some)) == {
        ("policy_events", "de jure", "no new kit", "all countries"): 5,
        ("policy_events", "de jure", "no new kit", NEAR): 3,
    }


def test_contracts_are_scored_together_and_apart() -> None:
    found = counts(all_rows([], [event("AAA", table="operator_vendors")]))
    assert [*found] == [
        ("operator_vendors",),
        ("operator_vendors", "5G"),
        ("operator_vendors", "awarded"),
        ("operator_vendors", EUROPE),
    ]


@pytest.mark.parametrize("table", ["study_results", "unknown"])
def test_other_tables_have_no_score(table: str) -> None:
    assert all_rows([figure(1.0, table=table)], []) == []
