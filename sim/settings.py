"""What each verb can be told, as typed and checked settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from sim.errors import nearest
from sim.kinds import switch
from sim.levers import Lever, lever
from sim.outcomes import check_every
from sim.sweeps.request import DESIGNS, EXECUTORS, MOST_SEED, PARAMETERS, SCANS
from sim.synthetic.size import WorldSize, check_size
from sim.terms import FIRST_YEAR

FORMATS: Final = ("csv", "parquet", "netcdf")
AUTO: Final = "auto"
RETRIES: Final = ("failed", "damaged")
ON_ERROR: Final = ("continue", "stop")
#: Runs that ``verify=true`` simulates again.
VERIFIED: Final = 8
_DESIGNS: Final = ", ".join([*DESIGNS, "FILE.csv"])
_SCANS: Final = ", ".join([*SCANS, "FILE.csv"])


class InsideError(ValueError):
    """A value inside a setting is wrong, under a key of its own.

    Attributes
    ----------
    key
        Inside the setting.
    """

    def __init__(self, key: str, problem: str) -> None:
        """Keep the key and the problem, which starts with the value."""
        super().__init__(problem)
        self.key = key


def whole(least: int) -> Callable[[Any], int]:
    """Return a check for a whole number that is not below ``least``."""

    def check(value: Any) -> int:
        number = int(value) if isinstance(value, float) and value.is_integer() else value
        if isinstance(number, bool) or not isinstance(number, int) or number < least:
            raise ValueError(f"{value!r} is not a whole number of {least} or more")
        return number

    return check


def _seed(value: Any) -> int:
    """Return a seed that streams of random numbers can be made from."""
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_SEED:
        raise ValueError(f"{value!r} is not a whole number from 0 to {MOST_SEED} (2^63-1)")
    return number


Checked = TypeVar("Checked")


def _perhaps(check: Callable[[Any], Checked]) -> Callable[[Any], Checked | None]:
    """Return a check that lets null pass."""
    return lambda value: None if value is None else check(value)


def _workers(value: Any) -> int:
    """Return the number of workers; 0 stands for one a core."""
    if value == AUTO:
        return 0
    try:
        return whole(1)(value)
    except ValueError as problem:
        raise ValueError(f"{problem}, or {AUTO!r}") from None


def _one_of(allowed: tuple[str, ...], more: str = "") -> Callable[[Any], str]:
    """Return a check for one of some words; ``more``: what else a message says is allowed."""

    def check(value: Any) -> str:
        if value not in allowed:
            hint = nearest(str(value), allowed)
            raise ValueError(f"{value!r} is not one of: {', '.join(allowed)}{more}{hint}")
        return str(value)

    return check


_executor = _one_of(EXECUTORS)
_word = _one_of(PARAMETERS, ", [KEY, ...]")


def _mode(value: Any) -> str | tuple[str, ...]:
    """Return whether parameters are drawn or fixed, or the keys of those that are drawn."""
    return _names(value) if isinstance(value, list | tuple) else _word(value)


def retry(value: Any) -> str | None:
    """Return which runs are done again though a launch came to them before."""
    if value is not None and value not in RETRIES:
        hint = nearest(str(value), RETRIES)
        raise ValueError(f"{value!r} is not one of: {', '.join(RETRIES)}, null{hint}")
    return None if value is None else str(value)


def _verify(value: Any) -> int:
    """Return how many runs are simulated again; 0: nothing is looked at."""
    if isinstance(value, bool) or value in ("on", "off"):
        return VERIFIED if switch(value) else 0
    try:
        return whole(1)(value)
    except ValueError as problem:
        raise ValueError(f"{problem}, nor true or false") from None


def _width(value: Any) -> float | None:
    """Return a number of points above 0, or None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 100:
        raise ValueError(f"{value!r} is not a number of points above 0, nor null")
    return float(value)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is not a name")
    return value


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else [value]
    if not items:
        raise ValueError("the list is empty; name at least one")
    return tuple(_name(item) for item in items)


