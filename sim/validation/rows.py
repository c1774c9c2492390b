"""Rows of a table of observed figures, read leniently: what cannot be used is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sim.validation.amounts import Amount, amount, are_per_cent, is_bare, number, part
from sim.validation.dates import unreadable
from sim.validation.periods import Period, period
from sim.validation.reading import lines_of
from sim.validation.words import word_of

#: Tables that are read where they are there, and the columns that each must have.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "vendor_share_global": ("market", "scope", "year", "vendor", "share"),
    "vendor_share_country": ("iso3", "year", "generation", "vendor", "share"),
    "policy_events": ("date", "actor_iso3", "instrument", "layer", "scope", "stringency", "status"),
    "market_size": ("market", "scope", "year", "usd_bn"),
    "study_results": ("study", "quantity", "country_region", "low", "central", "high", "unit"),
    "operator_vendors": ("operator_id", "generation", "layer", "vendor", "year", "status"),
}
PER_CENT: Final = "read as per cent, as most numbers of the column can be nothing else"
"""What is said of a number of such a column that has no sign."""
BARE_GROWTH: Final = 2.0
"""Growth in a year from which on a number without the sign of per cent is per cent (judgement)."""
#: Columns of parts, and what one may be: if most of their numbers are more, all are per cent.
_PARTS: Final[Mapping[str, tuple[str, float]]] = {
    "vendor_share_global": ("share", 1.0),
    "vendor_share_country": ("share", 1.0),
    "market_size": ("growth_yoy", BARE_GROWTH),
}
#: Columns that tell a reader what a row is of.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "vendor_share_global": ("vendor", "market", "scope"),
    "vendor_share_country": ("iso3", "operator", "vendor"),
    "policy_events": ("actor_iso3", "instrument"),
    "market_size": ("market", "scope"),
    "study_results": ("study", "country_region"),
    "operator_vendors": ("operator_id", "vendor"),
}


class Row(NamedTuple):
    """One row of a table.

    Attributes
    ----------
    line
        Of the file.
    cells
        By column, blanks as empty strings.
    given
        Whether it is of the table that is scored, and not of the package's own, of which rivals
        may know.
    per_cent
        The column whose numbers are per cent, although they have no sign; empty if none is.
    """

    table: str
    line: int
    cells: Mapping[str, str]
    given: bool = True
    per_cent: str = ""

    def text(self, column: str) -> str:
        """Return a cell; one whose column is not there is blank."""
        return self.cells.get(column, "").strip()

    def word(self, column: str) -> str:
        """Return a cell as one word in small letters; see :func:`sim.validation.words.word_of`."""
        return word_of(self.text(column))

    def number(self, column: str) -> float | None:
        """Return a cell as a number, None for a blank.

        Raises
        ------
        OutsideError
            If it is no number.
        """
        text = self.text(column)
        return number(column, text) if text else None

    def part(self, column: str) -> Amount | None:
        """Return a cell as a part of a whole, None for a blank; per cent and ranges are read.

        Raises
        ------
        OutsideError
            If it is neither a number nor a range.
        """
        return part(column, self.text(column), in_per_cent=column == self.per_cent)

    def amount(self, column: str) -> Amount | None:
        """Return a cell as a number, None for a blank; ranges are read.

        Raises
        ------
        OutsideError
            If it is neither a number nor a range.
        """
        return amount(column, self.text(column))

    @property
    def lacks_sign(self) -> bool:
        """Whether it has a number that is read as per cent although it has no sign."""
        return bool(self.per_cent) and is_bare(self.text(self.per_cent))

    def year(self) -> int:
        """Return the year, from the column of that name or the start of the date.

        Raises
        ------
        OutsideError
            If there is none.
        """
        date = self.text("date")
        if self.text("year") or not date:
            return period(self.text("year")).year
        if not date[:4].isdigit():
            raise unreadable(date)
        return period(date[:4]).year

    def period(self) -> Period:
        """Return the year and its quarters, from the columns of the year and of its part.

        Raises
        ------
        OutsideError
            If there is no year, or its part cannot be read.
        """
        return period(self.text("year"), self.text("quarter"))

    @property
    def names(self) -> str:
        """Who and what it is of, in the words of the table."""
        found = (self.text(column) for column in _NAMES[self.table])
        return ", ".join(name for name in found if name)


class LeftOut(NamedTuple):
    """A row that is not used, or used with a reserve, and why.

    Attributes
    ----------
    what
        Who and what it is of, in the words of the table.
    """

    table: str
    line: int
    what: str
    reason: str


class Sieve:
    """Takes down what becomes of rows, so that it can be counted and named.

    Rows that are not given, because they are the package's own, are never taken down.
    """

    def __init__(self) -> None:
        self._left_out: _Told = {}
        self._other_kinds: _Told = {}
        self._reserves: _Told = {}

    @property
    def left_out(self) -> list[LeftOut]:
        """Rows that are not used, each once, with the first reason."""
        return [*self._left_out.values()]

    @property
    def other_kinds(self) -> list[LeftOut]:
        """Rows that are nothing to score, with what they are."""
        return [*self._other_kinds.values()]

    @property
    def reserves(self) -> list[LeftOut]:
        """Rows that are used with a reserve."""
        return [*self._reserves.values()]

    def drop(self, row: Row, reason: object) -> None:
        """Keep a row that is not used, with the reason."""
        self._reserves.pop((row.table, row.line), None)
        _keep(self._left_out, row, reason)

    def pass_over(self, row: Row, kind: object) -> None:
        """Keep a row that is nothing to score, with what it is."""
        _keep(self._other_kinds, row, kind)

    def reserve(self, row: Row, reason: object) -> None:
        """Keep a row that is used with a reserve."""
        _keep(self._reserves, row, reason)


_Told = dict[tuple[str, int], LeftOut]


def _keep(told: _Told, row: Row, reason: object) -> None:
    if row.given:
        told.setdefault((row.table, row.line), LeftOut(row.table, row.line, row.names, str(reason)))


def by_reason(told: Iterable[LeftOut]) -> dict[tuple[str, str], list[LeftOut]]:
    """Return rows by their table and what was said of them, in their order."""
    found: dict[tuple[str, str], list[LeftOut]] = {}
    for row in told:
        found.setdefault((row.table, row.reason), []).append(row)
    return found


def file_of(folder: Path, table: str) -> Path | None:
    """Return the file that holds a table of a folder; None if there is none.

    Capital letters make no difference, as on many systems, where only one file has the name.
    """
    exact = folder / f"{table}.csv"
    if exact.exists():
        return exact
    alike = [each for each in folder.glob("*") if each.name.lower() == exact.name]
    return alike[0] if len(alike) == 1 else None


def read_rows(folder: Path, table: str) -> list[Row]:
    """Return the rows of one table of a folder; none if it is not there.

    Raises
    ------
    DataError
        If it cannot be read, or a column that is needed is missing.
    """
    file = file_of(folder, table)
    if file is None:
        return []
    lines = [*lines_of(file, TABLES[table])]
    column, most = _PARTS.get(table, ("", 0.0))
    per_cent = column if are_per_cent((cells.get(column, "") for _, cells in lines), most) else ""
    return [Row(table, line, cells, per_cent=per_cent) for line, cells in lines]
