"""Which variants of the model are scored: one set of runs each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sim.params import uncertain_parameters
from sim.sweeps.request import Request
from sim.validation.observe import NEEDS

SCENARIO: Final = "us_action"
"""Recorded moves of the United States and China: what happened, but for what others did."""
DEFAULT: Final = "default"
MIDDLE: Final = "mid-range"
DRAWN: Final = "drawn"
BEST: Final = "best"
POSTERIOR: Final = "posterior"
OUTCOMES: Final = ("level", *NEEDS)
WORDS: Final[Mapping[str, str]] = {
    DEFAULT: "parameters at their start values, chance varies",
    MIDDLE: "judgements in the middle of their ranges, chance varies",
    DRAWN: "parameters drawn from their ranges",
    BEST: "parameters at the means of the posterior, chance varies",
    POSTERIOR: "parameters drawn from the posterior, which was fitted to the record to 2020",
}
"""What each variant is, for a reader."""
_JUDGEMENT: Final = "judgement"


def variants(asked: Request, draws: int) -> dict[str, Request]:
    """Return the request of each variant; the last is the one that users play.

    Parameters
    ----------
    asked
        What all have in common: seed, tables, executor, posterior, what the user holds.
    draws
        Runs of each.
    """
    fitted = replace(asked, scenarios=(SCENARIO,), outcomes=OUTCOMES)
    chance = replace(fitted, draws=1, replicates=draws, parameters="fixed")
    varied = replace(fitted, draws=draws, replicates=1, parameters="drawn")
    held = {**middles(), **asked.overrides}
    found = {
        DEFAULT: replace(chance, posterior=""),
        MIDDLE: replace(chance, posterior="", overrides=held),
        DRAWN: replace(varied, posterior=""),
    }
    return found | ({BEST: chance, POSTERIOR: varied} if asked.posterior else {})


def middles() -> dict[str, float]:
    """Return the middle of the range of every uncertain parameter that is a judgement.

    Rules and ranges were written by people who know the years after 2020; start values inside
    the ranges were set by hand. Middles are nobody's choice.
    """
    return {
        each.key: (each.low + each.high) / 2
        for each in uncertain_parameters()
        if each.grade == _JUDGEMENT
    }
