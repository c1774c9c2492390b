"""What published shares are shares of, in the model's terms, by rules that stand in a table."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from sim.validation.outside import OutsideError
from sim.validation.target import What

_FILE: Final = Path(__file__).with_name("definitions.csv")
_INSTALLED: Final = "installed"
_OUTSIDE: Final = "outside"


class Definition(NamedTuple):
    """One rule: the market and the basis that it holds for, and what they mean.

    Attributes
    ----------
    market, basis
        Patterns of the market (or the generation) and of the basis, in small letters.
    what
        None where the model has no counterpart; ``note`` then says why.
    error
        Standard deviation of such a figure, quality A, whole year, around what the model
        means by it, 0-1 (judgement, from the spread of publishers and vintages).
    """

    table: str
    market: re.Pattern[str]
    basis: re.Pattern[str]
    what: What | None
    error: float
    note: str


def definition(table: str, market: str, basis: str) -> Definition:
    """Return the first rule that holds for a figure.

    Parameters
    ----------
    table
        ``"vendor_share_global"`` or ``"vendor_share_country"``.
    market
        The market, or the generation of a country's figure, as :mod:`sim.validation.kinds`
        calls it.
    basis
        What was counted, in the publisher's words.

    Raises
    ------
    OutsideError
        If none holds, or the one that does says that the model has no counterpart.

    Examples
    --------
    >>> definition("vendor_share_country", "4g", "RAN sites/installed base").what
    What(classes=('legacy_ran',), installed=True)
    """
    words = market, " ".join(basis.lower().split())
    for rule in rules():
        if rule.table != table or not rule.market.fullmatch(words[0]):
            continue
        if not rule.basis.fullmatch(words[1]):
            continue
        if rule.what is None:
            raise OutsideError(rule.note)
        return rule
    raise OutsideError(f"a market that the model does not have ({market.strip() or 'no name'})")


@cache
def rules() -> tuple[Definition, ...]:
    """Return all rules, in the order in which they are tried."""
    with _FILE.open(encoding="utf-8", newline="") as handle:
        return tuple(_rule(row) for row in csv.DictReader(handle))


def _rule(row: dict[str, str]) -> Definition:
    measure = row["measure"]
    what = What(tuple(row["classes"].split()), measure == _INSTALLED)
    return Definition(
        table=row["table"],
        market=re.compile(row["market"]),
        basis=re.compile(row["basis"] or ".*"),
        what=None if measure == _OUTSIDE else what,
        error=float(row["error"] or "nan"),
        note=row["note"],
    )
