"""Tables of records with the fields that a test names; all others are zero."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import params
from sim.state import Room, make_room


def table(dtype: np.dtype[Any], rows: int, **fields: Any) -> NDArray[Any]:
    made = np.zeros(rows, dtype)
    for name, values in fields.items():
        made[name] = values
    return made


def record(dtype: np.dtype[Any], **fields: Any) -> Any:
    return table(dtype, 1, **fields)[0]


def room(countries: int, operators: int, vendors: int) -> Room:
    """Return room to work in for a world of this size."""
    return make_room((range(countries), range(operators), range(vendors)))


def stock(*shape: int) -> NDArray[np.float64]:
    """Return kit with a last axis of age, laid out so that young and old are tables of their own.

    Give them to a rule by :func:`ages`; what it writes is seen in the whole.
    """
    return np.moveaxis(np.zeros((2, *shape)), 0, -1)


def aged(kit: Any) -> NDArray[np.float64]:
    """Return a copy of kit with a last axis of age, laid out as by :func:`stock`."""
    whole = np.asarray(kit, dtype=float)
    made = stock(*whole.shape[:-1])
    made[:] = whole
    return made


def ages(kit: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return young and old kit, views of kit that :func:`stock` or :func:`aged` has made."""
    young, old = kit[..., 0], kit[..., 1]
    assert young.flags.c_contiguous, "make the kit by stock() or aged()"
    return young, old


def find_operators(countries: NDArray[Any], operators: NDArray[Any]) -> NDArray[Any]:
    """Note in each country which operators are its own, and return the countries."""
    for c in range(len(countries)):
        own = np.flatnonzero(operators["country"] == c)
        assert (np.diff(own) == 1).all(), "operators of a country stand side by side"
        first, last = (own[0], own[-1] + 1) if own.size else (0, 0)
        countries[c]["first_operator"], countries[c]["last_operator"] = first, last
    return countries


def parameters(**overrides: float | bool) -> Any:
    """Return a record of parameters; a key's dot is written as two underscores."""
    return params.fixed({key.replace("__", "."): v for key, v in overrides.items()})[0]
