"""Published sizes of markets and their growth, in the model's terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.observed import LAST_YEAR, publisher_of
from sim.terms import CLASSES, FIRST_YEAR
from sim.validation.amounts import ANYWHERE, BETWEEN, Amount
from sim.validation.kinds import market_called
from sim.validation.outside import OutsideError
from sim.validation.periods import WHOLE_YEAR
from sim.validation.places import WORLD, place, place_called
from sim.validation.rows import Row, Sieve
from sim.validation.shares import is_worked_back

LEVEL: Final = "USD billion"
GROWTH: Final = "share"
#: Part by which prices and rates of exchange move a level in a year, away from 2014 (judgement).
PRICE_DRIFT: Final = 0.02
#: Growth is published in whole points, and is revised by a point or two (judgement).
GROWTH_ERROR: Final = 0.03
#: How much less sure a figure is by its quality, and one of less than a year (judgement).
_QUALITY: Final = {"A": 1.0, "B": 1.5, "C": 2.5, "D": 1.5}
_PART_OF_YEAR: Final = 2.0
_RAN: Final = ("legacy_ran", "ran_5g")
#: The row's own growth was read, whatever its level was worked out from.
_GROWTH_WAS_READ: Final = "growth is published"


class Market(NamedTuple):
    """A published market in the model's terms.

    Attributes
    ----------
    name
        Pattern of its name, in small letters.
    classes
        Classes of kit; none where the model has no counterpart.
    error
        Standard deviation of a level, quality A, whole year, as a part of it (judgement).
    why
        What the error stands for, or why there is no counterpart.
    """

    name: str
    classes: tuple[str, ...]
    error: float
    why: str


MARKETS: Final = (
    Market(".*capex.*", (), np.nan, "what operators invest, of which kit is a part"),
    Market(".*(datacom|software|enterprise).*", (), np.nan, "counts more than operators' kit"),
    Market("telecom_equipment", CLASSES, 0.03, "a round number, published with bounds of 3 %"),
    Market("ran", _RAN, 0.08, "publishers draw the border of radio kit differently"),
    Market("mobile_infrastructure", _RAN, 0.15, "holds some core, and is hardware alone"),
    Market("lte_infrastructure", ("legacy_ran",), 0.25, "4G alone; the model has 2G to 4G as one"),
    Market("5g|5g_(ran|base_stations|infrastructure).*", ("ran_5g",), 0.25, "not only radio kit"),
    Market("core|mobile_core", ("core",), 0.2, "publishers count different parts"),
)


class Size(NamedTuple):
    """One published size, or its growth.

    Attributes
    ----------
    line, market, place
        Where it stands, and what its market and its place are called, however they are spelt.
    countries, classes
        What it is of, in the model's terms.
    quarters
        First and last quarter of the year that it is of.
    unit
        :data:`LEVEL` or :data:`GROWTH`: over the same part of the year before.
    value, error
        In that unit; the standard deviation of what the model means around it.
    seed
        The model starts from it.
    """

    line: int
    market: str
    place: str
    countries: tuple[str, ...]
    classes: tuple[str, ...]
    year: int
    quarters: tuple[int, int]
    unit: str
    value: float
    error: float
    publisher: str
    seed: bool

    @property
    def series(self) -> tuple[str, tuple[str, ...], str, str, tuple[int, int]]:
        """What may stand in one line: market, place, publisher, unit and part of the year."""
        return self.market, self.countries, self.publisher, self.unit, self.quarters

    @property
    def is_simulated(self) -> bool:
        """Whether the model plays its year, and for growth the year before."""
        return self.year >= FIRST_YEAR + (self.unit == GROWTH)


def sizes(rows: Sequence[Row], sieve: Sieve) -> list[Size]:
    """Return what rows of ``market_size`` give: a level, growth, or both.

    Those of years before the model starts go to the sieve, but are returned as well: rivals
    may know them. Levels that were worked back from figures of later years are no record of
    their own year, unless the rows go beyond 2020 themselves.
    """
    to_2020 = not any(_is_later(row) for row in rows)
    found: list[Size] = []
    for row in rows:
        try:
            own = _of_row(row, worked_back=to_2020 and is_worked_back(row))
        except OutsideError as reason:
            sieve.drop(row, reason)
            continue
        if not any(each.is_simulated for each in own):
            sieve.drop(row, f"of a year before {FIRST_YEAR}, when the model starts")
        if not row.text("usd_bn") and any(each.unit == LEVEL for each in own):
            sieve.reserve(row, BETWEEN)
        found += own
    return found


def _of_row(row: Row, worked_back: bool) -> list[Size]:
    """Return the figures of a row, at least one.

    Raises
    ------
    OutsideError
        If it has none that the model can be held against.
    """
    name = market_called(row.text("market"))
    market = _market(name)
    level, growth = _level_of(row), _growth_of(row)
    if level is None and growth is None:
        raise OutsideError("no figure (size and growth are blank)")
    if "forecast" in f"{row.text('source')} {row.text('note')}".lower():
        raise OutsideError("a forecast")
    countries, (year, span) = place(row.text("scope")), row.period()
    if worked_back:
        level = None
        if growth is None or _GROWTH_WAS_READ not in row.text("note"):
            raise OutsideError("worked back from figures of later years")
    less_sure = _QUALITY.get(row.text("quality"), _QUALITY["C"])
    less_sure *= 1.0 if span == WHOLE_YEAR else _PART_OF_YEAR
    plain = Size(
        line=row.line,
        market=name,
        place=place_called(row.text("scope")),
        countries=countries,
        classes=market.classes,
        year=year,
        quarters=span,
        unit=GROWTH,
        value=growth if growth is not None else np.nan,
        error=GROWTH_ERROR * less_sure,
        publisher=publisher_of(row.text("source")),
        seed=False,
    )
    found = [plain] if growth is not None else []
    return found if level is None else [_level(plain, level, market.error * less_sure), *found]


def _level(plain: Size, level: Amount, error: float) -> Size:
    """Return a level; those of the world's whole market to 2020 are what spend of 2014 rests on."""
    drift = PRICE_DRIFT * abs(plain.year - FIRST_YEAR)
    rests_on_it = plain.market == "telecom_equipment" and plain.year <= LAST_YEAR
    own = level.value * float(np.hypot(error, drift))
    return plain._replace(
        unit=LEVEL,
        value=level.value,
        error=float(np.hypot(own, level.reach * ANYWHERE)),
        seed=rests_on_it and plain.countries == place(WORLD),
    )


