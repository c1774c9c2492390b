"""How likely what is on record is under each draw: synthetic likelihood from its replicates."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from sim.validation.baselines.panel import Bools
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.chances import Chances
from sim.validation.calibration.record import Record
from sim.world import Floats

SPREAD: Final = 2.0
"""How much wider than the pooled covariance of replicates chance is taken to be.

Chance differs from draw to draw, and its tails are longer than a normal one's. With the covariance
once, made-up records are less likely than the likelihood says: their own rank is 0.34 where 0.5 is
even. With twice of it that rank is even, and so are those of most parameters (docs/evidence.md says
of which not). Half, once, twice and four times were tried, on the model's own records alone.
"""


class Likelihood(NamedTuple):
    """What each draw says of the record.

    Attributes
    ----------
    means
        Shares that are fitted, means over replicates, axes (draw, target).
    chance
        Their covariance over replicates of one draw, pooled over draws, axes (target, target):
        shares of one run err together.
    error
        Standard deviations of the published figures, axis (target,).
    restricts
        Chance of each country to restrict by the end of 2020, axes (draw, country).
    replicates
        Runs a draw.
    """

    means: Floats
    chance: Floats
    error: Floats
    restricts: Floats
    replicates: int

    def of_shares(self, observed: Floats, which: Bools) -> Floats:
        """Return the log likelihood of some shares, axis (draw,).

        Normal: chance of one run, what so few replicates leave open of the mean, and the error
        of the figure.
        """
        around = self.around()[np.ix_(which, which)]
        return log_normal(self.means[:, which] - observed[which], around)

    def around(self) -> Floats:
        """Return the covariance of published shares around means of draws."""
        chance = SPREAD * self.chance
        return chance * (1.0 + 1.0 / self.replicates) + np.diag(self.error**2)

    def of_acts(self, acted: Floats) -> Floats:
        """Return the log likelihood of who restricts, axes (draw, country)."""
        return log_acts(self.restricts, acted)


def likelihood(bank: Bank, on_record: Record, model: Chances, year: int) -> Likelihood:
    """Return what each draw says of the record.

    Parameters
    ----------
    bank
        The draws.
    on_record
        What is fitted.
    model
        The chances that countries restrict by the end of ``year``.
    year
        Until when decisions count.
    """
    count = bank.acts(on_record.least, year).sum(axis=1)
    used = bank.shares[:, :, on_record.used]
    return Likelihood(
        means=used.mean(axis=1),
        chance=chance_covariance(used),
        error=on_record.error[on_record.used],
        restricts=model.beside(bank.points, count, bank.replicates),
        replicates=bank.replicates,
    )


def chance_covariance(values: Floats) -> Floats:
    """Return the covariance over replicates, pooled over draws.

    Parameters
    ----------
    values
        Axes (draw, replicate, quantity).
    """
    draws, replicates, quantities = values.shape
    away = (values - values.mean(axis=1, keepdims=True)).reshape(-1, quantities)
    return np.asarray(away.T @ away / (draws * (replicates - 1)))


def log_normal(away: Floats, covariance: Floats) -> Floats:
    """Return log densities of a normal distribution, axis (draw,); 0 of no quantities."""
    if not len(covariance):
        return np.zeros(len(away))
    factor = cho_factor(covariance, lower=True)
    squared = (away * cho_solve(factor, away.T).T).sum(axis=1)
    size = 2.0 * np.log(np.diag(factor[0])).sum() + len(covariance) * np.log(2.0 * np.pi)
    return np.asarray(-(squared + size) / 2.0)


def log_acts(chance: Floats, acted: Floats) -> Floats:
    """Return log chances of what countries did, axes (draw, country)."""
    return np.asarray(np.where(acted == 1, np.log(chance), np.log1p(-chance)))
