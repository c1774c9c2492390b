"""Where a plain hazard model of who restricts would have the search begin. A check, no more.

The hazard model's coefficients are logarithms of a yearly rate and no parameters of resolve, which
moves with campaign and suspicion and acts through thresholds. They are translated by the model
itself (indirect inference): the same hazard model is fitted to the history of a run of each draw,
and parameters are regressed on its coefficients; the record's own coefficients then say which
parameters give such a fit.

Such a start was measured on 2,048 draws of the ranges, 8 runs each. The hazard fit of a history
explains a quarter to a third of the variance of ``government.intercept`` and 3 to 7 % of that of
the others. With half of a first wave of 1,024 draws near its estimate, 57 % of these pass the
emulators of the second instead of 55, and decisions alone leave 60 effective draws instead of 54.
The second wave sees the same decisions by group. So no draw is moved by it: all of the ranges are
searched, and the estimate stands beside the posterior.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from sim.validation.baselines.panel import Panel
from sim.validation.baselines.restricting import coefficients
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.measure import LEVELS, NEVER
from sim.validation.calibration.record import Record
from sim.world import Floats

KEYS: Final = (
    "government.intercept",
    "government.b_campaign",
    "government.b_five_eyes",
    "government.b_rivalry",
)
HISTORIES: Final = 512
"""Draws whose first run is fitted, at most."""


class Start(NamedTuple):
    """What a hazard fit of the record says of one parameter.

    Attributes
    ----------
    estimate, error
        Its value and standard deviation.
    explained
        Share of the variance between draws that a hazard fit of one history explains at draws
        left out, 0 or more.
    """

    estimate: float
    error: float
    explained: float


def starts(bank: Bank, on_record: Record) -> dict[str, Start]:
    """Return where a hazard model would have the search begin, by parameter.

    Parameters
    ----------
    bank
        Draws from the ranges. Those in whose history nobody restricts have no hazard to fit and
        are left out.
    on_record
        Who restricts when.

    Returns
    -------
    dict
        Empty if nobody restricts on record, or in too few of the draws.
    """
    panel = on_record.panel
    fits = dict(_fits(bank, on_record))
    size = 2 + panel.covariates.shape[1]
    if not panel.acted.any() or len(fits) <= size:
        return {}
    design = np.array([np.r_[1.0, fit] for fit in fits.values()])
    asked = np.r_[1.0, coefficients(panel)]
    draws = np.array(list(fits))
    return {key: _start(design, bank.points[key][draws], asked) for key in KEYS}


def _fits(bank: Bank, on_record: Record) -> Iterator[tuple[int, Floats]]:
    """Yield the hazard model of the first run of each draw in which anybody restricts."""
    panel = on_record.panel
    onset = bank.onset[:HISTORIES, 0, LEVELS.index(on_record.least)]
    for draw, years in enumerate(onset):
        history = _history(panel, years)
        if history.acted.any():
            yield draw, coefficients(history)


def _history(panel: Panel, years: np.ndarray) -> Panel:
    return panel._replace(when=np.where(years == NEVER, np.inf, years.astype(np.float64)))


def _start(design: Floats, values: Floats, asked: Floats) -> Start:
    """Regress a parameter on hazard coefficients, and ask at those of the record."""
    inverse = np.linalg.pinv(design)
    weights = inverse @ values
    left_over = values - design @ weights
    leverage = np.minimum(np.einsum("ij,ji->i", design, inverse), 1.0 - 1e-9)
    missed = ((left_over / (1.0 - leverage)) ** 2).mean()
    free = len(values) - design.shape[1]
    return Start(
        estimate=float(asked @ weights),
        error=float(np.sqrt((left_over**2).sum() / free)),
        explained=max(0.0, float(1.0 - missed / values.var())),
    )
