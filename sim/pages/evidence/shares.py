"""Shares of vendors: in sample, out of sample, and the countries of Europe."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from sim.pages.evidence import europe
from sim.pages.evidence.bars import name_of
from sim.pages.evidence.inputs import Inputs
from sim.pages.evidence.scores import CONDITIONAL, Share, error_of, in_words, new, shares
from sim.pages.markdown import table

_HEAD: Final = (
    "",
    "Figures",
    "Not fitted",
    "**Fitted**",
    "Guesses at mid-range",
    "Fitted, where last year's figure is known",
    "Last year's figure again",
)
_WORLD: Final = "the world, parts"
_OTHER: Final = {"a country": "Single countries", "an operator": "Single operators"}


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on shares."""
    known = shares(inputs)
    fitted = [each for each in known if each.used]
    others = new(known)
    yield "## Vendors' shares\n"
    yield "![Published shares beside the model, fitted and never fitted](evidence/shares.png)\n"
    yield (
        "Errors are root mean squared differences between the model's mean and what is published, "
        "in points of share. *Not fitted*: parameters over their ranges. *Fitted*: over the "
        "posterior. *Guesses at mid-range*: whatever is a judgement stands in the middle of its "
        "range, which nobody chose.\n"
    )
    yield "### In sample: figures that were fitted\n"
    yield table(_HEAD, [*_by_market(fitted), _row("**all of them**", fitted)])
    yield f"{CONDITIONAL}\n"
    yield "### Out of sample: figures that were never fitted\n"
    yield table(_HEAD, _by_kind(others))
    yield f"{CONDITIONAL}\n"
    if again := sum(each.seen for each in known):
        yield (
            f"{again} more of these years tell again of what was fitted (the same share in another "
            "table, a sum) and are not counted.\n"
        )
    yield from _meaning(fitted, others)
    yield from _europe(inputs)


def by_market(some: Sequence[Share]) -> dict[tuple[str, str], list[Share]]:
    """Return shares by market and place, in their order."""
    found: dict[tuple[str, str], list[Share]] = {}
    for each in some:
        found.setdefault((each.market, each.place), []).append(each)
    return found


def by_kind(some: Sequence[Share]) -> dict[str, list[Share]]:
    """Return shares that were never fitted by what they are of: world by market, the others."""
    found: dict[str, list[Share]] = {}
    for each in some:
        name = _OTHER.get(each.of) or name_of(each.market, each.place)
        found.setdefault(name, []).append(each)
    last = [name for name in _OTHER.values() if name in found]
    return {name: found[name] for name in [*(n for n in found if n not in last), *last]}


def _by_market(some: Sequence[Share]) -> list[tuple[str, ...]]:
    return [_row(name_of(*key), those) for key, those in by_market(some).items()]


def _by_kind(some: Sequence[Share]) -> list[tuple[str, ...]]:
    return [_row(name, those) for name, those in by_kind(some).items()]


def _row(name: str, some: Sequence[Share]) -> tuple[str, ...]:
    again = [each for each in some if not math.isnan(each.again)]
    return (
        name,
        str(len(some)),
        _points(error_of(some, lambda each: each.before)),
        _points(error_of(some, lambda each: each.after)),
        _points(error_of(some, lambda each: each.middle)),
        _points(error_of(again, lambda each: each.after), len(again)),
        _points(error_of(again, lambda each: each.again), len(again)),
    )


def _points(error: float, count: int = 0) -> str:
    """Return an error in points, and of how many figures where that is to be said."""
    if math.isnan(error):
        return "-"
    return f"{error:.1f}" + (f" (n = {count})" if count else "")


def _meaning(fitted: Sequence[Share], others: Sequence[Share]) -> Iterator[str]:
    inside = error_of(fitted, lambda each: each.after)
    world = error_of([s for s in others if s.of == _WORLD], lambda each: each.after)
    operators = error_of([s for s in others if s.of == "an operator"], lambda each: each.after)
    words = [f"On what it was fitted to the model is {inside:.1f} points off"]
    if not math.isnan(world):
        words.append(f"on figures of the world and its parts that it never saw, {world:.1f}")
    if not math.isnan(operators):
        words.append(f"on single operators, {operators:.1f}")
    yield f"{'; '.join(words)}.\n"


def _europe(inputs: Inputs) -> Iterator[str]:
    found = europe.countries(inputs)
    yield "### Countries of Europe in 2020\n"
    if not found:
        yield "The validation holds none.\n"
        return
    error = europe.errors(found)
    yield "![Chinese share of European countries in 2020](evidence/europe.png)\n"
    yield (
        "Chinese share of the 4G radio kit that stands. The model starts from such a figure where "
        "there is one; to test it, each country's own is taken out, one by one, and the rest is "
        "told again.\n"
    )
    rows = (
        ("**Model**, without the country's own figure", f"{error.model:.1f}"),
        ("Mean of all other countries (leave-one-out mean)", f"{error.others:.1f}"),
        ("Mean of the region's other countries", f"{error.region:.1f}"),
        ("Model, with the country's own figure (no test)", _points(europe.known_error(inputs))),
    )
    yield table((f"{error.countries} countries", "Error, points"), rows)
    yield f"{CONDITIONAL}\n"
    name, paired = europe.less_best(found)
    yield (
        f"Model less {name}: {paired.signed(1)} points, countries resampled for both. "
        f"{in_words(paired)} {error.countries} countries decide little. "
        f"{europe.reason(error)} What it "
        f"says of one country whose share is not in its tables is {error.model:.0f} points off: "
        "use it for groups of countries, not for one.\n"
    )
