"""What somebody asked for: the scenarios, the samples, the settings and the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sim.errors import ConfigError, nearest
from sim.outcomes import check_every, choose_outcomes, default_outcomes
from sim.params import switches
from sim.settings import EXECUTORS
from sim.synthetic.size import WorldSize

PARAMETERS: Final = ("drawn", "fixed")

LeverValue = bool | int | float | str


@dataclass(frozen=True)
class Request:
    """One request, checked when it is made.

    Attributes
    ----------
    scenarios
        Names of the scenarios asked for. Their baselines are added by the plan.
    draws, replicates
        How many sets of uncertain parameters, and how many draws of chance for each.
    parameters
        ``"drawn"``: the uncertain parameters vary by draw. ``"fixed"``: all at their defaults,
        so that chance alone is seen.
    overrides
        Parameter name -> value at which it is held in every run.
    levers
        ``"instrument.key"`` -> a value, or a tuple of values, of which each is tried.
    seed
        Of everything random.
    ablated
        Mechanisms that are turned round in turn, each in a case of its own beside the scenario;
        baselines are then left out.
    outcomes
        What to store; words as for :func:`sim.outcomes.choose_outcomes`.
    every
        How many quarters are stored as one: 1, 2 or 4.
    executor
        Who does the runs: one of :data:`sim.settings.EXECUTORS`. It changes no result.
    workers
        How many at a time; 0: one a core, or what a cluster has.
    scheduler
        Address of a Dask cluster; None: with ``dask``, one on this machine.
    out
        Result folder; None: ``results/`` and a name of its own.
    resume
        Go on where an earlier launch of the same request stopped.
    retry_failed
        Do runs that failed in an earlier launch again; others stay as they are.
    stop_after
        Begin nothing more once so many runs failed in this launch; 0: never.
    debug
        Check in every quarter what must always hold; it changes no result.
    data
        Table name -> file that replaces it.
    world
        How large a world to make up; nothing given: the real one.
    scenario_folders
        Where scenario files are looked for, first match first; empty: the shipped ones.
    provenance
        Setting -> where its value came from, for the manifest.
    verb
        The verb that asks; it names the folder.
    """

    scenarios: tuple[str, ...]
    draws: int = 64
    replicates: int = 1
    parameters: str = "drawn"
    overrides: Mapping[str, float | bool] = field(default_factory=dict)
    levers: Mapping[str, LeverValue | tuple[LeverValue, ...]] = field(default_factory=dict)
    seed: int = 1
    ablated: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = field(default_factory=default_outcomes)
    every: int = 1
    executor: str = "threads"
    workers: int = 0
    scheduler: str | None = None
    out: Path | None = None
    resume: bool = True
    retry_failed: bool = False
    stop_after: int = 0
    debug: bool = False
    data: Mapping[str, Path] = field(default_factory=dict)
    world: WorldSize = field(default_factory=WorldSize)
    scenario_folders: tuple[Path, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    verb: str = "sweep"

    def __post_init__(self) -> None:
        """Refuse what no design can honour, and put the outcomes in the order of the table.

        Raises
        ------
        ConfigError
            If a count, the seed, a mode or an outcome is not allowed.
        """
        if not self.scenarios:
            raise ConfigError("scenarios: none given; name at least one")
        check_mechanisms(self.ablated)
        check_whole("draws", self.draws, 1)
        check_whole("replicates", self.replicates, 1)
        check_whole("seed", self.seed, 0)
        check_whole("workers", self.workers, 0)
        check_whole("stop_after", self.stop_after, 0)
        _check_word("parameters", self.parameters, PARAMETERS)
        try:
            check_every(self.every)
        except ValueError as problem:
            raise ConfigError(f"every: {problem}") from None
        _check_word("executor", self.executor, EXECUTORS)
        if self.scheduler is not None:
            _check_scheduler(self.scheduler, self.executor, self.workers)
        outcomes = choose_outcomes(self.outcomes)
        if not outcomes:
            raise ConfigError("outcomes: none given; name at least one, or 'default'")
        object.__setattr__(self, "outcomes", outcomes)

    @property
    def title(self) -> str:
        """A word for the folder's name: the one scenario asked for, or how it is sampled."""
        return self.scenarios[0] if len(self.scenarios) == 1 else self.parameters


def check_whole(key: str, value: object, least: int) -> None:
    """Refuse what is not a whole number, or too small.

    Raises
    ------
    ConfigError
        With the key and the value.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigError(f"{key}: {value!r} is not a whole number of {least} or more")


def _check_word(key: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        hint = nearest(str(value), allowed)
        raise ConfigError(f"{key}: {value!r} is not {' or '.join(allowed)}{hint}")


def _check_scheduler(address: str, executor: str, workers: int) -> None:
    if executor != "dask":
        raise ConfigError(
            f"executor.scheduler={address}: is for executor=dask, not for executor={executor}"
        )
    if workers:
        raise ConfigError(
            f"executor.workers={workers}: the cluster at {address} says itself how many it has; "
            "leave one of the two out"
        )
    if not address.startswith(("tcp://", "tls://")):
        raise ConfigError(
            f"executor.scheduler={address}: an address is written tcp://HOST:8786, or tls://..."
        )


def check_mechanisms(names: tuple[str, ...]) -> None:
    """Refuse a mechanism that does not exist, or that is named twice.

    Raises
    ------
    ConfigError
        With the name and the nearest.
    """
    known = switches()
    for name in names:
        if name not in known:
            hint = nearest(name, known) or f" (there are: {', '.join(known)})"
            raise ConfigError(f"mechanisms: {name!r} is not a mechanism{hint}")
        if names.count(name) > 1:
            raise ConfigError(f"mechanisms: {name!r} is given twice")
