"""The tables of ``docs/tables.md``: what ``validate`` reads, and whom the model is held against."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from sim.pages import tablewords
from sim.pages.markdown import table
from sim.validation.amounts import part
from sim.validation.baselines.contracts import RIVALS as OF_CONTRACTS
from sim.validation.baselines.restricting import RIVALS as OF_DECISIONS
from sim.validation.baselines.shares import share_rivals
from sim.validation.operators import operator_named
from sim.validation.outside import OutsideError
from sim.validation.periods import WHOLE_YEAR, period
from sim.validation.rows import TABLES as READ
from sim.validation.sizes import RIVALS as OF_SIZES

COLUMNS: Final = Path(__file__).with_name("columns.csv")
RIVALS: Final = Path(__file__).with_name("rivals.csv")
SAMPLES: Final[Mapping[str, Sequence[str]]] = {
    "year": ("2022", "2022.0", "H1 2022", "2022Q3", "FY2022", "1Q-3Q 2022", "9M 2022", "2021-22"),
    "share": ("0.31", "31%", "30-35", "0.30 to 0.35", "31", "one third"),
    "operator": ("deu-telekom", "Vodafone UK", "DEU Vodafone", "Telstra", "Vodafone"),
}
"""Cells of each kind, to show how they are read."""
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "shares": tuple(share_rivals({}, {})),
    "sizes": tuple(OF_SIZES),
    "decisions": tuple(OF_DECISIONS),
    "contracts": tuple(OF_CONTRACTS),
}
"""Rivals of the model, by what they say something of."""


def column_table(name: str) -> str:
    """Return the columns of one of the tables that are read."""
    rows = (
        (
            f"`{row['column']}`",
            "must be there" if row["column"] in READ[name] else "",
            row["holds"],
            row["blank"],
        )
        for row in rows_of(COLUMNS)
        if row["table"] == name
    )
    return table(("Column", "", "What it holds", "A blank, or no such column"), rows)


def rival_table() -> str:
    """Return what each plain rival says, by what it is of."""
    said = {(row["of"], row["rival"]): row["says"] for row in rows_of(RIVALS)}
    rows = ((of, rival, said[of, rival]) for of, names in NAMES.items() for rival in names)
    return table(("Of", "Rival", "What it says"), rows)


def cell_table() -> str:
    """Return how cells of some kinds are read."""
    rows = (
        (kind, f"`{cell}`", _read(kind, cell)) for kind, cells in SAMPLES.items() for cell in cells
    )
    return table(("Cell", "Written", "Read as"), rows)


def rows_of(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of words."""
    with file.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _read(kind: str, cell: str) -> str:
    try:
        return _READERS[kind](cell)
    except OutsideError as reason:
        return f"left out: {reason}"


def _year(cell: str) -> str:
    year, (first, last) = period(cell)
    if (first, last) == WHOLE_YEAR:
        return f"{year}, the whole year"
    return f"{year}, quarter {first}" if first == last else f"{year}, quarters {first} to {last}"


def _share(cell: str) -> str:
    found = part("share", cell)
    if found is None:
        return "left out"
    if found.value > 1.0:
        return "left out beside parts of 1, where per cent need the sign; else 31 %"
    middle = " (the middle, with a wider error)" if found.reach else ""
    return f"{100 * found.value:g} %{middle}"


_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "year": _year,
    "share": _share,
    "operator": operator_named,
}
TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "cells": cell_table,
    **{name: partial(column_table, name) for name in READ},
    **tablewords.TABLES,
    "rivals": rival_table,
}
"""What each table of the page is made by."""
