"""Every group of countries that the program names, defined once in ``groups.csv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.data.covariates import codes, country_rows, filled_by_group, mean_of_years
from sim.data.grouprule import evaluate
from sim.data.load import Tables
from sim.data.table import Texts
from sim.errors import DataError, nearest
from sim.terms import INCOME_GROUPS, REGIONS

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """A group of countries."""

    name: str  #: as commands and tables write it
    title: str  #: as people read it, without the count
    kind: str
    members: Texts  #: ISO3 codes in alphabetical order

    @property
    def label(self) -> str:
        """Return the title with the count, such as ``"US-base hosts (44)"``."""
        return f"{self.title} ({len(self.members)})"


class Groups(Mapping[str, Group]):
    """All groups by name, each worked out from its rule when first asked for."""

    def __init__(self, tables: Tables) -> None:
        """Remember the tables; nothing is worked out yet."""
        self._tables = tables
        self._rows = {name: row for row, name in enumerate(tables["groups"].text("group"))}
        self._masks: dict[str, Bools] = {}
        self._open: set[str] = set()

    def __getitem__(self, name: str) -> Group:
        """Return a group; an unknown name raises :class:`DataError`."""
        mask = self.mask(name)
        table, row = self._tables["groups"], self._rows[name]
        members = tuple(np.array(codes(self._tables))[mask].tolist())
        return Group(name, table.text("label")[row], table.text("kind")[row], members)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names in the order of the table."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self._rows)

    def mask(self, name: str) -> Bools:
        """Return who belongs to a group, shape (country,), countries by ISO3 code.

        Raises
        ------
        DataError
            If there is no such group or its rule cannot be read.
        """
        if name not in self._rows:
            raise DataError(f"there is no group {name!r}{nearest(name, self._rows)}")
        if name not in self._masks:
            self._masks[name] = self._work_out(name)
        return self._masks[name]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the names of the groups of one kind, in the order of the table."""
        kinds = self._tables["groups"].text("kind")
        return tuple(name for name, row in self._rows.items() if kinds[row] == kind)

    def _work_out(self, name: str) -> Bools:
        table, row = self._tables["groups"], self._rows[name]
        if name in self._open:
            raise table.wrong(row, "rule", f"the group {name!r} is defined by itself")
        self._open.add(name)
        try:
            return evaluate(table.text("rule")[row], self._column, self.mask)
        except ValueError as error:
            raise table.wrong(row, "rule", str(error)) from None
        finally:
            self._open.discard(name)

    def _column(self, name: str) -> Texts | Floats:
        if name == "troops":
            return mean_of_years(self._tables, "us_troops")
        if name == "libdem":
            return filled_by_group(mean_of_years(self._tables, "libdem"), region_index(self))
        for source in ("countries", "country_model"):
            if name in self._tables[source].columns:
                rows = country_rows(self._tables, source)
                values = self._tables[source].columns[name]
                return tuple(values[r] for r in rows) if isinstance(values, tuple) else values[rows]
        known = [*self._tables["countries"].columns, *self._tables["country_model"].columns]
        raise ValueError(
            f"there is no column {name!r}{nearest(name, [*known, 'troops', 'libdem'])}"
        )


def _partition(groups: Groups, kind: str, titles: tuple[str, ...]) -> Ints:
    by_title = {groups[name].title: groups.mask(name) for name in groups.of_kind(kind)}
    for title in titles:
        if title not in by_title:
            raise DataError(f"groups.csv: no group of kind {kind} is labelled {title!r}")
    masks = np.stack([by_title[title] for title in titles])
    if not (masks.sum(axis=0) == 1).all():
        raise DataError(f"groups.csv: the groups of kind {kind} overlap or leave countries out")
    index: Ints = np.argmax(masks, axis=0).astype(np.int64)
    return index


def region_index(groups: Groups) -> Ints:
    """Return the index into ``REGIONS`` of each country, shape (country,)."""
    return _partition(groups, "region", REGIONS)


def income_index(groups: Groups) -> Ints:
    """Return the index into ``INCOME_GROUPS`` of each country, shape (country,)."""
    return _partition(groups, "income", INCOME_GROUPS)