def _market(name: str) -> Market:
    for market in MARKETS:
        if re.fullmatch(market.name, name):
            if not market.classes:
                raise OutsideError(market.why)
            return market
    raise OutsideError(f"a market that the model does not have ({name or 'no name'})")


def _level_of(row: Row) -> Amount | None:
    """Return a size in USD billion; the middle of its two ends where that is all there is."""
    value, low, high = (row.number(name) for name in ("usd_bn", "low", "high"))
    level = None if value is None else Amount(value, 0.0)
    if value is None and low is not None and high is not None:
        if low > high:
            raise OutsideError(f"a size from more to less ({low:g} to {high:g})")
        level = Amount((low + high) / 2, (high - low) / 2)
    if level is not None and not 0 < level.value - level.reach <= level.value < np.inf:
        raise OutsideError(f"a size of {level.value - level.reach:g}, which no market has")
    return level


def _growth_of(row: Row) -> float | None:
    told = row.part("growth_yoy")
    if told is not None and told.reach:
        raise OutsideError("growth given as a range")
    if told is not None and not -1 < told.value < np.inf:
        raise OutsideError(f"growth of {told.value:g}, which no market has")
    return None if told is None else told.value


def _is_later(row: Row) -> bool:
    try:
        return row.year() > LAST_YEAR
    except OutsideError:
        return False
