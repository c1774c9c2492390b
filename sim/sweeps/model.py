"""What a sweep needs from the model: facts, scenarios, parameters and the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.instruments import Instruments
from sim.sweeps.request import LeverValue
from sim.world import Names, World

Levers = Mapping[str, LeverValue]


class Simulate(Protocol):
    """The engine's signature: one run a row of ``parameters``."""

    def __call__(
        self,
        world: World,
        instruments: Instruments,
        parameters: NDArray[np.void],
        replicates: Sequence[int],
        seed: int,
        outcomes: Sequence[str],
        debug: Names | None = None,
    ) -> dict[str, NDArray[Any]]:
        """Return each outcome with axes (run, its own axes)."""
        ...


@dataclass(frozen=True)
class Card:
    """What a reader is told of a scenario, and which levers fit it.

    Attributes
    ----------
    baseline
        The scenario it is measured against; None for one that is only a baseline.
    instruments
        Names of the instruments that its levers may address.
    """

    name: str
    title: str
    question: str
    family: str
    baseline: str | None
    instruments: frozenset[str] = frozenset()


def _nothing_to_prepare(note: Callable[[str], None]) -> None:
    """Do nothing."""


def _nothing_written(names: Iterable[str]) -> Mapping[str, str]:
    """Return no texts, where scenarios come from no files."""
    return {}


@dataclass(frozen=True)
class Model:
    """The model, opened for one request.

    Attributes
    ----------
    card
        Name of a scenario -> its card; raises ScenarioError for an unknown name.
    instruments
        Name of a scenario and its levers -> dated doses.
    simulate
        The engine. Threads call it at the same time.
    prepare
        Called once before runs are made, with somebody to tell.
    texts
        Names of scenarios -> what their files, and those they build on, say.
    """

    world: World
    names: Names
    card: Callable[[str], Card]
    instruments: Callable[[str, Levers], Instruments]
    simulate: Simulate
    prepare: Callable[[Callable[[str], None]], None] = _nothing_to_prepare
    texts: Callable[[Iterable[str]], Mapping[str, str]] = _nothing_written
