"""The scores of some figures or events that belong together, looked up by who predicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from sim.validation.cells import NONE
from sim.validation.judge import MODEL, Row
from sim.validation.scores import Score


class Group(NamedTuple):
    """All scores of the same figures.

    Attributes
    ----------
    labels
        What the figures have in common.
    """

    table: str
    window: str
    labels: Mapping[str, str]
    rows: list[Row]

    def score(self, predictor: str, measure: str) -> Score:
        """Return a score; one of nothing if there is none."""
        row = self.row(predictor, measure)
        return row.score if row else NONE

    def row(self, predictor: str, measure: str) -> Row | None:
        """Return a score with all that is said of it."""
        found = (r for r in self.rows if (r.predictor, r.measure) == (predictor, measure))
        return next(found, None)

    def usual(self, measure: str) -> str:
        """Return the last variant of the model that has a value: the one with most behind it."""
        known = [
            row.predictor
            for row in self.rows
            if row.kind == MODEL and row.measure == measure and np.isfinite(row.score.value)
        ]
        return known[-1] if known else ""


def grouped(rows: Iterable[Row]) -> list[Group]:
    """Return scores by window, table and what their figures have in common, in their order."""
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], Group] = {}
    for row in rows:
        key = (row.window, row.table, tuple(row.groups.items()))
        found.setdefault(key, Group(row.table, row.window, dict(row.groups), [])).rows.append(row)
    return list(found.values())
