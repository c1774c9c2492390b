"""Checks of what a setting was given: each returns the value, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from sim.errors import nearest
from sim.kinds import switch
from sim.levers import Lever, lever
from sim.sweeps.request import EXECUTORS, MOST_SEED, PARAMETERS

AUTO: Final = "auto"
ALL: Final = "all"
IMAGES: Final = ("png", "svg", "pdf")
RETRIES: Final = ("failed", "damaged")
#: Runs that ``verify=true`` simulates again.
VERIFIED: Final = 8


class InsideError(ValueError):
    """A value inside a setting is wrong, under a key of its own.

    Attributes
    ----------
    key
        Inside the setting.
    """

    def __init__(self, key: str, problem: str) -> None:
        """Keep the key and the problem, which starts with the value."""
        super().__init__(problem)
        self.key = key


Checked = TypeVar("Checked")


def whole(least: int) -> Callable[[Any], int]:
    """Return a check for a whole number that is not below ``least``."""

    def check(value: Any) -> int:
        number = int(value) if isinstance(value, float) and value.is_integer() else value
        if isinstance(number, bool) or not isinstance(number, int) or number < least:
            raise ValueError(f"{value!r} is not a whole number of {least} or more")
        return number

    return check


def whole_or_all(value: Any) -> int | None:
    """Return a number of 1 or more; None stands for all."""
    if value == ALL:
        return None
    try:
        return whole(1)(value)
    except ValueError as problem:
        raise ValueError(f"{problem}, nor {ALL!r}") from None


def seed(value: Any) -> int:
    """Return a seed that streams of random numbers can be made from."""
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_SEED:
        raise ValueError(f"{value!r} is not a whole number from 0 to {MOST_SEED} (2^63-1)")
    return number


def perhaps(check: Callable[[Any], Checked]) -> Callable[[Any], Checked | None]:
    """Return a check that lets null pass."""
    return lambda value: None if value is None else check(value)


def workers(value: Any) -> int:
    """Return the number of workers; 0 stands for one a core."""
    if value == AUTO:
        return 0
    try:
        return whole(1)(value)
    except ValueError as problem:
        raise ValueError(f"{problem}, or {AUTO!r}") from None


def one_of(allowed: tuple[str, ...], more: str = "") -> Callable[[Any], str]:
    """Return a check for one of some words; ``more``: what else a message says is allowed."""

    def check(value: Any) -> str:
        if value not in allowed:
            hint = nearest(str(value), allowed)
            raise ValueError(f"{value!r} is not one of: {', '.join(allowed)}{more}{hint}")
        return str(value)

    return check


executor = one_of(EXECUTORS)
parameter_word = one_of(PARAMETERS, ", [KEY, ...]")


def mode(value: Any) -> str | tuple[str, ...]:
    """Return whether parameters are drawn or fixed, or the keys of those that are drawn."""
    return names(value) if isinstance(value, list | tuple) else parameter_word(value)


def retry(value: Any) -> str | None:
    """Return which runs are done again though a launch came to them before."""
    if value is not None and value not in RETRIES:
        hint = nearest(str(value), RETRIES)
        raise ValueError(f"{value!r} is not one of: {', '.join(RETRIES)}, null{hint}")
    return None if value is None else str(value)


def verify(value: Any) -> int:
    """Return how many runs are simulated again; 0: nothing is looked at."""
    if isinstance(value, bool) or value in ("on", "off"):
        return VERIFIED if switch(value) else 0
    try:
        return whole(1)(value)
    except ValueError as problem:
        raise ValueError(f"{problem}, nor true or false") from None


def width(value: Any) -> float | None:
    """Return a number of points above 0, or None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 100:
        raise ValueError(f"{value!r} is not a number of points above 0, nor null")
    return float(value)


def name(value: Any) -> str:
    """Return a word that is not empty."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is not a name")
    return value


def names(value: Any) -> tuple[str, ...]:
    """Return one word or a list of them as a tuple."""
    items = value if isinstance(value, list | tuple) else [value]
    if not items:
        raise ValueError("the list is empty; name at least one")
    return tuple(name(item) for item in items)


def perhaps_names(value: Any) -> tuple[str, ...] | None:
    """Return the same, or None."""
    return None if value is None else names(value)


def images(value: Any) -> tuple[str, ...]:
    """Return kinds of image files, each once."""
    check = one_of(IMAGES)
    return tuple(dict.fromkeys(check(name) for name in names(value)))


def paths(value: Any) -> tuple[Path, ...]:
    """Return one path or a list of them as a tuple; empty: none."""
    return tuple(Path(name) for name in names(value)) if value else ()


def address(value: Any) -> str | None:
    """Return an address, or None."""
    return None if value is None else name(value)


def path(value: Any) -> Path | None:
    """Return a path, or None."""
    return None if value is None else Path(name(value))


def replacements(value: Any) -> Mapping[str, Path]:
    """Return files that stand for tables, by the name of the table."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} does not name a table; write data.operators=FILE")
    return {table: Path(name(file)) for table, file in value.items()}


def levers(value: Any) -> Mapping[str, Lever]:
    """Return levers by ``instrument.key``."""
    found: dict[str, Lever] = {}
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is not a lever; write levers.aid.budget_usd_m=300")
    for name, keys in value.items():
        if not isinstance(keys, Mapping):
            raise ValueError(f"{name!r} needs a key; write levers.{name}.KEY=VALUE")
        for key, given in keys.items():
            try:
                found[f"{name}.{key}"] = lever(given)
            except ValueError as problem:
                raise InsideError(f"{name}.{key}", str(problem)) from None
    return found
