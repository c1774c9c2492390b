"""Chunks: the outcomes of one block of runs, one file each, as the store lays them out.

They are written without the store's library, which takes four times as long over thirty small
arrays; it reads them back like its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Any, Final

import numpy as np
from numcodecs import blosc
from numcodecs.blosc import SHUFFLE, Blosc
from numpy.typing import NDArray

from sim.outcomes import registry

Arrays = Mapping[str, NDArray[Any]]

COMPRESSOR: Final = "lz4"
LEVEL: Final = 1
SEPARATOR: Final = "."
"""Between the numbers in a chunk's name: all chunks of an outcome lie in one folder."""
_UNFINISHED: Final = "~"
_HEAD: Final = 16

# Blosc would make itself a lock between processes, which outlives one that is killed and is
# complained of at the end. Chunks are written by threads of processes that share nothing.
blosc._MUTEX, blosc._MUTEX_IS_INIT = Lock(), True
MISSING: Final = {"float32": float("nan"), "int8": -1}


class DamagedChunk(Exception):
    """A chunk that does not hold what its outcome's arrays should."""


def write_block(store: Path, block: int, arrays: Arrays, size: int) -> None:
    """Write the outcomes of a block, each put into place whole.

    So a worker that is late, or that nobody waits for any more, does no harm to what is done.

    Parameters
    ----------
    store
        Folder of the store.
    block
        Its number.
    arrays
        Axes (run, the outcome's own).
    size
        Runs of a whole block: the last one may hold fewer, and is filled up.
    """
    for name, array in arrays.items():
        file = chunk_file(store, name, block)
        new = unfinished(file)
        new.write_bytes(_packed(_filled_up(array, size)))
        if file.exists():
            _sync_file(new)  # runs that are done stand there
        new.replace(file)


def packed_bytes(arrays: Arrays) -> int:
    """Return how many bytes the outcomes of a block take on disk."""
    return sum(len(_packed(array)) for array in arrays.values())


def unfinished(file: Path) -> Path:
    """Return a file beside another that nobody else writes: what it holds is not done yet."""
    return file.with_name(f"{file.name}{_UNFINISHED}{token_hex(8)}")


def clear_unfinished(store: Path) -> None:
    """Remove what launches that were killed left unfinished in a store and beside it."""
    for folder in (store.parent, *store.glob("*/")):
        clear_unfinished_in(folder)


def clear_unfinished_in(folder: Path) -> None:
    """Remove what launches that were killed left unfinished in one folder."""
    for file in folder.glob(f"*{_UNFINISHED}*"):
        file.unlink(missing_ok=True)


def read_chunks(
    store: Path, block: int, runs: int, outcomes: Iterable[str]
) -> dict[str, NDArray[Any]]:
    """Return the outcomes of a block as its files hold them, read as they were written.

    Parameters
    ----------
    runs
        How many runs the block holds.

    Raises
    ------
    DamagedChunk
        If a file is missing, cut short or not what the store was laid out for.
    """
    return {name: _read_chunk(store, name, block)[:runs] for name in outcomes}


def _read_chunk(store: Path, name: str, block: int) -> NDArray[Any]:
    try:
        layout = json.loads((store / name / "zarr.json").read_text(encoding="utf-8"))
        shape = tuple(layout["chunk_grid"]["configuration"]["chunk_shape"])
        packed = chunk_file(store, name, block).read_bytes()
    except (OSError, ValueError, KeyError, TypeError):
        raise DamagedChunk(f"{name} cannot be read") from None
    dtype = np.dtype(registry()[name].dtype).newbyteorder("<")
    whole = np.empty(shape, dtype)
    # The library trusts the two sizes in the file's head, so that they are looked at first.
    if _sizes(packed) != [whole.nbytes, len(packed)]:
        raise DamagedChunk(f"{name} has another size than it should")
    try:
        Blosc().decode(packed, whole)
    except (RuntimeError, ValueError):
        raise DamagedChunk(f"{name} cannot be unpacked") from None
    return whole.astype(dtype.newbyteorder("="), copy=False)


def check_size(store: Path, name: str, block: int) -> None:
    """Refuse a chunk that is not as long as it says: the library would read beyond its end.

    Raises
    ------
    DamagedChunk
        If it is not, or is missing.
    """
    try:
        with chunk_file(store, name, block).open("rb") as handle:
            told, size = _sizes(handle.read(_HEAD))[1], os.fstat(handle.fileno()).st_size
    except OSError:
        raise DamagedChunk(f"{name} cannot be read") from None
    if told != size or size < _HEAD:
        raise DamagedChunk(f"{name} has another size than it should")


def _sizes(packed: bytes) -> list[int]:
    """Return how long a chunk says that it is, unpacked and packed."""
    return [int.from_bytes(packed[i : i + 4], "little") for i in (4, 12)]


def sync_block(store: Path, block: int, outcomes: Iterable[str]) -> None:
    """Return once the chunks of a block are on disk, not only handed to the system."""
    for name in outcomes:
        file = chunk_file(store, name, block)
        if file.exists():
            _sync_file(file)


def empty_block(runs: int, arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Return arrays shaped like one run of ``arrays``, ``runs`` long, that say "missing"."""
    return {
        name: np.full((runs, *array.shape[1:]), MISSING[str(array.dtype)], dtype=array.dtype)
        for name, array in arrays.items()
    }


def chunk_file(store: Path, name: str, block: int) -> Path:
    """Return the file of a chunk, which is whole along every axis but the first."""
    zeros = "0" * len(registry()[name].dims)
    return store / name / SEPARATOR.join(["c", str(block), *zeros])


def _packed(array: NDArray[Any]) -> bytes:
    pack = Blosc(cname=COMPRESSOR, clevel=LEVEL, shuffle=SHUFFLE)
    return bytes(pack.encode(_little_endian(array)))


def _filled_up(array: NDArray[Any], size: int) -> NDArray[Any]:
    if len(array) == size:
        return array
    whole = empty_block(size, {"": array})[""]
    whole[: len(array)] = array
    return whole


def _little_endian(array: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))


def _sync_file(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
