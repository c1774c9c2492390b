"""Money of other currencies in dollars, at the mean rate of the year."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from sim.data.load import table_path
from sim.data.read import read_table
from sim.data.schema import schemas
from sim.validation.outside import OutsideError

#: Pounds a dollar in 2020, from the one sum in both that is on record: GBP 250m that press
#: reports of November 2020 put at USD 333m (``policy_events.csv``, GBR-2020-subsidy-01).
GBP_A_DOLLAR_2020: Final = 250 / 333
#: Part by which a rate moves in a year: the root mean square of the yearly changes of the euro and
#: the krona, 2013 to 2020, in ``vendor_financials.csv``. It grows with the root of the years.
RATE_DRIFT: Final = 0.08
_SCALES: Final = {"bn": 1.0, "billion": 1.0, "m": 1e-3, "million": 1e-3, "thousand": 1e-6}
_MONEY: Final = re.compile(r"([A-Z]{3})(?: (\w+))?")


def billions(unit: str) -> tuple[str, float] | None:
    """Return the currency of a unit, and how many billions one is; None if it is no money.

    Raises
    ------
    OutsideError
        If it is money of a size that cannot be read.

    Examples
    --------
    >>> billions("EUR bn"), billions("USD million"), billions("months")
    (('EUR', 1.0), ('USD', 0.001), None)
    """
    found = _MONEY.fullmatch(unit)
    if found is None:
        return None
    if found[2] is None:
        return found[1], 1e-9
    if found[2] not in _SCALES:
        raise OutsideError(f"a unit that cannot be read ({unit})")
    return found[1], _SCALES[found[2]]


class Rate(NamedTuple):
    """How much of a currency is a dollar.

    Attributes
    ----------
    year
        Whose mean rate it is.
    drift
        By which part the rate of the year that was asked for may be away from it.
    """

    a_dollar: float
    year: int
    drift: float


def rate(currency: str, year: int) -> Rate:
    """Return how much of a currency was a dollar, the mean of a year.

    The tables of the package end in 2020: of a later year it is the last rate that they hold.

    Raises
    ------
    OutsideError
        If the tables hold no rate.

    Examples
    --------
    >>> rate("EUR", 2019)
    Rate(a_dollar=0.8933, year=2019, drift=0.0)
    >>> rate("EUR", 2024).year, rate("EUR", 2024).drift
    (2020, 0.16)
    """
    if currency == "USD":
        return Rate(1.0, year, 0.0)
    known = [each for name, each in _rates() if name == currency]
    last = max(known, default=year)
    if year > last:
        return Rate(_rates()[currency, last], last, RATE_DRIFT * (year - last) ** 0.5)
    if year not in known:
        raise OutsideError(f"no rate of exchange for {currency} of {year}")
    return Rate(_rates()[currency, year], year, 0.0)


@cache
def _rates() -> dict[tuple[str, int], float]:
    name = "vendor_financials"
    table = read_table(name, table_path(name), schemas()[name])
    found = {("GBP", 2020): GBP_A_DOLLAR_2020}
    for row in table.rows():
        rate = float(row["fx_local_per_usd"])
        if not np.isnan(rate):
            found[str(row["currency"]), int(row["year"])] = rate
    return found
