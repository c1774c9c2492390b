"""What each verb can be told, as typed and checked settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from sim import checks
from sim.kinds import switch
from sim.levers import Lever
from sim.outcomes import check_every
from sim.sweeps.request import DESIGNS, EXECUTORS, PARAMETERS, SCANS
from sim.synthetic.size import WorldSize, check_size
from sim.terms import FIRST_YEAR

FORMATS: Final = ("csv", "parquet", "netcdf")
ON_ERROR: Final = ("continue", "stop")
CODINGS: Final = ("de_jure", "de_facto", "borderline_lower")
_DESIGNS: Final = ", ".join([*DESIGNS, "FILE.csv"])
_SCANS: Final = ", ".join([*SCANS, "FILE.csv"])


def _about(check: Callable[[Any], Any], meaning: str) -> Mapping[str, Any]:
    return {"check": check, "meaning": meaning}


_EVERY: Final = _about(check_every, "quarters stored as one: 1, 2 or 4; flows are added up")


@dataclass(frozen=True, kw_only=True)
class Executor:
    """Who does the runs."""

    kind: str = field(metadata=_about(checks.executor, f"one of {', '.join(EXECUTORS)}"))
    workers: int = field(metadata=_about(checks.workers, "at a time; auto: one a core"))
    scheduler: str | None = field(
        metadata=_about(
            checks.address, "of a Dask cluster: tcp://HOST:8786; null: one on this machine"
        )
    )


@dataclass(frozen=True, kw_only=True)
class OnError:
    """What is done when runs fail."""

    mode: str = field(metadata=_about(checks.one_of(ON_ERROR), "continue with the others, or stop"))
    after: int | None = field(
        metadata=_about(
            checks.perhaps(checks.whole(1)),
            "stop after so many failed runs; null: never, or after the first",
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
            checks.width,
            "stop once the 90 % interval of every headline share is so wide; null: never",
        )
    )
    year: int = field(metadata=_about(checks.whole(FIRST_YEAR), "of those shares"))


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


@dataclass(frozen=True, kw_only=True)
class Chance:
    """What every verb that plays runs can be told of chance."""

    replicates: int = field(metadata=_about(checks.whole(1), "draws of chance"))
    seed: int = field(metadata=_about(checks.seed, "of everything random"))


@dataclass(frozen=True, kw_only=True)
class Varied:
    """Which parameters vary, and what the levers are."""

    parameters: str | tuple[str, ...] = field(
        metadata=_about(checks.mode, "drawn, fixed, or a list of those drawn")
    )
    levers: Mapping[str, Lever] = field(
        metadata=_about(checks.levers, "settings of a scenario's instruments")
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

    outcomes: tuple[str, ...] = field(
        metadata=_about(checks.names, "default, all, or a list of names")
    )


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """Which parameters agree with the record."""

    posterior: Path | None = field(
        metadata={
            **_about(
                checks.path,
                "parameters that agree with the record, .csv; null: ranges, start values",
            ),
            "absent": None,
        }
    )


@dataclass(frozen=True, kw_only=True)
class Kept(Fitted):
    """From which tables, into which folder, by how many."""

    data: Mapping[str, Path] = field(metadata=_about(checks.replacements, "tables of your own"))
    out: Path | None = field(
        metadata=_about(checks.path, "result folder; null: one with a name of its own")
    )
    resume: bool = field(metadata=_about(switch, "go on where an earlier launch stopped"))
    retry: str | None = field(
        metadata=_about(
            checks.retry, "failed: do failed runs again; damaged: what is not as it was"
        )
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

    scenario: str = field(metadata=_about(checks.name, "what happens in the world"))
    every: int = field(metadata=_EVERY)
    rerun: Path | None = field(
        metadata=_about(checks.path, "a result of any verb: everything as it was there")
    )


@dataclass(frozen=True, kw_only=True)
class Many(Common):
    """What ``sweep`` and ``ablate`` both can be told."""

    scenarios: tuple[str, ...] = field(metadata=_about(checks.names, "all, or a list of scenarios"))
    draws: int = field(metadata=_about(checks.whole(1), "draws of the uncertain parameters"))


@dataclass(frozen=True, kw_only=True)
class Sweep(Many):
    """What ``sweep`` can be told."""

    every: int = field(metadata=_EVERY)
    until: Until
    design: str = field(metadata=_about(checks.name, f"how draws are laid out: {_DESIGNS}"))
    second_order: bool = field(metadata=_about(switch, "saltelli: interactions of pairs too"))
    morris_levels: int = field(
        metadata=_about(checks.whole(2), "morris: levels of each factor, even")
    )
    scan: str = field(metadata=_about(checks.name, f"how levers are scanned: {_SCANS}"))
    lever_settings: int | None = field(
        metadata=_about(
            checks.perhaps(checks.whole(1)), "how many scan=lhs or scan=sobol chooses from ranges"
        )
    )


@dataclass(frozen=True, kw_only=True)
class Ablate(Many):
    """What ``ablate`` can be told."""

    mechanisms: tuple[str, ...] = field(
        metadata=_about(
            checks.names, "all, or a list of switches: faultlines list parameters mechanism"
        )
    )


@dataclass(frozen=True, kw_only=True)
class Facts(Kept, Chance):
    """What ``facts`` can be told."""

    draws: int = field(metadata=_about(checks.whole(1), "draws of the uncertain parameters"))


@dataclass(frozen=True, kw_only=True)
class Validate(Kept):
    """What ``validate`` can be told."""

    targets: Path | None = field(
        metadata=_about(checks.path, "folder of observed figures; null: the tables of the program")
    )
    first: int = field(
        metadata={**_about(checks.whole(FIRST_YEAR), "first year scored"), "key": "from"}
    )
    until: int = field(metadata=_about(checks.whole(FIRST_YEAR), "last year scored"))
    draws: int = field(metadata=_about(checks.whole(2), "runs of each variant of the model"))
    seed: int = field(metadata=_about(checks.seed, "of everything random"))


@dataclass(frozen=True, kw_only=True)
class Calibrate:
    """What ``calibrate`` can be told."""

    draws: int = field(metadata=_about(checks.whole(2), "of the uncertain parameters, each wave"))
    replicates: int = field(
        metadata=_about(checks.whole(2), "runs of each draw; they tell what is chance")
    )
    waves: int = field(metadata=_about(checks.whole(1), "each looks closer than those before"))
    rows: int = field(metadata=_about(checks.whole(1), "of the posterior sample"))
    coding: str = field(
        metadata=_about(checks.one_of(CODINGS), f"decisions that count: {', '.join(CODINGS)}")
    )
    seed: int = field(metadata=_about(checks.seed, "of everything random"))
    out: Path | None = field(
        metadata=_about(checks.path, "folder; null: one with a name of its own")
    )
    resume: bool = field(metadata=_about(switch, "go on where an earlier launch stopped"))
    executor: Executor


@dataclass(frozen=True, kw_only=True)
class Sensitivity(Kept, Chance):
    """What ``sensitivity`` can be told."""

    scenario: str = field(metadata=_about(checks.name, "what happens in the world"))
    measures: tuple[str, ...] = field(
        metadata=_about(checks.names, "headline measures, the one that matters most first")
    )
    year: int = field(metadata=_about(checks.whole(FIRST_YEAR), "of the table and the words"))
    trajectories: int = field(
        metadata=_about(checks.whole(4), "of the screening, each through all parameters")
    )
    draws: int = field(
        metadata=_about(checks.whole(8), "base points of the indices, a power of two")
    )
    keep: int | None = field(
        metadata=_about(checks.whole_or_all, "parameters that the screening leaves, or all")
    )


@dataclass(frozen=True, kw_only=True)
class Compare:
    """What ``compare`` can be told."""

    outcome: str | None = field(
        metadata=_about(
            checks.perhaps(checks.name), "what the table shows; null: the headline measures"
        )
    )
    by: str | None = field(
        metadata=_about(
            checks.perhaps(checks.name), "what the outcome is split by, such as region; null: not"
        )
    )
    year: int = field(metadata=_about(checks.whole(0), "of the table"))
    against: str | None = field(
        metadata=_about(
            checks.perhaps(checks.one_of(("baseline", "first"))),
            "baseline, or first: the same policy in the first result; null: as suits",
        )
    )
    top: int = field(metadata=_about(checks.whole(1), "rows of a table of an outcome, at most"))
    results: tuple[Path, ...] = field(metadata=_about(checks.paths, "result folders"))
    out: Path | None = field(
        metadata=_about(checks.path, "folder of the report; null: the result's own")
    )


@dataclass(frozen=True, kw_only=True)
class Export:
    """What ``export`` can be told."""

    to: str = field(metadata=_about(checks.one_of(FORMATS), ", ".join(FORMATS)))
    outcomes: tuple[str, ...] = field(
        metadata=_about(checks.names, "all that are stored, or a list")
    )
    scenarios: tuple[str, ...] = field(
        metadata=_about(checks.names, "all of the result, or a list")
    )
    spread: bool = field(
        metadata=_about(switch, "mean and 5/50/95 % over all samples instead of every run")
    )
    out: Path | None = field(metadata=_about(checks.path, "folder; null: one in the result's own"))


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What ``plot`` can be told."""

    results: tuple[Path, ...] = field(metadata=_about(checks.paths, "result folders"))
    scenarios: tuple[str, ...] | None = field(
        metadata=_about(checks.perhaps_names, "null: each figure's own choice; all, or a list")
    )
    year: int = field(metadata=_about(checks.whole(0), "that figures speak of"))
    measure: str | None = field(
        metadata=_about(checks.address, "of the tornado, a headline measure; null: the first")
    )
    to: tuple[str, ...] = field(
        metadata=_about(checks.images, f"{', '.join(checks.IMAGES)}, or a list")
    )
    out: Path | None = field(
        metadata=_about(
            checks.path, "folder; null: plots/ in the result's own, or one for them all"
        )
    )


@dataclass(frozen=True, kw_only=True)
class Status:
    """What ``status`` can be told."""

    result: Path | None = field(metadata=_about(checks.path, "a result folder"))
    verify: int = field(
        metadata=_about(
            checks.verify,
            f"compare all with the ledger, simulate {checks.VERIFIED} runs or N again",
        )
    )


@dataclass(frozen=True, kw_only=True)
class Explain(Fitted, Varied):
    """What ``explain`` can be told."""

    scenario: str = field(metadata=_about(checks.name, "what happens in the world"))
    sample: int = field(metadata=_about(checks.whole(0), "which run, counted from 0"))
    seed: int = field(metadata=_about(checks.seed, "of everything random"))
    data: Mapping[str, Path] = field(metadata=_about(checks.replacements, "tables of your own"))
    world: World
