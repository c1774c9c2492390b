"""Are parameters recovered from data that the model made itself? Simulation-based calibration."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.validation.calibration.likelihood import Likelihood, log_acts
from sim.validation.calibration.posterior import weights
from sim.validation.calibration.space import FREE, Points
from sim.world import Floats

_PARTS: Final = (0.5, 0.9)


class Recovery(NamedTuple):
    """How one parameter came back.

    Attributes
    ----------
    ranks
        Which part of its posterior lies below the truth, axis (truth,); even over 0-1 where the
        posterior is right.
    inside
        Share of truths inside the middle 50 and 90 % of their posterior.
    narrowed
        1 less the ratio of the posterior's standard deviation to that of all draws, its mean.
    correlation
        Of posterior means with truths.
    """

    ranks: Floats
    inside: tuple[float, float]
    narrowed: float
    correlation: float


class Recovered(NamedTuple):
    """What came back of all free parameters.

    Attributes
    ----------
    power, effective
        Of the posteriors, the mean over truths.
    """

    parameters: dict[str, Recovery]
    power: float
    effective: float
    truths: int


def recovered(
    points: Points,
    shares: Floats,
    acts: Floats,
    told: Likelihood,
    truths: int,
    seed: int,
    least: float,
) -> Recovered:
    """Take single runs of some draws for the record, and ask all other draws for a posterior.

    Parameters
    ----------
    points
        Draws from one distribution: it is the prior here.
    shares
        Of single runs, axes (draw, replicate, target).
    acts
        Who restricts in them, axes (draw, replicate, country).
    told
        What the draws say.
    truths
        How many draws are taken for the truth.
    seed
        Which they are, and the errors of what is published of them.
    least
        Effective draws below which a posterior is tempered.
    """
    chance = np.random.default_rng([seed, 4])
    draws = len(shares)
    chosen = chance.choice(draws, min(truths, draws), replace=False)
    names = [key for key in FREE if key in points]
    values = np.column_stack([points[key] for key in names])
    every = np.ones(shares.shape[2], dtype=bool)
    rows, power, size = [], [], []
    for truth in chosen:
        replicate = int(chance.integers(shares.shape[1]))
        published = shares[truth, replicate] + told.error * chance.standard_normal(len(every))
        found = told.of_shares(published, every)
        found += log_acts(told.restricts, acts[truth, replicate]).sum(axis=1)
        others = np.arange(draws) != truth
        weight = weights(found[others], np.zeros(draws - 1), least)
        rows.append(_one(values[others], weight.share, values[truth]))
        power.append(weight.power)
        size.append(weight.effective)
    ranks, means, spreads = (np.stack(each) for each in zip(*rows, strict=True))
    parameters = {
        name: _summary(
            ranks[:, place], means[:, place], spreads[:, place], values[:, place], chosen
        )
        for place, name in enumerate(names)
    }
    return Recovered(parameters, float(np.mean(power)), float(np.mean(size)), len(chosen))


def _one(values: Floats, share: Floats, truth: Floats) -> tuple[Floats, Floats, Floats]:
    """Return ranks, means and standard deviations, axis (parameter,)."""
    mean = share @ values
    spread = np.sqrt(share @ (values - mean) ** 2)
    return share @ (values < truth), mean, spread


def _summary(
    ranks: Floats, means: Floats, spreads: Floats, values: Floats, chosen: np.ndarray
) -> Recovery:
    inside = [float((np.abs(ranks - 0.5) <= part / 2).mean()) for part in _PARTS]
    return Recovery(
        ranks=ranks,
        inside=(inside[0], inside[1]),
        narrowed=float(1.0 - spreads.mean() / values.std()),
        correlation=float(np.corrcoef(means, values[chosen])[0, 1]),
    )
