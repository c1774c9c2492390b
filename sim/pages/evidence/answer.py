"""The answer first: how wrong the model is, in five sentences, and under which condition."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sim.pages.evidence import europe
from sim.pages.evidence.bars import found_again
from sim.pages.evidence.beliefs import beliefs, free
from sim.pages.evidence.inputs import Inputs, operators_counted_after
from sim.pages.evidence.scores import (
    ALL,
    COVERED,
    LOG,
    MIDDLE,
    Said,
    Share,
    best,
    error_of,
    folds,
    less,
    new,
    rivals_of,
    shares,
    validated,
    who_restricts,
)
from sim.pages.evidence.shares import by_kind
from sim.pages.markdown import table
from sim.terms import LEVELS
from sim.validation.calibration.folds import FITTED, MODEL, NEVER, NOT_STARTED, PRIOR
from sim.validation.calibration.window import LAST
from sim.validation.output import CONDITIONAL
from sim.validation.restrictions import TABLE
from sim.validation.variants import DRAWN

_WORLD: Final = "the world, parts"
_MEASURES: Final = ("Brier score", "log score", "AUC")


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the five sentences, and the condition under which they hold."""
    yield "## How wrong is it?\n"
    yield "".join(f"{place}. {words}\n" for place, words in enumerate(sentences(inputs), 1))
    yield "## Validation is conditional\n"
    yield (
        f"{CONDITIONAL} The window ends in 2020Q4, and no share, decision or market of a later "
        f"year was used. {_of_operators()} And a rule that is there because of what came later "
        "fits what came before as well. So a score has, wherever "
        "it can be had, a second one beside it, with *guesses at mid-range*: whatever is a "
        "judgement stands in the middle of its range, which nobody chose. It is not fitted, so "
        "that it is to be held beside the row that is *not fitted* either: where these two are "
        "alike, the score does not hang on numbers set with hindsight; that the rules do stays.\n"
    )
    yield from _second(inputs)


def sentences(inputs: Inputs) -> list[str]:
    """Return the answer in five sentences."""
    return [
        _of_shares(inputs), _of_europe(inputs), _of_decisions(inputs), _of_ranges(inputs),
        _of_parameters(inputs),
    ]  # fmt: skip


def _of_shares(inputs: Inputs) -> str:
    known = shares(inputs)
    fitted = [each for each in known if each.used]
    others = [each for each in new(known) if each.of == _WORLD]
    inside, outside = (error_of(some, lambda each: each.after) for some in (fitted, others))
    first, second = (error_of(some, lambda each: each.before) for some in (fitted, others))
    words = (
        f"Vendors' shares of the world and its parts are {inside:.1f} points off on the "
        f"{len(fitted)} figures that the model was fitted to (before fitting {first:.1f})"
    )
    if math.isnan(outside):
        return f"{words}."
    return (
        f"{words}, and {outside:.1f} points on {len(others)} that it never saw (before "
        f"{second:.1f}: {_by_market(others)})."
    )


def _by_market(others: Sequence[Share]) -> str:
    """Return for how many kinds of figures the fit is nearer, and for how many further off."""
    errors = [
        (error_of(some, lambda each: each.before), error_of(some, lambda each: each.after))
        for some in by_kind(others).values()
    ]
    nearer = sum(after < before for before, after in errors)
    further = sum(after > before for before, after in errors)
    return f"nearer for {nearer} of their kinds, further off for {further}"


def _of_europe(inputs: Inputs) -> str:
    found = europe.countries(inputs)
    if not found:
        return "Of single countries of Europe nothing was scored."
    error = europe.errors(found)
    return (
        f"A European country whose share it does not know it misses by {error.model:.0f} points: "
        f"{europe.beside_means(found)} the mean of others ({error.others:.0f}) and of its region "
        f"({error.region:.0f}); {len(found)} countries decide little."
    )


