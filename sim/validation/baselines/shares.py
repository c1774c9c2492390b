"""Plain rivals for vendors' shares: each gives a share for one target, or none.

* persistence: the last figure of the same series;
* trend: where the straight line through that series stands;
* anybody's last: the last figure of the same share, whoever counted it and whatever the
  market was called, so that a publisher that nobody knew before has a rival as well;
* mean of others, mean of region: over other countries;
* gravity: from what is known of countries;
* last radio share: in radio kit of any generation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from sim.validation.baselines.gravity import gravity
from sim.validation.target import Target
from sim.world import Floats

Rival = Callable[[Sequence[Target], Target], float]
"""From the figures it knows, and the target, to a share; NaN where it has none to give."""

_PERIODS: Final = 4
_QUARTER: Final = 0.25
_RADIO: Final = frozenset({"legacy_ran", "ran_5g"})


def known_of(targets: Sequence[Target], asked: Target, cut_off: int | None) -> list[Target]:
    """Return the figures that a rival may look at when it is asked about one.

    Those of years before the cut-off; without one those of years before the target's own. Of
    countries, figures of other countries in the same year count too: that is leaving one out.
    """
    last = asked.year if cut_off is None else cut_off
    single = len(asked.countries) == 1
    return [
        each
        for each in targets
        if each.year < last
        or (
            single
            and cut_off is None
            and each.year == asked.year
            and len(each.countries) == 1
            and each.countries != asked.countries
        )
    ]


def persistence(known: Sequence[Target], asked: Target) -> float:
    """Return the last figure of the same series: market, place, publisher, operator, seller."""
    same = _same_series(known, asked)
    return same[-1].value if same else float("nan")


def trend(known: Sequence[Target], asked: Target) -> float:
    """Return where the straight line through the same series stands, from two years on."""
    same = _same_series(known, asked)
    times = np.array([_time(each) for each in same])
    if len({each.year for each in same}) < 2:
        return float("nan")
    _, level = np.polyfit(times - _time(asked), [each.value for each in same], 1)
    return float(np.clip(level, 0.0, 1.0))


def last_of_anybody(known: Sequence[Target], asked: Target) -> float:
    """Return the last figure of the same share by whatever publisher and name of the market.

    Of the same sellers, place, operator and kit; the mean where several are of one time.
    """
    same = _whole_years_first(each for each in known if _subject(each) == _subject(asked))
    return _mean([each for each in same if _time(each) == _time(same[-1])])


def mean_of_others(known: Sequence[Target], asked: Target) -> float:
    """Return the mean of the same share over all other countries."""
    return _mean(_other_countries(known, asked))


def mean_of_region(known: Sequence[Target], asked: Target, regions: Mapping[str, str]) -> float:
    """Return the mean of the same share over the other countries of the region."""
    where = regions.get(asked.countries[0]) if len(asked.countries) == 1 else None
    others = _other_countries(known, asked)
    return _mean([each for each in others if regions.get(each.countries[0]) == where])


def last_radio_share(known: Sequence[Target], asked: Target, regions: Mapping[str, str]) -> float:
    """Return the last share of the sellers in radio kit of any generation on record.

    That of the country; where there is none, the mean over the region of each country's last.
    """
    if len(asked.countries) != 1 or not set(asked.what.classes) <= _RADIO:
        return float("nan")
    (home,) = asked.countries
    latest: dict[str, Target] = {}
    for each in sorted(known, key=_time):
        radio = each.sellers == asked.sellers and set(each.what.classes) <= _RADIO
        if radio and len(each.countries) == 1 and not each.operator:
            latest[each.countries[0]] = each
    if home in latest:
        return latest[home].value
    return _mean(
        [
            each
            for country, each in latest.items()
            if regions.get(country) == regions.get(home) and not each.exclusion
        ]
    )


def share_rivals(regions: Mapping[str, str], covariates: Mapping[str, Floats]) -> dict[str, Rival]:
    """Return the rivals by name.

    Parameters
    ----------
    regions
        Region of each country.
    covariates
        What is known of each country from before 2018, axis (covariate,), scaled.
    """

    def of_region(known: Sequence[Target], asked: Target) -> float:
        return mean_of_region(known, asked, regions)

    def last_radio(known: Sequence[Target], asked: Target) -> float:
        return last_radio_share(known, asked, regions)

    def by_gravity(known: Sequence[Target], asked: Target) -> float:
        return gravity(_other_countries(known, asked), asked, covariates)

    return {
        "persistence": persistence,
        "trend": trend,
        "anybody's last": last_of_anybody,
        "mean of others": mean_of_others,
        "mean of region": of_region,
        "gravity": by_gravity,
        "last radio share": last_radio,
    }


def _same_series(known: Sequence[Target], asked: Target) -> list[Target]:
    """Return the figures of one series, the latest last; whole years where there are some."""
    return _whole_years_first(
        each
        for each in known
        if (each.series, each.operator, each.sellers)
        == (asked.series, asked.operator, asked.sellers)
        and each.what == asked.what
    )


def _whole_years_first(same: Iterable[Target]) -> list[Target]:
    """Return figures, the latest last: those of whole years, or all if there is none."""
    told = [*same]
    whole = [each for each in told if each.quarters == (1, _PERIODS)]
    return sorted(whole or told, key=_time)


def _subject(target: Target) -> tuple[object, ...]:
    """Return what a figure is of, but for its time and for how whoever counted it names it."""
    names, largest = target.sellers
    return frozenset(target.countries), target.operator, frozenset(names), largest, target.what


def _other_countries(known: Sequence[Target], asked: Target) -> list[Target]:
    """Return the same share in other countries, the latest figure of each; none for sums.

    Those of countries that shut the sellers out are no guide to others.
    """
    if len(asked.countries) != 1 or asked.operator:
        return []
    latest: dict[str, Target] = {}
    for each in sorted(known, key=_time):
        same = each.sellers == asked.sellers and each.what == asked.what
        same &= not each.operator and not each.exclusion
        if same and len(each.countries) == 1 and each.countries != asked.countries:
            latest[each.countries[0]] = each
    return list(latest.values())


def _mean(targets: Sequence[Target]) -> float:
    return float(np.mean([each.value for each in targets])) if targets else float("nan")


def _time(target: Target) -> float:
    return target.year + _QUARTER * (sum(target.quarters) / 2 - 1)
