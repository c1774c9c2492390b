"""One table in memory: typed columns that know the file and the lines they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import DataError

Floats = NDArray[np.float64]
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A checked table. Texts are tuples with ``""`` for a blank, numbers float with NaN."""

    name: str
    file: str  #: as an error should show it
    lines: tuple[int, ...]  #: line of each row in the file
    columns: Mapping[str, Texts | Floats]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def text(self, column: str) -> Texts:
        """Return a column of words; a blank is the empty string."""
        values = self.columns[column]
        if not isinstance(values, tuple):
            raise TypeError(f"{self.name}.{column} holds numbers")
        return values

    def number(self, column: str) -> Floats:
        """Return a column of numbers, shape (row,); a blank is NaN, a quarter its index."""
        values = self.columns[column]
        if isinstance(values, tuple):
            raise TypeError(f"{self.name}.{column} holds words")
        return values

    def flag(self, column: str) -> NDArray[np.bool_]:
        """Return a column of 0 and 1 as booleans, shape (row,); a blank is False."""
        return np.asarray(self.number(column) == 1.0)

    def rows(self) -> Iterator[dict[str, str | float]]:
        """Yield every row as a dictionary of words and floats."""
        names = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield {
                name: value if isinstance(value, str) else float(value)
                for name, value in zip(names, values, strict=True)
            }

    def wrong(self, row: int, column: str, problem: str) -> DataError:
        """Return the error that names this file, the line of ``row`` and the column."""
        return DataError(f"{self.file}, line {self.lines[row]}, {column}: {problem}")
