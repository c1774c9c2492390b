"""What somebody asked for: the scenarios, the samples, the settings and the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sim.errors import ConfigError, nearest
from sim.levers import Lever, LeverValue, Range
from sim.limits import checked
from sim.outcomes import check_every, choose_outcomes, default_outcomes
from sim.params import Parameter, lookup, switches, uncertain_parameters
from sim.sweeps.unread import MORRIS_LEVELS, UNTIL_YEAR, check_read
from sim.synthetic.size import WorldSize
from sim.terms import FIRST_YEAR, LAST_YEAR

__all__ = ["Lever", "LeverValue", "Request"]

PARAMETERS: Final = ("drawn", "fixed")
DRAWS: Final = "draws"
ONE_AT_A_TIME: Final = ("saltelli", "morris")
DESIGNS: Final = (DRAWS, "lhs", "sobol", *ONE_AT_A_TIME)
CROSSED: Final = ("lhs", "sobol")
SCANS: Final = ("grid", "zip", *CROSSED)
EXECUTORS: Final = ("serial", "threads", "processes", "dask")
MOST_SEED: Final = 2**63 - 1
"""What the compiled rules take as a whole number."""


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
        ``"drawn"``: the uncertain parameters vary by draw. ``"fixed"``: none does, so that
        chance alone is seen.
    posterior
        A table, ``.csv``, of sets of uncertain parameters that agree with the record
        (:func:`sim.sweeps.posterior.read_posterior`): draws are taken from its rows, and what is
        not drawn stands at its mean. Empty: draws come from the ranges, and what is not drawn
        stands at its start value. Designs other than ``"draws"`` always take the ranges.
    vary
        Keys of the parameters that are drawn, all others being fixed; empty: all uncertain ones.
    design
        How the draws are laid out: one of :data:`DESIGNS`. Of ``"saltelli"``, ``draws`` is the
        number of base points, of ``"morris"`` that of trajectories. Or a table, ``.csv``, of
        which each row is a draw; :func:`sim.sweeps.usertable.read_user_table` says what it holds.
    second_order
        Whether a Saltelli design is for interactions of pairs too.
    morris_levels
        Of how many levels of each factor trajectories are made; an even number.
    overrides
        Parameter, by key -> value at which it is held in every run.
    levers
        ``"instrument.key"`` -> a value; a tuple of values, of which each is tried; or a range,
        from which each draw has a value of its own.
    scan
        How levers are scanned: one of :data:`SCANS`. ``"grid"`` combines each value of a list
        with each of the others, ``"zip"`` takes lists side by side. ``"lhs"`` and ``"sobol"``
        choose points from the ranges, each of which is then played with every draw. Or a table,
        ``.csv``, of which each row is a setting.
    lever_settings
        How many points are chosen so; 0 where none are.
    seed
        Of everything random, 0 to 2^63-1.
    ablated
        Mechanisms that are turned round in turn, each in a case of its own beside the scenario;
        baselines are then left out.
    outcomes
        What to store; words as for :func:`sim.outcomes.choose_outcomes`.
    every
        How many quarters are stored as one: 1, 2 or 4.
    executor
        Who does the runs: one of :data:`EXECUTORS`. It changes no result.
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
    retry_damaged
        Compare what is done with the ledger first, and do again what is not as it was.
    stop_after
        Begin nothing more once so many runs failed in this launch; 0: never.
    until_width
        Make no more runs once the 90 % interval of every headline share is at most so many
        points wide; 0: make all. ``draws`` and ``replicates`` are then the most that are made.
    until_year
        The year of those shares.
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
    posterior: str = ""
    vary: tuple[str, ...] = ()
    design: str = DRAWS
    second_order: bool = False
    morris_levels: int = MORRIS_LEVELS
    overrides: Mapping[str, float | bool] = field(default_factory=dict)
    levers: Mapping[str, Lever] = field(default_factory=dict)
    scan: str = "grid"
    lever_settings: int = 0
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
    retry_damaged: bool = False
    stop_after: int = 0
    until_width: float = 0.0
    until_year: int = UNTIL_YEAR
    debug: bool = False
    data: Mapping[str, Path] = field(default_factory=dict)
    world: WorldSize = field(default_factory=WorldSize)
    scenario_folders: tuple[Path, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    verb: str = "sweep"

    def __post_init__(self) -> None:
        """Refuse what cannot be honoured, and put the outcomes in the order of the table.

        Raises
        ------
        ConfigError
            If a count, the seed, a mode, a parameter or an outcome is not allowed, or a setting
            is given that nothing would read.
        """
        if not self.scenarios:
            raise ConfigError("scenarios: none given; name at least one")
        check_mechanisms(self.ablated)
        check_whole("draws", self.draws, 1)
        check_whole("replicates", self.replicates, 1)
        check_seed(self.seed)
        check_whole("workers", self.workers, 0)
        check_whole("stop_after", self.stop_after, 0)
        _check_one_of("parameters", self.parameters, PARAMETERS)
        if self.posterior and not is_table(self.posterior):
            raise ConfigError(f"posterior: {self.posterior!r} is not a file .csv")
        try:
            check_every(self.every)
        except ValueError as problem:
            raise ConfigError(f"every: {problem}") from None
        _check_one_of("executor", self.executor, EXECUTORS)
        if self.scheduler is not None:
            _check_scheduler(self.scheduler, self.executor, self.workers)
        self._check_design()
        self._check_scan()
        self._check_until()
        check_read(self)
        object.__setattr__(self, "overrides", _held(self.overrides))
        outcomes = choose_outcomes(self.outcomes)
        if not outcomes:
            raise ConfigError("outcomes: none given; name at least one, or 'default'")
        object.__setattr__(self, "outcomes", outcomes)

    @property
    def title(self) -> str:
        """A word for the folder's name: the one scenario asked for, or how it is sampled."""
        if len(self.scenarios) == 1:
            return self.scenarios[0]
        if is_table(self.design):
            return Path(self.design).stem
        return self.parameters if self.design == DRAWS else self.design

    @property
    def varied(self) -> tuple[Parameter, ...]:
        """The parameters that differ between draws, in the order of the registry."""
        if self.parameters == "fixed":
            return ()
        free = (p for p in uncertain_parameters() if p.key not in self.overrides)
        return tuple(p for p in free if not self.vary or p.key in self.vary)

    @property
    def sampled(self) -> dict[str, Range]:
        """The levers of which each draw has a setting of its own."""
        return {} if self.scan in CROSSED else self._ranges()

    @property
    def crossed(self) -> dict[str, Range]:
        """The levers of which each setting is played with every draw."""
        return self._ranges() if self.scan in CROSSED else {}

    def _ranges(self) -> dict[str, Range]:
        return {name: given for name, given in self.levers.items() if isinstance(given, Range)}

    def _check_design(self) -> None:
        check_varied(self.vary, self.overrides)
        check_word("design", self.design, DESIGNS)
        check_whole("morris_levels", self.morris_levels, 2)
        if self.morris_levels % 2:
            raise ConfigError(f"morris_levels: {self.morris_levels} is not an even number")
        if is_table(self.design):
            self._check_table()

    def _check_table(self) -> None:
        name = Path(self.design).name
        if self.vary:
            raise ConfigError(
                f"parameters: the columns of {name} say what varies; leave the list out"
            )
        for lever in self.sampled:
            raise ConfigError(
                f"levers.{lever}: a range is not sampled beside {name}; give it a column there"
            )

    def _check_until(self) -> None:
        check_year("until.year", self.until_year)
        width = self.until_width
        if isinstance(width, bool) or not isinstance(width, int | float) or not 0 <= width < 100:
            raise ConfigError(f"until.width: {width!r} is not a number of points from 0 to 100")

    def _check_scan(self) -> None:
        check_word("scan", self.scan, SCANS)
        check_whole("lever_settings", self.lever_settings, 0)
        if self.scan in CROSSED and not self.lever_settings:
            raise ConfigError(f"lever_settings: how many should scan={self.scan} choose?")
        if self.scan in CROSSED and not self.crossed:
            raise ConfigError(
                f"scan: {self.scan} chooses from ranges, but no lever has one; "
                "write levers.aid.budget_usd_m={from:0,to:500}"
            )
        if self.scan not in CROSSED and self.lever_settings:
            raise ConfigError(
                f"lever_settings: {self.lever_settings} are chosen by scan=lhs or scan=sobol, "
                f"but scan is {self.scan}"
            )


