"""Saying how many of several things are lower and how many higher, of those that are clear."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.change import Change, few_words, is_clear, is_few


def moved_words(changes: Sequence[Change], subject: str, nouns: str) -> str:
    """Say of how many things a subject is lower and higher, in a sentence.

    Parameters
    ----------
    changes
        At least one.
    subject
        What moves, to begin the sentence.
    nouns
        What is counted, more than one.

    Examples
    --------
    >>> moved_words([Change(2.0, 1.0, 3.0, 64)] * 2, "The share", "regions")
    'The share is clearly higher in 2 of 2 regions and clearly lower in none'
    >>> moved_words([Change(2.0, 1.0, 3.0, 5)] * 2, "The share", "regions")
    'The share in 2 regions: 5 runs are too few to call a change clear'
    """
    runs = max(change.samples for change in changes)
    of = f"of {len(changes)} {nouns}"
    if runs > 1 and is_few(runs):
        return f"{subject} in {len(changes)} {nouns}: {few_words(runs, 'a change')}"
    word, when = ("clearly ", "") if runs > 1 else ("", ", in the one run,")
    means = [change.mean for change in changes if runs == 1 or is_clear(change)]
    lower, higher = sum(mean < 0 for mean in means), sum(mean > 0 for mean in means)
    start = f"{subject} is{when} {word}"
    if lower and higher:
        return f"{start}lower in {lower} and {word}higher in {higher} {of}"
    if not lower and not higher:
        return f"{start}lower or higher in none {of}"
    side, other = ("lower", "higher") if lower else ("higher", "lower")
    return f"{start}{side} in {lower or higher} {of} and {word}{other} in none"
