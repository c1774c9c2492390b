"""Rows of studies in the model's terms: which law, where, measured how, and the bounds found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from sim.data.load import load_tables
from sim.terms import FIRST_YEAR, LAST_YEAR, NONE, QUARTERS, quarter_index
from sim.validation.counterfactual import Law
from sim.validation.currencies import RATE_DRIFT, billions, rate
from sim.validation.effects import Asked
from sim.validation.outside import OutsideError
from sim.validation.places import place
from sim.validation.questions import Question, question, since_named, years_named
from sim.validation.rows import Row, Sieve

MONEY: Final = "USD billion"
_RATE: Final = (
    "{currency} at the rate of {year}, the last one known here; bounds are wider by "
    f"{RATE_DRIFT:.0%} for a figure one year later, and by more for later ones"
)
_MEASURED_IN: Final = {"delay": "months", "purchases": "months", "time": "years"}
#: What one of a unit is in those.
_TIMES: Final = {
    ("years", "months"): 12.0,
    ("months", "years"): 1 / 12,
    ("quarters", "months"): 3.0,
}
_SHORTEST_NAME: Final = 3


class Claim(NamedTuple):
    """One row in the model's terms.

    Attributes
    ----------
    low, high
        In ``unit``; infinite where the study gives no bound.
    """

    row: Row
    rule: Question
    law: Law
    asked: Asked
    unit: str
    low: float
    high: float


def claims(rows: Iterable[Row], sieve: Sieve) -> list[Claim]:
    """Return the rows in the model's terms; the sieve gets those that have no counterpart.

    One figure in two currencies is one claim, in dollars where one of them is.
    """
    found = []
    for row in _each_once(list(rows), sieve):
        try:
            found.append(_claim(row, sieve))
        except OutsideError as reason:
            sieve.drop(row, reason)
    return found


def _claim(row: Row, sieve: Sieve) -> Claim:
    rule = question(row.text("study"), row.text("quantity"), row.text("unit"))
    unit, low, high = _measured(row, rule, sieve)
    named = None if rule.measure == "time" else years_named(row.text("quantity"), row.year())
    years = rule.years if named is None else named
    law = _law(row, rule, years)
    operators = _operators(row, rule, law.countries)
    asked = Asked(years, operators)
    if rule.classes:
        asked = asked._replace(classes=rule.classes)
    if since := since_named(row.text("quantity")):
        asked = asked._replace(since=_simulated(since))
    return Claim(row, rule, law, asked, unit, low, high)


def _bounds(row: Row) -> tuple[float, float]:
    """Return the least and the most: "at least" and "up to" have no other bound."""
    low, central, high = (row.number(name) for name in ("low", "central", "high"))
    given = [value for value in (low, central, high) if value is not None]
    if not given or not np.isfinite(given).all():
        raise OutsideError("no figure (low, central and high are blank)")
    if given != sorted(given):
        raise OutsideError("bounds that are not in order")
    least = low if low is not None else central
    most = high if high is not None else central
    return (
        -np.inf if least is None else least,
        np.inf if most is None else most,
    )


def _measured(row: Row, rule: Question, sieve: Sieve) -> tuple[str, float, float]:
    """Return the unit in which a claim is held against the model, and its bounds in it.

    Money of a year without a rate of exchange has wider bounds, and the sieve is told.
    """
    (low, high), unit = _bounds(row), row.text("unit")
    if money := billions(unit):
        currency, scale = money
        at = rate(currency, row.year())
        if at.drift:
            sieve.reserve(row, _RATE.format(currency=currency, year=at.year))
        times = scale / at.a_dollar
        return MONEY, low * times * (1.0 - at.drift), high * times * (1.0 + at.drift)
    wanted = _MEASURED_IN.get(rule.measure, unit)
    times = 1.0 if unit == wanted else _TIMES[unit, wanted]
    return wanted, low * times, high * times


def _countries(row: Row, rule: Question) -> tuple[str, ...]:
    """Return where the law is: in a place that holds others, where governments decide."""
    countries = place(row.text("country_region"))
    if rule.level == NONE:
        return countries
    if inside := tuple(code for code in countries if code in _deciders()):
        return inside
    raise OutsideError("a law of a country that takes no decisions in the model")


def _law(row: Row, rule: Question, years: float) -> Law:
    year = _simulated(row.year())
    if years <= 0 or quarter_index(f"{year}Q1") + round(4 * years) > QUARTERS:
        raise OutsideError(f"{years:g} years from {year}, which are not all simulated")
    return Law(_countries(row, rule), rule.level, year, years)


def _simulated(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideError(f"of {year}, which is not simulated")
    return year


def _operators(row: Row, rule: Question, countries: Sequence[str]) -> tuple[str, ...]:
    """Return whose costs they are: those that the rule names, or that the study is named for."""
    if rule.measure != "cost":
        return ()
    here = [name for name in _ids() if name[:3].upper() in countries]
    if rule.operators:
        return tuple(name for name in here if re.fullmatch(rule.operators, name))
    words = set(re.findall(r"[a-z0-9]+", row.text("study").lower()))
    named = {word for word in words if len(word) >= _SHORTEST_NAME}
    return tuple(name for name in here if name[4:] in named)


def _each_once(rows: Sequence[Row], sieve: Sieve) -> list[Row]:
    """Return the rows without figures that another row gives in another currency."""
    columns = ("study", "year", "quantity", "country_region")
    best: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row.text(name) for name in columns)
        if _is_money(row) and (key not in best or _is_dollars(row) > _is_dollars(best[key])):
            best[key] = row
    found = []
    for row in rows:
        first = best.get(tuple(row.text(name) for name in columns))
        if first is None or not _is_money(row) or row.text("unit") == first.text("unit"):
            found.append(row)
        else:
            sieve.drop(row, "the same figure in another currency")
    return found


def _is_money(row: Row) -> bool:
    return re.match(r"[A-Z]{3}\b", row.text("unit")) is not None


def _is_dollars(row: Row) -> bool:
    return row.text("unit").startswith("USD")


@cache
def _deciders() -> frozenset[str]:
    return frozenset(place("decides"))


@cache
def _ids() -> tuple[str, ...]:
    return tuple(load_tables()["operators"].text("operator_id"))
