"""All scores of some figures and events, by what they belong to and by who predicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeVar

import numpy as np

from sim.validation.evidence import Event, Figure
from sim.validation.scores import (
    Score,
    auc,
    bias,
    brier,
    concordance,
    coverage,
    log_score,
    mae,
    place_in_range,
    rmse,
    scored,
    skill,
)
from sim.world import Floats

MODEL: Final = "model"
RIVAL: Final = "rival"
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
    """

    table: str
    groups: Mapping[str, str]
    predictor: str
    kind: str
    measure: str
    unit: str
    score: Score


Item = TypeVar("Item", Figure, Event)


def by_groups(items: Iterable[Item], names: Sequence[str]) -> dict[tuple[str, ...], list[Item]]:
    """Return figures or events by what they have in common, in their order."""
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        found.setdefault(tuple(item.groups.get(name, "") for name in names), []).append(item)
    return found


def figure_rows(figures: Sequence[Figure], groups: Mapping[str, str]) -> Iterator[Row]:
    """Yield the scores of some figures that belong together; seeds are left out.

    Each predictor is scored where it has a value. Skill is 1 less the model's RMSE over that of
    the rival with the lowest, on the figures that both have: above 0 the model is better.
    """
    some = [figure for figure in figures if not figure.seed]
    if not some:
        return
    table = _Columns(some)
    scale, unit = (_PERCENT, "points") if some[0].unit == _SHARE else (1.0, some[0].unit)
    row = partial(Row, some[0].table, groups)
    for (kind, name), said in table.predictions.items():
        there = np.isfinite(said)
        for measure, function in (("RMSE", rmse), ("MAE", mae), ("bias", bias)):
            score = table.score(function, there, scale * table.observed, scale * said)
            yield row(name, kind, measure, unit, score)
    for name, places in table.places.items():
        for part in (_HALF, _NINE_TENTHS):
            function = partial(coverage, part=part)
            score = table.score(function, np.isfinite(places), places)
            yield row(name, MODEL, f"coverage of the {part:.0%} range", "share", score)
    for name in table.variants:
        for rival in table.rivals:
            yield row(name, MODEL, f"skill against {rival}", "share", table.skill(name, rival))


class _Columns:
    """Figures as arrays, axis (figure,)."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.observed = np.array([figure.observed for figure in figures])
        self.clusters = [figure.cluster for figure in figures]
        told = Counter(_quantity(figure) for figure in figures)
        self.weight = np.array([1.0 / told[_quantity(figure)] for figure in figures])
        self.variants = list(figures[0].model)
        self.rivals = list(figures[0].rivals)
        error = np.array([figure.error for figure in figures])
        self.predictions: dict[tuple[str, str], Floats] = {}
        self.places: dict[str, Floats] = {}
        for name in self.variants:
            samples = np.stack([figure.model[name] for figure in figures])
            self.predictions[MODEL, name] = samples.mean(axis=1)
            self.places[name] = place_in_range(self.observed, samples, error)
        for name in self.rivals:
            said = np.array([figure.rivals[name] for figure in figures])
            self.predictions[RIVAL, name] = said

    def score(self, function: Callable[..., Floats], there: np.ndarray, *arrays: Floats) -> Score:
        """Return a score over the figures that are there."""
        clusters = [name for name, yes in zip(self.clusters, there, strict=True) if yes]
        chosen = (array[there] for array in arrays)
        return scored(function, *chosen, weight=self.weight[there], clusters=clusters)

    def skill(self, variant: str, rival: str) -> Score:
        """Return 1 less the ratio of two RMSEs, on the figures that both have."""
        said, other = self.predictions[MODEL, variant], self.predictions[RIVAL, rival]
        there = np.isfinite(said) & np.isfinite(other)
        return self.score(skill, there, self.observed, said, other)


def _quantity(figure: Figure) -> tuple[str, ...]:
    """Return what a figure is of, and who counted: told again, it counts once."""
    return figure.table, figure.what, figure.groups.get("publisher", "")


def event_rows(events: Sequence[Event], groups: Mapping[str, str]) -> Iterator[Row]:
    """Yield the scores of some events that belong together."""
    happened = np.array([event.happened for event in events])
    when = np.array([event.when for event in events])
    clusters = [event.cluster for event in events]
    kinds = ((MODEL, [event.model for event in events]), (RIVAL, [e.rivals for e in events]))
    for kind, chances in kinds:
        for name in chances[0]:
            chance = np.array([each[name] for each in chances])
            for measure, function, first in (
                ("Brier score", brier, happened),
                ("log score", log_score, happened),
                ("AUC", auc, happened),
                ("concordance", concordance, when),
            ):
                score = scored(function, first, chance, clusters=clusters)
                yield Row(events[0].table, groups, name, kind, measure, "", score)
