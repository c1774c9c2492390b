"""The verdict: every table of observed figures beside the model and its rivals, and the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sim.data.schema import FOLDER
from sim.sweeps.model import Model
from sim.terms import CAP, LAST_YEAR, LEVELS, NO_NEW_KIT, REMOVAL
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.contracts import contract_events
from sim.validation.counterfactual import Play
from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.fitted import says_nothing_new
from sim.validation.given import (
    Reading,
    background,
    count_inside,
    last_year,
    read_inside,
    reading_of,
    tables_in,
)
from sim.validation.judge import Item, Row
from sim.validation.kept import Asked
from sim.validation.left_out import without_their_seed
from sim.validation.outside import OutsideError
from sim.validation.places import country
from sim.validation.predicted import Runs, restriction_events, share_figures
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.restrictions import onsets, restrictions
from sim.validation.risk import NoCase, Unnamed, no_cases, unnamed
from sim.validation.rows import LeftOut, Sieve, read_rows
from sim.validation.rows import Row as Cells
from sim.validation.scores import FEWEST_RUNS, tells
from sim.validation.scoring import all_rows
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.sizes import TABLE as SIZES
from sim.validation.sizes import size_figures
from sim.validation.starts import Start
from sim.validation.studies import TABLE as STUDIES
from sim.validation.studies import study_brackets
from sim.validation.suppliers import findings
from sim.validation.variants import BEST, DEFAULT
from sim.validation.windows import AFTER, NEVER, SEEN, Years

LEVELS_SCORED: Final = (CAP, NO_NEW_KIT, REMOVAL)
SILENT: Final = f"fewer than {FEWEST_RUNS} runs of the model have such kit there and then"
"""Why a row is left out that too few runs tell of."""
#: The coding of which it is told who is no case.
_MAIN: Final = "de jure"


class Verdict(NamedTuple):
    """What was scored, and how it came out.

    Attributes
    ----------
    no_cases
        Governments whose decision for or against "no new kit", de jure, is not scored; last those
        of whom it is scored as a no although the table never names them.
    read
        How many rows each table has, but for those of other years.
    left_out
        Those of them that the model cannot be held against, each with its reason.
    reading
        What else befell the tables.
    variants
        Variants of the model, the one with most behind it last.
    """

    years: Years
    figures: Sequence[Figure]
    events: Sequence[Event]
    brackets: Sequence[Bracket]
    rows: Sequence[Row]
    read: dict[str, int]
    left_out: Sequence[LeftOut]
    reading: Reading = Reading()
    no_cases: Sequence[NoCase | Unnamed] = ()
    variants: tuple[str, ...] = ()


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
        Rows of other years are passed over. What lies before and after the end of the record
        that the model was fitted to is scored apart, and rivals know of the second part only
        what was on record before it. Of the first part, so is what was fitted: decisions, and
        shares of which the model was fitted to one that says the same.
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
    figures: list[Figure] = []
    events: list[Event] = []
    nobody: list[NoCase] = []
    for part in years.parts:
        scene = _Scene(folder, part, runs, model, sieve, start)
        seen, never = (SEEN, NEVER) if part.on_record else (AFTER, AFTER)
        figures += [*_shares(scene, left_out), *_in(never, _sizes(scene))]
        decisions, others = _decisions(scene)
        events += [*_in(seen, decisions), *_in(never, _contracts(scene))]
        nobody += others
    brackets = study_brackets(read_inside(folder, STUDIES, years, sieve), play, sieve)
    return Verdict(
        years=years,
        figures=figures,
        events=events,
        brackets=brackets,
        rows=all_rows(figures, events),
        read={name: count_inside(folder, name, years) for name in there},
        left_out=list(dict.fromkeys([*sieve.left_out, *_silent(figures)])),
        reading=_reading(folder, years, sieve, events),
        no_cases=[*nobody, *_unnamed(folder, events)],
        variants=tuple(runs),
    )


def _reading(folder: Path, years: Years, sieve: Sieve, events: Iterable[Event]) -> Reading:
    """Return how tables were read; to when decisions are scored, only where some are."""
    found = reading_of(folder, years, sieve)
    scored = any(each.table == DECISIONS for each in events)
    return found if scored else found._replace(decisions_end=None)


def _silent(figures: Iterable[Figure]) -> Iterator[LeftOut]:
    """Yield the rows of which no variant of the model has enough runs with a value."""
    by_row: dict[tuple[str, int], list[Figure]] = {}
    for each in figures:
        by_row.setdefault((each.table, each.line), []).append(each)
    for (name, line), own in by_row.items():
        told = [values for each in own for values in each.model.values()]
        if told and not any(tells(values) for values in told):
            yield LeftOut(name, line, own[0].what, SILENT)


class _Scene(NamedTuple):
    """What is scored at once: the figures of one window, and who is held against them."""

    folder: Path
    years: Years
    runs: Runs
    model: Model
    sieve: Sieve
    start: Start | None

    def asked(self, table: str) -> list[Cells]:
        """Return the rows of a table that are scored."""
        return read_inside(self.folder, table, self.years, self.sieve)

    def known(self, table: str) -> list[Cells]:
        """Return what rivals may look into: the record of the package, then the user's own.

        With a cut-off, of the years before it; else of the window and before.
        """
        last = self.years.last if self.years.cut_off is None else self.years.cut_off - 1
        places = dict.fromkeys((FOLDER.resolve(), self.folder.resolve()))
        return [row for place in places for row in background(place, table, Years(0, last))]


def asked_of(folder: Path, years: Years, start: Start | None = None) -> Asked:
    """Return what the figures of a folder are measured on."""
    sieve = Sieve()
    return Asked(
        share_targets(_share_rows(folder, years, sieve), sieve, start),
        findings(read_inside(folder, CONTRACTS, years), sieve),
        years.last if read_inside(folder, SIZES, years) else 0,
    )


def _share_rows(folder: Path, years: Years, sieve: Sieve) -> list[Cells]:
    return [row for name in (WORLD, COUNTRY) for row in read_inside(folder, name, years, sieve)]


def _shares(scene: _Scene, left_out: Runs) -> list[Figure]:
    rows = _share_rows(scene.folder, scene.years, scene.sieve)
    targets = share_targets(rows, scene.sieve, scene.start)
    known = [row for name in (WORLD, COUNTRY) for row in scene.known(name)]
    world, names, runs = scene.model.world, scene.model.names, scene.runs
    figures = share_figures(
        targets, share_targets(known, Sieve()), runs, world, names, scene.years.cut_off
    )
    variant = BEST if BEST in runs else DEFAULT
    unknown = without_their_seed(figures, targets, left_out, variant)
    if not scene.years.on_record:
        return _in(AFTER, [*figures, *unknown])
    seen = zip(figures, says_nothing_new(targets), strict=True)
    told = [each._replace(window=SEEN if known else NEVER) for each, known in seen]
    return [*told, *_in(NEVER, unknown)]


def _in(window: str, items: Iterable[Item]) -> list[Item]:
    return [each._replace(window=window) for each in items]


def _sizes(scene: _Scene) -> list[Figure]:
    cut_off = scene.years.cut_off
    known = scene.known(SIZES) if cut_off else []
    return size_figures(scene.asked(SIZES), scene.runs, cut_off, scene.sieve, known)


def _contracts(scene: _Scene) -> list[Event]:
    cut_off = scene.years.cut_off
    known = scene.known(CONTRACTS) if cut_off else []
    return contract_events(scene.asked(CONTRACTS), scene.runs, cut_off, scene.sieve, known)


def _decisions(scene: _Scene) -> tuple[list[Event], list[NoCase]]:
    """Return who restricted, and who is no case; none where the folder decides nothing then.

    It then says nothing of who did not.
    """
    found = restrictions(scene.asked(DECISIONS), scene.sieve)
    if not found:
        return [], []
    known = restrictions(scene.known(DECISIONS), Sieve())
    covered = min(scene.years.last, last_year(scene.folder, DECISIONS) or scene.years.first)
    world, names, span = scene.model.world, scene.model.names, (scene.years.first, covered)
    own, before = (onsets(each, NO_NEW_KIT, _MAIN) for each in (found, known))
    unread = _unread(scene)
    events = [
        event
        for least in LEVELS_SCORED
        for event in restriction_events(found, known, scene.runs, world, names, span, least, unread)
    ]
    return events, no_cases(own, before, world, names, span, NO_NEW_KIT, unread)


def _unread(scene: _Scene) -> set[str]:
    """Return the countries of which a decision of these years, or of no year, cannot be read."""
    lost = {each.line for each in scene.sieve.left_out if each.table == DECISIONS}
    rows = (row for row in read_rows(scene.folder, DECISIONS) if row.line in lost)
    return {country(row.text("actor_iso3")) for row in rows if _may_be_in(row, scene.years)}


def _may_be_in(row: Cells, years: Years) -> bool:
    try:
        return years.first <= row.year() <= years.last
    except OutsideError:
        return True


def _unnamed(folder: Path, events: Iterable[Event]) -> list[Unnamed]:
    """Return which governments that are scored the folder's table has no row of, of any year."""
    main = {"coding": _MAIN, "level": LEVELS[NO_NEW_KIT]}
    scored = (
        each.cluster
        for each in events
        if each.table == DECISIONS and main.items() <= each.groups.items()
    )
    rows = read_inside(folder, DECISIONS, Years(0, LAST_YEAR))
    return unnamed(scored, {country(row.text("actor_iso3")) for row in rows})
