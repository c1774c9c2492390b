"""Writes the tables of ``docs/odd.md`` from the program itself: ``python -m sim.odd``."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim import outcomes, params
from sim.params import Parameter

FILE: Final = Path(__file__).parents[1] / "docs" / "odd.md"
RULES: Final = Path(__file__).parent / "rules"
_BLOCK: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_NAMED: Final = re.compile(r"\(([A-Z]\d[^)]*(?:\([a-z]\)[^)]*)*)\)")
_RULE: Final = re.compile(r"([A-Z])(\d)(?: to |-)?([A-Z])?(\d)?")


def filled(text: str) -> str:
    """Return a page with every table between its marks written anew.

    Examples
    --------
    >>> page = "<!-- table: schedule -->\\nold\\n<!-- end -->"
    >>> "| 1 | shocks |" in filled(page)
    True
    """
    return _BLOCK.sub(lambda match: f"{match[1]}{TABLES[match[2]]()}{match[3]}", text)


def schedule_table() -> str:
    """Return the stages of a quarter."""
    from sim.schedule import SCHEDULE

    rows = ((str(n), stage.name, stage.sentence) for n, stage in enumerate(SCHEDULE, start=1))
    return table(("", "Stage", "What happens"), rows)


def parameter_table() -> str:
    """Return every parameter that is a number."""
    rows = (
        (
            f"`{p.key}`", p.rule, p.meaning, f"{p.default:g}", _extent(p), p.unit,
            f"{p.source} ({p.grade})" if p.grade else p.source,
        )
        for p in params.registry().values()
        if not p.is_switch
    )  # fmt: skip
    head = ("Parameter", "Rule", "Meaning", "Start", "Range", "Unit", "Source (grade)")
    return table(head, rows)


def mechanism_table() -> str:
    """Return every switch."""
    rows = (
        (f"`{p.key}`", p.rule, p.meaning, "on" if p.default else "off")
        for p in params.switches().values()
    )
    return table(("Switch", "Rule", "Mechanism", "Start"), rows)


def outcome_table() -> str:
    """Return everything that a run can store."""
    rows = (
        (f"`{o.name}`", o.label, o.unit, ", ".join(o.dims), o.definition)
        for o in outcomes.registry().values()
    )
    return table(("Outcome", "Label", "Unit", "By", "Definition"), rows)


def rule_table() -> str:
    """Return where each rule stands in the code."""
    rows = (
        (rule, "; ".join(f"`{file}`: {', '.join(names)}" for file, names in places.items()))
        for rule, places in sorted(rules_in_code().items(), key=lambda item: _order(item[0]))
    )
    return table(("Rule", "File and functions in `sim/rules/`"), rows)


def rules_in_code() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return rule -> file -> functions whose first line names the rule."""
    found: dict[str, dict[str, list[str]]] = {}
    for file in sorted(RULES.glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                line = (ast.get_docstring(node) or "").partition("\n")[0]
                for rule in _rules(line):
                    found.setdefault(rule, {}).setdefault(file.name, []).append(node.name)
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def write() -> Path:
    """Write the tables of the page anew and return its path."""
    FILE.write_text(filled(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    return FILE


def _extent(p: Parameter) -> str:
    return "held" if p.low == p.high else f"{p.low:g} to {p.high:g}"


def _rules(line: str) -> Iterator[str]:
    """Yield the rules that a line names in brackets; ``T1-T3`` and ``T1 to T3`` are three."""
    for named in _NAMED.findall(line):
        for letter, first, other, last in _RULE.findall(named):
            stop = int(last) if other == letter and last else int(first)
            yield from (f"{letter}{n}" for n in range(int(first), stop + 1))


def _order(rule: str) -> tuple[int, str]:
    return "TGUCWOVE".index(rule[0]), rule


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "schedule": schedule_table,
    "parameters": parameter_table,
    "mechanisms": mechanism_table,
    "outcomes": outcome_table,
    "rules": rule_table,
}
"""What each table of the page is made by."""


if __name__ == "__main__":
    print(write())
