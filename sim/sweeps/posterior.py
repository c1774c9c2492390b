"""The posterior: sets of parameters that agree with the record, from which draws are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.errors import DataError
from sim.params import registry, uncertain_parameters
from sim.sweeps.usertable import UserTable, read_user_table

Values = dict[str, NDArray[np.float64]]

FEW: Final = 20
"""Rows below which a user is told that ranges are those of a handful of sets."""
_NAMED: Final = 3


@dataclass(frozen=True)
class Posterior:
    """A table of which each row is a set of parameters, and each counts the same.

    Attributes
    ----------
    file
        As messages name it.
    values
        Parameter -> its value in each row, axis (row,).
    hash
        Fingerprint of what it says.
    notes
        What a user should know of it.
    """

    file: str
    values: Values
    hash: str
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many sets it has."""
        return len(next(iter(self.values.values())))

    def centre(self) -> dict[str, float]:
        """Return the mean of each parameter."""
        return {key: float(column.mean()) for key, column in self.values.items()}

    def spread(self, key: str) -> dict[str, float]:
        """Return between which two values a parameter lies in nine of ten rows, to 3 digits."""
        low, high = np.quantile(self.values[key], (0.05, 0.95)).tolist()
        return {"low": float(f"{low:.3g}"), "high": float(f"{high:.3g}")}

    def draw(self, count: int, seed: int) -> Values:
        """Return draws, axis (draw,): every row once in an order of the seed's, then again.

        The first draws are the same however many follow.

        Examples
        --------
        >>> known = Posterior("p.csv", {"government.b_ally": np.array([0.2, 0.4])}, "")
        >>> known.draw(4, seed=1)["government.b_ally"].tolist()
        [0.2, 0.4, 0.2, 0.4]
        """
        rounds = range(-(-count // self.rows))
        orders = [np.random.default_rng([seed, turn]).permutation(self.rows) for turn in rounds]
        chosen = np.concatenate(orders)[:count]
        return {key: column[chosen] for key, column in self.values.items()}


def read_posterior(path: Path) -> Posterior:
    """Read a posterior: a column for each uncertain parameter, a row a draw.

    Raises
    ------
    DataError
        If the file cannot be read, lacks a column or is wrong: file, line, column, value and what
        is allowed.
    """
    table = read_user_table(path)
    uncertain = {parameter.key for parameter in uncertain_parameters()}
    for name in table.names:
        if name not in uncertain:
            kind = "a parameter without a range" if name in registry() else "a lever"
            raise DataError(
                f"{table.file}, header: {name!r} is {kind}; a posterior has columns of uncertain "
                "parameters alone (design=FILE.csv takes others)"
            )
    if missing := sorted(uncertain - set(table.names)):
        raise DataError(_lacking(table.file, missing, len(uncertain)))
    return Posterior(table.file, table.values, table.hash, (*table.notes, *_few(table)))


def _lacking(file: str, missing: Sequence[str], count: int) -> str:
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return (
        f"{file}, header: lacks {', '.join(missing[:_NAMED])}{more}; a posterior has a column for "
        f"each of the {count} uncertain parameters: make one with faultlines calibrate, or write "
        f"design={file} instead, and what it lacks stands at the posterior's mean"
    )


def _few(table: UserTable) -> tuple[str, ...]:
    """Return a note on a table of very few rows, or none."""
    rows = len(table.lines)
    if rows >= FEW:
        return ()
    return (
        f"{table.file}: {rows} row{'s' * (rows != 1)} only, so that what is drawn from it differs "
        f"little; {FEW} or more show a range",
    )
