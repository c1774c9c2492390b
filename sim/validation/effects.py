"""What a law changes, measured as studies measure it: each from both histories, axis (sample,)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np

from sim.terms import CLASSES, CORE, FIRST_YEAR, LEGACY_RAN, QUARTERS, RAN_5G, quarter_index
from sim.validation.counterfactual import Pair
from sim.validation.tracks import CHINESE, OTHERS
from sim.world import Floats

_MILLIONS_A_BILLION: Final = 1000.0
_PERCENT: Final = 100.0
_MONTHS_A_QUARTER: Final = 3.0
_QUARTERS_A_YEAR: Final = 4
#: What is left of Chinese radio and core kit when a swap counts as done.
_DONE: Final = 0.01


class Asked(NamedTuple):
    """What a study asks of a law.

    Attributes
    ----------
    years
        Over which costs and prices are looked at, or kit grows old.
    operators
        Ids of those that pay; none: all of the place.
    classes
        Classes of Chinese kit by which they pay their part.
    since
        Year from which on kit counts as recent.
    """

    years: float
    operators: tuple[str, ...] = ()
    classes: tuple[str, ...] = (CLASSES[LEGACY_RAN], CLASSES[RAN_5G], CLASSES[CORE])
    since: int = FIRST_YEAR


Effect = Callable[[Pair, Asked], Floats]


def cost(pair: Pair, asked: Asked) -> Floats:
    """Return what operators pay more, USD billion at prices of 2014."""
    when = _horizon(pair, asked)
    more = (pair.under.paid_usd_m - pair.without.paid_usd_m)[:, when].sum(axis=1)
    return np.asarray(more / _MILLIONS_A_BILLION * _part(pair, asked))


def purchases(pair: Pair, asked: Asked) -> Floats:
    """Return that cost in months of what is paid for radio kit without the law."""
    paid = pair.without.radio_paid_usd_m[:, _year_before(pair)].sum(axis=(1, 2))
    return np.asarray(12.0 * _ratio(_MILLIONS_A_BILLION * cost(pair, asked), paid))


def recent(pair: Pair, asked: Asked) -> Floats:
    """Return what Chinese radio kit bought since a year cost, until the law, USD billion."""
    when = slice(quarter_index(f"{asked.since}Q1"), pair.begins)
    paid = pair.without.radio_paid_usd_m[:, when, CHINESE].sum(axis=1)
    return np.asarray(paid / _MILLIONS_A_BILLION)


def delay(pair: Pair, asked: Asked) -> Floats:
    """Return by how many months 5G comes later, averaged over the levels of coverage (E5)."""
    behind = (pair.without.coverage - pair.under.coverage).sum(axis=1)
    return np.asarray(_MONTHS_A_QUARTER * behind)


def price(pair: Pair, asked: Asked) -> Floats:
    """Return by how many per cent the radio kit that is bought costs more."""
    when = _horizon(pair, asked)
    under, without = (
        _ratio(
            track.radio_paid_usd_m[:, when].sum(axis=(1, 2)),
            track.radio_bought_usd_m[:, when].sum(axis=(1, 2)),
        )
        for track in (pair.under, pair.without)
    )
    return _PERCENT * (_ratio(under, without) - 1.0)


def premium(pair: Pair, asked: Asked) -> Floats:
    """Return by how many per cent radio kit of others costs more than Chinese, without the law."""
    chinese, others = _prices(pair)
    return _PERCENT * (_ratio(others, chinese) - 1.0)


def discount(pair: Pair, asked: Asked) -> Floats:
    """Return by how many per cent Chinese radio kit costs less than others', without the law."""
    chinese, others = _prices(pair)
    return _PERCENT * (1.0 - _ratio(chinese, others))


def due(pair: Pair, asked: Asked) -> Floats:
    """Return how many per cent of radio kit grow old and go by themselves (O1)."""
    last = max(0, pair.begins - 1)
    young, old = pair.without.young_usd_m[:, last], pair.without.old_usd_m[:, last]
    rate, quarters = 2.0 / pair.life, _QUARTERS_A_YEAR * asked.years
    old_left = (1.0 - rate) ** quarters
    young_left = old_left + quarters * rate * (1.0 - rate) ** (quarters - 1.0)
    return _PERCENT * (1.0 - _ratio(young * young_left + old * old_left, young + old))


def swap_time(pair: Pair, asked: Asked) -> Floats:
    """Return after how many years nearly no Chinese radio and core kit stands."""
    kit = pair.under.standing_usd_m[:, :, CHINESE]
    start = kit[:, max(0, pair.begins - 1), None]
    gone = kit[:, pair.begins :] <= _DONE * start
    quarters = np.where(gone.any(axis=1), gone.argmax(axis=1) + 1, QUARTERS - pair.begins)
    return np.where(start[:, 0] > 0, quarters / _QUARTERS_A_YEAR, np.nan)


def share(pair: Pair, asked: Asked) -> Floats:
    """Return the Chinese part of radio and core kit at the end of the year, without the law."""
    kit = pair.without.standing_usd_m[:, pair.begins + _QUARTERS_A_YEAR - 1]
    return _PERCENT * _ratio(kit[:, CHINESE], kit.sum(axis=1))


EFFECTS: Final[Mapping[str, Effect]] = {
    "cost": cost,
    "purchases": purchases,
    "recent": recent,
    "delay": delay,
    "price": price,
    "premium": premium,
    "discount": discount,
    "due": due,
    "time": swap_time,
    "share": share,
}


def _horizon(pair: Pair, asked: Asked) -> slice:
    return slice(pair.begins, pair.begins + round(_QUARTERS_A_YEAR * asked.years))


def _year_before(pair: Pair) -> slice:
    last = max(pair.begins, _QUARTERS_A_YEAR)
    return slice(last - _QUARTERS_A_YEAR, last)


def _part(pair: Pair, asked: Asked) -> Floats:
    """Return the part of the cost that some operators bear: that of Chinese kit in the place."""
    if not asked.operators:
        return np.ones(len(pair.life))
    classes = [CLASSES.index(name) for name in asked.classes]
    kit = pair.without.chinese_kit_usd_m[:, :, classes].sum(axis=2)
    theirs = kit[:, np.isin(pair.operators, asked.operators)]
    return _ratio(theirs.sum(axis=1), kit.sum(axis=1))


def _prices(pair: Pair) -> tuple[Floats, Floats]:
    """Return prices of Chinese and of others' radio kit in the year before the law."""
    when, track = _year_before(pair), pair.without
    paid, bought = track.radio_paid_usd_m[:, when], track.radio_bought_usd_m[:, when]
    found = _ratio(paid.sum(axis=1), bought.sum(axis=1))
    return found[:, CHINESE], found[:, OTHERS]


def _ratio(part: Floats, whole: Floats) -> Floats:
    nothing = np.full_like(whole, np.nan, dtype=np.float64)
    return np.asarray(np.divide(part, whole, out=nothing, where=whole > 0))
