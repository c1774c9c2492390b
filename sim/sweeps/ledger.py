"""The ledger: an append-only list of finished blocks. Only what stands there is done."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from sim.errors import ResultError

if sys.platform != "win32":
    import fcntl

FILE: Final = "ledger.jsonl"
_KEYS: Final = ("block", "hash", "failed", "seconds")
_TRIES: Final = 3
_SECONDS_BETWEEN_TRIES: Final = 0.05
#: Hash of a block that was done, and of which the files were lost since.
_FORGOTTEN: Final = ""


@dataclass(frozen=True)
class Entry:
    """One block that was worked on.

    Attributes
    ----------
    hash
        Fingerprint of the block's arrays, in which failed runs are empty.
    failed
        Run -> what went wrong, for runs that gave no result.
    seconds
        Time it took.
    traces
        Run -> traceback. The ledger itself does not keep them.
    """

    block: int
    hash: str
    failed: Mapping[int, str] = field(default_factory=dict)
    seconds: float = 0.0
    traces: Mapping[int, str] = field(default_factory=dict, compare=False)

    @property
    def done(self) -> bool:
        """Whether every run of the block gave a result."""
        return not self.failed


def read_ledger(file: Path) -> dict[int, Entry]:
    """Return the last entry of every block; a line cut short by a kill does not count.

    Raises
    ------
    ResultError
        If a line that was written whole cannot be read, or a newer version wrote it.
    """
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    entries = (_parse(line, file, number) for number, line in enumerate(lines, start=1))
    last = {entry.block: entry for entry in entries}
    return {block: entry for block, entry in last.items() if entry.hash != _FORGOTTEN}


def _parse(line: str, file: Path, number: int) -> Entry:
    try:
        row = json.loads(line)
        failed = {int(run): str(text) for run, text in row["failed"].items()}
        entry = Entry(int(row["block"]), str(row["hash"]), failed, float(row["seconds"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ResultError(f"{file}, line {number}: not an entry of a ledger") from None
    for key in row:
        if key not in _KEYS:
            raise ResultError(
                f"{file}, line {number}: written by a newer version of faultlines (it has "
                f"{key!r}); use that version"
            )
    return entry


def is_being_written(file: Path) -> bool:
    """Return whether a launch is writing a ledger now."""
    if sys.platform == "win32" or not file.exists():
        return False
    with file.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def drop_cut_line(handle: IO[bytes]) -> None:
    """Cut off what a kill left of a last line."""
    size = handle.seek(0, os.SEEK_END)
    # Cutting nothing off would still make the file look newer than what was drawn from it.
    if size == 0 or _last_byte(handle) == b"\n":
        return
    handle.seek(0)
    handle.truncate(handle.read().rfind(b"\n") + 1)


def _last_byte(handle: IO[bytes]) -> bytes:
    handle.seek(-1, os.SEEK_END)
    return handle.read(1)


class Ledger:
    """The ledger of one result folder, open for one writer.

    Parameters
    ----------
    file
        Created if need be.

    Raises
    ------
    ResultError
        If another launch is writing it.
    """

    def __init__(self, file: Path) -> None:
        """Open the file, keep others from writing it, and read what it says."""
        self._handle: IO[bytes] = file.open("a+b")
        _lock(self._handle, file)
        drop_cut_line(self._handle)
        self.entries = read_ledger(file)

    def append(self, entry: Entry) -> None:
        """Add an entry and return once it is on disk."""
        self._write([entry])
        self.entries[entry.block] = entry

    def forget(self, blocks: Iterable[int]) -> None:
        """Say that blocks are not done after all, and return once that is on disk."""
        lost = [Entry(block, _FORGOTTEN) for block in blocks]
        self._write(lost)
        for entry in lost:
            del self.entries[entry.block]

    def _write(self, entries: Iterable[Entry]) -> None:
        rows = ({key: getattr(entry, key) for key in _KEYS} for entry in entries)
        self._handle.write("".join(json.dumps(row) + "\n" for row in rows).encode())
        self._handle.flush()
        os.fsync(self._handle.fileno())

    def __enter__(self) -> Ledger:
        """Return the ledger itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file and let others write."""
        # What counts is on disk since it was appended; a line for which there was no room is not.
        with suppress(OSError):
            self._handle.close()


def _lock(handle: IO[bytes], file: Path) -> None:
    """Lock a ledger, or say who else does; whoever only looks at it does so for an instant."""
    if sys.platform == "win32":
        return
    for _ in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(_SECONDS_BETWEEN_TRIES)
        else:
            return
    handle.close()
    raise ResultError(f"{file.parent}: another launch is writing here; wait for it or choose out=")
