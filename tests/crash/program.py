"""The program that is to be killed: a small sweep of the real model, in blocks of two runs.

With ``FULL_AFTER=N`` in its environment the disk is full from its N-th write on: half of what is
to be written goes through, then comes ENOSPC, in this process and in every worker of its own.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any

from sim.errors import FaultlinesError
from sim.stopping import listen
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request

BLOCK = 2
FULL_AFTER = "FULL_AFTER"
OUTCOMES = ("exposure", "level", "sales_usd_m")


def request(out: Path, executor: str) -> Request:
    """Ask for 160 runs in 80 blocks."""
    workers = 1 if executor == "serial" else 2
    return Request(
        ("pressure",), draws=80, outcomes=OUTCOMES, out=out, executor=executor, workers=workers
    )


def fill_disk(after: int) -> None:
    """Let all writes to files fail from a certain one on."""
    opened = io.open
    writes = 0

    def open_counting(*args: Any, **kwargs: Any) -> Any:
        file = opened(*args, **kwargs)
        if not file.writable():
            return file
        write = file.write

        def write_until_full(data: Any) -> int:
            nonlocal writes
            writes += 1
            if writes < after:
                return write(data)
            write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return Watched(file, write_until_full)

    io.open = open_counting


class Watched:
    """A file of which only writing is another matter."""

    def __init__(self, file: Any, write: Any) -> None:
        self._file = file
        self.write = write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *problem: Any) -> None:
        self._file.close()


def main(out: str, executor: str) -> int:
    listen()
    try:
        run_sweep(request(Path(out), executor), block=BLOCK)
    except FaultlinesError as problem:
        print(f"faultlines: {problem}", file=sys.stderr)
        return 2
    return 0


# Worker processes load this file too, under another name.
if FULL_AFTER in os.environ:
    fill_disk(int(os.environ[FULL_AFTER]))
if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
