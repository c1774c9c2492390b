"""The verdict: every table of observed figures beside the model and its rivals, and the scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.data.schema import FOLDER
from sim.errors import DataError
from sim.terms import CAP, FIRST_YEAR, NO_NEW_KIT, REMOVAL
from sim.validation.baselines.panel import GROUPS
from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.judge import Row, by_groups, event_rows, figure_rows
from sim.validation.left_out import REGION, countries_left_out, without_their_seed
from sim.validation.outside import OutsideError
from sim.validation.predicted import Runs, restriction_events, share_figures
from sim.validation.restrictions import restrictions
from sim.validation.rows import TABLES, LeftOut, Sieve, read_rows
from sim.validation.rows import Row as Cells
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.target import Target
from sim.validation.variants import DEFAULT
from sim.world import Names, World

DECISIONS: Final = "policy_events"
LEVELS_SCORED: Final = (CAP, NO_NEW_KIT, REMOVAL)
#: Figures that may stand in one score: of one market, place, publisher and kind of period.
_SERIES: Final = ("market", "place", "publisher", "period", "measure")
_ALONG: Final = (
    ("of", "measure"),
    ("generation", "measure"),
    ("region", "measure"),
    ("of", REGION),
)
_FEWEST: Final = 3


class Years(NamedTuple):
    """The years that are scored."""

    first: int
    last: int

    @property
    def cut_off(self) -> int | None:
        """The year from which rivals may know nothing; None for the years they are fitted on."""
        return self.first if self.first > FIRST_YEAR else None


class Verdict(NamedTuple):
    """What was scored, and how it came out.

    Attributes
    ----------
    used
        Rows of each table that made figures, events or brackets, by table.
    left_out
        Rows that did not, each with its reason.
    """

    years: Years
    figures: Sequence[Figure]
    events: Sequence[Event]
    brackets: Sequence[Bracket]
    rows: Sequence[Row]
    used: dict[str, int]
    left_out: Sequence[LeftOut]


def verdict(
    folder: Path, years: Years, runs: Runs, left_out: Runs, world: World, names: Names
) -> Verdict:
    """Score the model and its rivals on the tables of a folder.

    Parameters
    ----------
    folder
        Any of the tables of :data:`sim.validation.rows.TABLES`.
    years
        Rows of other years are passed over.
    runs
        The variants of the model.
    left_out
        By country: the model where it does not know that country's published share.
    world, names
        The real world.

    Raises
    ------
    DataError
        If none of the tables is there, or one cannot be read.
    """
    there = [name for name in TABLES if (folder / f"{name}.csv").exists()]
    if not there:
        wanted = ", ".join(f"{name}.csv" for name in TABLES)
        raise DataError(f"{folder}: holds none of the tables that are scored ({wanted})")
    sieve = Sieve()
    targets = share_targets(_share_rows(folder, years, sieve), sieve)
    figures = _figures_of(targets, years, runs, left_out, world, names)
    events = _decisions(folder, years, runs, world, names, sieve)
    rows = [*_figure_rows(figures), *_event_rows(events)]
    used = {name: len(read_inside(folder, name, years)) for name in there}
    for row in sieve.left_out:
        used[row.table] -= 1
    return Verdict(years, figures, events, [], rows, used, sieve.left_out)


def read_inside(folder: Path, table: str, years: Years, sieve: Sieve | None = None) -> list[Cells]:
    """Return the rows of a table whose year is scored; those without one go to the sieve."""
    found = []
    for row in read_rows(folder, table):
        try:
            if years.first <= row.year() <= years.last:
                found.append(row)
        except OutsideError as reason:
            if sieve is not None:
                sieve.drop(row, reason)
    return found


def seeded(folder: Path, years: Years) -> list[str]:
    """Return the countries of which a folder has figures that the model starts from."""
    sieve = Sieve()
    return countries_left_out(share_targets(_share_rows(folder, years, sieve), sieve))


def _share_rows(folder: Path, years: Years, sieve: Sieve) -> list[Cells]:
    return [row for name in (WORLD, COUNTRY) for row in read_inside(folder, name, years, sieve)]


def _figures_of(
    targets: Sequence[Target], years: Years, runs: Runs, left_out: Runs, world: World, names: Names
) -> list[Figure]:
    known = [row for name in (WORLD, COUNTRY) for row in read_rows(FOLDER, name)]
    learnt = share_targets(known, Sieve())
    figures = share_figures(targets, learnt, runs, world, names, years.cut_off)
    return [*figures, *without_their_seed(figures, targets, left_out, DEFAULT)]


def _decisions(
    folder: Path, years: Years, runs: Runs, world: World, names: Names, sieve: Sieve
) -> list[Event]:
    if not (folder / f"{DECISIONS}.csv").exists():
        return []
    found = restrictions(read_inside(folder, DECISIONS, years, sieve), sieve)
    known = restrictions(read_rows(FOLDER, DECISIONS), Sieve())
    span = (years.first, years.last)
    return [
        event
        for least in LEVELS_SCORED
        for event in restriction_events(found, known, runs, world, names, span, least)
    ]


def _figure_rows(figures: Sequence[Figure]) -> Iterator[Row]:
    """Yield the scores by series, then by what figures are of; never over several publishers."""
    scored = [figure for figure in figures if not figure.seed]
    for names in (_SERIES, *_ALONG):
        told = [figure for figure in scored if figure.groups.keys() >= set(names)]
        for (_, *labels), items in by_groups(told, names).items():
            if names != _SERIES or len(items) >= _FEWEST:
                yield from figure_rows(_figures(items), dict(zip(names, labels, strict=True)))


def _event_rows(events: Sequence[Event]) -> Iterator[Row]:
    """Yield the scores by coding and level, over all countries and where it means something."""
    for among, inside in _AMONG.items():
        chosen = [event for event in events if inside(event)]
        for (_, *labels), items in by_groups(chosen, _CODED).items():
            some = [item for item in items if isinstance(item, Event)]
            yield from event_rows(some, {**dict(zip(_CODED, labels, strict=True)), "among": among})


def _figures(items: Sequence[Figure | Event]) -> list[Figure]:
    return [item for item in items if isinstance(item, Figure)]


_CODED: Final = ("coding", "level")
_AMONG: Final[dict[str, Callable[[Event], bool]]] = {
    "all countries": lambda event: True,
    "allies and rivals": lambda event: event.groups["group"] != GROUPS[-1],
}
