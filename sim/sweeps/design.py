"""Designs: which sets of parameters and lever settings are played, and with which chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import params
from sim.errors import ConfigError
from sim.levers import LeverValue
from sim.sweeps.factors import LEVERS, Factor, factors
from sim.sweeps.fingerprint import of_words
from sim.sweeps.points import (
    Points,
    beside_draws,
    latin_hypercube,
    morris,
    rows,
    saltelli,
    sobol,
)
from sim.sweeps.posterior import Posterior, read_posterior
from sim.sweeps.request import DESIGNS, DRAWS, ONE_AT_A_TIME, Request, is_table
from sim.sweeps.usertable import UserTable, read_user_table

MOST_RUNS: Final = 1_000_000
STRUCTURED: Final = tuple(design for design in DESIGNS if design != DRAWS)


class Sample(NamedTuple):
    """One draw (a set of parameters, and of levers that are sampled) met by one chance."""

    draw: int
    replicate: int


@dataclass(frozen=True)
class Design:
    """What every scenario of a request is played with.

    Attributes
    ----------
    samples
        In the order in which they are played and stored.
    values
        Parameter -> its value in each draw, of those that vary.
    settings
        Levers that are sampled, with their setting in each draw; empty: none are.
    told
        How it was made, for whoever analyses the result; anything that JSON can hold.
    table
        The table that it comes from, if any.
    posterior
        What its draws are taken from, or what it stands at the mean of, if not at start values.
    """

    samples: tuple[Sample, ...]
    values: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    settings: tuple[Mapping[str, LeverValue], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    table: UserTable | None = None
    posterior: Posterior | None = None

    @property
    def draws(self) -> NDArray[np.int64]:
        """The draw of each sample."""
        return np.array([sample.draw for sample in self.samples])

    def parameters(self, overrides: Mapping[str, float | bool]) -> NDArray[np.void]:
        """Return the parameters of each sample, with some of them held, axis (sample,)."""
        draws = self.draws
        values = {key: column[draws] for key, column in self.values.items()}
        return params.rows(len(draws), values, {**self.centre, **overrides})

    @property
    def centre(self) -> dict[str, float]:
        """Where parameters stand that do not vary, if not at their start values."""
        if self.posterior is None:
            return {}
        return {k: v for k, v in self.posterior.centre().items() if k not in self.values}

    @property
    def is_calibrated(self) -> bool:
        """Whether its parameters agree with the record, but for those that somebody holds."""
        return self.posterior is not None and (not self.values or "posterior" in self.told)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know before runs are made."""
        read = [each for each in (self.table, self.posterior) if each is not None]
        found = [note for each in read for note in each.notes]
        if self.posterior and self.told["method"] in STRUCTURED and self.values:
            found.append(
                f"design={self.told['method']} takes parameters from their ranges, not from "
                f"{self.posterior.file}"
            )
        return tuple(found)

    def place(self, draw: int) -> str:
        """Return how a message names a draw."""
        return f"draw {draw}" if self.table is None else self.table.place(draw)


def make_design(request: Request, worlds: int = 1) -> Design:
    """Return the design of a request.

    Parameters
    ----------
    request
        What is asked.
    worlds
        How many policy worlds are to be played with it.

    Raises
    ------
    ConfigError
        If it makes too many runs, or the design has nothing to vary or not enough draws.
    DataError
        If a table of draws is wrong.

    Examples
    --------
    >>> make_design(Request(("us_action",), draws=2)).samples
    (Sample(draw=0, replicate=0), Sample(draw=1, replicate=1))
    """
    design = _laid_out(request, worlds)
    if not request.posterior:
        return design
    posterior = read_posterior(Path(request.posterior))
    if request.design != DRAWS or not design.values:
        return replace(design, posterior=posterior)
    taken = posterior.draw(request.draws, request.seed)
    values = {key: taken[key] for key in design.values}
    told = {**design.told, "posterior": posterior.file, "points": posterior.hash}
    return replace(design, values=values, told=told, posterior=posterior)


def _laid_out(request: Request, worlds: int) -> Design:
    if is_table(request.design):
        return _from_table(request, worlds, read_user_table(Path(request.design)))
    varied = factors(request)
    draws = rows(request.design, request.draws, len(varied), request.second_order)
    _check_number(request, worlds, draws)
    if not varied and request.design != DRAWS:
        raise ConfigError(
            f"design: {request.design} has nothing to vary: parameters are "
            f"{'fixed' if request.parameters == 'fixed' else 'all held'} and no lever has a range"
        )
    values, settings = _drawn(request, varied)
    samples = _samples(request, draws, bool(varied))
    return Design(samples, values, settings, _told(request, draws, varied))


