"""Keeping recent arrays within a number of bytes, for threads that ask for the same ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Key = TypeVar("Key", bound=Hashable)


class Kept(Generic[Key]):
    """Arrays by key, the ones asked for last; the very last is kept whatever its size.

    Parameters
    ----------
    room : int
        Bytes of all arrays together.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._bytes = 0
        self._lock = Lock()
        self._found: OrderedDict[Key, Future[Floats]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Floats]) -> Floats:
        """Return the array of a key; it is made once, however many threads ask meanwhile."""
        with self._lock:
            found = self._found.get(key)
            mine = found is None
            if found is None:
                found = self._found[key] = Future()
            self._found.move_to_end(key)
        if mine:
            self._fill(key, found, make)
        return found.result()

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays that are kept."""
        return self._bytes

    def _fill(self, key: Key, empty: Future[Floats], make: Callable[[], Floats]) -> None:
        try:
            array = make()
            empty.set_result(array)
        except BaseException as problem:
            with self._lock:
                del self._found[key]
            empty.set_exception(problem)
            return
        with self._lock:
            self._bytes += array.nbytes
            self._shrink()

    def _shrink(self) -> None:
        """Forget the oldest until the rest fits; never what was asked for last."""
        while self._bytes > self._room:
            older = (key for key in islice(self._found, len(self._found) - 1))
            oldest = next((key for key in older if self._found[key].done()), None)
            if oldest is None:
                return
            self._bytes -= self._found.pop(oldest).result().nbytes
