"""What is on record to 2020: published shares that are fitted or only looked at, and decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from sim.data.schema import FOLDER
from sim.sweeps.fingerprint import of_words
from sim.terms import FIRST_YEAR, NO_NEW_KIT
from sim.validation.baselines.panel import Bools, Panel, panel
from sim.validation.calibration.window import LAST
from sim.validation.fitted import fitted, rows_to_2020, shares_to_2020
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.restrictions import onsets, restrictions
from sim.validation.rows import Sieve
from sim.validation.target import Target
from sim.world import Floats, Names, World

DE_JURE: Final = "de jure"
CODED: Final = (DE_JURE, "de facto")
"""Codings that are scored in cross-validation."""


class Record(NamedTuple):
    """What the model is held against.

    Attributes
    ----------
    targets
        Published shares of whole years, told once each, none that the model starts from.
    used
        Whether each is fitted, axis (target,); the others are only looked at.
    panel
        Countries that could restrict, and when each did.
    coding, least
        What counts as restricting.
    """

    targets: tuple[Target, ...]
    used: Bools
    panel: Panel
    coding: str
    least: int

    @property
    def observed(self) -> Floats:
        """The published shares, axis (target,)."""
        return np.array([each.value for each in self.targets])

    @property
    def error(self) -> Floats:
        """Their standard deviations around what the model means by them, axis (target,)."""
        return np.array([each.error for each in self.targets])

    @property
    def hash(self) -> str:
        """Fingerprint of all that is fitted."""
        shares = [list(map(str, self.targets[place])) for place in np.flatnonzero(self.used)]
        acts = dict(zip(self.panel.countries, map(str, self.panel.when), strict=True))
        return of_words([shares, self.coding, self.least, acts])

    def acted_by(self, year: int) -> Floats:
        """Return 1 for each country that restricts by the end of a year, else 0."""
        return (self.panel.when <= year).astype(np.float64)


def record(
    world: World,
    names: Names,
    coding: str = DE_JURE,
    least: int = NO_NEW_KIT,
    folder: Path = FOLDER,
) -> Record:
    """Return what is on record in the years that are played.

    Parameters
    ----------
    world, names
        The real world.
    coding, least
        What counts as restricting: one of :data:`sim.validation.restrictions.CODINGS`, a level.
    folder
        Holds the tables.
    """
    targets = shares_to_2020(folder)
    acts = restrictions(rows_to_2020(folder, DECISIONS), Sieve())
    at_risk = panel(world, names, onsets(acts, least, coding), least, (FIRST_YEAR, LAST))
    return Record(targets, fitted(targets), at_risk, coding, least)
