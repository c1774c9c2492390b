"""Stylised facts, and the simulated world beside the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sim.analysis.groups import titles
from sim.analysis.stylised.registry import FACTS
from sim.pages.evidence.inputs import Inputs, Row
from sim.pages.evidence.scores import CONDITIONAL
from sim.pages.markdown import table

DRAWS: Final = "draws"
DEFAULT: Final = "default"
_YES: Final = "yes"
_SHOWN: Final = ("Market", "Growth", "China's part", "Governments")
_PERCENT: Final = 100.0


class Fact(NamedTuple):
    """One fact in both sets of runs."""

    sentence: str
    default: Row
    draws: Row

    @property
    def holds(self) -> bool:
        """Whether the median over draws meets the bar."""
        return self.draws["holds"] == _YES


def facts(inputs: Inputs) -> list[Fact]:
    """Return the facts that both sets of runs have, in the order of the file."""
    sentences = {fact.name: fact.sentence for fact in FACTS}
    found: dict[str, dict[str, Row]] = {}
    for row in inputs.facts:
        found.setdefault(row["fact"], {})[row["set"]] = row
    return [
        Fact(_plain(sentences.get(name, name)), rows[DEFAULT], rows[DRAWS])
        for name, rows in found.items()
        if {DEFAULT, DRAWS} <= rows.keys()
    ]


def _plain(sentence: str) -> str:
    """Put the titles of groups where a sentence has their names in braces."""
    return re.sub(r"\{([^}]*)\}", lambda found: titles().get(found[1], found[1]), sentence)


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on stylised facts and on the record."""
    found = facts(inputs)
    yield "## Stylised facts\n"
    yield (
        f"{sum(each.holds for each in found)} of {len(found)} hold over draws of the parameters. "
        "Each fact is a sentence on how things went, with a bar that follows from its words and "
        "was set before the figures were seen. Numbers: median [5 to 95 %]. *Centre*: one set of "
        "parameters, chance varies. *Draws*: parameters vary too, and in which part of them the "
        "fact holds.\n"
    )
    yield table(("Fact", "Unit", "Bar", "Centre", "Draws", "Holds in", ""), map(_row, found))
    yield f"{CONDITIONAL}\n"
    yield "What is measured, fact by fact:\n"
    yield "".join(f"- *{each.sentence}*: {each.draws['measured']}.\n" for each in found)
    yield from _record(inputs.record)


def _row(each: Fact) -> tuple[str, ...]:
    share = each.draws["holds_share"]
    return (
        each.sentence,
        each.draws["unit"],
        each.draws["bar"],
        _range(each.default, "p50"),
        _range(each.draws, "p50"),
        f"{_PERCENT * float(share):.0f} %" if share else "-",
        "**holds**" if each.holds else "**does not hold**",
    )


def _range(row: Row, middle: str) -> str:
    if not row[middle]:
        return "-"
    value, low, high = (float(row[name]) for name in (middle, "p05", "p95"))
    return f"{value:.3g} [{low:.3g} to {high:.3g}]"


def _record(rows: Sequence[Row]) -> Iterator[str]:
    chosen = [row for row in rows if row["what"].startswith(_SHOWN)]
    if not chosen:
        return
    yield "### Markets and governments beside the record\n"
    yield table(
        ("What", "Year", "Unit", "Model, mean [5 to 95 %]", "On record", "Publisher", "Note"),
        (
            (
                row["what"], row["year"], row["unit"], _range(row, "mean"), on_record(row),
                row["publisher"], row["note"],
            )
            for row in chosen
        ),
    )  # fmt: skip


def on_record(row: Row) -> str:
    """Return what is on record: one number, or the least and the most.

    Examples
    --------
    >>> on_record({"low": "7", "high": "8"}), on_record({"low": "29", "high": "29"})
    ('7 to 8', '29')
    """
    low, high = f"{float(row['low']):.3g}", f"{float(row['high']):.3g}"
    return low if low == high else f"{low} to {high}"