def _paths(value: Any) -> tuple[Path, ...]:
    return tuple(Path(name) for name in _names(value)) if value else ()


def _address(value: Any) -> str | None:
    return None if value is None else _name(value)


def _path(value: Any) -> Path | None:
    return None if value is None else Path(_name(value))


def _replacements(value: Any) -> Mapping[str, Path]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} does not name a table; write data.operators=FILE")
    return {name: Path(_name(file)) for name, file in value.items()}


def _levers(value: Any) -> Mapping[str, Lever]:
    """Return levers by ``instrument.key``."""
    found: dict[str, Lever] = {}
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is not a lever; write levers.aid.budget_usd_m=300")
    for name, keys in value.items():
        if not isinstance(keys, Mapping):
            raise ValueError(f"{name!r} needs a key; write levers.{name}.KEY=VALUE")
        for key, given in keys.items():
            try:
                found[f"{name}.{key}"] = lever(given)
            except ValueError as problem:
                raise InsideError(f"{name}.{key}", str(problem)) from None
    return found


def _about(check: Callable[[Any], Any], meaning: str) -> Mapping[str, Any]:
    return {"check": check, "meaning": meaning}


_EVERY: Final = _about(check_every, "quarters stored as one: 1, 2 or 4; flows are added up")


@dataclass(frozen=True, kw_only=True)
class Executor:
    """Who does the runs."""

    kind: str = field(metadata=_about(_executor, f"one of {', '.join(EXECUTORS)}"))
    workers: int = field(metadata=_about(_workers, "at a time; auto: one a core"))
    scheduler: str | None = field(
        metadata=_about(_address, "of a Dask cluster: tcp://HOST:8786; null: one on this machine")
    )


@dataclass(frozen=True, kw_only=True)
class OnError:
    """What is done when runs fail."""

    mode: str = field(metadata=_about(_one_of(ON_ERROR), "continue with the others, or stop"))
    after: int | None = field(
        metadata=_about(
            _perhaps(whole(1)), "stop after so many failed runs; null: never, or after the first"
        )
    )

    @property
    def stop_after(self) -> int:
        """Failed runs after which nothing more is begun; 0: never."""
        return self.after or (1 if self.mode == "stop" else 0)


@dataclass(frozen=True, kw_only=True)
class Until:
    """When there are enough runs."""

    width: float | None = field(
        metadata=_about(
            _width, "stop once the 90 % interval of every headline share is so wide; null: never"
        )
    )
    year: int = field(metadata=_about(whole(FIRST_YEAR), "of those shares"))


def _number_of(name: str, meaning: str) -> Any:
    return field(metadata=_about(partial(check_size, name), meaning))


@dataclass(frozen=True, kw_only=True)
class World:
    """The size of a made-up world; null: as in the real one, or in proportion to it."""

    operators: int | None = _number_of(
        "operators", "how many to make up; alone: in the real countries"
    )
    countries: int | None = _number_of("countries", "how many to make up, operators in proportion")
    vendors: int | None = _number_of("vendors", "how many, made-up ones beside the real ones")

    @property
    def size(self) -> WorldSize:
        """The same for the model."""
        return WorldSize(self.operators, self.countries, self.vendors)


NESTED: Final[Mapping[str, type[Any]]] = {
    "executor": Executor,
    "world": World,
    "on_error": OnError,
    "until": Until,
}
SHORT: Final[Mapping[str, str]] = {"on_error": "on_error.mode"}
"""Words that stand for a longer key."""


@dataclass(frozen=True, kw_only=True)
class Chance:
    """What every verb that plays runs can be told of chance."""

    replicates: int = field(metadata=_about(whole(1), "draws of chance"))
    seed: int = field(metadata=_about(_seed, "of everything random"))


