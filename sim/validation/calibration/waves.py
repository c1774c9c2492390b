"""Waves: draws from the ranges, then from what is left of them, then from what is likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import brentq

from sim.errors import ConfigError
from sim.params import draw
from sim.validation.calibration.bank import Bank, joined
from sim.validation.calibration.gates import CUTOFF, Gate, Known, Likely, Open, Plausible, known
from sim.validation.calibration.record import Record
from sim.validation.calibration.space import Points, candidates, picked, stacked
from sim.world import Floats

Play = Callable[[str, Points, int], Bank]
"""From a name, draws, and the first replicate that is free, to what is kept of their runs."""
Note = Callable[[str], None]

LEAST_LEFT: Final = 0.005
"""Share of the ranges that is kept at least: with less a wave would rest on the error of its
emulator. Where a cut-off of three leaves less, it is raised, and that is said."""
ACCEPTED: Final = 0.02
"""Share of the plausible that the last wave draws from, about."""
MOST: Final = 2**21
"""Candidates that are looked at for one wave."""
_CLOUD: Final = 2**15
_BEST: Final = 0.999


class Wave(NamedTuple):
    """Draws that were played, and where they came from.

    Attributes
    ----------
    gate
        What let them through.
    passed
        Share of all candidates that it lets through.
    cutoff
        Standard deviations at which it judges; infinite in the first wave.
    """

    name: str
    gate: Gate
    passed: float
    cutoff: float
    bank: Bank


def waves(
    play: Play, on_record: Record, draws: int, count: int, seed: int, note: Note
) -> list[Wave]:
    """Play waves of draws.

    The first is from all of the ranges: :mod:`sim.validation.calibration.start` says why no
    centre is taken from a hazard model. The last is from what is likely by the emulators of
    those before it, the others from what these leave over.

    Parameters
    ----------
    play
        Plays draws.
    on_record
        What they are held against.
    draws
        In each wave; fewer where too little is left to find as many.
    count
        How many waves, 1 or more.
    seed
        Of all draws.
    note
        Told what is left after each.
    """
    if count < 1 or draws < 2:
        raise ConfigError(f"{count} waves of {draws} draws; at least 1 of 2 are needed")
    first = play("wave-1", draw(range(draws), seed), 0)
    done = [Wave("wave-1", Open(), 1.0, np.inf, first)]
    judged: list[tuple[Known, float]] = []
    taken = draws * first.replicates
    for number in range(2, count + 1):
        wave = known(joined([each.bank for each in done]), on_record)
        judged.append((wave, _cutoff(wave, judged, seed + number)))
        plausible = Plausible(tuple(judged))
        gate = _likely(plausible, seed + number) if number == count else plausible
        points, passed = through(gate, draws, seed + 100 * number, MOST)
        name, size = f"wave-{number}", len(next(iter(points.values())))
        note(f"{name}: {passed:.2%} of candidates pass, {size} draws, cut-off {judged[-1][1]:.2f}")
        done.append(Wave(name, gate, passed, judged[-1][1], play(name, points, taken)))
        taken += size * first.replicates
    return done


def through(gate: Gate, wanted: int, seed: int, most: int) -> tuple[dict[str, Floats], float]:
    """Return draws that a gate lets through, and the share of candidates that it does.

    Raises
    ------
    ConfigError
        If none passes.
    """
    chance = np.random.default_rng([seed, 2])
    found: list[dict[str, Floats]] = []
    seen, passed, size = 0, 0.0, 0
    for points in candidates(seed, most):
        accept = gate.accept(points)
        inside = chance.random(len(accept)) < accept
        found.append(picked(points, inside))
        seen, passed = seen + len(accept), passed + float(accept.sum())
        size += int(inside.sum())
        if size >= wanted:
            break
    if not size:
        raise ConfigError(f"none of {seen} candidates is left; more draws in the wave before help")
    return picked(stacked(found), np.arange(min(size, wanted))), passed / seen


def log_density(done: Sequence[Wave], points: Points) -> Floats:
    """Return how much more often the waves draw some points than the ranges do, a logarithm.

    All waves together are one sample from the mixture of where each drew from, so that none of
    their draws is lost.
    """
    total = sum(wave.bank.draws for wave in done)
    mixed = [wave.bank.draws / total * wave.gate.accept(points) / wave.passed for wave in done]
    return np.asarray(np.log(np.sum(mixed, axis=0)))


def _cutoff(wave: Known, before: Sequence[tuple[Known, float]], seed: int) -> float:
    """Return three, or what leaves :data:`LEAST_LEFT` of the ranges."""
    cloud = stacked([dict(part) for part in candidates(seed + 1000, _CLOUD)])
    distance = wave.implausibility(cloud)
    out = Plausible(tuple(before)).accept(cloud) == 0 if before else np.zeros(len(distance), bool)
    distance = np.where(out, np.inf, distance)
    needed = float(np.sort(distance)[max(1, round(LEAST_LEFT * len(distance)))])
    return max(CUTOFF, needed) if np.isfinite(needed) else CUTOFF


def _likely(plausible: Plausible, seed: int) -> Likely:
    """Return the gate of the last wave: its power follows from how many are to pass."""
    wave = plausible.waves[-1][0]
    points, _ = through(plausible, _CLOUD // 8, seed + 2000, MOST)
    told = wave.log_likelihood(points)
    best = float(np.quantile(told, _BEST))
    away = np.minimum(0.0, told - best)

    def passing(log_power: float) -> float:
        """Return by how much the part that passes is over what is wanted."""
        return float(np.exp(np.exp(log_power) * away).mean()) - ACCEPTED

    whole = passing(0.0) >= 0.0
    power = 1.0 if whole else float(np.exp(brentq(passing, -12.0, 0.0)))
    return Likely(plausible, wave, power, best)
