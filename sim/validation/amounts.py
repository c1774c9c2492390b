"""Numbers as tables write them: plain, with a per cent sign, or from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite
from typing import Final, NamedTuple

from sim.validation.outside import OutsideError

ANYWHERE: Final = 3**-0.5
"""Standard deviation of what lies anywhere in a range, over half its width."""
BETWEEN: Final = "a range: scored at its middle, with a wider error"
"""What is said of a figure that is given by its two ends."""
_PERCENT: Final = 100.0
_NUMBER: Final = r"\d+(?:\.\d+)?|\.\d+"
_RANGE: Final = re.compile(rf"({_NUMBER})\s*%?\s*(?:-|\u2013|to)\s*({_NUMBER})\s*(%?)")


class Amount(NamedTuple):
    """A number, and how far it reaches to both sides where a table gives its two ends."""

    value: float
    reach: float


def amount(name: str, text: str) -> Amount | None:
    """Return a number or the middle of a range, or None for a blank.

    Parameters
    ----------
    name
        Of the column, for the message.
    text
        The cell.

    Raises
    ------
    OutsideError
        If it is neither a number nor a range of two.

    Examples
    --------
    >>> amount("usd_bn", "45-47"), amount("usd_bn", "46")
    (Amount(value=46.0, reach=1.0), Amount(value=46.0, reach=0.0))
    """
    word = text.strip()
    if not word:
        return None
    if found := _RANGE.fullmatch(word):
        return between(name, float(found[1]), float(found[2]))
    return Amount(number(name, word), 0.0)


def between(name: str, low: float, high: float) -> Amount:
    """Return the middle of two ends.

    Raises
    ------
    OutsideError
        If the first is above the second.
    """
    if low > high:
        raise OutsideError(f"a {name} from more to less ({low:g} to {high:g})")
    return Amount((low + high) / 2, (high - low) / 2)


def part(name: str, text: str, *, in_per_cent: bool = False) -> Amount | None:
    """Return a part of a whole, 0-1, or None for a blank.

    A range is read as its middle; one of whole numbers above 1 can only be per cent.

    Parameters
    ----------
    name
        Of the column, for the message.
    text
        The cell.
    in_per_cent
        Whether the column is in per cent, so that a single number needs no sign.

    Raises
    ------
    OutsideError
        If it is neither a number nor a range of two.

    Examples
    --------
    >>> part("share", "31%"), part("share", "31", in_per_cent=True)
    (Amount(value=0.31, reach=0.0), Amount(value=0.31, reach=0.0))
    >>> part("share", "0.31"), part("share", "30-35")
    (Amount(value=0.31, reach=0.0), Amount(value=0.325, reach=0.025))
    """
    word = text.strip()
    if not word:
        return None
    if found := _RANGE.fullmatch(word):
        whole = between(name, float(found[1]), float(found[2]))
        scaled = bool(found[3]) or float(found[2]) > 1.0
    else:
        try:
            whole = Amount(float(word.removesuffix("%")), 0.0)
        except ValueError:
            raise OutsideError(f"{name} {word!r} is not a number") from None
        scaled = in_per_cent or word.endswith("%")
    scale = _PERCENT if scaled else 1.0
    return Amount(whole.value / scale, whole.reach / scale)


def are_per_cent(texts: Iterable[str], most: float) -> bool:
    """Return whether numbers without a sign are per cent: more than half can be nothing else.

    Parameters
    ----------
    texts
        The cells of a column.
    most
        What a part of a whole may be.

    Examples
    --------
    >>> are_per_cent(["31", "26", "0.5"], 1.0), are_per_cent(["0.31", "26"], 1.0)
    (True, False)
    """
    bare = [abs(float(text)) for text in texts if is_bare(text)]
    return 2 * sum(value > most for value in bare) > len(bare)


def is_bare(text: str) -> bool:
    """Return whether a cell is a number without a sign of per cent."""
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def number(name: str, text: str) -> float:
    """Return a cell as a number.

    Raises
    ------
    OutsideError
        If it is none.
    """
    try:
        return float(text)
    except ValueError:
        raise OutsideError(f"{name} {text!r} is not a number") from None