def is_table(word: str) -> bool:
    """Return whether a design or a scan is a table of the user's."""
    return word.lower().endswith(".csv")


def check_whole(key: str, value: object, least: int) -> None:
    """Refuse what is not a whole number, or too small.

    Raises
    ------
    ConfigError
        With the key and the value.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigError(f"{key}: {value!r} is not a whole number of {least} or more")


def check_seed(value: object) -> None:
    """Refuse what no stream of random numbers can be made from.

    Raises
    ------
    ConfigError
        With the value and what is allowed.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_SEED:
        raise ConfigError(f"seed: {value!r} is not a whole number from 0 to {MOST_SEED} (2^63-1)")


def check_year(key: str, value: object) -> None:
    """Refuse a year that is not simulated.

    Raises
    ------
    ConfigError
        With the key and the value.
    """
    if isinstance(value, bool) or value not in range(FIRST_YEAR, LAST_YEAR + 1):
        raise ConfigError(f"{key}: {value!r} is not one of {FIRST_YEAR} to {LAST_YEAR}")


def check_varied(keys: tuple[str, ...], held: Mapping[str, object]) -> None:
    """Refuse a parameter that cannot vary.

    Raises
    ------
    ConfigError
        With the key: unknown, without a range, held at a value, or named twice.
    """
    uncertain = {p.key for p in uncertain_parameters()}
    for key in keys:
        found = lookup(key)
        if key not in uncertain:
            kind = "a switch (try ablate)" if found.is_switch else "fixed: it has no range"
            raise ConfigError(f"parameters: {key!r} cannot be drawn; it is {kind}")
        if key in held:
            raise ConfigError(f"parameters: {key!r} is to be drawn, but is held at {held[key]}")
        if keys.count(key) > 1:
            raise ConfigError(f"parameters: {key!r} is given twice")


def check_word(key: str, word: str, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is neither one of some nor the name of a table.

    Raises
    ------
    ConfigError
        With the word and the nearest.
    """
    if word not in allowed and not is_table(word):
        hint = nearest(word, allowed)
        words = ", ".join(allowed)
        raise ConfigError(f"{key}: {word!r} is not one of: {words}, or a file .csv{hint}")


def _held(overrides: Mapping[str, float | bool]) -> dict[str, float | bool]:
    """Return parameters with the values at which they are held, checked."""
    found = {}
    for key, value in overrides.items():
        try:
            found[key] = checked(lookup(key), value)
        except ValueError as problem:
            raise ConfigError(f"{key}: {problem}") from None
    return found


def _check_one_of(key: str, value: object, allowed: tuple[str, ...]) -> None:
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
