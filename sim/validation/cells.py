"""Scores as words: numbers with their intervals, and what their figures have in common."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.validation.scores import Score

NONE = Score(np.nan, np.nan, np.nan, 0)
"""A score of nothing."""


def number(value: float) -> str:
    """Return a number with as many digits as say something.

    Examples
    --------
    >>> number(0.03456), number(12.345), number(-0.5), number(float("nan"))
    ('0.035', '12.3', '-0.500', '-')
    """
    if not np.isfinite(value):
        return "-"
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.1f}"


def between(score: Score) -> str:
    """Return a score with its 90 % interval.

    Examples
    --------
    >>> between(Score(3.31, 2.12, 4.6, 9)), between(Score(0.031, 0.0204, 0.04, 9))
    ('3.3 [2.1, 4.6]', '0.031 [.020, .040]')
    """
    if not np.isfinite(score.value):
        return "-"
    return f"{number(score.value)} [{_end(score.low)}, {_end(score.high)}]"


def skill(score: Score) -> str:
    """Return a skill with its 90 % interval, to two digits.

    Examples
    --------
    >>> skill(Score(-0.304, -0.81, 0.1, 9))
    '-0.30 [-0.81, 0.10]'
    """
    if not np.isfinite(score.value):
        return "-"
    return f"{score.value:.2f} [{score.low:.2f}, {score.high:.2f}]"


def percent(score: Score) -> str:
    """Return a share in per cent."""
    return f"{score.value:.0%}" if np.isfinite(score.value) else "-"


def signed(score: Score) -> str:
    """Return a number with its sign."""
    told = number(score.value)
    return f"+{told}" if score.value > 0 else told


def sureness(score: Score) -> str:
    """Return in words what a skill and its interval say.

    Examples
    --------
    >>> sureness(Score(0.3, 0.1, 0.5, 9)), sureness(Score(0.3, -0.1, 0.5, 9))
    ('the model is better', 'no sure difference')
    """
    if score.low > 0:
        return "the model is better"
    return "the model is worse" if score.high < 0 else "no sure difference"


def name_of(groups: Mapping[str, str]) -> str:
    """Return what figures have in common, in a few words."""
    words = (word.replace("_", " ") for word in groups.values() if word)
    return ", ".join(dict.fromkeys(words)) or "all"


def _end(value: float) -> str:
    return number(value).replace("0.", ".", 1) if abs(value) < 1 else number(value)
