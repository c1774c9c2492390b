"""Checks that run across tables: references, sums and completeness."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from sim.data.schema import Column, schemas
from sim.data.table import Table
from sim.errors import DataError, nearest
from sim.terms import REGIONS

SUM_TOLERANCE = 1e-3


def _check_reference(table: Table, column: Column, tables: Mapping[str, Table]) -> None:
    home, _, target = column.reference.partition(".")
    known = {*tables[home].text(target), *column.allowed, ""}
    for row, cell in enumerate(table.text(column.name)):
        for word in cell.split(";") if column.kind == "list" else (cell,):
            if word not in known:
                problem = f"{word!r} is not in column {target} of {tables[home].file}"
                raise table.wrong(row, column.name, problem + nearest(word, known))


def check_references(tables: Mapping[str, Table]) -> None:
    """Raise :class:`DataError` at the first cell that points to a row that is not there."""
    for name, table in tables.items():
        for column in schemas()[name]:
            if column.reference:
                _check_reference(table, column, tables)


def _check_sum(table: Table, column: str, by: str) -> dict[str, float]:
    sums: dict[str, float] = {}
    last: dict[str, int] = {}
    for row, (key, value) in enumerate(zip(table.text(by), table.number(column), strict=True)):
        sums[key] = sums.get(key, 0.0) + float(value)
        last[key] = row
    for key, total in sums.items():
        if abs(total - 1.0) > SUM_TOLERANCE:
            problem = f"the values of {key} add up to {total:.4g}, not 1"
            raise table.wrong(last[key], column, problem)
    return sums


def normalised(table: Table, column: str, by: str) -> Table:
    """Return the table with a column of shares that adds up to exactly 1 by group.

    Raises
    ------
    DataError
        If the shares of a group miss 1 by more than 0.001.
    """
    sums = _check_sum(table, column, by)
    totals = np.array([sums[key] for key in table.text(by)])
    columns = {**table.columns, column: table.number(column) / totals}
    return dataclasses.replace(table, columns=columns)


def _check_present(table: Table, column: str, wanted: tuple[str, ...], what: str) -> None:
    have = set(table.text(column))
    for word in wanted:
        if word not in have:
            raise DataError(f"{table.file}, {column}: no row for {what} {word!r}")


def check_complete(tables: Mapping[str, Table]) -> None:
    """Raise :class:`DataError` if a country lacks an operator, a year or a covariate row."""
    countries = tables["countries"].text("iso3")
    for name in ("country_model", "country_year", "operators"):
        _check_present(tables[name], "iso3", countries, "country")
    vendors = tables["vendors"].text("vendor")
    _check_present(tables["seed_class"], "vendor", vendors, "vendor")
    for name in ("seed_region", "region_spend"):
        _check_present(tables[name], "region", REGIONS, "region")
        for row, region in enumerate(tables[name].text("region")):
            if region not in REGIONS:
                problem = f"{region!r} is not a region{nearest(region, REGIONS)}"
                raise tables[name].wrong(row, "region", problem)
