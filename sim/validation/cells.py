"""Scores as words: numbers with their intervals, and what their figures have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from sim.validation.scores import Score

NONE = Score(np.nan, np.nan, np.nan, 0)
"""A score of nothing."""


FEWEST: Final = 5
"""Figures, at least, from which it is said who is better."""
TOO_FEW: Final = "too few"
"""What is said in place of a skill that says nothing."""
#: Names of kit that are written in capitals.
_SHORT: Final = re.compile(r"\b([2-5]g|ran|lte)(?=\b|_)")
_WORST: Final = -9.9


def number(value: float, digits: int = 3) -> str:
    """Return a number; a dash for none.

    Examples
    --------
    >>> number(0.03456), number(12.345, 1), number(float("nan"))
    ('0.035', '12.3', '-')
    """
    return f"{value:.{digits}f}" if np.isfinite(value) else "-"


def between(score: Score, digits: int = 3) -> str:
    """Return a score with its 90 % interval, if it has one.

    Examples
    --------
    >>> between(Score(3.31, 2.12, 4.6, 9), 1), between(Score(0.031, 0.0204, 0.04, 9))
    ('3.3 [2.1, 4.6]', '0.031 [.020, .040]')
    """
    if not np.isfinite(score.value):
        return "-"
    if not np.isfinite(score.low):
        return number(score.value, digits)
    low, high = (_end(end, digits) for end in (score.low, score.high))
    return f"{number(score.value, digits)} [{low}, {high}]"


def skill(score: Score) -> str:
    """Return a skill with its 90 % interval, to two digits; few figures tell none.

    Examples
    --------
    >>> skill(Score(-0.304, -0.81, 0.1, 9)), skill(Score(-0.304, -0.81, 0.1, 4))
    ('-0.30 [-0.81, 0.10]', 'too few')
    >>> skill(Score(-3e9, -4e9, -2e9, 9))
    'below -9.9'
    """
    if not np.isfinite(score.value):
        return "-"
    if score.figures < FEWEST or not np.isfinite(score.low):
        return TOO_FEW
    if score.value < _WORST:
        return f"below {_WORST:g}"
    return f"{score.value:.2f} [{max(_WORST, score.low):.2f}, {score.high:.2f}]"


def percent(score: Score) -> str:
    """Return a share in per cent."""
    return f"{score.value:.0%}" if np.isfinite(score.value) else "-"


def signed(score: Score, digits: int = 1) -> str:
    """Return a number with its sign."""
    return f"{score.value:+.{digits}f}" if np.isfinite(score.value) else "-"


def sureness(score: Score) -> str:
    """Return in words what a skill and its interval say.

    Examples
    --------
    >>> sureness(Score(0.3, 0.1, 0.5, 9)), sureness(Score(0.3, -0.1, 0.5, 9))
    ('the model is better', 'no sure difference')
    """
    if score.figures < FEWEST:
        return f"{score.figures} figure{'s' * (score.figures != 1)} cannot tell who is better"
    if not score.low < score.high:
        return "figures of so few vendors or places cannot tell who is better"
    if score.low > 0:
        return "the model is better"
    return "the model is worse" if score.high < 0 else "no sure difference"


def name_of(groups: Mapping[str, str]) -> str:
    """Return what figures have in common, in a few words.

    Examples
    --------
    >>> name_of({"market": "5g_ran", "place": "world"})
    '5G RAN, world'
    """
    words = (spelt(word.replace("_", " ")) for word in groups.values() if word)
    return ", ".join(dict.fromkeys(words)) or "all"


def spelt(words: str) -> str:
    """Return words with the short names of kit as people write them.

    Examples
    --------
    >>> spelt("4g ran installed"), spelt("lte infrastructure")
    ('4G RAN installed', 'LTE infrastructure')
    """
    return _SHORT.sub(lambda found: found[0].upper(), words)


def _end(value: float, digits: int) -> str:
    told = number(value, min(digits, 1) if abs(value) >= 1 else digits)
    return told.replace("0.", ".", 1) if digits > 1 and abs(value) < 1 else told
