"""What studies found that restrictions cost, delay or make dearer, beside the model's own range.

Each quantity is played as a law in its place, from the year of the study on, against the same
world without (:mod:`sim.validation.counterfactual`). Which law, and what is measured, says
``studies.csv`` by the words of the quantity. Money is in dollars: of the day in studies, at
prices of 2014 in the model. Costs are those of operators; of one operator they are its part of
the place's, by the Chinese kit that it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from sim.terms import LEVELS, NONE
from sim.validation.claims import Claim, claims
from sim.validation.counterfactual import Play
from sim.validation.effects import EFFECTS
from sim.validation.evidence import Bracket
from sim.validation.rows import Row, Sieve

TABLE: Final = "study_results"
_OVER_YEARS: Final = ("cost", "purchases", "price", "due")
_RANGE: Final = (0.05, 0.95)


def study_brackets(rows: Iterable[Row], play: Play, sieve: Sieve) -> list[Bracket]:
    """Return what studies found beside what the model has for the same law.

    Parameters
    ----------
    rows
        Of ``study_results``.
    play
        Plays laws, as :func:`sim.validation.counterfactual.player` returns it.
    sieve
        Gets rows that the model cannot be held against.

    Returns
    -------
    list of Bracket
        A figure without bounds is a bracket of no width. One figure in two currencies is one
        bracket, in dollars where one of them is.
    """
    return [
        Bracket(
            table=TABLE,
            line=claim.row.line,
            what=_words(claim),
            unit=claim.unit,
            low=claim.low,
            high=claim.high,
            quality=claim.row.text("quality"),
            model={
                name: EFFECTS[claim.rule.measure](pair, claim.asked)
                for name, pair in play(claim.law, claim.rule.against).items()
            },
        )
        for claim in claims(rows, sieve)
    ]


def meets(bracket: Bracket) -> dict[str, bool]:
    """Return by variant whether the middle 90 % of the model's samples reach into a bracket.

    Samples without a value do not count; where none has one, nothing is met.
    """
    found = {}
    for name, samples in bracket.model.items():
        known = samples[~np.isnan(samples)]
        low, high = np.quantile(known, _RANGE) if len(known) else (np.inf, -np.inf)
        found[name] = bool(low <= bracket.high and high >= bracket.low)
    return found


def _words(claim: Claim) -> str:
    text = claim.row.text
    said = f"{text('quantity')}, {text('country_region')} ({text('study')} {text('year')})"
    played = " against ".join(
        LEVELS[level] for level in (claim.law.level, claim.rule.against) if level != NONE
    )
    years = f" over {claim.law.years:g} years" if claim.rule.measure in _OVER_YEARS else ""
    note = f" ({claim.rule.note})" if claim.rule.note else ""
    return f"{said}; model: {played or 'no law'}{years}{note}"
