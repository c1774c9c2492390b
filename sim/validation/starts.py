"""The published shares that the model starts from: they are no news, and are never scored."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from sim.data.load import table_path
from sim.validation.kinds import generation_called
from sim.validation.outside import OutsideError
from sim.validation.places import country
from sim.validation.reading import lines_of
from sim.validation.rows import Row

TABLE: Final = "vendor_share_country"
Start = frozenset[tuple[object, ...]]
"""What is told of each share that the model starts from."""


def start_in(file: Path | None = None) -> Start:
    """Return the shares that the model starts from.

    Parameters
    ----------
    file
        The table that the model reads in place of the package's own, if any.
    """
    return _start_in(file or table_path(TABLE))


def starts_model(row: Row, start: Start) -> bool:
    """Return whether a row tells one of the shares that the model starts from.

    What its own column ``seed_input`` says does not matter: a figure that the model does not
    know is a test like any other.
    """
    return _told(row) in start


@cache
def _start_in(file: Path) -> Start:
    rows = (Row(TABLE, line, cells) for line, cells in lines_of(file, ("iso3", "seed_input")))
    return frozenset(_told(row) for row in rows if row.text("seed_input") == "1")


def _told(row: Row) -> tuple[object, ...]:
    """Return what a row says: where, when, of what kit, of whose, and how much."""
    try:
        year, share = row.year(), row.part("share")
    except OutsideError:
        return ()
    where = country(row.text("iso3"))
    kit = generation_called(row.text("generation"))
    return (
        where,
        year,
        kit,
        row.word("operator"),
        row.word("vendor"),
        share and round(share.value, 6),
    )
