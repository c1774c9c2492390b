"""All scores of some figures and events, by what they belong to and by who predicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.validation.evidence import Event, Figure
from sim.validation.scores import (
    Score,
    auc,
    bias,
    brier,
    brier_skill,
    concordance,
    coverage,
    log_score,
    log_skill,
    mae,
    mean_of_known,
    place_in_range,
    rmse,
    scored,
    skill,
)
from sim.world import Floats

Bools = NDArray[np.bool_]

MODEL: Final = "model"
RIVAL: Final = "rival"
SKILL: Final = "skill against the best rival"
BRIER: Final = "Brier score"
LOG: Final = "log score"
HAPPENED: Final = "cases in which it happened"
BRIER_SKILL: Final = f"{SKILL}, {BRIER}"
LOG_SKILL: Final = f"{SKILL}, {LOG}"
_HALF: Final = 0.5
_NINE_TENTHS: Final = 0.9
_PERCENT: Final = 100.0
_SHARE: Final = "share"


class Row(NamedTuple):
    """One score.

    Attributes
    ----------
    table
        Whose figures.
    groups
        What they have in common.
    predictor, kind
        Who predicts, and whether that is a variant of the model or a rival.
    measure, unit
        Which score, and its unit.
    score
        With its bootstrap interval.
    window
        The side of the end of the fitted record on which the figures lie.
    rival, beside, own
        Of a skill: against whom, and that one's and the predictor's error on the same figures.
    """

    table: str
    groups: Mapping[str, str]
    predictor: str
    kind: str
    measure: str
    unit: str
    score: Score
    window: str = ""
    rival: str = ""
    beside: float = np.nan
    own: float = np.nan


Item = TypeVar("Item", Figure, Event)


def by_groups(items: Iterable[Item], names: Sequence[str]) -> dict[tuple[str, ...], list[Item]]:
    """Return figures or events by what they have in common, in their order."""
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        found.setdefault(tuple(item.groups.get(name, "") for name in names), []).append(item)
    return found


def figure_rows(figures: Sequence[Figure], groups: Mapping[str, str]) -> Iterator[Row]:
    """Yield the scores of some figures that belong together; seeds are left out.

    Each predictor is scored where it has a value; what has none has no row. Skill is 1 less the
    model's RMSE over that of its best rival, on the figures that both have: above 0 the model is
    better.
    """
    some = [figure for figure in figures if not figure.seed]
    if not some:
        return
    table = _Figures(some)
    scale, unit = (_PERCENT, "points") if some[0].unit == _SHARE else (1.0, some[0].unit)
    row = partial(_row, some[0], groups)
    for (kind, name), said in table.predictions.items():
        there = np.isfinite(said)
        for measure, function in (("RMSE", rmse), ("MAE", mae), ("bias", bias)):
            score = table.score(function, there, scale * table.observed, scale * said)
            yield from row(name, kind, measure, unit, score)
    for name, places in table.places.items():
        for part in (_HALF, _NINE_TENTHS):
            function = partial(coverage, part=part)
            score = table.score(function, np.isfinite(places), places)
            yield from row(name, MODEL, f"coverage of the {part:.0%} range", "share", score)
    for name in table.variants:
        found = table.skill(name, rmse, skill, table.observed)
        told = found._replace(beside=scale * found.beside, own=scale * found.own)
        yield from row(name, MODEL, SKILL, "share", *told)


def event_rows(events: Sequence[Event], groups: Mapping[str, str]) -> Iterator[Row]:
    """Yield the scores of some events that belong together, as :func:`figure_rows` does."""
    table = _Events(events)
    row = partial(_row, events[0], groups)
    for (kind, name), chance in table.predictions.items():
        there = np.isfinite(chance)
        for measure, function, first in (
            (BRIER, brier, table.observed),
            (LOG, log_score, table.observed),
            ("AUC", auc, table.observed),
            ("concordance", concordance, table.when),
        ):
            score = table.score(function, there, first, chance)
            yield from row(name, kind, measure, "", score)
        happened = float(table.observed[there].sum())
        count = Score(happened, np.nan, np.nan, int(there.sum()))
        yield from row(name, kind, HAPPENED, "cases", count)
    for name in table.variants:
        for measure, error, better in ((BRIER_SKILL, brier, brier_skill),
                                       (LOG_SKILL, log_score, log_skill)):  # fmt: skip
            found = table.skill(name, error, better, table.observed)
            yield from row(name, MODEL, measure, "share", *found)


def _row(
    first: Figure | Event,
    groups: Mapping[str, str],
    name: str,
    kind: str,
    measure: str,
    unit: str,
    score: Score,
    rival: str = "",
    beside: float = np.nan,
    own: float = np.nan,
) -> Iterator[Row]:
    """Yield a score, if it is of anything."""
    if score.figures:
        yield Row(
            first.table, groups, name, kind, measure, unit, score, first.window, rival, beside, own
        )


class _Skill(NamedTuple):
    """A skill, the rival that it is against, and both errors on the same items."""

    score: Score
    rival: str = ""
    beside: float = np.nan
    own: float = np.nan


class _Predictions:
    """Some items, and what is said of each, as arrays, axis (item,).

    Attributes
    ----------
    observed
        What was.
    variants
        Names of the variants of the model.
    predictions
        By kind and name of who predicts; NaN where it has no value.
    """

    def __init__(self, items: Sequence[Figure] | Sequence[Event], observed: Floats) -> None:
        self.observed = observed
        self.clusters = [item.cluster for item in items]
        self.weight = np.ones(len(items))
        self.variants = list(items[0].model)
        self.predictions: dict[tuple[str, str], Floats] = {}
        self.rivals = {
            name: np.array([item.rivals[name] for item in items]) for name in items[0].rivals
        }

    def score(self, function: Callable[..., Floats], there: Bools, *arrays: Floats) -> Score:
        """Return a score over the items that are there."""
        clusters = [name for name, yes in zip(self.clusters, there, strict=True) if yes]
        chosen = (array[there] for array in arrays)
        return scored(function, *chosen, weight=self.weight[there], clusters=clusters)

    def skill(
        self,
        variant: str,
        error: Callable[..., Floats],
        better: Callable[..., Floats],
        observed: Floats,
    ) -> _Skill:
        """Return the skill of a variant against its best rival, on the items that both have.

        The best is the one beside which the variant looks worst, of those that have a value for
        at least half as many items as the one that has most: a guess for few is luck.
        """
        said = self.predictions[MODEL, variant]
        both = {name: np.isfinite(said) & np.isfinite(other) for name, other in self.rivals.items()}
        most = max((int(there.sum()) for there in both.values()), default=0)
        known = [name for name, there in both.items() if most and 2 * there.sum() >= most]
        if not known:
            return _Skill(Score(np.nan, np.nan, np.nan, 0))

        def error_of(values: Floats, there: Bools) -> float:
            return float(error(observed[there], values[there], self.weight[there]))

        def beside(name: str) -> float:
            own, other = (error_of(each, both[name]) for each in (said, self.rivals[name]))
            return other / own if own > 0 else np.inf

        best = min(known, key=beside)
        score = self.score(better, both[best], observed, said, self.rivals[best])
        errors = (error_of(each, both[best]) for each in (self.rivals[best], said))
        return _Skill(score, best, *errors)


class _Figures(_Predictions):
    """Figures; each that a publisher tells again counts once in all."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        super().__init__(figures, np.array([figure.observed for figure in figures]))
        self.weight = weights(figures)
        error = np.array([figure.error for figure in figures])
        self.places: dict[str, Floats] = {}
        for name in self.variants:
            samples = np.stack([figure.model[name] for figure in figures])
            self.predictions[MODEL, name] = mean_of_known(samples)
            self.places[name] = place_in_range(self.observed, samples, error)
        self.predictions |= {(RIVAL, name): said for name, said in self.rivals.items()}


class _Events(_Predictions):
    """Events, each beside its chances."""

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__(events, np.array([event.happened for event in events]))
        self.when = np.array([event.when for event in events])
        for name in self.variants:
            self.predictions[MODEL, name] = np.array([event.model[name] for event in events])
        self.predictions |= {(RIVAL, name): said for name, said in self.rivals.items()}


def weights(figures: Sequence[Figure]) -> Floats:
    """Return how much each figure counts, axis (figure,): all that tell the same count as one.

    The same share or size of the same time, by one publisher: in two rows, or two vintages.
    """
    told = Counter(_quantity(figure) for figure in figures)
    return np.array([1.0 / told[_quantity(figure)] for figure in figures])


def _quantity(figure: Figure) -> tuple[object, ...]:
    """Return what a figure is of, and who counted: told again, it counts once."""
    return figure.table, figure.what, figure.groups.get("publisher", ""), figure.seed
