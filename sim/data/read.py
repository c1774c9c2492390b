"""Reading one table from a file and checking it on its own."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.data.cells import PARSERS, CellError, require
from sim.data.schema import FOLDER, Column
from sim.data.table import Table
from sim.errors import DataError, nearest

Lines = list[tuple[int, list[str]]]


def shown(path: Path) -> str:
    """Return how an error names a file: a shipped table by name, a user's by its path."""
    return path.name if path.parent == FOLDER else str(path)


def read_lines(path: Path) -> Lines:
    """Return the rows of a table with their lines, blank ones left out.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            return [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError:
        raise DataError(f"{shown(path)}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{shown(path)}: not UTF-8 text (byte {error.start})") from None
    except (OSError, csv.Error) as error:
        raise DataError(f"{shown(path)}: cannot be read as a table ({error})") from None


def _check_header(file: str, header: Sequence[str], columns: Sequence[Column]) -> None:
    wanted = [column.name for column in columns]
    for name in header:
        if name not in wanted:
            raise DataError(f"{file}, header: unknown column {name!r}{nearest(name, wanted)}")
        if header.count(name) > 1:
            raise DataError(f"{file}, header: column {name!r} is there twice")
    for name in wanted:
        if name not in header:
            raise DataError(f"{file}, header: column {name!r} is missing")


def check_widths(file: str, lines: Lines, width: int) -> None:
    """Refuse a row that has more or fewer cells than the header.

    Raises
    ------
    DataError
        With its line.
    """
    for line, cells in lines:
        if len(cells) != width:
            here = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
            are = "is" if width == 1 else "are"
            raise DataError(f"{file}, line {line}: {here} where {width} {are} needed")


def _parse(
    file: str, lines: Sequence[int], cells: Sequence[str], column: Column
) -> tuple[str, ...] | NDArray[np.float64]:
    try:
        if column.required:
            require(cells)
        return PARSERS[column.kind](cells, column)
    except CellError as error:
        where = f"{file}, line {lines[error.row]}, {column.name}"
        raise DataError(f"{where}: {error.problem}") from None


def _check_keys(table: Table, columns: Sequence[Column]) -> None:
    keys = [column.name for column in columns if column.key]
    if not keys:
        return
    seen: dict[tuple[object, ...], int] = {}
    for row, key in enumerate(zip(*(table.columns[name] for name in keys), strict=True)):
        if key in seen:
            written = " ".join(v if isinstance(v, str) else f"{v:g}" for v in key)
            first = table.lines[seen[key]]
            raise table.wrong(row, "+".join(keys), f"{written!r} is already in line {first}")
        seen[key] = row


def read_table(name: str, path: Path, columns: Sequence[Column]) -> Table:
    """Read and check one table.

    Parameters
    ----------
    name
        Name of the table.
    path
        File to read: UTF-8, comma separated, one header line. A blank cell is missing.
    columns
        What the table must hold; the file may have the columns in any order.

    Raises
    ------
    DataError
        If the file cannot be read, or a column, cell or key is wrong.
    """
    file = shown(path)
    content = read_lines(path)
    if not content:
        raise DataError(f"{file}: the file is empty; a header is needed")
    header, body = content[0][1], content[1:]
    _check_header(file, header, columns)
    check_widths(file, body, len(header))
    lines = tuple(line for line, _ in body)
    cells = list(zip(*(row for _, row in body), strict=True)) or [()] * len(header)
    parsed = {
        column.name: _parse(file, lines, cells[header.index(column.name)], column)
        for column in columns
    }
    table = Table(name, file, lines, parsed)
    _check_keys(table, columns)
    return table
