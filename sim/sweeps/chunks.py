"""Chunks: the outcomes of one block of runs, one file each, as the store lays them out.

They are written without the store's library, which takes four times as long over thirty small
arrays; it reads them back like its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numcodecs.blosc import SHUFFLE, Blosc
from numpy.typing import NDArray

from sim.outcomes import registry

Arrays = Mapping[str, NDArray[Any]]

COMPRESSOR: Final = "lz4"
LEVEL: Final = 1
SEPARATOR: Final = "."
"""Between the numbers in a chunk's name: all chunks of an outcome lie in one folder."""
MISSING: Final = {"float32": float("nan"), "int8": -1}


def write_block(store: Path, block: int, arrays: Arrays, size: int) -> None:
    """Write the outcomes of a block.

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
        _file(store, name, block).write_bytes(_packed(_filled_up(array, size)))


def packed_bytes(arrays: Arrays) -> int:
    """Return how many bytes the outcomes of a block take on disk."""
    return sum(len(_packed(array)) for array in arrays.values())


def sync_block(store: Path, block: int, outcomes: Iterable[str]) -> None:
    """Return once the chunks of a block are on disk, not only handed to the system."""
    for name in outcomes:
        file = _file(store, name, block)
        if file.exists():
            _sync_file(file)


def empty_block(runs: int, arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Return arrays shaped like one run of ``arrays``, ``runs`` long, that say "missing"."""
    return {
        name: np.full((runs, *array.shape[1:]), MISSING[str(array.dtype)], dtype=array.dtype)
        for name, array in arrays.items()
    }


def _file(store: Path, name: str, block: int) -> Path:
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
