"""Blocks of a bank: runs to 2020Q4, of which only what is scored is kept. A job for teams."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sim.sweeps import fingerprint, work
from sim.sweeps.chunks import unfinished
from sim.sweeps.ledger import Entry
from sim.sweeps.opening import simulate
from sim.sweeps.work import Block, Task
from sim.validation.calibration.measure import Spot, needs, onset_years, shares, spots
from sim.validation.calibration.record import Record
from sim.validation.calibration.window import Window

SHARES: Final = "shares"
ONSET: Final = "onset"


@dataclass(frozen=True)
class Bench:
    """What every block of a bank needs.

    Attributes
    ----------
    folder
        Gets a file a block.
    runs
        How runs are made.
    spots
        Where each published share stands in what is simulated.
    countries
        Those of the record's panel, by position.
    """

    folder: Path
    runs: work.Bench
    spots: tuple[Spot, ...]
    countries: tuple[int, ...]

    def make(self, task: Task) -> tuple[Entry, Block]:
        """Play a block; return its entry, and what is kept of its runs, a row each.

        The row of a run that failed says nothing, and the entry names it.
        """
        start = time.perf_counter()
        results, failed = work.simulate_task(self.runs, task)
        arrays = {} if len(failed) == len(task.runs) else self._measured(results)
        return work.entry_of(task.block, arrays, failed, time.perf_counter() - start), arrays

    def _measured(self, results: Mapping[str, NDArray[Any]]) -> Block:
        return {
            SHARES: shares(results, self.spots),
            ONSET: onset_years(results, self.countries),
        }

    def keep(self, entry: Entry, arrays: Block) -> None:
        """Write what is kept of a block, and return once it is on disk."""
        if not arrays:
            return
        file = block_file(self.folder, entry.block)
        new = unfinished(file)
        with new.open("wb") as handle:
            np.savez(handle, **arrays)  # type: ignore[arg-type]
            handle.flush()
            os.fsync(handle.fileno())
        new.replace(file)


def make_bench(folder: Path, seed: int, over: Window, on_record: Record) -> Bench:
    """Return the bench of a bank.

    Parameters
    ----------
    folder
        Of the bank.
    seed
        Of all chance.
    over
        What is played.
    on_record
        What is measured.
    """
    found = tuple(spots(on_record.targets, over.world, over.names))
    runs = work.Bench(
        world=over.world,
        instruments=(over.doses,),
        simulate=simulate,
        seed=seed,
        outcomes=needs(found),
        store=folder.resolve(),
        block=0,
    )
    codes = over.names.countries
    countries = tuple(codes.index(code) for code in on_record.panel.countries)
    return Bench(folder.resolve(), runs, found, countries)


def block_file(folder: Path, block: int) -> Path:
    """Return where a block is kept."""
    return folder / f"block-{block:06}.npz"


def read_block(folder: Path, entry: Entry) -> Block | None:
    """Return what is kept of a block; None if it is not what its entry says, or not there."""
    try:
        with block_file(folder, entry.block).open("rb") as handle:
            stored = np.load(handle, allow_pickle=False)
            arrays = {name: stored[name] for name in stored.files}
    except FileNotFoundError:
        arrays = {}  # of a block in which every run failed nothing is kept
    except (OSError, ValueError, EOFError, BadZipFile):
        return None
    return arrays if fingerprint.of_arrays(arrays) == entry.hash else None
