"""The tables that are given: which there are, what cannot be read, and their rows by year."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from sim.errors import DataError
from sim.terms import LAST_YEAR
from sim.validation.files import Stranger, strangers_in
from sim.validation.outside import OutsideError
from sim.validation.reading import BEYOND
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.rows import TABLES, LeftOut, Row, Sieve, file_of, read_rows

_UNFOUND: Final = "U"


class Span(Protocol):
    """The years that are scored."""

    @property
    def first(self) -> int:
        """The first of them."""

    @property
    def last(self) -> int:
        """The last of them."""


class Reading(NamedTuple):
    """How tables were read, beside which of their rows were left out.

    Attributes
    ----------
    unread
        Tables that could not be read, each with the reason.
    other_kinds
        Rows that were read and are nothing to score, each with what it is.
    reserves
        Rows that are scored with a reserve, each with what it is.
    decisions_end
        The last year that the table of decisions covers, if that is before the last that was
        asked for.
    strangers
        Files that look like tables, and are none that is read.
    """

    unread: tuple[tuple[str, str], ...] = ()
    other_kinds: Sequence[LeftOut] = ()
    reserves: Sequence[LeftOut] = ()
    decisions_end: int | None = None
    strangers: tuple[Stranger, ...] = ()


def reading_of(folder: Path, years: Span, sieve: Sieve) -> Reading:
    """Return how the tables of a folder were read, for years whose rows a sieve has seen."""
    end = last_year(folder, DECISIONS)
    cut = end if end is not None and end < years.last else None
    unread, strangers = tuple(unread_in(folder).items()), tuple(strangers_in(folder))
    return Reading(unread, sieve.other_kinds, sieve.reserves, cut, strangers)


def tables_in(folder: Path) -> list[str]:
    """Return which of the tables a folder has, readable or not.

    Raises
    ------
    DataError
        If it has none.
    """
    there = [name for name in TABLES if file_of(folder, name)]
    if not there:
        wanted = ", ".join(f"{name}.csv" for name in TABLES)
        near = _near_misses(folder)
        raise DataError(f"{folder}: holds none of the tables that are scored ({wanted}){near}")
    return there


def unread_in(folder: Path) -> dict[str, str]:
    """Return the tables of a folder that cannot be read, each with the reason."""
    found = {}
    for name in tables_in(folder):
        try:
            read_rows(folder, name)
        except DataError as reason:
            found[name] = str(reason).removeprefix(f"{file_of(folder, name)}: ")
    return found


def check_given(folder: Path, years: Span) -> None:
    """Check that a folder has something to score, so that nothing is played in vain.

    Raises
    ------
    DataError
        If none of the tables is there or can be read, or none has a row of the years.
    """
    unread, there = unread_in(folder), tables_in(folder)
    if len(unread) == len(there):
        told = "; ".join(f"{name}.csv: {reason}" for name, reason in unread.items())
        near = _near_misses(folder)
        raise DataError(f"{folder}: none of its tables can be read ({told}){near}")
    if any(read_inside(folder, name, years) for name in there):
        return
    others = _years_in(folder, there)
    reach = "" if len(others) < 2 else f" to {others[-1]}"
    told = f"; its rows are of {others[0]}{reach}" if others else ""
    asked = f"{years.first} to {years.last}"
    near = _near_misses(folder)
    raise DataError(f"{folder}: no row of {asked}, which from= and until= ask for{told}{near}")


def read_inside(folder: Path, table: str, years: Span, sieve: Sieve | None = None) -> list[Row]:
    """Return the rows of a table whose year is scored; none if it cannot be read.

    Parameters
    ----------
    folder, table
        Where.
    years
        Rows of other years are passed over.
    sieve
        Gets the rows without a year, those of years that are never simulated, and those whose
        cells are not those of the columns.
    """
    found = []
    for row in _readable(folder, table):
        reason = _not_asked(row)
        if reason and sieve is not None:
            sieve.drop(row, reason)
        if not reason and years.first <= row.year() <= years.last:
            found.append(row)
    return found


def count_inside(folder: Path, table: str, years: Span) -> int:
    """Return how many rows are scored or left out: all but those of other years."""
    lost = sum(bool(_not_asked(row)) for row in _readable(folder, table))
    return lost + len(read_inside(folder, table, years))


def background(folder: Path, table: str, years: Span) -> list[Row]:
    """Return rows of which rivals may know, and which are not scored themselves."""
    return [row._replace(given=False) for row in read_inside(folder, table, years)]


def last_year(folder: Path, table: str) -> int | None:
    """Return the latest year that a table has rows of; None if it has none.

    Nobody looked beyond it: of decisions, no row then does not mean that nobody decided.
    """
    return max(_years_in(folder, [table]), default=None)


def _readable(folder: Path, table: str) -> list[Row]:
    with suppress(DataError):
        return read_rows(folder, table)
    return []


def _near_misses(folder: Path) -> str:
    """Return what became of files whose names are nearly those of tables that are not there."""
    near = [each.words for each in strangers_in(folder) if each.meant and not each.is_there]
    return "".join(f"; {words}" for words in near)


def _not_asked(row: Row) -> str:
    """Return why a row is scored in no year; empty if it can be."""
    if row.text(BEYOND):
        return "more cells than columns (a comma inside a cell needs quotes around it)"
    if row.text("quality").upper() == _UNFOUND:
        return "quality U: its source was never found"
    try:
        year = row.year()
    except OutsideError as reason:
        return str(reason)
    return f"of a year after {LAST_YEAR}, the last that is simulated" if year > LAST_YEAR else ""


def _years_in(folder: Path, tables: Sequence[str]) -> list[int]:
    rows = (row for name in tables for row in _readable(folder, name))
    return sorted({row.year() for row in rows if not _not_asked(row)})
