"""Every rule has a test that says so, by a plain name that a reader of the source finds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
RULES = {"T": 3, "G": 4, "U": 3, "C": 2, "W": 4, "O": 6, "V": 6, "E": 5}
WITHOUT_A_RULE = {"W2", "V3"}
OF_NO_RULE = {Path(__file__).name, "test_quarter.py", "test_rows.py"}
"""Tests of how rules are played and added up."""


def marked(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rules named by each marker of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if ast.unparse(mark).startswith("pytest.mark.rule"):
                    assert isinstance(mark, ast.Call)
                    yield tuple(ast.literal_eval(name) for name in mark.args)


def test_every_rule_is_checked_by_a_test_that_names_it() -> None:
    names = {f"{part}{i + 1}" for part, count in RULES.items() for i in range(count)}
    found = [rule for path in TESTS.rglob("test_*.py") for rules in marked(path) for rule in rules]
    assert set(found) == names - WITHOUT_A_RULE


def test_every_test_of_a_rule_names_one() -> None:
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if path.name in OF_NO_RULE:
            continue
        tests = len(re.findall(r"^def test_", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert len(list(marked(path))) == tests, path.name
