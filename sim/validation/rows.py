"""Rows of a table of observed figures, read leniently: what cannot be used is counted."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import DataError
from sim.validation.outside import OutsideError

#: Tables that are read where they are there, and the columns that each must have.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "vendor_share_global": ("market", "scope", "year", "vendor", "share"),
    "vendor_share_country": ("iso3", "year", "generation", "vendor", "share"),
    "policy_events": ("date", "actor_iso3", "instrument", "layer", "scope", "stringency", "status"),
    "market_size": ("market", "scope", "year", "usd_bn"),
    "study_results": ("study", "quantity", "country_region", "low", "central", "high", "unit"),
    "operator_vendors": ("operator_id", "generation", "layer", "vendor", "year", "status"),
}


class Row(NamedTuple):
    """One row of a table.

    Attributes
    ----------
    line
        Of the file.
    cells
        By column, blanks as empty strings.
    """

    table: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a cell; one whose column is not there is blank."""
        return self.cells.get(column, "").strip()

    def number(self, column: str) -> float | None:
        """Return a cell as a number, None for a blank.

        Raises
        ------
        OutsideError
            If it is no number.
        """
        text = self.text(column)
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            raise OutsideError(f"{column} {text!r} is not a number") from None

    def year(self) -> int:
        """Return the year, from the column of that name or the start of the date.

        Raises
        ------
        OutsideError
            If there is none.
        """
        text = self.text("year") or self.text("date")[:4]
        if not (text.isdigit() and len(text) == 4):
            raise OutsideError(f"no year ({text or 'blank'})")
        return int(text)


class LeftOut(NamedTuple):
    """A row that is not used, and why."""

    table: str
    line: int
    what: str
    reason: str


class Sieve:
    """Takes rows that cannot be used, so that they can be counted and named."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []

    def drop(self, row: Row, reason: object) -> None:
        """Keep a row that is not used, with the reason."""
        names = ("vendor", "study", "operator_id", "actor_iso3", "market")
        what = next((row.text(name) for name in names if row.text(name)), "")
        self.left_out.append(LeftOut(row.table, row.line, what, str(reason)))

    def counts(self) -> Counter[tuple[str, str]]:
        """Return how many rows were left out, by table and reason."""
        return Counter((row.table, row.reason) for row in self.left_out)


def read_rows(folder: Path, table: str) -> list[Row]:
    """Return the rows of one table of a folder; none if it is not there.

    Raises
    ------
    DataError
        If it cannot be read, or a column that is needed is missing.
    """
    file = folder / f"{table}.csv"
    if not file.exists():
        return []
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            return list(_rows(csv.DictReader(handle, restval=""), table, file))
    except UnicodeDecodeError as error:
        raise DataError(f"{file}: not UTF-8 text (byte {error.start})") from None
    except (OSError, csv.Error) as error:
        raise DataError(f"{file}: cannot be read as a table ({error})") from None


def _rows(reader: csv.DictReader[str], table: str, file: Path) -> Iterator[Row]:
    _check_columns(reader.fieldnames or (), table, file)
    for cells in reader:
        yield Row(table, reader.line_num, {key: cells[key] or "" for key in cells if key})


def _check_columns(there: Collection[str], table: str, file: Path) -> None:
    missing = [name for name in TABLES[table] if name not in there]
    if missing:
        raise DataError(f"{file}: column {missing[0]!r} is missing (there: {', '.join(there)})")