def _of_decisions(inputs: Inputs) -> str:
    found = who_restricts(inputs, ALL, LOG)
    if MODEL not in found or not rivals_of(found):
        return "Who restricts was not scored."
    name, rival = best(rivals_of(found))
    own, paired = found[MODEL], less(inputs, ALL, LOG, name)
    sure = paired is not None and not paired.low <= 0.0 <= paired.high
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
    if own.value >= rival.value:
        told = f"{'worse' if sure else 'no better'} than the rule of thumb {quoted}"
    else:
        told = f"{'' if sure else 'a little '}better than every rival, the best being {quoted}"
    luck = "" if sure else ", and with so few that acted the difference may be luck"
    return (
        f"Who restricts by the end of 2020, each country told from all others, it says {told} "
        f"(log score {own.value:.3f} against {rival.value:.3f}, lower is better"
        f"{f'; difference {paired.signed()}' if paired else ''}){luck}.{_of_fitting(found)}"
    )


def _of_fitting(found: Mapping[str, Said]) -> str:
    """Return what fitting did for the chances of countries left out of it."""
    if PRIOR not in found:
        return ""
    gain = found[PRIOR].value - found[MODEL].value
    told = "lowered it" if gain > 0 else "did not lower it"
    return f" Fitting {told}: before it was {found[PRIOR].value:.3f}."


def _of_ranges(inputs: Inputs) -> str:
    year = folds(inputs, "a year", FITTED, "2019 and 2020", COVERED)
    never = folds(inputs, "a region", NEVER, NOT_STARTED, COVERED)
    words = [
        f"{100 * found[MODEL].value:.0f} % of {what}"
        for found, what in ((year, "world figures of a year left out"),
                            (never, "figures of countries and operators in a region left out, "
                                    "where it starts from no share of theirs"))
        if MODEL in found and not math.isnan(found[MODEL].value)
    ]  # fmt: skip
    if not words:
        return "Whether its ranges hold was not scored."
    return f"Its 90 % ranges hold {' and '.join(words)}."


def _of_parameters(inputs: Inputs) -> str:
    found = beliefs(inputs)
    own = free(found)
    others = [each for each in found if each not in own]
    return (
        f"The record tells something of {sum(each.is_told for each in own)} of {len(own)} free "
        f"parameters and of {sum(each.is_told for each in others)} of {len(others)} others, but "
        f"from made-up records only {len(found_again(inputs))} of the free ones come back. The "
        "rest of the ranges are assumptions, so that results are to be read as ranges, and "
        "differences between policies more than levels."
    )


def _of_operators() -> str:
    """Return that sizes of operators are of later years."""
    later, count = operators_counted_after(LAST)
    return (
        f"One thing is of later years: subscribers of {later} of {count} operators were counted "
        f"after {LAST}, most other sizes are estimates that lean on lists of today's networks, and "
        "these set the size of each operator from 2014 on in every run, calibration included."
    )


def _second(inputs: Inputs) -> Iterator[str]:
    """Yield the scores of the variants of the model side by side."""
    known = [each for each in shares(inputs) if each.used]
    level = LEVELS[inputs.calibration["provenance"]["level"]]
    groups = {"coding": inputs.coding, "level": level, "among": ALL}
    scored = {measure: validated(inputs, TABLE, groups, measure) for measure in _MEASURES}
    none = Said(math.nan, math.nan, math.nan, 0)
    fitted = (scored[measure].get(inputs.variant, none).words() for measure in _MEASURES)
    drawn = (scored[measure].get(DRAWN, none).words() for measure in _MEASURES)
    middle = (scored[measure].get(MIDDLE, none).words() for measure in _MEASURES)
    rows = [
        ("Fitted to all of it", f"{error_of(known, lambda each: each.after):.1f}", *fitted),
        ("Not fitted", f"{error_of(known, lambda each: each.before):.1f}", *drawn),
        ("Guesses at mid-range", f"{error_of(known, lambda each: each.middle):.1f}", *middle),
    ]
    head = ("", "Shares, points", "Who restricts: Brier score", "Log score", "AUC")
    yield table(head, rows)
    yield (
        "All are in sample in so far as the rules are; the first row in its numbers as well. "
        "What was left out of the fit stands further below.\n"
    )
