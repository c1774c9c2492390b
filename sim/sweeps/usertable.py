"""A table of the user's: one row a draw, or a lever setting; its columns are what varies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.data.read import check_widths, read_lines
from sim.errors import DataError, nearest
from sim.levers import LeverValue
from sim.limits import checked, is_unusual, usual
from sim.params import Parameter, registry
from sim.sweeps.factors import LEVERS
from sim.sweeps.fingerprint import of_words


@dataclass(frozen=True)
class UserTable:
    """A table that was read and checked.

    Attributes
    ----------
    file
        As messages name it.
    lines
        Of each row, in the file.
    values
        Parameter -> its value in each row.
    settings
        Levers of each row; empty: the table has none.
    names
        The columns, in their order.
    hash
        Fingerprint of what it says.
    """

    file: str
    lines: tuple[int, ...]
    values: dict[str, NDArray[np.float64]]
    settings: tuple[dict[str, LeverValue], ...]
    names: tuple[str, ...]
    hash: str

    def place(self, row: int) -> str:
        """Return how a message names a row."""
        return f"{self.file}, line {self.lines[row]}"

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a user should know of it: values outside their range."""
        found = []
        for key, column in self.values.items():
            parameter = registry()[key]
            count = sum(is_unusual(parameter, float(value)) for value in column)
            if count:
                lie = "value lies" if count == 1 else "values lie"
                found.append(
                    f"{self.file}: {count} {lie} outside the range of {key} ({usual(parameter)})"
                )
        return tuple(found)


def read_user_table(path: Path) -> UserTable:
    """Read a table of draws or of lever settings.

    Parameters
    ----------
    path
        UTF-8, comma separated. The header names parameters (``government.b_ally``) and levers
        (``levers.aid.budget_usd_m``); every cell of a row has a value.

    Raises
    ------
    DataError
        If the file cannot be read, or a column or a cell is wrong: file, line, column, value
        and what is allowed.
    """
    file, lines = path.name, read_lines(path)
    if len(lines) < 2:
        raise DataError(f"{file}: a header and at least one row are needed")
    header, body = [name.strip() for name in lines[0][1]], lines[1:]
    _check_header(file, header)
    check_widths(file, body, len(header))
    columns = {
        name: _column(file, [(line, cells[i].strip()) for line, cells in body], name)
        for i, name in enumerate(header)
    }
    levers = {k.removeprefix(LEVERS): v for k, v in columns.items() if k.startswith(LEVERS)}
    rows = zip(*levers.values(), strict=True) if levers else ()
    return UserTable(
        file=file,
        lines=tuple(line for line, _ in body),
        values={k: np.array(v, dtype=np.float64) for k, v in columns.items() if k in registry()},
        settings=tuple(dict(zip(levers, row, strict=True)) for row in rows),
        names=tuple(header),
        hash=of_words(columns),
    )


def _check_header(file: str, header: Sequence[str]) -> None:
    known = registry()
    for name in header:
        if ";" in name:
            raise DataError(
                f"{file}, header: {name!r} holds a semicolon; columns are separated by commas, "
                "and a decimal point is a point"
            )
        if header.count(name) > 1:
            raise DataError(f"{file}, header: column {name!r} is there twice")
        if name not in known and name.count(".") != 2:
            hint = nearest(name, known)
            raise DataError(
                f"{file}, header: {name!r} is neither a parameter nor a lever such as "
                f"levers.aid.budget_usd_m{hint}"
            )
        if name not in known and not name.startswith(LEVERS):
            raise DataError(f"{file}, header: {name!r} is not a lever; write {LEVERS}{name}")


def _column(file: str, cells: Sequence[tuple[int, str]], name: str) -> list[Any]:
    """Return the values of a column, checked."""
    parameter = registry().get(name)
    read: Callable[[str], Any] = plain if parameter is None else _reader(parameter)
    values = []
    for line, text in cells:
        try:
            if not text:
                raise ValueError("is empty; give every row a value")
            values.append(read(text))
        except ValueError as problem:
            raise DataError(f"{file}, line {line}, {name}: {problem}") from None
    return values


def _reader(parameter: Parameter) -> Callable[[str], float | bool]:
    def read(text: str) -> float | bool:
        return checked(
            parameter,
            {"1": True, "0": False}.get(text, text) if parameter.is_switch else plain(text),
        )

    return read


def plain(text: str) -> LeverValue:
    """Return what a cell says: a number, true or false, or a word.

    Examples
    --------
    >>> plain("150"), plain("0.5"), plain("2025Q1"), plain("true")
    (150, 0.5, '2025Q1', True)
    """
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return {"true": True, "false": False}.get(text.lower(), text)
