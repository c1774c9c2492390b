"""The bars that were set before the results were seen, one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from scipy.stats import kstest

from sim.pages.evidence import europe
from sim.pages.evidence.inputs import Inputs, Tree
from sim.pages.evidence.scores import (
    ALL,
    AUC,
    BRIER,
    CONDITIONAL,
    COVERED,
    LOG,
    NEAR,
    Said,
    best,
    counted,
    error_of,
    folds,
    rivals_of,
    shares,
    who_restricts,
)
from sim.pages.markdown import table
from sim.validation.calibration.folds import MODEL
from sim.validation.calibration.window import LAST

_SHARES: Final = (
    ("telecom_equipment", "world", (2015, 2018, 2019, 2020), 1.5),
    ("ran", "world", (2018, 2019, 2020), 3.0),
    ("ran", "china", (2018, 2019, 2020), 3.0),
    ("ran", "world_ex_china", (2018, 2019, 2020), 3.0),
)
_COVERED: Final = (0.80, 0.97)
_COVERAGES: Final = (
    ("a year", "shares that are fitted", "2019 and 2020"),
    ("a region", "shares that are fitted", "inside a region"),
    ("a region", "shares that never are", "inside a region"),
)
RECOVERED: Final = 0.5
"""Correlation of posterior means with truths from which on a value is said to come back."""
LUCK: Final = 0.05
"""How often a sound calibration may fail the test of its ranges, over all parameters together."""
_WORDS: Final = {True: "**met**", False: "**not met**", None: "cannot be told"}


class Bar(NamedTuple):
    """One bar.

    Attributes
    ----------
    met
        None where the inputs do not hold it.
    why
        What it means, or why it is missed.
    """

    what: str
    wanted: str
    measured: str
    met: bool | None
    why: str


def bars(inputs: Inputs) -> list[Bar]:
    """Return every bar with what was measured."""
    return [
        *_shares(inputs),
        _europe(inputs),
        *_decisions(inputs),
        *_coverages(inputs),
        *_recovery(inputs),
        _window(inputs),
    ]


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on the bars."""
    found = bars(inputs)
    yield "## The bars, one by one\n"
    yield (
        f"{sum(each.met is True for each in found)} of {len(found)} are met. They were set before "
        "the model was fitted, and were not moved; for made-up records alone no number was set, "
        "and what counts as recovered is said in the table.\n"
    )
    rows = ((b.what, b.wanted, b.measured, _WORDS[b.met], b.why) for b in found)
    yield table(("What", "Bar", "Measured", "", "What it means"), rows)
    yield f"{CONDITIONAL}\n"


def name_of(market: str, place: str) -> str:
    """Return a market and a place as people read them.

    Examples
    --------
    >>> name_of("ran", "world_ex_china"), name_of("4g_ran_installed", "europe")
    ('RAN, world outside China', '4G RAN installed, Europe')
    """
    words = {"ran": "RAN", "4g": "4G", "5g": "5G", "china": "China", "europe": "Europe"}
    words["africa"] = "Africa"
    market = " ".join(words.get(word, word) for word in market.split("_"))
    place = place.replace("world_ex_china", "world outside china").replace("_", " ")
    where = " ".join(words.get(word, word) for word in place.split())
    return f"{market[:1].upper()}{market[1:]}, {where}"


def _shares(inputs: Inputs) -> Iterator[Bar]:
    known = shares(inputs)
    for market, place, years, bar in _SHARES:
        some = [s for s in known if s.used and (s.market, s.place) == (market, place)]
        some = [each for each in some if each.year in years]
        found = error_of(some, lambda each: each.after)
        there = sorted({each.year for each in some})
        missing = [str(year) for year in years if year not in there]
        lacking = f" No figure of {', '.join(missing)} is fitted." if missing and some else ""
        yield Bar(
            f"Shares, {name_of(market, place)}, {_years(years)}",
            f"error of {bar:g} points at most",
            f"{found:.1f} points ({counted(len(some))})" if some else "no figures",
            found <= bar if some else None,
            f"In sample: these figures were fitted.{lacking}",
        )


def _years(years: tuple[int, ...]) -> str:
    """Return years with their runs shortened: 2015, 2018-2020."""
    run = [year for year in years if year >= years[-1] - 2]
    first = [str(year) for year in years if year not in run]
    return ", ".join([*first, f"{run[0]}-{run[-1]}"])


