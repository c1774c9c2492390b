"""The operators in C and with NumPy do what the engine's do, in every quarter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks import operators
from benchmarks.arrays.play import play
from benchmarks.arrays.run import WRITTEN, Run
from benchmarks.c import library
from benchmarks.c.layout import SEEN
from benchmarks.c.library import COperators
from benchmarks.cases import block, real
from benchmarks.parts import buy_through
from sim.engine import Block, call
from sim.terms import CAP, CHIPS, NO_NEW_KIT, REMOVAL
from tests import runs
from tests.runs import AAA, BBB, CHN, DDD, EEE
from tests.worlds import quiet, small_world

TOLERANCE = 1e-9
WITH_GCC = pytest.mark.skipif(bool(library.obstacle()), reason=library.obstacle())

FIELDS = {
    "governments": ("coverage_wanted",),
    "vendors": ("orders_usd_m", "revenue_usd_m", "cost_usd_m", "delivered_share"),
}
"""What operators write of the records of others."""

Other = Callable[[int, dict[str, NDArray[Any]]], dict[str, NDArray[Any]]]


def troubled() -> Block:
    """Seven countries under every law, with shortages and a bar on exports."""
    scenario = quiet(small_world())
    scenario.control[20:40, 0, CHIPS] = 1.0
    scenario.export_bar[30:] = 0.9
    for country, level, start in ((AAA, CAP, 24), (BBB, REMOVAL, 30), (DDD, NO_NEW_KIT, 12)):
        scenario.imposed_level[start:, country] = level
    scenario.imposed_level[50:, EEE] = 1
    scenario.imposed_level[40:, CHN] = NO_NEW_KIT
    scenario.imposed_deadline[30:, BBB] = 34
    scenario.swap_paid_by_state[:] = 0.4
    tight = {"vendor.capacity_start": 0.7, "component.exposed_us_chips": 0.9}
    return runs.block(scenario, 0, tight, replicates=2)


def in_c(made: Block) -> Other:
    c = COperators(made.tables)

    def once(quarter: int, seen: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        for name, table in seen.items():
            c.tables[name][...] = table
        c.play(quarter)
        return {name: c.tables[name] for name in WRITTEN}

    return once


def with_numpy(made: Block) -> Other:
    members = [Run(made.tables, position) for position in range(len(made.parameters))]

    def once(quarter: int, seen: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        for run in members:
            for name, table in seen.items():
                run.see(name, table)
            play(run, quarter)
        return {name: np.stack([run.state[name] for run in members]) for name in WRITTEN}

    return once


def differing(found: dict[str, NDArray[Any]], expected: Any) -> list[str]:
    """Name the tables and fields that differ by more than 1e-9 of 1, or of a larger value."""
    wrong = []
    for name in WRITTEN:
        for field in FIELDS.get(name, (...,)):
            one, other = found[name][field], expected[name][field]
            if not np.allclose(one, other, rtol=TOLERANCE, atol=TOLERANCE):
                wrong.append(f"{name} {'' if field is ... else field}".strip())
    return wrong


def troubles(made: Block) -> set[str]:
    """Name what has just happened somewhere."""
    state = made.state
    capped = (state.governments["level"] == CAP) & (state.governments["coverage"] > 0.0)
    seen = {
        "rationed": state.vendors["delivered_share"] < 0.99,
        "waiting": state.waiting > 0.0,
        "lapsed": state.lapsed > 0.0,
        "overdue": state.overdue > 0.0,
        "capped": capped,
    }
    return {word for word, where in seen.items() if where.any()}


def hold_beside(made: Block, other: Other, quarters: int) -> set[str]:
    """Play the engine and another version, compare all that operators write; tell troubles."""
    happened = set()
    for quarter in range(quarters):
        for stage in made.stages:
            if stage.name == operators.STAGES[0]:
                found = other(quarter, {name: made.tables[name] for name in SEEN})
            call(stage.function, stage.arguments, made.tables, quarter)
            if stage.name == operators.STAGES[-1]:
                assert differing(found, made.tables) == [], f"quarter {quarter}"
                happened |= troubles(made)
    return happened


VERSIONS = pytest.mark.parametrize("version", [pytest.param(in_c, marks=WITH_GCC), with_numpy])


@VERSIONS
def test_it_equals_the_engine_in_the_real_world(version: Callable[[Block], Other]) -> None:
    case = real()
    made = block(case, 2)
    hold_beside(made, version(made), case.quarters)
    assert set(np.unique(made.state.governments["level"])) >= {0, 1, CAP, NO_NEW_KIT, REMOVAL}


@VERSIONS
def test_it_equals_the_engine_in_troubled_times(version: Callable[[Block], Other]) -> None:
    made = troubled()
    happened = hold_beside(made, version(made), 60)
    assert happened == {"rationed", "waiting", "lapsed", "overdue", "capped"}


def test_what_operators_saw_gives_the_same_kit_when_played_over() -> None:
    """As it is timed: all quarters in one call, by the engine and by C."""
    case, quarters = real(), 30
    watched = block(case, 2)
    seen = operators.watch(watched, quarters)
    again = block(case, 2)
    buy_through(again.parameters, again.facts, again.state, again.room, seen, True)
    found = [again.tables]
    if not library.obstacle():
        c = COperators(block(case, 2).tables)
        c.play_through(seen._asdict(), True)
        found.append(c.tables)
    for tables in found:
        for name in ("young", "old", "award", "demand", "backlog"):
            expected = watched.tables[name]
            assert np.allclose(tables[name], expected, rtol=TOLERANCE, atol=TOLERANCE), name


def test_showing_alone_buys_nothing() -> None:
    made = block(real(), 1)
    seen = operators.watch(block(real(), 1), 3)
    before = made.state.young.copy()
    buy_through(made.parameters, made.facts, made.state, made.room, seen, False)
    assert (made.state.young == before).all()
    assert (made.state.price == seen.price[-1]).all()
    if not library.obstacle():
        c = COperators(block(real(), 1).tables)
        c.play_through(seen._asdict(), False)
        assert (c.tables["young"] == before).all()
        assert (c.tables["price"] == seen.price[-1]).all()


def test_times_are_taken_of_all_three() -> None:
    times = operators.operator_times(real(), runs=1, repeats=1)
    assert times.engine > 0.0
    assert times.numpy > 0.0
    assert (times.c is None) == bool(library.obstacle())


@WITH_GCC
def test_another_number_of_vendors_is_refused() -> None:
    made = block(real(), 1)
    few = {**made.tables, "vendor_facts": made.tables["vendor_facts"][:7]}
    with pytest.raises(ValueError, match=r"^the C code is written for 8 vendors$"):
        COperators(few)


def test_what_is_missing_to_compile_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert library.obstacle() == "gcc was not found"
