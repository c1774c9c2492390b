"""Gates: which candidates are worth playing, as told by emulators of what was played before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np

from sim.validation.baselines.panel import GROUPS
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.chances import Chances, chances
from sim.validation.calibration.emulator import Emulator, emulator
from sim.validation.calibration.likelihood import chance_covariance, log_acts, log_normal
from sim.validation.calibration.record import Record
from sim.validation.calibration.space import Points
from sim.validation.calibration.window import LAST
from sim.world import Floats

CUTOFF: Final = 3.0
"""Standard deviations from which on a candidate is implausible."""
ALLOWED: Final = 1
"""Quantities that may lie further away: the worst but one is looked at."""


class Gate(Protocol):
    """Says with which chance a candidate is let through."""

    def accept(self, points: Points) -> Floats:
        """Return chances, 0 to 1, axis (draw,)."""
        ...


class Open(NamedTuple):
    """Lets everything through: the draws are those of the ranges."""

    def accept(self, points: Points) -> Floats:
        """Return 1 for each."""
        return np.ones(len(next(iter(points.values()))))


class Known(NamedTuple):
    """What runs so far say of the record, by emulators.

    Attributes
    ----------
    shares
        Emulator of the shares that are fitted, then of how many of each group restrict.
    observed, variance
        What is on record of these, and the variance around the emulator's mean: its own error,
        chance and the error of the figure, axis (quantity,).
    around
        Covariance of the shares alone, the same three.
    restricts
        Emulator of who restricts.
    acted
        Who does on record, axis (country,).
    """

    shares: Emulator
    observed: Floats
    variance: Floats
    around: Floats
    restricts: Chances
    acted: Floats

    def implausibility(self, points: Points) -> Floats:
        """Return the worst distance but one in standard deviations, axis (draw,)."""
        away: Floats = np.abs(self.shares.mean(points) - self.observed) / np.sqrt(self.variance)
        ranked = np.partition(away, -1 - ALLOWED, axis=1)
        return np.asarray(ranked[:, -1 - ALLOWED], dtype=np.float64)

    def log_likelihood(self, points: Points) -> Floats:
        """Return the likelihood that emulators expect, axis (draw,)."""
        count = len(self.around)
        away = self.shares.mean(points)[:, :count] - self.observed[:count]
        acts = log_acts(self.restricts.at(points), self.acted).sum(axis=1)
        return np.asarray(log_normal(away, self.around) + acts)


def known(bank: Bank, on_record: Record) -> Known:
    """Fit the emulators of a bank."""
    used = bank.shares[:, :, on_record.used]
    acts = bank.acts(on_record.least, LAST)
    values = np.concatenate([used, by_group(acts, on_record)], axis=2)
    chance = chance_covariance(values)
    own = np.diag(chance)
    fitted = emulator(bank.points, values.mean(axis=1), own / bank.replicates)
    error = on_record.error[on_record.used]
    figures = np.concatenate([error**2, np.zeros(len(own) - len(error))])
    shares = len(error)
    acted = on_record.acted_by(LAST)
    return Known(
        shares=fitted,
        observed=np.concatenate(
            [on_record.observed[on_record.used], by_group(acted[None, None], on_record)[0, 0]]
        ),
        variance=fitted.error + own + figures,
        around=chance[:shares, :shares] + np.diag((fitted.error + figures)[:shares]),
        restricts=chances(bank.points, acts.sum(axis=1), bank.replicates),
        acted=acted,
    )


def by_group(acts: Floats, on_record: Record) -> Floats:
    """Return how many of each group restrict, axes (draw, replicate, group)."""
    group = on_record.panel.group
    return np.stack([acts[..., group == place].sum(axis=-1) for place in range(len(GROUPS))], -1)


class Plausible(NamedTuple):
    """Lets through what no wave so far finds implausible."""

    waves: Sequence[tuple[Known, float]]

    def accept(self, points: Points) -> Floats:
        """Return 0 or 1 for each."""
        inside = [wave.implausibility(points) < cutoff for wave, cutoff in self.waves]
        return np.asarray(np.all(inside, axis=0), dtype=np.float64)


class Likely(NamedTuple):
    """Lets through what is plausible, the likelier the sooner.

    Attributes
    ----------
    power
        Of the likelihood, so that not too few are left.
    best
        The log likelihood from which on all are let through.
    """

    before: Plausible
    wave: Known
    power: float
    best: float

    def accept(self, points: Points) -> Floats:
        """Return chances, 0 to 1, axis (draw,)."""
        found = self.before.accept(points)
        inside = found > 0
        if inside.any():
            some = {key: values[inside] for key, values in points.items()}
            found[inside] = np.exp(
                np.minimum(0.0, self.power * (self.wave.log_likelihood(some) - self.best))
            )
        return found
