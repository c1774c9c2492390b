"""What the model measures for each quantity of a study, by rules that stand in a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from sim.terms import LEVELS, NONE
from sim.validation.effects import EFFECTS
from sim.validation.outside import OutsideError

_FILE: Final = Path(__file__).with_name("studies.csv")
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2
    )
}
_OVER: Final = re.compile(rf"\bover (\d+|{'|'.join(_NUMBERS)}) years\b")
_BY: Final = re.compile(r"\bby (20\d\d)\b")
_SINCE: Final = re.compile(r"\bsince (20\d\d)\b")


class Question(NamedTuple):
    """One rule: which quantities it holds for, and what the model measures for them.

    Attributes
    ----------
    study, quantity, unit
        Patterns; those of study and quantity in small letters.
    measure
        One of :data:`~sim.validation.effects.EFFECTS`; empty where the model has no
        counterpart, and ``note`` says why.
    level, against
        The law, and the one it is compared with.
    years
        From the law on, where the quantity names none itself: over which costs are added up,
        and within which kit must be removed (judgement).
    operators
        Pattern of the operators that pay; empty: all of the place.
    classes
        Of kit by which they pay their part; none: radio and core.
    """

    study: re.Pattern[str]
    quantity: re.Pattern[str]
    unit: re.Pattern[str]
    measure: str
    level: int
    against: int
    years: float
    operators: str
    classes: tuple[str, ...]
    note: str


def question(study: str, quantity: str, unit: str) -> Question:
    """Return the first rule that holds for a figure.

    Raises
    ------
    OutsideError
        If none holds, or the one that does says that the model has no counterpart.

    Examples
    --------
    >>> found = question("UK DCMS", "5G delay from Huawei removal by 2027", "months")
    >>> found.measure, found.level
    ('delay', 4)
    """
    words = " ".join(study.lower().split()), " ".join(quantity.lower().split())
    for rule in rules():
        if not rule.study.fullmatch(words[0]) or not rule.quantity.fullmatch(words[1]):
            continue
        if not rule.unit.fullmatch(unit):
            continue
        if not rule.measure:
            raise OutsideError(rule.note)
        return rule
    raise OutsideError(f"a quantity that the model does not have ({quantity.strip() or 'no name'})")


def years_named(quantity: str, year: int) -> float | None:
    """Return how many years a quantity names, from the start of the study's year on.

    Examples
    --------
    >>> years_named("cost of removal by 2027", 2020), years_named("cost over five years", 2020)
    (8.0, 5.0)
    """
    words = quantity.lower()
    if found := _OVER.search(words):
        return float(_NUMBERS.get(found[1]) or int(found[1]))
    if found := _BY.search(words):
        return float(int(found[1]) + 1 - year)
    return None


def since_named(quantity: str) -> int | None:
    """Return the year since which a quantity counts, if it names one.

    Examples
    --------
    >>> since_named("cost of replacing Chinese RAN bought since 2016")
    2016
    """
    found = _SINCE.search(quantity.lower())
    return int(found[1]) if found else None


@cache
def rules() -> tuple[Question, ...]:
    """Return all rules, in the order in which they are tried."""
    with _FILE.open(encoding="utf-8", newline="") as handle:
        return tuple(_rule(row) for row in csv.DictReader(handle))


def _rule(row: Mapping[str, str]) -> Question:
    study, quantity, unit = (
        re.compile(row[column] or ".*") for column in ("study", "quantity", "unit")
    )
    return Question(
        study=study,
        quantity=quantity,
        unit=unit,
        measure=row["measure"] if row["measure"] in EFFECTS else "",
        level=LEVELS.index(row["level"]) if row["level"] else NONE,
        against=LEVELS.index(row["against"]) if row["against"] else NONE,
        years=float(row["years"] or 1.0),
        operators=row["operators"],
        classes=tuple(row["kit"].split()),
        note=row["note"],
    )
