"""The ODD page says what the program does."""

from __future__ import annotations

import re

import pytest

from sim import outcomes, params
from sim.odd import FILE, TABLES, filled, rules_in_code, table
from sim.schedule import SCHEDULE
from tests.real import built

PAGE = FILE.read_text(encoding="utf-8")
RULES = (
    [f"T{n}" for n in (1, 2, 3)]
    + [f"G{n}" for n in (1, 2, 3, 4)]
    + ["U1", "U2", "U3", "C1", "C2", "W1", "W3", "W4"]
    + [f"O{n}" for n in range(1, 7)]
    + ["V1", "V2", "V4", "V5", "V6", "E1", "E3", "E4", "E5"]
)


def test_its_tables_are_fresh() -> None:
    assert filled(PAGE) == PAGE, "stale: run python -m sim.odd"
    assert set(re.findall(r"<!-- table: (\w+) -->", PAGE)) == set(TABLES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_stands_somewhere(rule: str) -> None:
    assert rules_in_code()[rule]


def test_a_range_of_rules_names_each() -> None:
    code = rules_in_code()
    assert "suspicion" in code["T2"]["trust.py"]  # "(T1-T3)"
    assert "order" in code["O4"]["deployment.py"]  # "(O1-O6)"
    assert "usable_capacity" in code["C2"]["deliveries.py"]


def test_every_stage_parameter_and_outcome_has_its_line() -> None:
    for stage in SCHEDULE:
        assert f"| {stage.name} | {stage.sentence} |" in PAGE
    for name in (*params.registry(), *outcomes.registry()):
        assert PAGE.count(f"\n| `{name}` |") == 1


def test_its_numbers_are_the_worlds() -> None:
    world, names = built()
    deciding = int(world.countries.decides.sum())
    assert f"{len(names.countries)} countries, of which {deciding} decide" in PAGE
    assert f"| Operator | {len(names.operators)} |" in PAGE


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x/y |\n"
