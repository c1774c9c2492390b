"""Damage to a store: files that are missing or are not what they were, found and put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Final

from sim.errors import ResultError
from sim.sweeps.chunks import DamagedChunk, check_size, chunk_file, read_chunks
from sim.sweeps.folder import STORE
from sim.sweeps.ledger import Entry
from sim.sweeps.work import standing

_MOST_NAMED: Final = 8

Entries = Mapping[int, Entry]
BlockRuns = Callable[[int], range]


def lacking(
    folder: Path, entries: Entries, block_runs: BlockRuns, outcomes: Iterable[str]
) -> list[int]:
    """Return the blocks that a ledger counts and of which a file is missing; nothing is read.

    Parameters
    ----------
    folder
        A result folder.
    block_runs
        Gives the runs of a block: one of which every run failed has no files.
    """
    store = folder / STORE
    needed = [n for n in sorted(entries) if len(entries[n].failed) < len(block_runs(n))]
    found: set[int] = set()
    for name in outcomes:
        place = store / name
        there = {file.name for file in place.iterdir()} if place.is_dir() else set()
        found |= {n for n in needed if chunk_file(store, name, n).name not in there}
    return sorted(found)


def damaged(
    folder: Path, entries: Entries, block_runs: BlockRuns, outcomes: tuple[str, ...]
) -> Iterator[tuple[int, str]]:
    """Compare every block with its ledger; yield those that differ, each with what is wrong."""
    for number in sorted(entries):
        runs = block_runs(number)
        place = f"block {number} (runs {runs.start} to {runs.stop - 1})"
        try:
            _, fits = standing(folder / STORE, runs, outcomes, entries[number])
        except DamagedChunk as problem:
            yield number, f"{place}: {problem}"
        else:
            if not fits:
                yield number, f"{place}: what is on disk is not what the ledger says"


def check_files(
    folder: Path, entries: Entries, block_runs: BlockRuns, outcomes: Iterable[str]
) -> None:
    """Refuse a result of which files are missing, because what is not there reads as empty.

    Raises
    ------
    ResultError
        With the blocks.
    """
    lost = lacking(folder, entries, block_runs, outcomes)
    if lost:
        again = "it is" if len(lost) == 1 else "they are"
        raise ResultError(
            f"{folder}: files of {named(lost)} are missing from its store; launch the same "
            f"request again: {again} done again"
        )


@contextmanager
def reading(folder: Path, outcome: str, blocks: Iterable[int]) -> Iterator[None]:
    """Watch while chunks of an outcome are read: what is damaged is named in one line.

    Raises
    ------
    ResultError
        With the file.
    """
    store, blocks = folder / STORE, list(blocks)
    try:
        for number in blocks:
            check_size(store, outcome, number)
        yield
    except (DamagedChunk, RuntimeError, ValueError, MemoryError):
        bad = [number for number in blocks if not _reads(store, outcome, number)]
        place = chunk_file(store, outcome, bad[0]) if bad else store / outcome
        raise ResultError(
            f"{place}: is damaged; faultlines status {quote(str(folder))} verify=true finds all "
            "damage, and launching the same request with retry=damaged mends it"
        ) from None


def _reads(store: Path, outcome: str, block: int) -> bool:
    try:
        read_chunks(store, block, 1, (outcome,))
    except DamagedChunk:
        return False
    return True


def named(blocks: list[int]) -> str:
    """Return blocks in words.

    Examples
    --------
    >>> named([3]), named([3, 5])
    ('block 3', 'blocks 3, 5')
    """
    some = ", ".join(map(str, blocks[:_MOST_NAMED]))
    more = len(blocks) - _MOST_NAMED
    return f"block{'' if len(blocks) == 1 else 's'} {some}" + (
        f" and {more} more" if more > 0 else ""
    )
