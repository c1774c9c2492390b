"""What each table must look like, read from ``schema.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
KINDS: Final = ("text", "list", "date", "quarter", "whole", "number", "flag")


@dataclass(frozen=True)
class Column:
    """One column of a table: its kind and what its cells may hold.

    ``low`` and ``high`` bound numbers and, as labels, quarters. ``allowed`` lists the words
    a text may be; with a ``reference`` (``table.column``) they are allowed besides it.
    """

    name: str
    kind: str
    required: bool
    low: str
    high: str
    key: bool
    allowed: tuple[str, ...]
    reference: str


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column"],
        kind=row["kind"],
        required=row["required"] == "1",
        low=row["low"],
        high=row["high"],
        key=row["key"] == "1",
        allowed=tuple(row["allowed"].split(";")) if row["allowed"] else (),
        reference=row["reference"],
    )


@cache
def schemas() -> dict[str, tuple[Column, ...]]:
    """Return the columns of every table, in the order of the file, by name of the table.

    Examples
    --------
    >>> [column.name for column in schemas()["start_laws"]]
    ['iso3', 'level', 'barred_market', 'source']
    """
    found: dict[str, list[Column]] = {}
    with (FOLDER / "schema.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], []).append(_column(row))
    return {name: tuple(columns) for name, columns in found.items()}
