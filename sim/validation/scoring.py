"""Which figures and events stand in one score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sim.validation.baselines.panel import GROUPS
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.evidence import Event, Figure
from sim.validation.judge import Row, by_groups, event_rows, figure_rows
from sim.validation.left_out import REGION
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.shares import COUNTRY, WORLD
from sim.validation.sizes import TABLE as SIZES

NEAR: Final = "allies and rivals"
#: Of one market, place, publisher and kind of period: never spliced with another.
_SERIES: Final = ("market", "place", "publisher", "period", "measure")
_FIGURES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    WORLD: ((), _SERIES, ("generation", "measure", "period")),
    COUNTRY: (("of",), ("of", "measure"), ("of", "generation"), ("of", "region"), ("of", REGION)),
    SIZES: (("measure",), ("market", "measure")),
}
_EVENTS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    DECISIONS: (("coding", "level"),),
    CONTRACTS: ((), ("generation",), ("status",), ("region",)),
}
_AMONG: Final[Mapping[str, Callable[[Event], bool]]] = {
    "all countries": lambda event: True,
    NEAR: lambda event: event.groups.get("group", "") != GROUPS[-1],
}
"""Most countries of the world never come near a decision: who does among allies and rivals?"""


def all_rows(figures: Sequence[Figure], events: Sequence[Event]) -> list[Row]:
    """Return the scores of everything, by window, table, and what figures and events share."""
    windows = dict.fromkeys(
        [*(figure.window for figure in figures), *(event.window for event in events)]
    )
    found: list[Row] = []
    for window in windows:
        found += _of_figures([each for each in figures if each.window == window])
        found += _of_events([each for each in events if each.window == window])
    return found


def _of_figures(figures: Sequence[Figure]) -> Iterator[Row]:
    for table, groupings in _FIGURES.items():
        own = [figure for figure in figures if figure.table == table and not figure.seed]
        for names in groupings:
            told = [figure for figure in own if figure.groups.keys() >= set(names)]
            for labels, items in by_groups(told, names).items():
                yield from figure_rows(items, dict(zip(names, labels, strict=True)))


def _of_events(events: Sequence[Event]) -> Iterator[Row]:
    for table, groupings in _EVENTS.items():
        own = [event for event in events if event.table == table]
        for names in groupings:
            for among, inside in _AMONG.items() if table == DECISIONS else [("", _everybody)]:
                chosen = [event for event in own if inside(event)]
                for labels, items in by_groups(chosen, names).items():
                    told = dict(zip(names, labels, strict=True))
                    yield from event_rows(items, {**told, "among": among} if among else told)


def _everybody(event: Event) -> bool:
    return True
