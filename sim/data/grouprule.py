"""The small language in which ``groups.csv`` says who belongs to a group.

A rule is a list of alternatives joined by `` or ``; an alternative is a list of terms
joined by `` and ``; a term is ``all``, ``in group``, ``not in group`` or a comparison of a
column: ``iso3 = USA|CAN``, ``iso3 != CHN``, ``troops >= 100``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.data.table import Texts

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Lookup = Callable[[str], Texts | Floats]
Members = Callable[[str], Bools]

_TERM = re.compile(r"(\w+) (=|!=|>=|>) (.+)")


def _compare_words(values: Texts, sign: str, wanted: set[str]) -> Bools:
    among = np.array([value in wanted for value in values])
    if sign == "=":
        return among
    if sign == "!=":
        return ~among
    raise ValueError(f"words cannot be compared with {sign!r}")


def _compare_numbers(values: Floats, sign: str, wanted: str) -> Bools:
    limits = [float(word) for word in wanted.split("|")]
    if sign == "=":
        return np.isin(values, limits)
    if sign == "!=":
        return ~np.isin(values, limits)
    return values >= limits[0] if sign == ">=" else values > limits[0]


def _term(text: str, column: Lookup, members: Members) -> Bools:
    if text.startswith("not in "):
        return ~members(text.removeprefix("not in "))
    if text.startswith("in "):
        return members(text.removeprefix("in "))
    if text == "all":
        return np.ones(len(column("iso3")), dtype=np.bool_)
    match = _TERM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a term; write 'column = value' or 'in group'")
    values = column(match[1])
    if isinstance(values, tuple):
        return _compare_words(values, match[2], set(match[3].split("|")))
    return _compare_numbers(values, match[2], match[3])


def evaluate(rule: str, column: Lookup, members: Members) -> Bools:
    """Return who fits a rule, shape (country,). A missing number fits no comparison but ``!=``.

    Parameters
    ----------
    rule
        The rule, written as described above.
    column
        Gives the values of a column by name.
    members
        Gives the members of another group by name.

    Raises
    ------
    ValueError
        If the rule cannot be read.
    """
    result: Bools | None = None
    for alternative in rule.split(" or "):
        terms = [_term(term.strip(), column, members) for term in alternative.split(" and ")]
        fits = np.logical_and.reduce(terms)
        result = fits if result is None else result | fits
    assert result is not None
    return result
