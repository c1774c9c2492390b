"""Compiling ``operators.c`` and playing it on copies of the engine's tables."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.c import layout

COMPILER: Final = "gcc"
FLAGS: Final = ("-O3", "-march=native", "-std=gnu99", "-shared", "-fPIC", "-Wall")
OLDEST: Final = 12
VENDORS: Final = 8
_SOURCE: Final = Path(__file__).with_name("operators.c")
_ALIGNMENT: Final = 64


def obstacle() -> str:
    """Return why the C code cannot be compiled here; empty where it can."""
    if shutil.which(COMPILER) is None:
        return f"{COMPILER} was not found"
    words = [COMPILER, "-dumpversion"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    major = done.stdout.strip().split(".")[0]
    if not major.isdigit() or int(major) < OLDEST:
        return f"{COMPILER} {done.stdout.strip()} was found, {OLDEST} or newer is needed"
    return ""


@cache
def build(header: str) -> ctypes.CDLL:
    """Compile ``operators.c`` against a header and load it.

    Raises
    ------
    RuntimeError
        If it does not compile.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "layout.h").write_text(header, encoding="utf-8")
        library = folder / "operators.so"
        words = [COMPILER, *FLAGS, f"-I{folder}", str(_SOURCE), "-lm", "-o", str(library)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"benchmarks/c/operators.c does not compile:\n{done.stderr}")
        return ctypes.CDLL(str(library))


class COperators:
    """The operators of a block of runs, in C.

    Parameters
    ----------
    tables : mapping
        Of an engine's block (``Block.tables``); they are copied, never written.
    """

    def __init__(self, tables: layout.Tables) -> None:
        if len(tables["vendor_facts"]) != VENDORS:
            raise ValueError(f"the C code is written for {VENDORS} vendors")
        self._library = build(layout.header(tables))
        self.tables: dict[str, NDArray[Any]] = {}
        for name in layout.RECORDS:
            self.tables[name] = _aligned(tables[name].shape, tables[name].dtype)
        for name in layout.ARRAYS:
            kind = np.dtype(layout.OWN[name]) if name in layout.OWN else tables[name].dtype
            self.tables[name] = _aligned(layout.shape(name, tables), kind)
        self._seed = tables["seed"]
        self._pointers = self._point(layout.sizes(tables))
        for name, own in self.tables.items():
            if name not in layout.OWN:
                own[...] = tables[name]

    def _point(self, sizes: dict[str, int]) -> NDArray[np.int64]:
        counts = [self._seed, sizes["run"], sizes["country"], sizes["operator"]]
        places = [self.tables[n].ctypes.data for n in (*layout.RECORDS, *layout.ARRAYS)]
        return np.array([*counts, *places], dtype=np.int64)

    def play(self, quarter: int) -> None:
        """Play tenders, orders and deliveries of one quarter."""
        self._library.play(_address(self._pointers), ctypes.c_int64(quarter))

    def play_through(self, seen: layout.Tables, buys: bool) -> None:
        """Show operators every quarter in turn and let them buy, or show it only.

        Parameters
        ----------
        seen : mapping
            Tables of ``layout.SEEN`` with a leading axis of quarters.
        """
        places = np.array([seen[name].ctypes.data for name in layout.SEEN], dtype=np.int64)
        quarters = ctypes.c_int64(len(seen[layout.SEEN[0]]))
        self._library.play_through(
            _address(self._pointers), _address(places), quarters, ctypes.c_int64(buys)
        )


def _address(pointers: NDArray[np.int64]) -> ctypes.c_void_p:
    return pointers.ctypes.data_as(ctypes.c_void_p)


def _aligned(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return zeros that start at a cache line."""
    size = int(np.prod(shape)) * dtype.itemsize
    room = np.zeros(size + _ALIGNMENT, dtype=np.uint8)
    first = -room.ctypes.data % _ALIGNMENT
    return room[first : first + size].view(dtype).reshape(shape)
