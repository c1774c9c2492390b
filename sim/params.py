"""The registry of parameters: what each number means, its range, and how it is drawn."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sim.errors import ConfigError, nearest
from sim.terms import RULE_PARTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = float | bool


@dataclass(frozen=True)
class Parameter:
    """One row of ``params.csv``.

    Attributes
    ----------
    name, group : str
        Unique name, and the part of the model it belongs to.
    default, low, high : float
        Start value and honest range, in ``unit``; for a switch 1 is on and 0 is off.
    distribution : str
        ``triangular`` (mode at the default), ``uniform``, ``fixed`` or ``switch``.
    off : Mapping[str, float]
        For a switch: the parameters that take another value when it is off.
    """

    name: str
    group: str
    default: float
    low: float
    high: float
    distribution: str
    unit: str
    meaning: str
    rule: str
    source: str
    grade: str
    off: Mapping[str, float]

    @property
    def key(self) -> str:
        """The word under which a user sets it, such as ``government.b_ally``."""
        return f"{self.group}.{self.name}"

    @property
    def part(self) -> str:
        """The part of the model that its rule belongs to, such as ``"Governments"``."""
        return RULE_PARTS[self.rule[0]]

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off."""
        return self.distribution == "switch"

    @property
    def field(self) -> str:
        """Name of its field in the array that rules read."""
        return f"use_{self.name}" if self.is_switch else self.name


@cache
def registry() -> Mapping[str, Parameter]:
    """Return every parameter by its key, in the order of the file.

    Examples
    --------
    >>> registry()["government.b_ally"].default
    0.45
    """
    text = (resources.files("sim") / "params.csv").read_text(encoding="utf-8")
    rows = [_parse(row) for row in csv.DictReader(text.splitlines())]
    return {parameter.key: parameter for parameter in rows}


def lookup(key: str) -> Parameter:
    """Return a parameter by its key.

    Raises
    ------
    ConfigError
        If there is none; the message names the nearest.
    """
    known = registry()
    if key not in known:
        raise ConfigError(f"{key!r} is not a parameter{nearest(key, known)}")
    return known[key]


def fixed(overrides: Mapping[str, Value] | None = None) -> NDArray[np.void]:
    """Return one row of parameters: defaults, then ``overrides`` (by key).

    Returns
    -------
    structured array, shape (1,)
        One field a parameter (``Parameter.field``).
    """
    return _table(1, {}, overrides or {})


def sample(
    draws: Sequence[int], seed: int, overrides: Mapping[str, Value] | None = None
) -> NDArray[np.void]:
    """Draw the uncertain parameters; a row depends on ``seed`` and its draw number only.

    Parameters
    ----------
    draws : sequence of int
        Draw numbers, from 0.
    seed : int
        Seed of the sweep.
    overrides : mapping
        Parameters (by key) that are held instead of drawn.

    Returns
    -------
    structured array, shape (draw,)
    """
    return rows(len(draws), draw(draws, seed), overrides)


def draw(draws: Sequence[int], seed: int) -> dict[str, NDArray[np.float64]]:
    """Return the values of every uncertain parameter by key, each with shape (draw,)."""
    points = _points(draws, seed)
    return {
        p.key: quantile(p, points[:, column]) for column, p in enumerate(uncertain_parameters())
    }


def rows(
    count: int,
    values: Mapping[str, NDArray[np.float64]],
    overrides: Mapping[str, Value] | None = None,
) -> NDArray[np.void]:
    """Return rows of parameters: defaults, then ``values`` by key, then what is held.

    Parameters
    ----------
    count : int
        How many rows.
    values : mapping
        By key, each with shape (count,).
    overrides : mapping
        Parameters (by key) that have one value in every row.

    Returns
    -------
    structured array, shape (count,)
        One field a parameter (``Parameter.field``).
    """
    return _table(count, values, overrides or {})


def uncertain_parameters() -> list[Parameter]:
    """Return the parameters that a drawn sweep varies."""
    return [p for p in registry().values() if p.distribution not in ("fixed", "switch")]


def switches() -> dict[str, Parameter]:
    """Return the switch of every mechanism, by the mechanism's name.

    Examples
    --------
    >>> switches()["peers"].key
    'mechanism.peers'
    """
    return {p.name: p for p in registry().values() if p.is_switch}


def _parse(row: dict[str, str]) -> Parameter:
    switch = row["distribution"] == "switch"
    number = {"true": 1.0, "false": 0.0}.get(row["default"])
    default = number if number is not None else float(row["default"])
    pairs = (pair.split("=") for pair in row["off"].split())
    return Parameter(
        name=row["name"],
        group=row["group"],
        default=default,
        low=0.0 if switch else float(row["low"]),
        high=1.0 if switch else float(row["high"]),
        distribution=row["distribution"],
        unit=row["unit"],
        meaning=row["meaning"],
        rule=row["rule"],
        source=row["source"],
        grade=row["grade"],
        off={name: float(value) for name, value in pairs},
    )


def _points(draws: Sequence[int], seed: int) -> NDArray[Any]:
    """Return points of a scrambled Sobol sequence, shape (draw, parameter), in (0, 1)."""
    import numpy as np
    from scipy.stats import qmc

    highest = max(draws, default=0) + 1
    sobol = qmc.Sobol(len(uncertain_parameters()), scramble=True, rng=np.random.default_rng(seed))
    size = 1 << (highest - 1).bit_length()
    return np.asarray(sobol.random(size))[list(draws)]


def quantile(parameter: Parameter, u: NDArray[Any]) -> NDArray[np.float64]:
    """Return the values below which a parameter lies with probability ``u``.

    Examples
    --------
    >>> quantile(registry()["operator.life"], 0.0), quantile(registry()["operator.life"], 1.0)
    (array(28.), array(48.))
    """
    import numpy as np

    low, mode, high = parameter.low, parameter.default, parameter.high
    if parameter.distribution == "uniform" or low == high:
        return np.asarray(low + (high - low) * u)
    split = (mode - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < split, rising, falling)


def _table(
    count: int, values: Mapping[str, NDArray[Any]], overrides: Mapping[str, Value]
) -> NDArray[np.void]:
    import numpy as np

    known = registry()
    table = np.zeros(count, dtype=[(p.field, np.float64) for p in known.values()])
    for p in known.values():
        table[p.field] = values.get(p.key, p.default)
    held = {lookup(key).field: float(value) for key, value in overrides.items()}
    for field, value in held.items():
        table[field] = value
    for p in known.values():
        if p.is_switch and p.off:
            _switch_off(table, p)
    return table


def _switch_off(table: NDArray[np.void], switch: Parameter) -> None:
    off = table[switch.field] == 0
    for field, value in switch.off.items():
        table[field][off] = value
