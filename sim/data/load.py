"""Loading every table, the shipped ones or a user's own in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sim.data.links import check_complete, check_references, normalised
from sim.data.read import read_table
from sim.data.schema import FOLDER, schemas
from sim.data.table import Table
from sim.errors import DataError, nearest

SHARES = (("operators", "market_share", "iso3"), ("seed_region", "share", "region"))


class Tables(Mapping[str, Table]):
    """All tables by name: ``tables["operators"]``."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        """Hold checked tables by name."""
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> Table:
        """Return a table; an unknown name raises ``KeyError`` with the nearest one."""
        if name not in self._tables:
            raise KeyError(f"there is no table {name!r}{nearest(name, self._tables)}")
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._tables)

    def __len__(self) -> int:
        """Return the number of tables."""
        return len(self._tables)


def table_path(name: str) -> Path:
    """Return the file of a shipped table."""
    return FOLDER / f"{name}.csv"


def load_tables(replace: Mapping[str, Path] | None = None) -> Tables:
    """Read and check all tables.

    Parameters
    ----------
    replace
        Files to read in place of shipped tables, by name of the table.

    Raises
    ------
    DataError
        If a name is unknown, or a table breaks a rule of ``schema.csv``, points to a row
        that is not there, or holds shares that do not add up to 1. The message names the
        file, the line and the column.

    Examples
    --------
    >>> len(load_tables()["countries"])
    198
    """
    replace = replace or {}
    for name in replace:
        if name not in schemas():
            raise DataError(f"there is no table {name!r} to replace{nearest(name, schemas())}")
    tables = {
        name: read_table(name, Path(replace.get(name, table_path(name))), columns)
        for name, columns in schemas().items()
    }
    check_references(tables)
    check_complete(tables)
    for name, column, by in SHARES:
        tables[name] = normalised(tables[name], column, by)
    return Tables(tables)
