"""Years and parts of years, however a table writes them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sim.validation.outside import OutsideError

WHOLE_YEAR: Final = (1, 4)
_SPANS: Final = {
    "": WHOLE_YEAR,
    "1H": (1, 2),
    "H1": (1, 2),
    "2H": (3, 4),
    "H2": (3, 4),
    "3M": (1, 1),
    "6M": (1, 2),
    "9M": (1, 3),
    "12M": WHOLE_YEAR,
    "FY": WHOLE_YEAR,
}
_QUARTERS: Final = re.compile(r"Q?([1-4])Q?(?:-Q?([1-4])Q?)?")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\.0+)?(?!\d)")


class Period(NamedTuple):
    """A year, and the first and the last of the quarters that a figure is of."""

    year: int
    quarters: tuple[int, int]


def quarters(text: str) -> tuple[int, int]:
    """Return the first and the last quarter that a figure is of; a blank is the whole year.

    Raises
    ------
    OutsideError
        If it is no part of a year.

    Examples
    --------
    >>> quarters(""), quarters("3Q"), quarters("1Q-3Q"), quarters("Q4"), quarters("H1")
    ((1, 4), (3, 3), (1, 3), (4, 4), (1, 2))
    """
    word = re.sub(r"\s+", "", text.upper().replace("\u2013", "-"))
    if word in _SPANS:
        return _SPANS[word]
    found = _QUARTERS.fullmatch(word)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise OutsideError(f"a part of a year that cannot be read ({text.strip()})")
    return int(found[1]), int(found[2] or found[1])


def period(year: str, part: str = "") -> Period:
    """Return when a figure is of, from the cell of the year and that of its part, if any.

    Parameters
    ----------
    year
        A year, which may have its part beside it.
    part
        A part of the year.

    Raises
    ------
    OutsideError
        If there is no year, or the two cells name different parts of it.

    Examples
    --------
    >>> period("2022.0"), period("H1 2022"), period("FY2022", "Q3").quarters
    (Period(year=2022, quarters=(1, 4)), Period(year=2022, quarters=(1, 2)), (3, 3))
    """
    found = _YEAR.findall(year)
    beside = _YEAR.sub("", year).strip(" -/,.")
    if len(found) != 1:
        raise OutsideError(f"no year ({year.strip() or 'blank'})")
    try:
        named = quarters(beside)
    except OutsideError:
        raise OutsideError(f"no year ({year.strip()})") from None
    if not part.strip():
        return Period(int(found[0]), named)
    span = quarters(part.replace(found[0], "").strip(" -/"))
    if named not in (WHOLE_YEAR, span):
        raise OutsideError(f"two parts of a year ({year.strip()} and {part.strip()})")
    return Period(int(found[0]), span)
