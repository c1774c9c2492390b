"""Published sizes of markets and their growth, in the model's terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.observed import LAST_YEAR, publisher_of
from sim.terms import CLASSES, FIRST_YEAR
from sim.validation.amounts import ANYWHERE, BETWEEN, Amount, between, is_bare
from sim.validation.kinds import market_called
from sim.validation.outside import OutsideError
from sim.validation.periods import WHOLE_YEAR
from sim.validation.places import WORLD, place, place_called
from sim.validation.rows import BARE_GROWTH, PER_CENT, Row, Sieve
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
LARGEST: Final = 1_000.0
"""USD billion that no market of network equipment comes near."""
FASTEST: Final = 10.0
"""Growth in a year that none has: eleven times as much."""
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
            own = _of_row(row, sieve, worked_back=to_2020 and is_worked_back(row))
        except OutsideError as reason:
            sieve.drop(row, reason)
            continue
        if not any(each.is_simulated for each in own):
            sieve.drop(row, f"of a year before {FIRST_YEAR}, when the model starts")
        found += own
    return found


def _of_row(row: Row, sieve: Sieve, *, worked_back: bool) -> list[Size]:
    """Return the figures of a row, at least one.

    Raises
    ------
    OutsideError
        If it has none that the model can be held against.
    """
    name = market_called(row.text("market"))
    market = _market(name)
    level, growth = _numbers(row, sieve)
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
        value=growth.value if growth else np.nan,
        error=float(np.hypot(GROWTH_ERROR * less_sure, growth.reach * ANYWHERE)) if growth else 0.0,
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


def _numbers(row: Row, sieve: Sieve) -> tuple[Amount | None, Amount | None]:
    """Return the size and the growth that a row gives: where one cannot be read, the other."""
    found: list[Amount | None] = []
    reasons: list[OutsideError] = []
    for read in (_level_of, _growth_of):
        try:
            found.append(read(row))
        except OutsideError as reason:
            found.append(None)
            reasons.append(reason)
    level, growth = found
    if level is None and growth is None:
        raise reasons[0] if reasons else OutsideError("no figure (size and growth are blank)")
    if reasons:
        sieve.reserve(row, f"one of its two figures is passed over: {reasons[0]}")
    elif any(each is not None and each.reach for each in found):
        sieve.reserve(row, BETWEEN)
    elif row.lacks_sign:
        sieve.reserve(row, PER_CENT)
    return level, growth


def _level_of(row: Row) -> Amount | None:
    """Return a size in USD billion; the middle of its two ends where that is all there is."""
    level = row.amount("usd_bn")
    if level is None:
        low, high = row.number("low"), row.number("high")
        if low is not None and high is not None:
            level = between("size", low, high)
        elif low is not None or high is not None:
            raise OutsideError("a size of which one bound alone is given")
    if level is not None and not 0 < level.value - level.reach <= level.value <= LARGEST:
        end = level.value - level.reach if level.value <= LARGEST else level.value
        hint = " (USD billion are meant)" if end > LARGEST else ""
        raise OutsideError(f"a size of {end:g}, which no market has{hint}")
    return level


def _growth_of(row: Row) -> Amount | None:
    growth = row.part("growth_yoy")
    if growth is not None and growth.value > BARE_GROWTH and is_bare(row.text("growth_yoy")):
        raise OutsideError(
            f"growth of {growth.value:g}, which may be a part or per cent (write {growth.value:g}%)"
        )
    if growth is not None and not -1 < growth.value <= FASTEST:
        raise OutsideError(f"growth of {growth.value:g}, which no market has")
    return growth


def _is_later(row: Row) -> bool:
    try:
        return row.year() > LAST_YEAR
    except OutsideError:
        return False
