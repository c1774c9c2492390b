"""Calibration as a whole: waves, the posterior, and what both are worth."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from sim import __version__
from sim.errors import ConfigError
from sim.sweeps.fingerprint import of_code
from sim.validation.calibration.bank import Bank, bank, joined
from sim.validation.calibration.fit import Fit, errors, fits
from sim.validation.calibration.folds import FoldScore, Scene, cross_validated, scene
from sim.validation.calibration.posterior import (
    LEAST_EFFECTIVE,
    Belief,
    Weights,
    beliefs,
    write_posterior,
)
from sim.validation.calibration.record import CODED, DE_JURE, Record, record
from sim.validation.calibration.recovery import Recovered, recovered
from sim.validation.calibration.space import Points
from sim.validation.calibration.waves import Wave, log_density, waves
from sim.validation.calibration.window import LAST, Window, window
from sim.validation.restrictions import CODINGS

POSTERIOR: Final = "posterior.csv"
CALIBRATION: Final = "calibration.json"
ROWS: Final = 256
"""Of the posterior sample."""
TRUTHS: Final = 200
"""Made-up records that parameters are to be recovered from."""
DRAWS: Final = 2048
REPLICATES: Final = 8
WAVES: Final = 3

Note = Callable[[str], None]


def _nobody(line: str) -> None:
    """Say nothing."""


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
    fits
        Each published share beside the model.
    scores
        In cross-validation.
    recovered
        From the ranges (wave 1), and from where the last wave drew.
    sample
        What is written as the posterior.
    """

    record: Record
    waves: list[Wave]
    weights: Weights
    beliefs: dict[str, Belief]
    fits: list[Fit]
    scores: list[FoldScore]
    recovered: dict[str, Recovered]
    sample: Points


def calibrate(
    folder: Path,
    draws: int = DRAWS,
    replicates: int = REPLICATES,
    count: int = WAVES,
    seed: int = 1,
    note: Note = _nobody,
    coding: str = DE_JURE,
    workers: int = 1,
) -> Calibration:
    """Calibrate the model on the record to 2020, and write what came of it.

    Parameters
    ----------
    folder
        Gets the runs, ``calibration.json`` and ``posterior.csv``. Runs that are there are not
        played again.
    draws
        In each wave.
    replicates
        Runs a draw, 2 or more: what is chance is told from them.
    count
        How many waves.
    seed
        Of everything random.
    note
        Told how far it is.
    coding
        Which decisions count: one of :data:`sim.validation.restrictions.CODINGS`.
    workers
        Threads.

    Raises
    ------
    ConfigError
        If there are too few replicates, or no such coding.
    ResultError
        If the folder holds other runs.
    """
    if replicates < 2:
        raise ConfigError(f"{replicates} replicates; at least 2 are needed to tell what is chance")
    if coding not in CODINGS:
        raise ConfigError(f"{coding!r} is not a coding ({', '.join(CODINGS)})")
    over = window()
    on_record = record(over.world, over.names, coding)

    def play(name: str, points: Points, first: int) -> Bank:
        return bank(folder / name, points, replicates, seed, first, over, on_record, workers, note)

    done = waves(play, on_record, draws, count, seed, note)
    found = _judged(done, on_record, over, seed, folder)
    _write(folder / CALIBRATION, told(found, draws, replicates, seed))
    return found


def _judged(
    done: list[Wave], on_record: Record, over: Window, seed: int, folder: Path
) -> Calibration:
    whole = joined([wave.bank for wave in done])
    density = log_density(done, whole.points)
    regions = over.world.countries.region.tolist()
    on = scene(whole, on_record, density, dict(zip(over.names.countries, regions, strict=True)))
    weight = on.everything()
    return Calibration(
        record=on_record,
        waves=done,
        weights=weight,
        beliefs=beliefs(whole.points, weight.share),
        fits=fits(on, weight.share),
        scores=[score for each in _codings(on, over) for score in cross_validated(each)],
        recovered={wave.name: _recovered(on, done, wave, seed) for wave in (done[0], done[-1])},
        sample=write_posterior(folder / POSTERIOR, whole.points, weight.share, ROWS, seed),
    )


def _codings(on: Scene, over: Window) -> list[Scene]:
    """Return the same runs beside decisions as each coding has them."""
    names = [on.record.coding, *(name for name in CODED if name != on.record.coding)]
    return [on._replace(record=record(over.world, over.names, name)) for name in names]


def _recovered(on: Scene, done: list[Wave], wave: Wave, seed: int) -> Recovered:
    """Return what is recovered inside one wave: where it drew from is the prior."""
    first = sum(each.bank.draws for each in done[: done.index(wave)])
    own = slice(first, first + wave.bank.draws)
    whole = on.told[LAST]
    return recovered(
        points=wave.bank.points,
        shares=wave.bank.shares[:, :, on.record.used],
        acts=wave.bank.acts(on.record.least, LAST),
        told=whole._replace(means=whole.means[own], restricts=whole.restricts[own]),
        truths=TRUTHS,
        seed=seed,
        least=LEAST_EFFECTIVE,
    )


def told(found: Calibration, draws: int, replicates: int, seed: int) -> dict[str, Any]:
    """Return a calibration as plain data: its provenance first."""
    return {
        "provenance": {
            "faultlines": __version__,
            "code": of_code(),
            "targets": found.record.hash,
            "until": LAST,
            "coding": found.record.coding,
            "level": found.record.least,
            "seed": seed,
            "draws": draws,
            "replicates": replicates,
            "rows": len(next(iter(found.sample.values()))),
        },
        "waves": [
            {"name": w.name, "draws": w.bank.draws, "passed": w.passed, "cutoff": w.cutoff}
            for w in found.waves
        ],
        "weights": {
            "power": found.weights.power,
            "effective": found.weights.effective,
            "untempered": found.weights.untempered,
        },
        "parameters": {key: each._asdict() for key, each in found.beliefs.items()},
        "shares": [each._asdict() for each in found.fits],
        "errors": [each._asdict() for each in errors(found.fits)],
        "cross_validation": [
            {**each._asdict(), "score": each.score._asdict()} for each in found.scores
        ],
        "recovered": {
            name: {
                **each._asdict(),
                "parameters": {key: p._asdict() for key, p in each.parameters.items()},
            }
            for name, each in found.recovered.items()
        },
    }


def _write(file: Path, content: Mapping[str, Any]) -> None:
    text = json.dumps(_plain(content), indent=1, allow_nan=False)
    file.write_text(text + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    """Return what JSON can hold: what is not finite becomes null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(each) for each in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value
