"""The verdict: every table of observed figures beside the model and its rivals, and the scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.data.schema import FOLDER
from sim.sweeps.model import Model
from sim.terms import CAP, FIRST_YEAR, NO_NEW_KIT, REMOVAL
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.contracts import contract_events
from sim.validation.counterfactual import Play
from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.given import (
    Reading,
    background,
    count_inside,
    last_year,
    read_inside,
    reading_of,
    tables_in,
)
from sim.validation.judge import Row
from sim.validation.left_out import countries_left_out, without_their_seed
from sim.validation.predicted import Runs, restriction_events, share_figures
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.restrictions import restrictions
from sim.validation.rows import LeftOut, Sieve, read_rows
from sim.validation.rows import Row as Cells
from sim.validation.scoring import all_rows
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.sizes import TABLE as SIZES
from sim.validation.sizes import size_figures
from sim.validation.starts import Start
from sim.validation.studies import TABLE as STUDIES
from sim.validation.studies import study_brackets
from sim.validation.target import Target
from sim.validation.variants import BEST, DEFAULT

LEVELS_SCORED: Final = (CAP, NO_NEW_KIT, REMOVAL)


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
    read
        How many rows each table has, but for those of other years.
    left_out
        Those of them that the model cannot be held against, each with its reason.
    reading
        What else befell the tables.
    """

    years: Years
    figures: Sequence[Figure]
    events: Sequence[Event]
    brackets: Sequence[Bracket]
    rows: Sequence[Row]
    read: dict[str, int]
    left_out: Sequence[LeftOut]
    reading: Reading = Reading()


def verdict(
    folder: Path,
    years: Years,
    runs: Runs,
    left_out: Runs,
    play: Play,
    model: Model,
    start: Start | None = None,
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
    play
        Plays the laws that studies ask about.
    model
        The real world.
    start
        The shares that the model starts from; None: those of the package.

    Raises
    ------
    DataError
        If none of the tables is there.
    """
    there = tables_in(folder)
    sieve = Sieve()
    targets = share_targets(_share_rows(folder, years, sieve), sieve, start)
    sizes = size_figures(_with_known(folder, SIZES, years, sieve), runs, years.cut_off, sieve)
    figures = [*_shares(targets, years, runs, left_out, model), *sizes]
    decisions = _decisions(folder, years, runs, model, sieve)
    contracts = _with_known(folder, CONTRACTS, years, sieve)
    events = [*decisions, *contract_events(contracts, runs, years.cut_off, sieve)]
    brackets = study_brackets(read_inside(folder, STUDIES, years, sieve), play, sieve)
    return Verdict(
        years,
        figures,
        events,
        brackets,
        rows=all_rows(figures, events),
        read={name: count_inside(folder, name, years) for name in there},
        left_out=sieve.left_out,
        reading=reading_of(folder, years, sieve),
    )


def seeded(folder: Path, years: Years, start: Start | None = None) -> list[str]:
    """Return the countries of which a folder has figures that the model starts from."""
    sieve = Sieve()
    return countries_left_out(share_targets(_share_rows(folder, years, sieve), sieve, start))


def _share_rows(folder: Path, years: Years, sieve: Sieve) -> list[Cells]:
    return [row for name in (WORLD, COUNTRY) for row in read_inside(folder, name, years, sieve)]


def _with_known(folder: Path, table: str, years: Years, sieve: Sieve) -> list[Cells]:
    """Return the rows that are scored, and before them what rivals may know of earlier years."""
    earlier = Years(0, years.first - 1)
    known = background(FOLDER, table, earlier) if years.cut_off else []
    return [*known, *read_inside(folder, table, years, sieve)]


def _shares(
    targets: Sequence[Target], years: Years, runs: Runs, left_out: Runs, model: Model
) -> list[Figure]:
    known = [row for name in (WORLD, COUNTRY) for row in read_rows(FOLDER, name)]
    learnt = share_targets(known, Sieve())
    figures = share_figures(targets, learnt, runs, model.world, model.names, years.cut_off)
    return [
        *figures,
        *without_their_seed(figures, targets, left_out, BEST if BEST in runs else DEFAULT),
    ]


def _decisions(folder: Path, years: Years, runs: Runs, model: Model, sieve: Sieve) -> list[Event]:
    found = restrictions(read_inside(folder, DECISIONS, years, sieve), sieve)
    covered = min(years.last, last_year(folder, DECISIONS) or 0)
    if covered < years.first:
        return []
    known = restrictions(read_rows(FOLDER, DECISIONS), Sieve())
    world, names, span = model.world, model.names, (years.first, covered)
    return [
        event
        for least in LEVELS_SCORED
        for event in restriction_events(found, known, runs, world, names, span, least)
    ]
