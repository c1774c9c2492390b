"""Calibration as a whole: waves, the posterior, and what both are worth."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import ConfigError, nearest
from sim.sweeps.executor import Crew
from sim.sweeps.progress import Progress, Silence
from sim.validation.calibration.bank import Bank, joined
from sim.validation.calibration.fit import Fit, fits
from sim.validation.calibration.folds import Fold, FoldScore, Scene, cross_validated, scene
from sim.validation.calibration.play import Drawn, played
from sim.validation.calibration.posterior import (
    Belief,
    Weights,
    beliefs,
    write_posterior,
)
from sim.validation.calibration.record import CODED, DE_JURE, Record, record
from sim.validation.calibration.recovery import Recovered, recovered
from sim.validation.calibration.space import Points
from sim.validation.calibration.start import Start, starts
from sim.validation.calibration.waves import Wave, log_density, waves
from sim.validation.calibration.window import LAST, Window, window
from sim.validation.restrictions import CODINGS

POSTERIOR: Final = "posterior.csv"
TRUTHS: Final = 1000
"""Made-up records that parameters are to be recovered from, in each wave."""
LEAST_OF_MEANS: Final = 20.0
"""Effective draws that the mean of a made-up record's posterior needs."""
_ALONE: Final = Crew("serial", 1)


class Asked(NamedTuple):
    """What is asked of a calibration.

    Attributes
    ----------
    draws
        In each wave.
    replicates
        Runs a draw, 2 or more: what is chance is told from them.
    waves
        How many.
    rows
        Of the posterior sample.
    coding
        Which decisions count: one of :data:`sim.validation.restrictions.CODINGS`.
    seed
        Of everything random.
    """

    draws: int = 2048
    replicates: int = 8
    waves: int = 3
    rows: int = 256
    coding: str = DE_JURE
    seed: int = 1

    @property
    def runs(self) -> int:
        """How many are made."""
        return self.draws * self.replicates * self.waves


class Calibration(NamedTuple):
    """What came of a calibration.

    Attributes
    ----------
    record
        What was fitted.
    waves
        What was played.
    weights
        Of all draws of all waves, in their order.
    beliefs
        What is believed of each uncertain parameter before and after.
    starts
        What a hazard model says of some of them.
    fits
        Each published share beside the model.
    scores, folds
        Of cross-validation, and what each of its folds rests on.
    recovered
        From the ranges (wave 1), and from where the last wave drew.
    sample
        What is written as the posterior.
    """

    asked: Asked
    record: Record
    waves: list[Wave]
    weights: Weights
    beliefs: dict[str, Belief]
    starts: dict[str, Start]
    fits: list[Fit]
    scores: list[FoldScore]
    folds: list[Fold]
    recovered: dict[str, Recovered]
    sample: Points


def calibrate(
    folder: Path, asked: Asked, crew: Crew = _ALONE, progress: Progress | None = None
) -> Calibration:
    """Calibrate the model on the record to 2020.

    Parameters
    ----------
    folder
        Gets the runs, and ``posterior.csv``. Runs that are there are not played again.
    asked
        How many draws, and of what.
    crew
        Who plays.
    progress
        Told how far it is; None: nobody.

    Raises
    ------
    ConfigError
        If there are too few replicates, or no such coding.
    ResultError
        If the folder holds other runs.
    """
    check(asked)
    told = progress or Silence()
    over = window()
    on_record = record(over.world, over.names, asked.coding)

    def play(name: str, points: Points, first: int) -> Bank:
        """Return what a wave gives, kept under its name."""
        drawn = Drawn(points, asked.replicates, asked.seed, first)
        return played(folder / name, drawn, over, on_record, crew, told)

    done = waves(play, on_record, asked.draws, asked.waves, asked.seed, told.note)
    told.note("Weighing draws by what is on record; predicting what is left out ...")
    return _judged(asked, done, on_record, over, folder)


def check(asked: Asked) -> None:
    """Refuse what cannot be calibrated.

    Raises
    ------
    ConfigError
        If there are too few replicates, or no such coding.
    """
    if asked.replicates < 2:
        raise ConfigError(
            f"replicates: {asked.replicates}; at least 2 are needed to tell what is chance"
        )
    if asked.coding not in CODINGS:
        raise ConfigError(
            f"coding: {asked.coding!r} is not one of: {', '.join(CODINGS)}"
            f"{nearest(asked.coding, CODINGS)}"
        )


def _judged(
    asked: Asked, done: list[Wave], on_record: Record, over: Window, folder: Path
) -> Calibration:
    seed = asked.seed
    whole = joined([wave.bank for wave in done])
    density = log_density(done, whole.points)
    codes, regions = over.names.countries, over.world.countries.region.tolist()
    started = [code for code, known in zip(codes, over.world.on_record, strict=True) if known]
    on = scene(whole, on_record, density, dict(zip(codes, regions, strict=True)), started)
    weight = on.everything()
    judged = [cross_validated(each) for each in _codings(on, over)]
    return Calibration(
        asked=asked,
        record=on_record,
        waves=done,
        weights=weight,
        beliefs=beliefs(whole.points, weight.share),
        starts=starts(done[0].bank, on_record),
        fits=fits(on, weight.share),
        scores=[score for scores, _ in judged for score in scores],
        folds=[fold for _, folds in judged for fold in folds],
        recovered={wave.name: _recovered(on, wave, seed) for wave in (done[0], done[-1])},
        sample=write_posterior(folder / POSTERIOR, whole.points, weight.share, asked.rows, seed),
    )


def _codings(on: Scene, over: Window) -> list[Scene]:
    """Return the same runs beside decisions as each coding has them."""
    names = [on.record.coding, *(name for name in CODED if name != on.record.coding)]
    return [on._replace(record=record(over.world, over.names, name)) for name in names]


def _recovered(on: Scene, wave: Wave, seed: int) -> Recovered:
    """Return what is recovered inside one wave: where it drew from is the prior."""
    told = on.told[LAST]
    return recovered(wave.bank, on.record, told, on.model, TRUTHS, seed, LEAST_OF_MEANS)
