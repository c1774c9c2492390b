"""Plain rivals for whether a Chinese vendor supplies an operator: each gives a chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.terms import LEGACY_RAN, MARKET_OF_CLASS, RAN_5G
from sim.validation.scores import chance_of
from sim.validation.suppliers import Finding

#: A share of none or of all is no certainty.
LEAST: Final = 0.02
_RADIO: Final = (LEGACY_RAN, RAN_5G)


class Places(NamedTuple):
    """What rivals know of places.

    Attributes
    ----------
    country, region
        Of each operator; of each country.
    seed_share
        Chinese share of 2014 by country, axis (market,), from which the model starts.
    """

    country: Mapping[str, str]
    region: Mapping[str, str]
    seed_share: Mapping[str, Sequence[float]]


Rival = Callable[[Sequence[Finding], Finding, Places], float]
"""From what is known, what is asked, and places, to the chance that a Chinese vendor supplies."""


def known_of(
    found: Sequence[Finding], asked: Finding, cut_off: int | None, places: Places
) -> list[Finding]:
    """Return what a rival may look at: what was found in the years before the cut-off.

    Without one it is what was found before the year that is asked about, and in other countries
    in that year as well.
    """
    last = asked.year if cut_off is None else min(asked.year, cut_off)
    home = places.country[asked.operator]
    return [
        each
        for each in found
        if each.year < last
        or (cut_off is None and each.year == asked.year and places.country[each.operator] != home)
    ]


def base_rate(known: Sequence[Finding], asked: Finding, places: Places) -> float:
    """Return how often it was so in other countries, by Jeffreys' rule; a coin without any."""
    home = places.country[asked.operator]
    return _rate([each for each in known if places.country[each.operator] != home], asked)


def base_rate_of_region(known: Sequence[Finding], asked: Finding, places: Places) -> float:
    """Return how often it was so in the other countries of the region."""
    home = places.country[asked.operator]
    near = [
        each
        for each in known
        if (there := places.country[each.operator]) != home
        and places.region[there] == places.region[home]
    ]
    return _rate(near, asked)


def share_of_2014(known: Sequence[Finding], asked: Finding, places: Places) -> float:
    """Return the Chinese share of the country's market in the state that the model starts from."""
    shares = places.seed_share[places.country[asked.operator]]
    return float(np.clip(shares[MARKET_OF_CLASS[asked.kit]], LEAST, 1.0 - LEAST))


def persistence(known: Sequence[Finding], asked: Finding, places: Places) -> float:
    """Return that it is as it last was with the operator; the base rate where that is not known.

    Radio kit of an earlier generation counts for that of a later one. What a new contract says
    goes before what stands, where both are of one year.
    """
    own = [
        each
        for each in known
        if each.operator == asked.operator
        and each.year < asked.year
        and (each.kit == asked.kit or (each.kit in _RADIO and asked.kit in _RADIO))
    ]
    if not own:
        return base_rate(known, asked, places)
    last = max(own, key=lambda each: (each.year, each.question == asked.question))
    return float(chance_of(np.array(float(last.present)), 1))


def _rate(others: Sequence[Finding], asked: Finding) -> float:
    same = [each.present for each in others if each.question == asked.question]
    return float(chance_of(np.array(float(sum(same))), len(same)))


RIVALS: Final[Mapping[str, Rival]] = {
    "base rate": base_rate,
    "base rate of region": base_rate_of_region,
    "Chinese share of 2014": share_of_2014,
    "persistence": persistence,
}
