"""Patterns of rules, written out as the words that they stand for."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

ANY: Final = " \N{HORIZONTAL ELLIPSIS} "
"""Any words, or none."""
_DIGIT: Final = "1"
_SPACES: Final = re.compile(r"\s+")
_ATOM: Final = re.compile(r"\((?P<group>[^()]*)\)|(?P<any>\.\*)|\\(?P<escaped>.)|(?P<plain>.)")


def spelt(pattern: str) -> list[str]:
    r"""Return all that a pattern of a rule stands for, with three dots for any words.

    Patterns are those of the tables of rules: words, ``a|b``, ``(a|b)``, ``?`` after a letter or
    brackets, ``.*``, ``\b`` and ``\d``.

    Examples
    --------
    >>> spelt("(4g|lte)_ran(_installed)?")
    ['4g_ran', '4g_ran_installed', 'lte_ran', 'lte_ran_installed']
    >>> spelt(r".*phase \d.*|cost of .*")
    ['… phase 1 …', 'cost of …']
    """
    found = (words for part in _alternatives(pattern) for words in _of_one(part))
    return list(dict.fromkeys(_SPACES.sub(" ", words).strip() for words in found))


def _alternatives(pattern: str) -> list[str]:
    """Return what stands between the bars that are not in brackets."""
    found, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def _of_one(pattern: str) -> list[str]:
    choices: list[list[str]] = []
    place = 0
    while found := _ATOM.match(pattern, place):
        place = found.end()
        choice = _choice(found)
        if pattern[place : place + 1] == "?":
            choice, place = ["", *choice], place + 1
        choices.append(choice)
    return ["".join(words) for words in product(*choices)]


def _choice(atom: re.Match[str]) -> list[str]:
    """Return what one part of a pattern may be."""
    if atom["group"] is not None:
        return [words for part in atom["group"].split("|") for words in _of_one(part)]
    if atom["any"]:
        return [ANY]
    if atom["escaped"]:
        return [{"b": "", "d": _DIGIT}.get(atom["escaped"], atom["escaped"])]
    return [atom["plain"]]
