"""A bank of runs: draws by replicates, played to 2020Q4, kept as what is scored of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import simulate
from sim.errors import ResultError
from sim.params import rows
from sim.sweeps import fingerprint
from sim.validation.calibration.measure import LEVELS, needs, onset_years, shares, spots
from sim.validation.calibration.record import Record
from sim.validation.calibration.space import Points
from sim.validation.calibration.window import Window
from sim.world import Floats

Note = Callable[[str], None]
MANIFEST: Final = "manifest.json"
_RUNS_A_BLOCK: Final = 64


class Bank(NamedTuple):
    """What is kept of draws that were played.

    Attributes
    ----------
    points
        The parameters of each draw.
    shares
        For each published share what the run has, axes (draw, replicate, target).
    onset
        When each country of the record's panel first stood at a level, a year, axes
        (draw, replicate, level of :data:`sim.validation.calibration.measure.LEVELS`, country).
    """

    points: Points
    shares: Floats
    onset: NDArray[np.int16]

    @property
    def draws(self) -> int:
        """How many there are."""
        return len(self.shares)

    @property
    def replicates(self) -> int:
        """Runs a draw."""
        return int(self.shares.shape[1])

    def acts(self, least: int, year: int) -> Floats:
        """Return who restricts by the end of a year, 0 or 1, axes (draw, replicate, country)."""
        return (self.onset[:, :, LEVELS.index(least)] <= year).astype(np.float64)


def joined(banks: Sequence[Bank]) -> Bank:
    """Return the draws of several banks as one, in their order."""
    keys = banks[0].points
    return Bank(
        points={key: np.concatenate([bank.points[key] for bank in banks]) for key in keys},
        shares=np.concatenate([bank.shares for bank in banks]),
        onset=np.concatenate([bank.onset for bank in banks]),
    )


def bank(
    folder: Path,
    points: Points,
    replicates: int,
    seed: int,
    first: int,
    over: Window,
    on_record: Record,
    workers: int = 1,
    note: Note = lambda line: None,
) -> Bank:
    """Play draws, or go on where an earlier launch ended, and return what is kept of them.

    Parameters
    ----------
    folder
        Gets a file a block, and a manifest; blocks that are there are not played again.
    points
        Parameters, axis (draw,).
    replicates
        Runs a draw. No two runs share their chance: country effects are drawn once a run, and
        would otherwise be those of a handful of worlds.
    seed
        Of all chance.
    first
        Number of the first replicate that is not yet taken.
    over
        What is played.
    on_record
        What is measured.
    workers
        Threads.
    note
        Told how far it is.

    Raises
    ------
    ResultError
        If the folder holds other draws, or was made by other code.
    """
    (count,) = {len(values) for values in points.values()}
    work = _Work(folder, rows(count, points), replicates, seed, first, over, on_record)
    _open(folder, work.identity())
    blocks = work.blocks()
    missing = [block for block in blocks if not work.file(block).exists()]
    with ThreadPoolExecutor(workers) as pool:
        for done, _ in enumerate(pool.map(work.play, missing), 1):
            if done % max(1, len(missing) // 4) == 0:
                note(f"{folder.name}: {done} of {len(missing)} blocks")
    parts = [_read(work.file(block)) for block in blocks]
    return Bank(
        points=points,
        shares=np.concatenate([part["shares"] for part in parts]),
        onset=np.concatenate([part["onset"] for part in parts]),
    )


class _Work(NamedTuple):
    """Everything that a block needs."""

    folder: Path
    parameters: NDArray[np.void]
    replicates: int
    seed: int
    first: int
    over: Window
    on_record: Record

    def identity(self) -> dict[str, Any]:
        """Return what the content of all blocks follows from."""
        return {
            "parameters": fingerprint.of_arrays({"rows": self.parameters}),
            "replicates": self.replicates,
            "seed": self.seed,
            "first": self.first,
            "facts": fingerprint.of_facts(self.over.world),
            "doses": fingerprint.of_facts(self.over.doses),
            "targets": fingerprint.of_words([list(map(str, t)) for t in self.on_record.targets]),
            "countries": list(self.on_record.panel.countries),
            "code": fingerprint.of_code(),
        }

    def blocks(self) -> list[range]:
        """Return the draws of each block."""
        size, count = max(1, _RUNS_A_BLOCK // self.replicates), len(self.parameters)
        return [range(start, min(count, start + size)) for start in range(0, count, size)]

    def file(self, block: range) -> Path:
        """Return where a block is kept."""
        return self.folder / f"draws-{block.start:06}.npz"

    def play(self, block: range) -> None:
        """Play a block and write what is kept of it, whole or not at all."""
        found = spots(self.on_record.targets, self.over.world, self.over.names)
        chance = [
            self.first + draw * self.replicates + replicate
            for draw in block
            for replicate in range(self.replicates)
        ]
        some = np.repeat(self.parameters[block.start : block.stop], self.replicates)
        world, doses = self.over.world, self.over.doses
        results = simulate(world, doses, some, chance, self.seed, needs(found))
        codes = self.over.names.countries
        countries = [codes.index(code) for code in self.on_record.panel.countries]
        shape = (len(block), self.replicates)
        share, onset = shares(results, found), onset_years(results, countries)
        late = self.file(block).with_suffix(".part")
        with late.open("wb") as handle:
            np.savez(
                handle,
                shares=share.reshape(*shape, *share.shape[1:]),
                onset=onset.reshape(*shape, *onset.shape[1:]),
            )
        late.replace(self.file(block))


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


def _read(file: Path) -> dict[str, NDArray[Any]]:
    with np.load(file, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
