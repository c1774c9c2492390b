"""Numbers as tables write them: plain, with a per cent sign, or from one to another."""

from __future__ import annotations

import re
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


def part(name: str, text: str) -> Amount | None:
    """Return a part of a whole, 0-1, or None for a blank.

    A range is read as its middle; one of whole numbers above 1 can only be per cent.

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
    >>> part("share", "31%"), part("share", "0.31"), part("share", "30-35")
    (Amount(value=0.31, reach=0.0), Amount(value=0.31, reach=0.0), Amount(value=0.325, reach=0.025))
    """
    word = text.strip()
    if not word:
        return None
    if found := _RANGE.fullmatch(word):
        low, high = float(found[1]), float(found[2])
        scale = _PERCENT if found[3] or high > 1.0 else 1.0
        if low > high:
            raise OutsideError(f"a {name} from more to less ({word})")
        return Amount((low + high) / 2 / scale, (high - low) / 2 / scale)
    return Amount(number(name, word.removesuffix("%")) / (_PERCENT if word[-1] == "%" else 1), 0.0)


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
