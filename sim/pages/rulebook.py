"""The tables of ``docs/rules``: every rule with its code, its tests and what it does."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from sim import params
from sim.outcomes import registry
from sim.pages.effects import TRACE, Effect, kept
from sim.pages.markdown import table
from sim.params import Parameter

CODE: Final = Path(__file__).parents[1]
TESTS: Final = CODE.parent / "tests"
FILE: Final = Path(__file__).with_name("rules.csv")
REASONS: Final = Path(__file__).with_name("reasons.csv")
WHOLE: Final = "us_action"
UNITS: Final = {
    "huawei_world_share": "Huawei's share {} points",
    "chinese_share_outside_china": "Chinese share outside China {} points",
    "allied_restricting": "allies at no new kit {}",
    "host_exposure": "US-base hosts' exposure {} points",
    "delay_quarters": "5G delay {} quarters",
}
_NAMED: Final = re.compile(r"\(([A-Z]\d[^)]*(?:\([a-z]\)[^)]*)*)\)")
_RULE: Final = re.compile(r"([A-Z])(\d)(?: to |-)?([A-Z])?(\d)?")


class Rule(NamedTuple):
    """A rule of the model description."""

    name: str
    title: str
    note: str  #: why it moves little or nothing, where that is so


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its name, in the order of the model description.

    Examples
    --------
    >>> rules()["T1"].title
    'Suspicion follows news and campaign and is forgotten'
    """
    with FILE.open(encoding="utf-8", newline="") as handle:
        found = [Rule(row["rule"], row["title"], row["note"]) for row in csv.DictReader(handle)]
    return {rule.name: rule for rule in found}


def code_table() -> str:
    """Return where each rule stands in the code, function by function."""
    code = rules_in_code()
    rows = (
        (
            rule.name,
            rule.title,
            "; ".join(f"`{file}`: {', '.join(names)}" for file, names in code[rule.name].items()),
        )
        for rule in rules().values()
    )
    return table(("Rule", "What it says", "Files and functions in `sim/`"), rows)


def checked_table() -> str:
    """Return each rule with its files, its tests, and what switching it off does."""
    code, tests = rules_in_code(), rule_tests()
    rows = (
        (
            f"**{rule.name}** {rule.title}",
            "<br>".join(f"`{file}`" for file in code[rule.name]),
            "<br>".join(f"`{file}` ({len(names)})" for file, names in tests[rule.name].items()),
            "<br>".join((*_effects(rule), *([rule.note] if rule.note else []))),
        )
        for rule in rules().values()
    )
    return table(("Rule", "Code in `sim/`", "Tests in `tests/`", "Effect in 2030"), rows)


def switch_table() -> str:
    """Return what turning each switch does to the headline measures."""
    head = ("Turned", *(words.replace(" {}", "") for words in UNITS.values()), "Moves most")
    rows = []
    for switch in params.switches().values():
        effects = {effect.measure: effect for effect in kept().get((WHOLE, switch.name), ())}
        numbers = (_cell(effects[name]) if name in effects else "" for name in UNITS)
        rows.append((f"`{switch.name}`", *numbers, _trace(effects.values()) or "nothing"))
    return table(head, rows)


def rules_in_code() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return rule -> file -> functions whose first line names the rule."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in rules()}
    files = [*sorted((CODE / "rules").glob("*.py")), *sorted((CODE / "analysis").glob("*.py"))]
    for file in files:
        for node in _functions(file):
            line = (ast.get_docstring(node) or "").partition("\n")[0]
            for rule in _rules(line):
                place = f"{file.parent.name}/{file.name}"
                found[rule].setdefault(place, []).append(node.name)
    return found


def rule_tests() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return rule -> file -> tests that are marked as checking it."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in rules()}
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in _functions(file):
            for rule in _marked(node):
                place = file.relative_to(TESTS).as_posix()
                found[rule].setdefault(place, []).append(node.name)
    return found


def switches_of(rule: str) -> list[Parameter]:
    """Return the switches of a rule's mechanisms."""
    return [s for s in params.switches().values() if rule in s.rule.split(", ")]


def is_clear(mechanism: str) -> bool:
    """Return whether turning a mechanism moves a headline measure clearly."""
    effects = kept().get((WHOLE, mechanism), ())
    return any(effect.measure in UNITS and effect.is_clear for effect in effects)


@cache
def reasons() -> Mapping[str, str]:
    """Return why a mechanism moves little, by its name, for those that move no headline."""
    with REASONS.open(encoding="utf-8", newline="") as handle:
        return {row["mechanism"]: row["reason"] for row in csv.DictReader(handle)}


def _effects(rule: Rule) -> Iterator[str]:
    for switch in switches_of(rule.name):
        word = "without" if switch.default else "with"
        yield f"{word} `{switch.name}`: {_largest(switch.name)}"


def _largest(mechanism: str) -> str:
    """Return the clearest headline effect in words, or the outcome that is moved most."""
    effects = kept().get((WHOLE, mechanism), ())
    if not is_clear(mechanism):
        return f"no headline clearly; {_trace(effects) or 'nothing'}. {reasons()[mechanism]}"
    clear = [effect for effect in effects if effect.measure in UNITS and effect.is_clear]
    told = max(clear, key=lambda e: abs(e.mean) / max(e.high - e.low, 1e-9))
    return UNITS[told.measure].format(_cell(told))


def _cell(effect: Effect) -> str:
    from sim.analysis.table import cell

    text = cell(effect.mean, effect.low, effect.high)
    return f"**{text}**" if effect.is_clear else text


def _trace(effects: Iterable[Effect]) -> str:
    for effect in effects:
        if effect.measure.startswith(TRACE):
            outcome = registry()[effect.measure.removeprefix(TRACE)]
            return f"{outcome.label} by {100 * effect.mean:.{1 if effect.mean < 0.1 else 0}f} %"
    return ""


def _functions(file: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    yield from (node for node in tree.body if isinstance(node, ast.FunctionDef))


def _rules(line: str) -> Iterator[str]:
    """Yield the rules that a line names in brackets; ``T1-T3`` and ``T1 to T3`` are three."""
    for named in _NAMED.findall(line):
        for letter, first, other, last in _RULE.findall(named):
            stop = int(last) if other == letter and last else int(first)
            yield from (f"{letter}{n}" for n in range(int(first), stop + 1))


def _marked(node: ast.FunctionDef) -> Iterator[str]:
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule":
            yield from (str(ast.literal_eval(name)) for name in mark.args)


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "checked": checked_table,
    "switches": switch_table,
}
"""What each table of the page is made by."""
