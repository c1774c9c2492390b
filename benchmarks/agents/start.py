"""What a Mesa model starts from: the state of 2014Q1, and every random number it will need.

Both are taken from the engine beforehand, so that neither is part of what is timed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim import streams
from sim.engine import Block
from sim.params import Value
from sim.schedule import SCHEDULE

STAGES: Final = (
    "governments",
    "prices",
    "tenders",
    "orders",
    "deliveries",
    "outcomes",
    "vendors",
)
"""Stages of the engine that the Mesa model has too."""

SWITCHES: Final[dict[str, Value]] = {
    f"mechanism.{name}": False
    for name in (
        *("aid", "finance", "duties", "punishment", "home_vendors", "export_bar"),
        *("risk", "briefing", "reassurance", "relocation", "capacity"),
    )
}
"""Mechanisms that the Mesa model leaves out, switched off in the engine beside it."""

LEFT_OUT: Final = (
    "shocks, the powers' budgets, suspicion, components and blocs (their stages are not played, "
    "so news, campaign, suspicion, fill and the bloc index stay as in 2014), money and duties, "
    "punishment, perceived risk and briefings, reassurance, relocation, limits of capacity, and "
    "the accounts of who pays what"
)

Rows = list[list[list[float]]]


@dataclass(frozen=True)
class Draws:
    """Keyed random numbers by quarter and entity, as plain lists, which Python reads fastest."""

    noise: list[list[float]]  #: [quarter][country], standard normal
    window: Rows  #: [quarter][country][opens, relaxes, -, -]
    deadline: Rows  #: [quarter][country][first]
    turns: Rows  #: [quarter][operator][class]
    first: Rows
    second: Rows


@dataclass(frozen=True)
class Start:
    """Tables of one run at the start of 2014Q1."""

    tables: dict[str, Any]
    draws: Draws
    quarters: int


def stages() -> tuple[Any, ...]:
    """Return the engine's stages that do the same work."""
    return tuple(stage for stage in SCHEDULE if stage.name in STAGES)


def start(block: Block) -> Start:
    """Copy what a Mesa model of a block's first run starts from.

    Parameters
    ----------
    block : Block
        Not yet stepped.
    """
    tables = {name: _own(table) for name, table in block.tables.items()}
    quarters = len(tables["scheduled"])
    return Start(tables, draws(tables, quarters), quarters)


def draws(tables: dict[str, Any], quarters: int) -> Draws:
    """Work out all random numbers of a run."""
    seed, replicate = int(tables["seed"]), int(tables["replicates"][0])
    countries, operators = tables["countries"]["id"], tables["operators"]["id"]

    def table(stream: int, ids: NDArray[np.uint64]) -> Rows:
        made = [streams.uniform_table(seed, replicate, stream, q, ids) for q in range(quarters)]
        rows: Rows = np.stack(made).tolist()
        return rows

    noise = [
        [float(streams.normal(seed, replicate, streams.COUNTRY_NOISE, q, c)) for c in countries]
        for q in range(quarters)
    ]
    return Draws(
        noise,
        table(streams.WINDOW, countries),
        table(streams.DEADLINE, countries),
        table(streams.TENDER_TIMING, operators),
        table(streams.TENDER_CHOICE_1, operators),
        table(streams.TENDER_CHOICE_2, operators),
    )


def _own(table: Any) -> Any:
    return table.copy() if isinstance(table, np.ndarray) else table
