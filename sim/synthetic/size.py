"""How large a made-up world is to be, and how a reader is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sim.world import Names

LEAST: Final[Mapping[str, int]] = {"operators": 1, "countries": 20, "vendors": 8}
MOST: Final[Mapping[str, int]] = {"operators": 5_000_000, "countries": 20_000, "vendors": 200}


@dataclass(frozen=True)
class WorldSize:
    """Numbers of a made-up world; None: as in the real world, or in proportion to the others.

    Attributes
    ----------
    operators
        Alone: made-up operators in the real countries.
    countries
        Made-up countries, with as many operators each as real ones have.
    vendors
        The real ones, and made-up ones beside them.
    """

    operators: int | None = None
    countries: int | None = None
    vendors: int | None = None

    @property
    def is_real(self) -> bool:
        """Whether nothing is made up."""
        return self == WorldSize()

    def given(self) -> dict[str, int]:
        """Return the numbers that are given, by name."""
        return {name: number for name, number in asdict(self).items() if number is not None}


def check_size(name: str, value: Any) -> int | None:
    """Return a number of a :class:`WorldSize`, checked.

    Raises
    ------
    ValueError
        If it is not a whole number in the range of its kind, or null.

    Examples
    --------
    >>> check_size("countries", 500)
    500
    """
    if value is None:
        return None
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    low, high = LEAST[name], MOST[name]
    if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
        raise ValueError(
            f"{value!r} is not a whole number from {low:,} to {high:,}, or null: the real world"
        )
    return number


def told(size: WorldSize, names: Names) -> str:
    """Return what is made up of a world, in one sentence; nothing of the real world."""
    if size.is_real:
        return ""
    countries, operators, vendors = map(len, (names.countries, names.operators, names.vendors))
    if size.countries is not None:
        parts = f"{countries:,} countries, all but the USA and China made up, with {operators:,}"
        parts += " made-up operators"
    elif size.operators is not None:
        parts = f"{operators:,} made-up operators in the {countries} real countries"
    else:
        parts = f"the {countries} real countries with their {operators} real operators"
    if size.vendors is not None:
        invented = vendors - len(set(names.vendor_models or names.vendors))
        parts += f"; {vendors} vendors, {invented} of them made up"
    return f"Synthetic world: {parts}"
