"""The ledger: an append-only list of finished blocks. Only what stands there is done."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from sim.errors import ResultError

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True)
class Entry:
    """One block that was worked on.

    Attributes
    ----------
    hash
        Fingerprint of the block's arrays.
    failed
        Run -> what went wrong, for runs that gave no result.
    seconds
        Time it took.
    """

    block: int
    hash: str
    failed: Mapping[int, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        """Whether every run of the block gave a result."""
        return not self.failed


def read_ledger(file: Path) -> dict[int, Entry]:
    """Return the last entry of every block; a line cut short by a kill does not count.

    Raises
    ------
    ResultError
        If a line that was written whole cannot be read.
    """
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").split("\n")[:-1]
    entries = (_parse(line, file, number) for number, line in enumerate(lines, start=1))
    return {entry.block: entry for entry in entries}


def _parse(line: str, file: Path, number: int) -> Entry:
    try:
        row = json.loads(line)
        failed = {int(run): str(text) for run, text in row["failed"].items()}
        return Entry(int(row["block"]), str(row["hash"]), failed, float(row["seconds"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ResultError(f"{file}, line {number}: not an entry of a ledger") from None


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
        self._drop_cut_line()
        self.entries = read_ledger(file)

    def append(self, entry: Entry) -> None:
        """Add an entry and return once it is on disk."""
        line = json.dumps(asdict(entry)) + "\n"
        self._handle.write(line.encode())
        self._handle.flush()
        os.fsync(self._handle.fileno())
        self.entries[entry.block] = entry

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

    def _drop_cut_line(self) -> None:
        self._handle.seek(0)
        written = self._handle.read()
        whole = written.rfind(b"\n") + 1
        # Cutting nothing off would still make the file look newer than what was drawn from it.
        if whole < len(written):
            self._handle.truncate(whole)


def _lock(handle: IO[bytes], file: Path) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        message = f"{file.parent}: another launch is writing here; wait for it or choose out="
        raise ResultError(message) from None