@dataclass(frozen=True, kw_only=True)
class Varied:
    """Which parameters vary, and what the levers are."""

    parameters: str | tuple[str, ...] = field(
        metadata=_about(_mode, "drawn from their ranges, fixed, or a list of those drawn")
    )
    levers: Mapping[str, Lever] = field(
        metadata=_about(_levers, "settings of a scenario's instruments")
    )

    @property
    def mode(self) -> str:
        """Whether parameters are drawn or fixed."""
        return self.parameters if isinstance(self.parameters, str) else PARAMETERS[0]

    @property
    def vary(self) -> tuple[str, ...]:
        """Keys of the parameters that are drawn, if not all are."""
        return () if isinstance(self.parameters, str) else self.parameters


@dataclass(frozen=True, kw_only=True)
class Played(Varied):
    """What is played and stored, where the user says so."""

    outcomes: tuple[str, ...] = field(metadata=_about(_names, "default, all, or a list of names"))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """From which tables, into which folder, by how many."""

    data: Mapping[str, Path] = field(metadata=_about(_replacements, "tables of your own"))
    out: Path | None = field(
        metadata=_about(_path, "result folder; null: one with a name of its own")
    )
    resume: bool = field(metadata=_about(switch, "go on where an earlier launch stopped"))
    retry: str | None = field(
        metadata=_about(retry, "failed: do failed runs again; damaged: what is not as it was")
    )
    debug: bool = field(
        metadata=_about(switch, "check in every quarter what must always hold; slower")
    )
    executor: Executor
    on_error: OnError


@dataclass(frozen=True, kw_only=True)
class Common(Kept, Played, Chance):
    """What ``run`` and ``sweep`` both can be told; the last base comes first."""

    world: World


@dataclass(frozen=True, kw_only=True)
class Run(Common):
    """What ``run`` can be told."""

    scenario: str = field(metadata=_about(_name, "what happens in the world"))
    every: int = field(metadata=_EVERY)
    rerun: Path | None = field(
        metadata=_about(_path, "a result of any verb: everything as it was there")
    )


@dataclass(frozen=True, kw_only=True)
class Many(Common):
    """What ``sweep`` and ``ablate`` both can be told."""

    scenarios: tuple[str, ...] = field(metadata=_about(_names, "all, or a list of scenarios"))
    draws: int = field(metadata=_about(whole(1), "draws of the uncertain parameters"))


@dataclass(frozen=True, kw_only=True)
class Sweep(Many):
    """What ``sweep`` can be told."""

    every: int = field(metadata=_EVERY)
    until: Until
    design: str = field(metadata=_about(_name, f"how draws are laid out: {_DESIGNS}"))
    second_order: bool = field(metadata=_about(switch, "saltelli: interactions of pairs too"))
    morris_levels: int = field(metadata=_about(whole(2), "morris: levels of each factor, even"))
    scan: str = field(metadata=_about(_name, f"how levers are scanned: {_SCANS}"))
    lever_settings: int | None = field(
        metadata=_about(_perhaps(whole(1)), "how many scan=lhs or scan=sobol chooses from ranges")
    )


@dataclass(frozen=True, kw_only=True)
class Ablate(Many):
    """What ``ablate`` can be told."""

    mechanisms: tuple[str, ...] = field(
        metadata=_about(_names, "all, or a list of switches: faultlines list parameters mechanism")
    )


@dataclass(frozen=True, kw_only=True)
class Facts(Kept, Chance):
    """What ``facts`` can be told."""

    draws: int = field(metadata=_about(whole(1), "draws of the uncertain parameters"))


@dataclass(frozen=True, kw_only=True)
class Compare:
    """What ``compare`` can be told."""

    outcome: str | None = field(
        metadata=_about(_perhaps(_name), "what the table shows; null: the headline measures")
    )
    by: str | None = field(
        metadata=_about(_perhaps(_name), "what the outcome is split by, such as region; null: not")
    )
    year: int = field(metadata=_about(whole(0), "of the table"))
    against: str | None = field(
        metadata=_about(
            _perhaps(_one_of(("baseline", "first"))),
            "baseline, or first: the same policy in the first result; null: as suits",
        )
    )
    top: int = field(metadata=_about(whole(1), "rows of a table of an outcome, at most"))
    results: tuple[Path, ...] = field(metadata=_about(_paths, "result folders"))
    out: Path | None = field(metadata=_about(_path, "folder of the report; null: the result's own"))


