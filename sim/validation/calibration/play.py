"""Draws by replicates, played to 2020Q4 by a team, and kept as what is scored of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultError
from sim.params import rows
from sim.sweeps import fingerprint
from sim.sweeps.chunks import clear_unfinished_in
from sim.sweeps.executor import Crew, entries
from sim.sweeps.ledger import FILE as LEDGER
from sim.sweeps.ledger import Ledger
from sim.sweeps.progress import Progress
from sim.sweeps.work import Block, Piece, Task
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.bench import ONSET, SHARES, Bench, make_bench, read_block
from sim.validation.calibration.record import Record
from sim.validation.calibration.space import Points, picked
from sim.validation.calibration.window import Window

MANIFEST: Final = "bank.json"
RUNS_A_BLOCK: Final = 32


class Drawn(NamedTuple):
    """Which draws are to be played.

    Attributes
    ----------
    points
        Parameters, axis (draw,).
    replicates
        Runs a draw. No two runs share their chance: country effects are drawn once a run, and
        would otherwise be those of a handful of worlds.
    seed
        Of all chance.
    first
        Number of the first replicate that is not yet taken.
    """

    points: Points
    replicates: int
    seed: int
    first: int

    @property
    def draws(self) -> int:
        """How many there are."""
        (count,) = {len(values) for values in self.points.values()}
        return count

    def tasks(self) -> Iterator[Task]:
        """Yield the blocks, whole draws each."""
        size, table = max(1, RUNS_A_BLOCK // self.replicates), rows(self.draws, self.points)
        for block, start in enumerate(range(0, self.draws, size)):
            some = np.repeat(table[start : start + size], self.replicates)
            runs = range(start * self.replicates, start * self.replicates + len(some))
            chance = tuple(self.first + run for run in runs)
            yield Task(block, runs, (Piece(0, some, chance, {}),))


def played(
    folder: Path, drawn: Drawn, over: Window, on_record: Record, crew: Crew, progress: Progress
) -> Bank:
    """Play draws, or go on where an earlier launch ended, and return what is kept of them.

    A draw of which a run fails is left out, and that is said: launched again it stays so.

    Parameters
    ----------
    folder
        Gets a file a block, a ledger and a manifest; what stands in the ledger is not played
        again.
    drawn
        Which draws.
    over
        What is played.
    on_record
        What is measured.
    crew
        Who plays.
    progress
        Told how far it is.

    Raises
    ------
    ResultError
        If the folder holds other draws, or was made by other code, or if every draw failed.
    """
    _open(folder, _identity(drawn, over, on_record))
    bench = make_bench(folder, drawn.seed, over, on_record)
    with Ledger(folder / LEDGER) as ledger:
        clear_unfinished_in(folder)
        known = _standing(folder, ledger, progress)
        missing = [task for task in drawn.tasks() if task.block not in known]
        if missing:
            progress.note(f"{folder.name}: {drawn.draws} draws, {drawn.replicates} runs each")
            progress.start(drawn.draws * drawn.replicates, _runs(drawn, known))
            try:
                _play(bench, missing, ledger, crew, progress)
            finally:
                progress.stop()
        found = _gathered(folder, drawn, known, ledger)
    for line in found.left_out[:1]:
        are = "draw is" if len(found.left_out) == 1 else "draws are"
        progress.note(f"{folder.name}: {len(found.left_out)} {are} left out; the first: {line}")
    return found


def _identity(drawn: Drawn, over: Window, on_record: Record) -> dict[str, Any]:
    """Return what the content of all blocks follows from."""
    return {
        "parameters": fingerprint.of_arrays({"rows": rows(drawn.draws, drawn.points)}),
        "replicates": drawn.replicates,
        "block": RUNS_A_BLOCK,
        "seed": drawn.seed,
        "first": drawn.first,
        "facts": fingerprint.of_facts(over.world),
        "doses": fingerprint.of_facts(over.doses),
        "targets": fingerprint.of_words([list(map(str, t)) for t in on_record.targets]),
        "countries": list(on_record.panel.countries),
        "code": fingerprint.of_code(),
    }


def _open(folder: Path, identity: Mapping[str, Any]) -> None:
    """See to it that a folder is there and holds blocks of this identity only."""
    file = folder / MANIFEST
    folder.mkdir(parents=True, exist_ok=True)
    if file.exists():
        known = json.loads(file.read_text(encoding="utf-8"))
        if unlike := [name for name in identity if known.get(name) != identity[name]]:
            raise ResultError(
                f"{folder}: holds runs made otherwise ({', '.join(unlike)} differ); "
                "take another folder, or remove it"
            )
        return
    file.write_text(json.dumps(identity, indent=1) + "\n", encoding="utf-8")


def _standing(folder: Path, ledger: Ledger, progress: Progress) -> dict[int, Block]:
    """Return what is kept of each block that is done; what is lost is to be done again."""
    found = {number: read_block(folder, entry) for number, entry in ledger.entries.items()}
    lost = [number for number, arrays in found.items() if arrays is None]
    if lost:
        are = (
            "block is not as it was, and is"
            if len(lost) == 1
            else ("blocks are not as they were, and are")
        )
        progress.note(f"{folder}: {len(lost)} {are} done again")
        ledger.forget(lost)
    return {number: arrays for number, arrays in found.items() if arrays is not None}


def _runs(drawn: Drawn, known: Mapping[int, Block]) -> int:
    return sum(len(task.runs) for task in drawn.tasks() if task.block in known)


def _play(
    bench: Bench, tasks: Sequence[Task], ledger: Ledger, crew: Crew, progress: Progress
) -> None:
    sizes = {task.block: len(task.runs) for task in tasks}
    with closing(entries(bench, [tasks], len(tasks), crew)) as done:
        for entry in done:
            ledger.append(entry)
            progress.advance(sizes[entry.block])


def _gathered(folder: Path, drawn: Drawn, known: Mapping[int, Block], ledger: Ledger) -> Bank:
    """Return all blocks as one bank, without the draws of which a run failed."""
    parts, failed = [], dict[int, str]()
    for task in drawn.tasks():
        entry = ledger.entries[task.block]
        failed |= entry.failed
        arrays = known.get(task.block) or read_block(folder, entry)
        if arrays is None:
            raise ResultError(f"{folder}: block {task.block} was changed while it was played")
        if arrays:
            parts.append((task, arrays))
    draws = sorted({run // drawn.replicates for run in failed})
    lines = tuple(_why(draw, failed, drawn.replicates) for draw in draws)
    if len(draws) == drawn.draws:
        raise ResultError(f"{folder}: all draws failed; the first: {lines[0]}")
    return _whole(drawn, parts, np.setdiff1d(np.arange(drawn.draws), draws), lines)


def _why(draw: int, failed: Mapping[int, str], replicates: int) -> str:
    run = min(run for run in failed if run // replicates == draw)
    return f"draw {draw}, replicate {run % replicates}: {failed[run]}"


def _whole(
    drawn: Drawn,
    parts: Sequence[tuple[Task, Block]],
    left: NDArray[np.int64],
    lines: tuple[str, ...],
) -> Bank:
    """Return some draws of blocks, each row of which is a run."""
    runs = (left[:, None] * drawn.replicates + np.arange(drawn.replicates)).ravel()
    there = np.concatenate([np.array(task.runs) for task, _ in parts])
    places = np.searchsorted(there, runs)
    shares, onset = (
        np.concatenate([arrays[name] for _, arrays in parts])[places] for name in (SHARES, ONSET)
    )
    size = (len(left), drawn.replicates)
    return Bank(
        points=picked(drawn.points, left),
        shares=shares.reshape(*size, *shares.shape[1:]),
        onset=onset.reshape(*size, *onset.shape[1:]),
        left_out=lines,
    )
