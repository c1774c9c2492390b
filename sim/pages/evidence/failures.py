"""Where the model fails, and the likely reason: fixed words, shown where the numbers say so."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from sim.pages.evidence import europe, reasons
from sim.pages.evidence.bars import name_of
from sim.pages.evidence.decisions import Judged, misjudged
from sim.pages.evidence.facts import facts, on_record
from sim.pages.evidence.inputs import Inputs, Tree
from sim.pages.evidence.scores import (
    ALL,
    AUC,
    BRIER,
    COVERED,
    LOG,
    PERSISTENCE,
    Said,
    best,
    counted,
    error_of,
    folds,
    less,
    new,
    number,
    rivals_of,
    shares,
    validated,
    who_restricts,
)
from sim.pages.evidence.shares import by_kind, by_market
from sim.pages.markdown import table
from sim.validation.calibration.folds import (
    FITTED,
    INSIDE,
    MODEL,
    NEVER,
    NOT_STARTED,
    PART,
    STARTED,
    WHOLE,
)
from sim.validation.contracts import TABLE as CONTRACTS

_FAR: Final = 3.0
"""Points from which on shares of the world or a part of it are said to be off."""
_VERY_FAR: Final = 15.0
"""The same for one country or one operator."""
UNTESTED: Final = "not tested"
_NARROW: Final = 0.80
_NAMED: Final = 6
_OFF: Final = 0.1
"""From which part of a figure on a size counts as off."""


class Failure(NamedTuple):
    """One thing that the model gets wrong.

    Attributes
    ----------
    rests_on
        The measurement that the reason rests on.
    """

    where: str
    numbers: str
    reason: str
    rests_on: str = UNTESTED


def failures(inputs: Inputs) -> list[Failure]:
    """Return everything that fails by its numbers, with the likely reason."""
    return list(merged(failure for look in _LOOKS for failure in look(inputs)))


def merged(found: Iterable[Failure]) -> Iterator[Failure]:
    """Yield failures, those for one reason as one, in the order in which they come first."""
    by_reason: dict[tuple[str, str], list[Failure]] = {}
    for each in found:
        by_reason.setdefault((each.reason, each.rests_on), []).append(each)
    for why, some in by_reason.items():
        where = "<br>".join(each.where for each in some)
        yield Failure(where, "<br>".join(each.numbers for each in some), *why)


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on where the model fails."""
    yield "## Where it fails, and the likely reason\n"
    yield (
        "Each line stands here because its numbers say so. Reasons are judgements of those who "
        "built the model; behind each stands the measurement that it rests on, if there is one.\n"
    )
    yield table(("Where", "By how much", "Likely reason", "Rests on"), failures(inputs))


def _of_shares(inputs: Inputs) -> Iterator[Failure]:
    """Yield markets and places whose shares are far off, fitted or not."""
    known = shares(inputs)
    for (market, place), some in by_market([s for s in known if s.used]).items():
        error = error_of(some, lambda each: each.after)
        if error > _FAR:
            reason = reasons.SHARES.get(market, reasons.UNKNOWN)
            numbers = f"{error:.1f} points, although fitted ({counted(len(some))})"
            before = error_of(some, lambda each: each.before)
            rests_on = f"fitting moves the error from {before:.1f} to {error:.1f} points only"
            yield Failure(name_of(market, place), numbers, reason, rests_on)
    for name, some in by_kind(new(known)).items():
        error = error_of(some, lambda each: each.after)
        if error > (_VERY_FAR if name in reasons.KINDS else _FAR):
            market = reasons.SHARES.get(some[0].market, reasons.UNKNOWN)
            numbers = f"{error:.1f} points ({counted(len(some))}, never fitted)"
            yield Failure(name, numbers, reasons.KINDS.get(name, market))


def _of_europe(inputs: Inputs) -> Iterator[Failure]:
    found = europe.countries(inputs)
    if found and not (error := europe.errors(found)).is_better:
        yield Failure(
            "European countries whose share is not in the tables",
            f"{error.model:.1f} points; the better of two plain means {error.best:.1f}",
            reasons.LEVEL if error.is_level else reasons.APART,
            europe.reason(error),
        )


def _of_who_restricts(inputs: Inputs) -> Iterator[Failure]:
    lost, pairs = [], []
    for measure in (BRIER, LOG, AUC):
        found = who_restricts(inputs, ALL, measure)
        if MODEL not in found or not rivals_of(found):
            continue
        name, rival = best(rivals_of(found), highest=measure == AUC)
        own = found[MODEL].value
        if (own <= rival.value) if measure == AUC else (own >= rival.value):
            lost.append(f"{measure} {own:.3f}, {name} {rival.value:.3f}")
            if paired := less(inputs, ALL, measure, name):
                pairs.append(f"{measure} {paired.signed()}")
    if lost:
        yield Failure(
            "Who restricts, against plain rivals",
            "; ".join(lost),
            reasons.RIVALS,
            f"model less rival on the same countries: {'; '.join(pairs)}" if pairs else UNTESTED,
        )