def _from_table(request: Request, worlds: int, table: UserTable) -> Design:
    """Return the design that a table gives; what has no column does not vary."""
    draws = len(table.lines)
    _check_number(request, worlds, draws)
    for name in table.names:
        lever = name.removeprefix(LEVERS)
        if name in request.overrides or (lever != name and lever in request.levers):
            raise ConfigError(f"{name}: has a column in {table.file} too; leave one of the two out")
    if table.values and request.parameters == "fixed":
        raise ConfigError(f"parameters: are to be fixed, but {table.file} has columns of them")
    told = {
        "method": "table",
        "file": table.file,
        "draws": draws,
        "rows": draws,
        "replicates": request.replicates,
        "names": list(table.names),
        "points": table.hash,
    }
    samples = _samples(request, draws, varies=True)
    return Design(samples, table.values, table.settings, told, table)


def _check_number(request: Request, worlds: int, draws: int) -> None:
    runs = worlds * draws * request.replicates
    if runs > MOST_RUNS:
        raise ConfigError(
            f"draws: {worlds} policy worlds x {draws} draws x {request.replicates} "
            f"replicates are {runs:,} runs; at most {MOST_RUNS:,} go into one sweep"
        )


def _samples(request: Request, draws: int, varies: bool) -> tuple[Sample, ...]:
    """Return the samples.

    With one replicate a draw, draw *i* meets chance *i*; with more, every draw meets the same
    replicates, and so it does where draws are compared that differ in one factor only: else
    chance would be taken for the effect of the factor. Where nothing varies there is only
    draw 0, and all that differs is chance.
    """
    replicates = request.replicates
    if not varies and request.parameters == "fixed":
        return tuple(Sample(0, replicate) for replicate in range(draws * replicates))
    if replicates == 1 and request.design not in ONE_AT_A_TIME:
        return tuple(Sample(i, i) for i in range(draws))
    return tuple(Sample(d, r) for d in range(draws) for r in range(replicates))


def _drawn(
    request: Request, varied: Sequence[Factor]
) -> tuple[dict[str, NDArray[np.float64]], tuple[dict[str, LeverValue], ...]]:
    """Return values of parameters by key, and settings of levers by draw."""
    ours = [factor for factor in varied if not factor.is_lever]
    levers = [factor for factor in varied if factor.is_lever]
    if request.design == DRAWS:
        whole = params.draw(range(request.draws), request.seed) if ours else {}
        values = {factor.key: whole[factor.key] for factor in ours}
        dimensions = len(params.uncertain_parameters())
        points = beside_draws(request.draws, dimensions, len(levers), request.seed)
    else:
        points = _points(request, len(varied))
        values = {factor.key: factor.numbers(points[:, i]) for i, factor in enumerate(ours)}
        points = points[:, len(ours) :]
    return values, _settings(levers, points)


def _points(request: Request, dimensions: int) -> Points:
    size = (request.draws, dimensions, request.seed)
    if request.design == "saltelli":
        return saltelli(*size, request.second_order)
    if request.design == "morris":
        return morris(*size, request.morris_levels)
    return latin_hypercube(*size) if request.design == "lhs" else sobol(*size)


def _settings(levers: Sequence[Factor], points: Points) -> tuple[dict[str, LeverValue], ...]:
    if not levers:
        return ()
    names = [factor.key.removeprefix(LEVERS) for factor in levers]
    columns = [factor.settings(points[:, i]) for i, factor in enumerate(levers)]
    return tuple(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _told(request: Request, draws: int, varied: Sequence[Factor]) -> dict[str, Any]:
    """Return how a design was made; ``draws`` is what was asked, ``rows`` what that makes.

    Two results share their draws if they have the same ``points`` and seed: keyed draws always,
    whatever varies beside them.
    """
    told: dict[str, Any] = {
        "method": request.design,
        "draws": request.draws,
        "rows": draws,
        "replicates": request.replicates,
        "names": [factor.key for factor in varied],
        "bounds": [factor.bounds for factor in varied],
        "distributions": [factor.distribution for factor in varied],
    }
    if request.design == "saltelli":
        told["second_order"] = request.second_order
    if request.design == "morris":
        told["levels"] = request.morris_levels
    kept = request.design == DRAWS
    return {**told, "points": DRAWS if kept else of_words(told)}
