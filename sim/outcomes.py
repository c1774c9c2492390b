"""The registry of outcomes: what a run can measure, read from ``outcomes.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sim.errors import ConfigError, nearest
from sim.terms import CLASSES, COMPONENTS, COSTS, QUARTERS, REGIONS

_FILE: Final = Path(__file__).with_name("outcomes.csv")

FIXED_SIZES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "quarter": QUARTERS,
        "region": len(REGIONS),
        "class": len(CLASSES),
        "component": len(COMPONENTS),
        "cost": len(COSTS),
    }
)
"""Lengths of the axes that do not depend on the tables."""

PERIODS: Final[Mapping[int, str]] = MappingProxyType({1: "quarter", 2: "half-year", 4: "year"})
"""How many quarters may be stored as one, and what that is called."""


@dataclass(frozen=True)
class Outcome:
    """One quantity that a run stores.

    Attributes
    ----------
    name
        Word used for it everywhere.
    label, unit, definition
        What a reader sees.
    is_flow
        Over a longer period it adds up; anything else is the value at the period's end.
    dims
        Axes after ``run``.
    dtype
        NumPy type it is stored in.
    default
        Stored unless the request says otherwise.
    """

    name: str
    label: str
    unit: str
    is_flow: bool
    dims: tuple[str, ...]
    dtype: str
    default: bool
    definition: str

    def notes(self, every: int = 1) -> dict[str, str]:
        """Return what travels with its values, where each holds ``every`` quarters.

        Examples
        --------
        >>> registry()["sales_usd_m"].notes(every=4)["units"]
        'USD million a year'
        """
        unit, definition = self.unit, self.definition
        if self.is_flow:
            unit = unit.replace("a quarter", f"a {PERIODS[every]}")
            definition = definition.replace("the quarter", f"the {PERIODS[every]}")
        return {"label": self.label, "units": unit, "definition": definition}


@cache
def registry() -> Mapping[str, Outcome]:
    """Return all outcomes by name, in the order of the table.

    Examples
    --------
    >>> registry()["level"].dims
    ('quarter', 'country')
    """
    with _FILE.open(encoding="utf-8", newline="") as handle:
        return MappingProxyType({row["name"]: _outcome(row) for row in csv.DictReader(handle)})


def _outcome(row: Mapping[str, str]) -> Outcome:
    return Outcome(
        name=row["name"],
        label=row["label"],
        unit=row["unit"],
        is_flow=row["kind"] == "flow",
        dims=tuple(row["dims"].split()),
        dtype=row["dtype"],
        default=row["default"] == "yes",
        definition=row["definition"],
    )


def check_every(value: object) -> int:
    """Return how many quarters are stored as one, checked.

    Raises
    ------
    ValueError
        With the value and what is allowed.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and value in PERIODS:
        return int(value)
    allowed = ", ".join(f"{number} (a {name})" for number, name in PERIODS.items())
    raise ValueError(f"{value!r} is not one of: {allowed}")


def default_outcomes() -> tuple[str, ...]:
    """Return the names of the outcomes that are stored unless told otherwise."""
    return tuple(name for name, outcome in registry().items() if outcome.default)


def choose_outcomes(words: Iterable[str]) -> tuple[str, ...]:
    """Return the outcomes that a list of words asks for, in the order of the table.

    ``default`` and ``all`` stand for groups of outcomes.

    Raises
    ------
    ConfigError
        If a word is neither an outcome nor a group.

    Examples
    --------
    >>> choose_outcomes(["resolve", "level"])
    ('level', 'resolve')
    """
    known = registry()
    groups = {"default": default_outcomes(), "all": tuple(known)}
    chosen: set[str] = set()
    for word in words:
        if word not in known and word not in groups:
            hint = nearest(word, [*known, *groups])
            raise ConfigError(f"outcomes: {word!r} is not an outcome{hint}")
        chosen.update(groups.get(word, (word,)))
    return tuple(name for name in known if name in chosen)
