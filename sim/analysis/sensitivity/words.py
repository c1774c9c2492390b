"""A finding in sentences, without claiming what so few points do not support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from sim.analysis.headline import Headline
from sim.analysis.sensitivity.experiment import CHANGE, Experiment, Series
from sim.analysis.sensitivity.finding import Finding, Index, Spell
from sim.params import registry
from sim.plots.words import counted, number, quoted

PLUS_MINUS: Final = "\N{PLUS-MINUS SIGN}"
MEANINGS: Final = (
    "mu*: by how much a measure moves, up or down, when one parameter goes through its whole "
    "range and the others stand somewhere in theirs; the mean over trajectories (Morris). sigma: "
    "how unlike these moves are; a large one means that they depend on the other parameters, or "
    "that the range is not felt evenly.",
    "First order (S1): the part of the variance that would be gone, on average, were this one "
    "parameter known. Total order (ST): the part that would be left, were all but this one known; "
    "it counts what the parameter does together with others, so that total orders can add up to "
    "more than 1 (Sobol).",
    f"{PLUS_MINUS}: half the 90 % interval that having few points leaves open. It says nothing "
    "about the world.",
)
_MOST_NAMED: Final = 3
_MOST_SPELLS: Final = 4


def what(finding: Finding, series: Series) -> str:
    """Return what a series measures, for the inside of a sentence."""
    title = quoted(finding.title)
    label = lowered(series.item)
    if series.kind != CHANGE:
        return f"{label} in {title}"
    against = f" against {quoted(finding.baseline_title)}" if finding.baseline_title else ""
    return f"what {title}{against} changes in {label}"


def lowered(item: Headline) -> str:
    """Return the label of a measure for the inside of a sentence; names keep their capital."""
    label = item.label
    return label if label.startswith(("Huawei", "Chinese")) else label[0].lower() + label[1:]


def meaning(key: str) -> str:
    """Return what a parameter is, between quotation marks, with its name."""
    parameter = registry()[key]
    return f"{quoted(parameter.meaning)} ({parameter.name})"


def answer(finding: Finding, series: Series) -> str:
    """Say which parameters a series depends on most in the year that words speak of."""
    told = what(finding, series)
    start = f"In {finding.year}, {told}"
    rows = finding.ranked(series)
    if not rows:
        return f"{start} does not vary with any of the parameters."
    rivals = finding.rivals(series)
    if not rivals:
        return f"{start} depends on no parameter by more than the error of having few points."
    if len(rivals) > 1:
        more = len(rivals) - _MOST_NAMED
        rest = f" and {counted(more, 'other')}" if more > 0 else ""
        apart = "which so few points do not tell apart"
        return f"{start} depends most on {_listed(rivals[:_MOST_NAMED])}{rest}, {apart}."
    next_ones = [row for row in rows[1:] if row.stands_out][: _MOST_NAMED - 1]
    ahead = f", ahead of {_listed(next_ones)}" if next_ones else ""
    return f"{start} depends most on {_listed(rivals)}{ahead}."


def _listed(rows: Sequence[Index]) -> str:
    parts = [
        f"{meaning(row.key)}, total order {with_error(row.total, row.total_conf)}" for row in rows
    ]
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def with_error(value: float, half: float) -> str:
    """Write a number with half its interval.

    Examples
    --------
    >>> with_error(0.431, 0.052)
    '0.43 \N{PLUS-MINUS SIGN}0.05'
    """
    return f"{number(value, 2)} {PLUS_MINUS}{number(half, 2)}"


def over_time(finding: Finding, series: Series) -> str:
    """Say which parameter has the largest total order in which years; empty: it never varies."""
    spells = finding.spells(series)
    if not spells:
        return ""
    start = f"The largest total order, as estimated, on {what(finding, series)}"
    if len(spells) == 1:
        return f"{start} is that of {meaning(spells[0].key)} in all years in which it varies much."
    if len(spells) > _MOST_SPELLS:
        before = len({spell.key for spell in spells[:-1]})
        return (
            f"{start} is that of {_during(spells[-1])}; before, it goes back and forth between "
            f"{counted(before, 'parameter')}."
        )
    return f"{start} is that of {'; '.join(map(_during, spells))}."


def _during(spell: Spell) -> str:
    years = f"{spell.first} to {spell.last}" if spell.last > spell.first else f"{spell.first}"
    return f"{meaning(spell.key)} in {years}"


def notes(finding: Finding) -> Iterator[str]:
    """Yield what must be known beside the numbers: what is in them, and what is not."""
    yield kept(finding)
    yield from (_left_out(played, noun) for played, noun in _both(finding) if played.left_out)
    yield chance_words(finding, finding.main)


def kept(finding: Finding) -> str:
    """Say which parameters the indices are of, and what is not in them."""
    choice, all_of_them = finding.choice, len(finding.screened.names)
    if len(choice.kept) == all_of_them:
        return f"All {all_of_them} uncertain parameters are in the screening and in the indices."
    told = (
        f"The screening is of all {all_of_them} uncertain parameters. The indices are of the "
        f"{len(choice.kept)} that it leaves: they have {choice.part:.0%} of the Morris total of "
        f"squares of mu*, by which they are chosen, and {choice.plain_part:.0%} of that of mu*. "
        "The others stay at their start values, and what they add to the variance is not in it."
    )
    if choice.most_left_out is None:
        return told
    share, key, series = choice.most_left_out
    return (
        f"{told} Of the squares of a single series one of them has {share:.0%} at most ({key}, in "
        f"{lowered(series.item)}, as a {series.kind})."
    )


def _both(finding: Finding) -> tuple[tuple[Experiment, str], ...]:
    return ((finding.screened, "trajectories"), (finding.indexed, "base points"))


def _left_out(played: Experiment, noun: str) -> str:
    return (
        f"{played.left_out} of {played.asked} {noun} are left out, because a run in them failed "
        "or is missing."
    )


def chance_words(finding: Finding, series: Series) -> str:
    """Say which part of the variance is chance, and what averaging leaves of it."""
    replicates = finding.indexed.runs[series].shape[1]
    if replicates < 2:
        return (
            "All points meet the same chance, once: the indices hold for that chance, and how "
            "much another would change is not known (replicates=2 tells)."
        )
    found = finding.indices[series].sel(year=finding.year)
    part, left = float(found["chance"]), float(found["chance_left"])
    told = f"All points meet the same {replicates} draws of chance, which are averaged."
    if not np.isfinite(part):
        return told
    return (
        f"{told} In {finding.year}, chance has {part:.0%} of the variance of single runs in "
        f"{what(finding, series)}; {left:.0%} of the variance that is split up is chance that "
        "averaging leaves, and the total orders hold it too."
    )
