"""Which rules the record supports: each mechanism turned, and the window to 2020 scored again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from sim.engine import simulate
from sim.params import Value, rows, switches
from sim.validation.baselines.panel import Bools
from sim.validation.calibration.measure import LEVELS, needs, onset_years, shares, spots
from sim.validation.calibration.record import Record
from sim.validation.calibration.window import LAST, Window
from sim.validation.scores import auc, brier, chance_of, log_score, rmse
from sim.validation.shares import WORLD
from sim.world import Floats

RUNS: Final = 64
FITTED: Final = "all shares that are fitted"
LOOKED_AT: Final = "shares of the world and its parts that are not fitted"
BRIER: Final = "Brier score"
LOG: Final = "log score"
AUC: Final = "AUC"
_TIMES: Final = 200
_KEY: Final = 20_201_232
_PERCENT: Final = 100.0

Function = Callable[[Floats, Floats], Floats]
"""From mean shares, axes (.., target), and chances to restrict, axes (.., country), to scores."""


class Measure(NamedTuple):
    """One score of the model beside the record; where higher is better it is the AUC alone."""

    name: str
    unit: str
    function: Function


class Change(NamedTuple):
    """What turning a mechanism does to one score.

    Attributes
    ----------
    whole, turned
        The score of the whole model, and with the mechanism turned.
    error
        Standard deviation of their difference over bootstrap samples of the runs, which both
        have in common.
    """

    measure: str
    unit: str
    whole: float
    turned: float
    error: float

    @property
    def difference(self) -> float:
        """Turned less whole."""
        return self.turned - self.whole


class Ablated(NamedTuple):
    """A mechanism and what turning it does, measure by measure."""

    mechanism: str
    changes: tuple[Change, ...]

    def change(self, measure: str) -> Change:
        """Return the change of one measure."""
        (found,) = (each for each in self.changes if each.measure == measure)
        return found


class _Played(NamedTuple):
    """Runs of one way to play.

    Attributes
    ----------
    shares
        Axes (run, target).
    acts
        Who restricts by the end of 2020, 0 or 1, axes (run, country).
    """

    shares: Floats
    acts: Floats


def ablations(
    values: Mapping[str, float],
    over: Window,
    on_record: Record,
    runs: int = RUNS,
    seed: int = 1,
    mechanisms: Sequence[str] | None = None,
    workers: int = 1,
) -> list[Ablated]:
    """Turn each mechanism alone and score the model on the record to 2020 again.

    Parameters are not fitted anew, so that a rule on which others were tuned looks more needed
    than it is.

    Parameters
    ----------
    values
        Parameters by key, such as the means of a posterior; the others stand at their start.
    over, on_record
        What is played, and what is scored.
    runs
        Of each way to play; the same chance in all.
    seed
        Of that chance.
    mechanisms
        Names of :func:`sim.params.switches`; None: all. One that is off at the start is turned
        on.
    workers
        Threads.
    """
    known = switches()
    chosen = [*known] if mechanisms is None else [*mechanisms]
    turns = [{}, *({known[name].key: not known[name].default} for name in chosen)]

    def play(held: Mapping[str, bool]) -> _Played:
        """Return what is played with some switches turned."""
        return _play({**values, **held}, over, on_record, runs, seed)

    with ThreadPoolExecutor(workers) as pool:
        whole, *turned = pool.map(play, turns)
    scored, times = measures(on_record), _times_drawn(runs)
    return [
        Ablated(name, tuple(_changes(scored, whole, each, times)))
        for name, each in zip(chosen, turned, strict=True)
    ]


def _play(
    held: Mapping[str, Value], over: Window, on_record: Record, runs: int, seed: int
) -> _Played:
    parameters = rows(runs, {}, held)
    found = spots(on_record.targets, over.world, over.names)
    results = simulate(over.world, over.doses, parameters, range(runs), seed, needs(found))
    countries = [over.names.countries.index(code) for code in on_record.panel.countries]
    onset = onset_years(results, countries)[:, LEVELS.index(on_record.least)]
    return _Played(shares(results, found), (onset <= LAST).astype(np.float64))


def _times_drawn(runs: int) -> Floats:
    """Return how often each bootstrap sample has each run, axes (sample, run); all once first."""
    chance = np.random.Generator(np.random.Philox(_KEY))
    drawn = chance.multinomial(runs, np.full(runs, 1.0 / runs), size=_TIMES)
    return np.vstack([np.ones(runs), drawn]).astype(np.float64)


def _changes(
    scored: Sequence[Measure], whole: _Played, turned: _Played, times: Floats
) -> Iterator[Change]:
    for each in scored:
        before, after = (_scores(each, played, times) for played in (whole, turned))
        error = float((after - before)[1:].std())
        yield Change(each.name, each.unit, float(before[0]), float(after[0]), error)


def _scores(measure: Measure, played: _Played, times: Floats) -> Floats:
    """Return a score over all runs, then over each bootstrap sample of them, axis (sample,)."""
    runs = times.shape[1]
    chance = chance_of(times @ played.acts, runs)
    return measure.function(times @ played.shares / runs, chance)


def measures(on_record: Record) -> list[Measure]:
    """Return what is scored: shares in points, by market and place too, and who restricts."""
    observed, used = on_record.observed, on_record.used
    groups: dict[str, Bools] = {FITTED: used}
    for row in np.flatnonzero(used):
        name = f"{on_record.targets[row].market}, {on_record.targets[row].place}"
        groups.setdefault(name, np.zeros_like(used))[row] = True
    groups[LOOKED_AT] = ~used & np.array([each.table == WORLD for each in on_record.targets])
    acted = on_record.acted_by(LAST)
    return [
        *(Measure(name, "points", _error(observed, which)) for name, which in groups.items()),
        Measure(BRIER, "", _chances(brier, acted)),
        Measure(LOG, "nats", _chances(log_score, acted)),
        Measure(AUC, "", _chances(auc, acted)),
    ]


def _error(observed: Floats, which: Bools) -> Function:
    """Return a function that gives the error of some shares; NaN where one is of nothing."""

    def error(share: Floats, chance: Floats) -> Floats:
        """Return the error of shares, points."""
        some = _PERCENT * share[:, which]
        return rmse(_PERCENT * observed[which], some, np.ones(which.sum()))

    return error


def _chances(score: Callable[[Floats, Floats, Floats], Floats], acted: Floats) -> Function:
    """Return a function that scores chances to restrict, sample by sample."""

    def scored(share: Floats, chance: Floats) -> Floats:
        """Return the score of each row of chances."""
        even = np.ones(len(acted))
        return np.array([float(score(acted, each, even)) for each in chance])

    return scored