def _europe(inputs: Inputs) -> Bar:
    found = europe.countries(inputs)
    what = "Chinese share of European countries, 2020, each without its own figure"
    wanted = "better than the mean of others and than the mean of the region"
    if not found:
        return Bar(what, wanted, "no countries", None, "")
    error = europe.errors(found)
    measured = (
        f"model {error.model:.1f}, others {error.others:.1f}, region {error.region:.1f} points "
        f"({error.countries} countries)"
    )
    why = (
        "It tells countries apart."
        if error.is_better
        else "Without a country's own figure the model knows little that tells it from its "
        "neighbours: of most operators it is not on record who supplied them before 2014."
    )
    return Bar(what, wanted, measured, error.is_better, why)


def _decisions(inputs: Inputs) -> Iterator[Bar]:
    for measure, among in ((BRIER, ALL), (LOG, ALL), (AUC, ALL), (AUC, NEAR)):
        found = who_restricts(inputs, among, measure)
        what = f"Who restricts to 2020, {among}: {measure}"
        wanted = "better than every rival"
        if MODEL not in found or not rivals_of(found):
            yield Bar(what, wanted, "no score", None, "")
            continue
        rival, score = best(rivals_of(found), highest=measure == AUC)
        own = found[MODEL]
        better = own.value > score.value if measure == AUC else own.value < score.value
        yield Bar(
            what, wanted, f"model {own.words()}, {rival} {score.value:.3f}", better,
            _beside(own, score, better),
        )  # fmt: skip


def _beside(own: Said, rival: Said, better: bool) -> str:
    """Return how much a difference says: so few countries acted."""
    if not own.low <= rival.value <= own.high:
        return "The best rival lies outside the model's interval."
    told = "it could be luck" if better else "neither is shown to be better"
    return f"The best rival lies inside the model's interval: {told}."


def _coverages(inputs: Inputs) -> Iterator[Bar]:
    low, high = _COVERED
    for left, of, among in _COVERAGES:
        found = folds(inputs, left, of, among, COVERED).get(MODEL)
        what = f"90 % ranges, {left} left out: {of}, {among}"
        wanted = f"hold {100 * low:.0f} to {100 * high:.0f} % of figures"
        if found is None or math.isnan(found.value):
            yield Bar(what, wanted, "no figures", None, "")
            continue
        share = f"{100 * found.value:.1f} % [{100 * found.low:.0f} to {100 * found.high:.0f}]"
        measured = f"{share} of {counted(found.figures)}"
        met = low <= found.value <= high
        yield Bar(what, wanted, measured, met, _width(found))


def _width(found: Said) -> str:
    low, high = _COVERED
    if found.value > high:
        few = " There are too few figures to tell." if found.figures < 1 / (1 - high) else ""
        return f"Ranges are wide: they hold more than they promise.{few}"
    if found.value < low:
        return "Ranges are too narrow for these figures: see where it fails, below."
    return "Ranges hold about what they promise."


def _recovery(inputs: Inputs) -> Iterator[Bar]:
    for wave, told in list(inputs.calibration["recovered"].items())[:1]:
        known: Tree = told["parameters"]
        odd = [key for key, each in known.items() if uneven(each, len(known))]
        even = f"{len(known) - len(odd)} of {len(known)} parameters"
        back = [key for key, each in known.items() if each["correlation"] >= RECOVERED]
        yield Bar(
            "Made-up records: the truth lies in the posterior as often as its ranges say",
            f"ranks are even for every parameter ({100 * LUCK:.0f} % test over all together)",
            f"{even} ({told['truths']} records, {wave})",
            not odd,
            f"Not for {_keys(odd)}." if odd else "What the ranges say of parameters can be relied "
            "on, as far as the model itself is right.",
        )  # fmt: skip
        yield Bar(
            "Made-up records: values come back",
            f"posterior means follow the truth, correlation of {RECOVERED:g} or more, for all free "
            "parameters",
            f"{len(back)} of {len(known)} parameters",
            len(back) == len(known),
            "The record to 2020 is too short to tell the others, even if the model were true."
            if len(back) < len(known)
            else "The record is long enough to tell them.",
        )


def _keys(keys: list[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def uneven(recovery: Tree, parameters: int) -> bool:
    """Return whether ranks of truths differ from even by more than luck (Kolmogorov-Smirnov)."""
    return bool(kstest(recovery["ranks"], "uniform").pvalue < LUCK / parameters)


def _window(inputs: Inputs) -> Bar:
    until = int(inputs.calibration["provenance"]["until"])
    return Bar(
        "Nothing after 2020Q4 enters calibration",
        "a test pins it",
        f"the last year that was looked at is {until}",
        until <= LAST,
        "`tests/validation/calibration/test_record.py` adds rows of later years and finds the same "
        "record; `test_window.py` beside it finds nothing later in what is played.",
    )
