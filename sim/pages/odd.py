"""The tables of ``docs/odd.md``: schedule, parameters, switches, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sim import outcomes, params
from sim.pages.markdown import table
from sim.params import Parameter


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


def _extent(p: Parameter) -> str:
    return "held" if p.low == p.high else f"{p.low:g} to {p.high:g}"


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "schedule": schedule_table,
    "parameters": parameter_table,
    "mechanisms": mechanism_table,
    "outcomes": outcome_table,
}
"""What each table of the page is made by."""
