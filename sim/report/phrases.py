"""How the report words one headline measure, in a sentence and in a table."""

from __future__ import annotations

from sim.analysis.change import few_words, is_few
from sim.analysis.headline import Headline
from sim.plots.words import Change, change_phrase, is_clear, number, range_words, signed


def is_told(change: Change) -> bool:
    """Return whether a sentence tells of a change: a clear one, or any of a single run."""
    return is_clear(change) if change.samples > 1 else change.samples == 1 and change.mean != 0


def effect(item: Headline, change: Change) -> str:
    """Say what one headline measure changes by, so that ``in B than in A`` can follow."""
    if item.unit == "governments":
        side = item.sides[0] if change.mean < 0 else item.sides[1]
        span = range_words(change) if change.samples > 1 else "in the one run"
        return f"{number(abs(change.mean))} {side} {subject(item)} {span}"
    return f"{subject(item)} {change_phrase(change, item.unit, item.sides)}"


def subject(item: Headline) -> str:
    """Return the label as it reads inside a sentence; proper names keep their capital."""
    if item.label.startswith(("Huawei", "Chinese")):
        return item.label
    return item.label[0].lower() + item.label[1:]


def cell(change: Change) -> str:
    """Write a change for a table: its mean, then its range."""
    if not change.samples:
        return "none"
    if change.low == change.high == change.mean == 0:
        return "0"
    return f"{signed(change.mean)} {range_words(change)}"


def italics(samples: int) -> str:
    """Say what italics mean in a table of differences over so many runs."""
    if is_few(samples):
        return f"All in italics: {few_words(samples)}."
    return (
        "In italics: no clear change, because the range includes zero or the mean is within what "
        "chance makes of so many numbers."
    )


def listed(words: list[str], last: str = "and") -> str:
    """Return words as a list in a sentence."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
