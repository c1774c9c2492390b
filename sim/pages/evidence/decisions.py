"""Who restricts: scores in cross-validation, and the countries that are judged worst."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sim.pages.evidence.inputs import Inputs, country_names
from sim.pages.evidence.scores import (
    ALL,
    AUC,
    BRIER,
    CONDITIONAL,
    LOG,
    MIDDLE,
    NEAR,
    Said,
    best,
    folds,
    less,
    rivals_of,
    validated,
    who_restricts,
)
from sim.pages.markdown import table
from sim.terms import LEVELS
from sim.validation.calibration.folds import MODEL, PRIOR
from sim.validation.calibration.record import CODED
from sim.validation.restrictions import TABLE

_MEASURES: Final = (BRIER, LOG, AUC)
WRONG: Final = 1 / 3
"""A country is judged wrongly where what it did had a lower chance than this."""
_MOST: Final = 12
_LEFT: Final = {
    "a region": "each region",
    "2019 and later": "2019 and later; who acted in 2019",
    "2020 and later": "2020; who acted in 2020",
}
_MIDDLE_WORDS: Final = "model, guesses at mid-range, not fitted"
_NAMES: Final = {MODEL: "**model**, fitted to all other countries", PRIOR: "model, not fitted"}


class Judged(NamedTuple):
    """A country of which the model says the wrong thing.

    Attributes
    ----------
    acted
        It restricted by the end of 2020.
    chance
        The model's, 0-1.
    """

    name: str
    group: str
    acted: bool
    chance: float

    @property
    def given(self) -> float:
        """The chance of what it did."""
        return self.chance if self.acted else 1.0 - self.chance


def misjudged(inputs: Inputs, coding: str = "") -> list[Judged]:
    """Return the countries that are judged wrongly, the worst first."""
    level = LEVELS[inputs.calibration["provenance"]["level"]]
    found = []
    for event in inputs.validation["events"]:
        groups = event["groups"]
        if event["table"] == TABLE and (groups["coding"], groups["level"]) == (
            coding or inputs.coding,
            level,
        ):
            code = event["what"].partition(":")[0]
            name = country_names().get(code, code)
            chance = float(event["model"][inputs.variant])
            found.append(Judged(name, groups["group"], bool(event["happened"]), chance))
    wrong = [each for each in found if each.given < WRONG]
    return sorted(wrong, key=lambda each: each.given)


def section(inputs: Inputs) -> Iterator[str]:
    """Yield the part of the page on who restricts."""
    level = LEVELS[inputs.calibration["provenance"]["level"]]
    yield "## Who restricts\n"
    yield (
        f'Which countries stand at "{level}" or above by the end of 2020, in each case told from '
        "all other countries alone (cross-validation by country). Brier score: mean squared error "
        "of the chances, 0 is perfect. Log score: mean surprise, 0 is perfect, and sure mistakes "
        "are punished hard. AUC: how often one that restricted had the higher chance of the two, "
        "1 is perfect and 0.5 is blind (a rate of all others is lower for whoever acted, so that "
        "its AUC is below 0.5 by construction). In brackets: 90 % of bootstrap samples over "
        "countries.\n"
    )
    for coding in (name for name in CODED if who_restricts(inputs, ALL, BRIER, name)):
        for among in (ALL, NEAR):
            yield from _scores(inputs, coding, among)
    yield from _other_folds(inputs)
    yield f"{CONDITIONAL}\n"
    yield from _worst(inputs)


def _scores(inputs: Inputs, coding: str, among: str) -> Iterator[str]:
    found = {measure: who_restricts(inputs, among, measure, coding) for measure in _MEASURES}
    middle = {measure: _middle(inputs, coding, among, measure) for measure in _MEASURES}
    count = found[BRIER][MODEL].figures
    yield f"**{among[:1].upper()}{among[1:]}, {coding}** ({count} countries)\n"
    rows = []
    for name in found[BRIER]:
        rows.append((_NAMES.get(name, name), *(found[m][name].words() for m in _MEASURES)))
        if name == PRIOR and all(middle.values()):
            cells = (score.words() for score in middle.values() if score)
            rows.append((_MIDDLE_WORDS, *cells))
    yield table(("", "Brier score", "Log score", "AUC"), rows)
    if coding == inputs.coding:
        yield from _paired(inputs, among, found)


def _paired(inputs: Inputs, among: str, found: Mapping[str, Mapping[str, Said]]) -> Iterator[str]:
    """Yield the model's scores less those of the best rival, on the same countries."""
    words = []
    for measure, scores in found.items():
        if not (rivals := rivals_of(scores)):
            continue
        name, _ = best(rivals, highest=measure == AUC)
        if paired := less(inputs, among, measure, name):
            words.append(f"{measure}, model less {name}: {paired.signed()}")
    yield f"The same countries resampled for both: {'; '.join(words)}.\n"


def _other_folds(inputs: Inputs) -> Iterator[str]:
    """Yield who restricts where more than one country is left out, beside the best rival."""
    rows = []
    for left, words in _LEFT.items():
        scores = {m: folds(inputs, left, "who restricts", ALL, m) for m in _MEASURES}
        if MODEL not in scores[BRIER]:
            continue
        rows.append((words, "**model**", *(scores[m][MODEL].words() for m in _MEASURES)))
        rows.append(("", "best rival of each", *(_best_rival(scores[m], m) for m in _MEASURES)))
    if rows:
        yield (
            f"**More left out at once, {inputs.coding}**: a region told from the others; who acted "
            "in a year, and later, told from what was known before it.\n"
        )
        yield table(("Left out", "", "Brier score", "Log score", "AUC"), rows)


def _best_rival(found: Mapping[str, Said], measure: str) -> str:
    """Return the best rival's score and its name; a dash where nobody acted, so that none has."""
    rivals = rivals_of(found)
    if not rivals:
        return "-"
    name, score = best(rivals, highest=measure == AUC)
    return f"{score.value:.3f} ({name})"


def _middle(inputs: Inputs, coding: str, among: str, measure: str) -> Said | None:
    """Return the score of mid-range guesses: nothing of them is fitted, so none is left out."""
    level = LEVELS[inputs.calibration["provenance"]["level"]]
    groups = {"coding": coding, "level": level, "among": among}
    return validated(inputs, TABLE, groups, measure).get(MIDDLE)


def _worst(inputs: Inputs) -> Iterator[str]:
    wrong = misjudged(inputs)
    yield "### Countries that are judged worst\n"
    if not wrong:
        yield "None: whatever a country did had a chance of a third or more.\n"
        return
    yield (
        f"Countries whose record had a chance below a third ({inputs.coding}). Here each country's "
        "own record is part of what was fitted, so that these are misses that fitting did not "
        "mend.\n"
    )
    rows = (
        (
            each.name,
            each.group,
            "restricted" if each.acted else "did not",
            f"{100 * each.chance:.0f} %",
            "too unlikely" if each.acted else "too likely",
        )
        for each in wrong[:_MOST]
    )
    yield table(("Country", "Group", "By the end of 2020", "Model's chance", "Judged"), rows)
    if len(wrong) > _MOST:
        yield f"And {len(wrong) - _MOST} more.\n"
