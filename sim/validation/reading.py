"""Files of tables as people save them: other encodings, semicolons, heads in capital letters."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Collection, Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from sim.errors import DataError
from sim.validation.words import word_of

_DELIMITERS: Final = ",;\t"
BEYOND: Final = "beyond the last column"
"""Cells that have no column: most often one before them holds a comma that is not in quotes."""
#: Spreadsheets of the time: what is no UTF-8 was most likely written so.
_ENCODINGS: Final = ("utf-8-sig", "cp1252", "latin-1")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: A number, or two with a dash or a word between them.
_NUMERIC: Final = re.compile(r"[-+]?\d+(,\d+)? ?%?(\s*(-|\u2013|to)\s*\d+(,\d+)? ?%?)?")
_DECIMAL_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")


def lines_of(file: Path, needed: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table: the line of the file, and the cells by column (and beyond).

    Names of columns are in small letters with underscores; rows without a word are passed over.

    Parameters
    ----------
    file
        UTF-8, UTF-16 or Windows text; commas, semicolons or tabs between the cells. Between
        semicolons or tabs, a comma inside a number is a decimal point.
    needed
        Columns that must be there.

    Raises
    ------
    DataError
        If it cannot be read, or a column that is needed is missing.
    """
    text = _text(file)
    if not text.strip():
        raise DataError(f"{file}: the file is empty")
    delimiter = _delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [word_of(name) for name in next(reader)]
        _check(columns, needed, file)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                told = dict(zip(columns, _plain(cells, delimiter), strict=False))
                more = {BEYOND: " ".join(cells[len(columns) :]).strip()}
                yield reader.line_num, {**dict.fromkeys(columns, ""), **told, **more}
    except csv.Error as error:
        raise DataError(f"{file}: cannot be read as a table ({error})") from None


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror or error})") from None
    if b"\0" in raw and not raw.startswith(_WIDE):
        raise DataError(f"{file}: not a table of text")
    for encoding in ("utf-16",) if raw.startswith(_WIDE) else _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(f"{file}: not a table of text")


def _delimiter(text: str) -> str:
    """Return what stands most often between the cells of the head."""
    head = text.lstrip().splitlines()[0]
    return max(_DELIMITERS, key=head.count)


def _check(columns: Collection[str], needed: Collection[str], file: Path) -> None:
    if missing := [name for name in needed if name not in columns]:
        there = ", ".join(name for name in columns if name)
        raise DataError(f"{file}: column {missing[0]!r} is missing (there: {there})")


def _plain(cells: list[str], delimiter: str) -> list[str]:
    if delimiter == ",":
        return cells
    return [_DECIMAL_COMMA.sub(".", cell) if _NUMERIC.fullmatch(cell.strip()) else cell
            for cell in cells]  # fmt: skip
