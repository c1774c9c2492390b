"""Are parameters recovered from data that the model made itself? Simulation-based calibration.

A draw is taken for the truth, and one of its runs for the record. Given the record, each of the
draws of a wave was the truth with a chance in proportion to its likelihood, the truth among them.
So the truth's place in that distribution is even over 0-1 if the likelihood is right, exactly and
however few draws count: nothing is tempered here. To keep all draws alike the replicate that is
the record is left out of what each of them says.

How much such a test can see is shown by a control: posteriors that are wrong on purpose, the
likelihood being raised to the power :data:`WRONG`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import kstest

from sim.validation.calibration.bank import Bank
from sim.validation.calibration.chances import Chances
from sim.validation.calibration.likelihood import Likelihood, log_acts
from sim.validation.calibration.posterior import weights
from sim.validation.calibration.record import Record
from sim.validation.calibration.space import FREE
from sim.validation.calibration.window import LAST
from sim.world import Floats

FIT: Final = "likelihood of the record"
"""Looked at beside the parameters: nothing shows as soon that a likelihood is too sharp."""
WRONG: Final = 4.0
"""Power of the likelihood in the control: as if each record were told four times over."""
LUCK: Final = 0.05
"""How often a sound calibration may fail the test, over all that is looked at together."""
RECOVERED: Final = 0.5
"""Correlation of posterior means with truths from which on a value is said to come back."""
_DIGITS: Final = 4
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
    fit
        Ranks of :data:`FIT`, axis (truth,): low where the truth fits worse than its posterior.
    looked_at
        Of how much ranks were looked at: the parameters, and :data:`FIT`.
    uneven, control_uneven
        Of what they are not even, and of what those of the control are not.
    effective
        Draws that count in a posterior, the mean over truths, at a power of 1.
    power, effective_of_means
        Of the posteriors from which means and widths are taken, tempered where too few count.
    """

    parameters: dict[str, Recovery]
    fit: Floats
    looked_at: int
    uneven: list[str]
    control_uneven: list[str]
    truths: int
    effective: float
    power: float
    effective_of_means: float


class _One(NamedTuple):
    """What one truth gives: ranks and those of the control, the last of :data:`FIT`; moments."""

    ranks: Floats
    control: Floats
    mean: Floats
    spread: Floats
    effective: float
    power: float
    effective_of_means: float


def recovered(
    bank: Bank,
    on_record: Record,
    told: Likelihood,
    model: Chances,
    truths: int,
    seed: int,
    least: float,
) -> Recovered:
    """Take single runs of some draws for the record, and ask all draws for a posterior.

    Parameters
    ----------
    bank
        Draws from one distribution: it is the prior here. Two replicates or more.
    on_record
        Which shares are fitted, and what counts as restricting.
    told, model
        The likelihood and the chances that countries restrict, as the posterior has them.
    truths
        How many draws are taken for the truth.
    seed
        Which they are, and the errors of what is published of them.
    least
        Effective draws below which a posterior is tempered before its mean is taken.
    """
    chance = np.random.default_rng([seed, 4])
    chosen = chance.choice(bank.draws, min(truths, bank.draws), replace=False)
    replicate = chance.integers(bank.replicates, size=len(chosen))
    values = np.column_stack([bank.points[key] for key in FREE])
    acts = bank.acts(on_record.least, LAST)
    found: list[_One | None] = [None] * len(chosen)
    for without in range(bank.replicates):
        alike = _without(bank, acts, on_record, told, model, without)
        for place in np.flatnonzero(replicate == without):
            truth = int(chosen[place])
            shares = bank.shares[truth, without, on_record.used]
            published = shares + alike.error * chance.standard_normal(len(shares))
            log = alike.of_shares(published, np.ones(len(shares), dtype=bool))
            log += log_acts(alike.restricts, acts[truth, without]).sum(axis=1)
            found[place] = _one(values, log, truth, chance.random(), least)
    return _summed([one for one in found if one], values, chosen)


def uneven(ranks: Floats, looked_at: int) -> bool:
    """Return whether ranks differ from even by more than luck.

    Two tests of Kolmogorov and Smirnov: of the ranks, which sees what lies too high or too low,
    and of their distance from the middle, which sees ranges that are too narrow or too wide.

    Parameters
    ----------
    ranks
        Axis (truth,).
    looked_at
        How many such sets there are: the more, the less each may differ.
    """
    away = np.abs(2.0 * np.asarray(ranks) - 1.0)
    least = min(kstest(each, "uniform").pvalue for each in (ranks, away))
    return bool(least < LUCK / (2 * looked_at))


def _without(
    bank: Bank, acts: Floats, on_record: Record, told: Likelihood, model: Chances, replicate: int
) -> Likelihood:
    """Return what each draw says by all its runs but one."""
    others = np.arange(bank.replicates) != replicate
    runs = int(others.sum())
    return told._replace(
        means=bank.shares[:, others][:, :, on_record.used].mean(axis=1),
        restricts=model.beside(bank.points, acts[:, others].sum(axis=1), runs),
        replicates=runs,
    )


def _one(values: Floats, log: Floats, truth: int, luck: float, least: float) -> _One:
    nothing = np.zeros(len(log))
    quantities = np.column_stack([values, log])
    whole = weights(log, nothing, 0.0)
    wrong = weights(WRONG * log, nothing, 0.0)
    others = np.arange(len(log)) != truth
    used = weights(log[others], nothing[others], least)
    mean = used.share @ values[others]
    return _One(
        ranks=_ranks(quantities, whole.share, truth, luck),
        control=_ranks(quantities, wrong.share, truth, luck),
        mean=mean,
        spread=np.sqrt(used.share @ (values[others] - mean) ** 2),
        effective=whole.effective,
        power=used.power,
        effective_of_means=used.effective,
    )


def _ranks(quantities: Floats, share: Floats, truth: int, luck: float) -> Floats:
    """Return which part lies below the truth; of its own part a random share, axis (quantity,)."""
    return np.asarray(share @ (quantities < quantities[truth]) + luck * share[truth])


def _summed(found: list[_One], values: Floats, chosen: np.ndarray) -> Recovered:
    ranks, control, means, spreads = (np.stack([one[place] for one in found]) for place in range(4))
    names = [*FREE, FIT]
    parameters = {
        key: Recovery(
            ranks=ranks[:, place].round(_DIGITS),
            inside=_inside(ranks[:, place]),
            narrowed=float(1.0 - spreads[:, place].mean() / values[:, place].std()),
            correlation=float(np.corrcoef(means[:, place], values[chosen, place])[0, 1]),
        )
        for place, key in enumerate(FREE)
    }
    return Recovered(
        parameters=parameters,
        fit=ranks[:, -1].round(_DIGITS),
        looked_at=len(names),
        uneven=_uneven(dict(zip(names, ranks.T, strict=True))),
        control_uneven=_uneven(dict(zip(names, control.T, strict=True))),
        truths=len(found),
        effective=float(np.mean([one.effective for one in found])),
        power=float(np.mean([one.power for one in found])),
        effective_of_means=float(np.mean([one.effective_of_means for one in found])),
    )


def _inside(ranks: Floats) -> tuple[float, float]:
    half, most = (float((np.abs(ranks - 0.5) <= part / 2).mean()) for part in _PARTS)
    return half, most


def _uneven(ranks: Mapping[str, Floats]) -> list[str]:
    return [name for name, each in ranks.items() if uneven(each, len(ranks))]
