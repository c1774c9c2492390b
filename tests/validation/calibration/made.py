"""A record and runs made by hand, with answers that can be worked out."""

from __future__ import annotations

import numpy as np

from sim.params import uncertain_parameters
from sim.validation.baselines.panel import COVARIATES, Panel
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.measure import NEVER
from sim.validation.calibration.record import Record
from sim.validation.calibration.space import FREE, Points, scaled
from sim.validation.sellers import Sellers
from sim.validation.target import Target, What
from sim.world import Floats

COUNTRIES = ("AUS", "CAN", "DEU", "JPN", "NGA", "PER")
CHANCE = 0.01


def share_target(**more: object) -> Target:
    """Return a published share."""
    base = Target(
        table="vendor_share_global", line=2, market="ran", place="world", countries=COUNTRIES,
        operator="", seller="Huawei", sellers=Sellers(("huawei",)),
        what=What(("legacy_ran", "ran_5g"), installed=False), year=2020, quarters=(1, 4),
        value=0.3, error=0.01, publisher="Dell'Oro", quality="A", seed=False,
    )  # fmt: skip
    return base._replace(**more)  # type: ignore[arg-type]


def made_record(values: Floats, when: Floats) -> Record:
    """Return a record of some shares, one a year from 2021 - their number on, and decisions."""
    first = 2021 - len(values)
    targets = tuple(
        share_target(value=float(value), year=first + row) for row, value in enumerate(values)
    )
    panel = Panel(
        countries=COUNTRIES,
        group=np.array([0, 0, 2, 1, 3, 3]),
        covariates=np.zeros((len(COUNTRIES), len(COVARIATES))),
        when=when,
        first=2014,
        last=2020,
    )
    return Record(targets, np.ones(len(values), dtype=bool), panel, "de jure", 3)


def made_bank(points: Points, replicates: int, shares: int, seed: int) -> Bank:
    """Return runs whose shares rise with the free parameters, the first with the first.

    A share is 0.3 plus a tenth of its parameter, scaled to -1 to 1, plus chance; countries
    restrict in 2020 with a chance of a half.
    """
    chance = np.random.default_rng(seed)
    known = [p.key for p in uncertain_parameters()]
    columns = [known.index(key) for key in FREE[:shares]]
    means = 0.3 + 0.1 * scaled(points)[:, columns]
    size = (len(means), replicates)
    values = means[:, None] + CHANCE * chance.standard_normal((*size, shares))
    acts = chance.random((*size, 3, len(COUNTRIES))) < 0.5
    return Bank(points, values, np.where(acts, 2020, NEVER).astype(np.int16))


NOBODY = np.full(len(COUNTRIES), np.inf)