@dataclass(frozen=True, kw_only=True)
class Export:
    """What ``export`` can be told."""

    to: str = field(metadata=_about(_one_of(FORMATS), ", ".join(FORMATS)))
    outcomes: tuple[str, ...] = field(metadata=_about(_names, "all that are stored, or a list"))
    scenarios: tuple[str, ...] = field(metadata=_about(_names, "all of the result, or a list"))
    spread: bool = field(
        metadata=_about(switch, "mean and 5/50/95 % over all samples instead of every run")
    )
    out: Path | None = field(metadata=_about(_path, "folder; null: one in the result's own"))


@dataclass(frozen=True, kw_only=True)
class Status:
    """What ``status`` can be told."""

    result: Path | None = field(metadata=_about(_path, "a result folder"))
    verify: int = field(
        metadata=_about(
            _verify, f"compare all with the ledger, simulate {VERIFIED} runs or N again"
        )
    )


@dataclass(frozen=True, kw_only=True)
class Explain(Varied):
    """What ``explain`` can be told."""

    scenario: str = field(metadata=_about(_name, "what happens in the world"))
    sample: int = field(metadata=_about(whole(0), "which run, counted from 0"))
    seed: int = field(metadata=_about(_seed, "of everything random"))
    data: Mapping[str, Path] = field(metadata=_about(_replacements, "tables of your own"))
    world: World


Settings = Run | Sweep | Ablate | Facts | Explain | Compare | Export | Status
SETTINGS: Final[Mapping[str, type[Settings]]] = {
    "run": Run,
    "sweep": Sweep,
    "ablate": Ablate,
    "facts": Facts,
    "explain": Explain,
    "compare": Compare,
    "export": Export,
    "status": Status,
}
OPEN_MAPS: Final = ("levers", "data")
PATHS: Final = ("out", "rerun", "result", "design", "scan")


def setting_keys(verb: str) -> dict[str, str]:
    """Return every key that a verb knows, with its meaning; ``levers`` and ``data`` are open.

    Examples
    --------
    >>> setting_keys("compare")["results"]
    'result folders'
    """
    found: dict[str, str] = {}
    for each in fields(SETTINGS[verb]):
        if each.name in NESTED:
            inner = fields(NESTED[each.name])
            found |= {f"{each.name}.{f.name}": f.metadata["meaning"] for f in inner}
        else:
            found[each.name] = each.metadata["meaning"]
    return found


def make_settings(
    verb: str, values: Mapping[str, Any], place: Callable[[str], str], error: type[Exception]
) -> Settings:
    """Return the checked settings of a verb.

    Parameters
    ----------
    verb : str
        One of :data:`SETTINGS`.
    values : mapping
        Plain values by key; those of :data:`NESTED` are mappings.
    place : callable
        Key -> where its value was given, for messages.
    error : type
        Class of the errors raised.
    """

    def built(kind: type[Any], given: Mapping[str, Any], prefix: str) -> Any:
        made = {}
        for each in fields(kind):
            key = f"{prefix}{each.name}"
            try:
                if each.name in NESTED:
                    made[each.name] = built(NESTED[each.name], given[each.name], f"{key}.")
                else:
                    made[each.name] = each.metadata["check"](given[each.name])
            except InsideError as problem:
                raise error(f"{place(f'{key}.{problem.key}')}: {problem}") from None
            except KeyError:
                raise error(f"{key}: is missing from configs/{verb}.yaml") from None
            except ValueError as problem:
                raise error(f"{place(key)}: {problem}") from None
        return kind(**made)

    settings: Settings = built(SETTINGS[verb], values, "")
    return settings