def _of_countries(inputs: Inputs) -> Iterator[Failure]:
    wrong = misjudged(inputs)
    unlikely = [each for each in wrong if each.acted]
    likely = [each for each in wrong if not each.acted]
    if unlikely:
        where = "Governments that restricted and were judged unlikely to"
        yield Failure(where, _chances(unlikely), reasons.UNLIKELY)
    if likely:
        where = "Governments that did not and were judged likely to"
        yield Failure(where, _chances(likely), reasons.LIKELY)


def _chances(some: list[Judged]) -> str:
    words = [f"{each.name} {100 * each.chance:.0f} %" for each in some[:_NAMED]]
    more = f" and {len(some) - _NAMED} more" if len(some) > _NAMED else ""
    return f"model's chance: {', '.join(words)}{more}"


def _of_ranges(inputs: Inputs) -> Iterator[Failure]:
    for of, among in ((FITTED, INSIDE), (NEVER, STARTED), (NEVER, NOT_STARTED)):
        score = folds(inputs, "a region", of, among, COVERED).get(MODEL)
        if score and score.value < _NARROW:
            yield Failure(
                f"90 % ranges, a region left out: {of}, {among}",
                f"hold {100 * score.value:.0f} % of {counted(score.figures)}",
                reasons.NARROW,
                _ends(inputs) if among == NOT_STARTED else UNTESTED,
            )


def _ends(inputs: Inputs) -> str:
    """Return how many of the shares of 0 and 100 % lie inside, and how many of all others."""
    found = [folds(inputs, "a region", NEVER, among, COVERED).get(MODEL) for among in (WHOLE, PART)]
    told = [f"{round(each.value * each.figures)} of {each.figures}" if each else "none"
            for each in found]  # fmt: skip
    return f"of shares of 0 and 100 % {told[0]} lie inside, of all others {told[1]}"


def _of_contracts(inputs: Inputs) -> Iterator[Failure]:
    found = validated(inputs, CONTRACTS, {}, BRIER)
    rivals = {name: each for name, each in found.items() if name not in inputs.validation["model"]}
    own = found.get(inputs.variant, Said(math.nan, math.nan, math.nan, 0))
    if not rivals or math.isnan(own.value):
        return
    name, rival = best(rivals)
    if own.value >= rival.value:
        yield Failure(
            "Whether Chinese vendors supply a given operator",
            f"Brier score {own.value:.3f}, {name} {rival.value:.3f} ({own.figures} cases)",
            reasons.CONTRACTS,
        )


def _of_sizes(inputs: Inputs) -> Iterator[Failure]:
    """Yield sizes and counts whose range misses the record, by a tenth of it or more."""
    for row in inputs.record:
        mean, low, high = (float(row[name]) for name in ("mean", "p05", "p95"))
        least, most = float(row["low"]), float(row["high"])
        away = max(least - mean, mean - most, 0.0)
        if (low > most or high < least) and away > _OFF * most:
            where = f"{row['what']}, {row['year']}"
            told = f"model {mean:.3g}, on record {on_record(row)} {row['unit']}"
            if row["what"].startswith("Governments"):
                yield Failure(where, told, reasons.GOVERNMENTS)
            elif row["what"].startswith(("Market", "China's part", "Growth")):
                note = reasons.DIFFERENT.format(note=row["note"]) if row["note"] else reasons.SPEND
                yield Failure(where, told, note)


def _of_studies(inputs: Inputs) -> Iterator[Failure]:
    """Yield what studies found that the model's range does not meet, by unit."""
    for unit, (where, reason) in reasons.STUDIES.items():
        some = [each for each in inputs.validation["brackets"] if each["unit"] == unit]
        missed = [each for each in some if not _meets(each)]
        if missed:
            yield Failure(where, f"not met: {len(missed)} of {len(some)}", reason)


def _meets(bracket: Tree) -> bool:
    told = list(bracket["model"].values())[-1]
    low = -math.inf if bracket["low"] is None else number(bracket["low"])
    high = math.inf if bracket["high"] is None else number(bracket["high"])
    return number(told["p95"]) >= low and number(told["p05"]) <= high


def _of_persistence(inputs: Inputs) -> Iterator[Failure]:
    """Yield where last year's figure beats the model, of what was fitted."""
    known = [each for each in shares(inputs) if each.used and not math.isnan(each.again)]
    again = error_of(known, lambda each: each.again)
    own = error_of(known, lambda each: each.after)
    if own >= again:
        yield Failure(
            "World shares, one year ahead",
            f"{own:.1f} points; {PERSISTENCE} {again:.1f} ({len(known)} figures)",
            reasons.PERSISTENCE,
        )


def _of_facts(inputs: Inputs) -> Iterator[Failure]:
    for each in facts(inputs):
        if not each.holds:
            row = each.draws
            told = f"{float(row['p50']):.3g} {row['unit']}" if row["p50"] else "not measured"
            reason = reasons.FACTS.get(row["fact"], reasons.UNKNOWN)
            yield Failure(f"Stylised fact: {each.sentence}", f"{told}, bar {row['bar']}", reason)


_LOOKS: Final[tuple[Callable[[Inputs], Iterator[Failure]], ...]] = (
    _of_shares,
    _of_persistence,
    _of_europe,
    _of_who_restricts,
    _of_countries,
    _of_ranges,
    _of_contracts,
    _of_sizes,
    _of_studies,
    _of_facts,
)
