"""Measurements that need a process of their own: memory, compiling, starting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.measure import best

ROOT: Final = Path(__file__).resolve().parents[1]


def worker(kind: str, size: int) -> dict[str, float]:
    """Return what :mod:`benchmarks.worker` finds in a fresh process."""
    done = _run(["-m", "benchmarks.worker", kind, str(size)], ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compile_seconds() -> float:
    """Return how long it takes to compile every rule, nothing being kept from before."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"FAULTLINES_CACHE": folder}
        return best(lambda: _run(["-m", "sim.warm"], ROOT, environment), 1)


def command_seconds(words: Sequence[str], repeats: int, folders: bool = False) -> float:
    """Return how long a command takes from the shell to its end, compiled code being kept.

    Parameters
    ----------
    folders
        Whether each time gets an ``out`` folder of its own.
    """
    with tempfile.TemporaryDirectory() as folder:

        def once() -> None:
            out = [f"out={tempfile.mkdtemp(dir=folder)}/result"] if folders else []
            _run(["-m", "sim", *words, *out], Path(folder))

        return best(once, repeats)


def table_seconds(words: Sequence[str], repeats: int) -> float:
    """Return how long a command takes from the shell to the first line that it prints."""
    with tempfile.TemporaryDirectory() as folder:

        def once() -> float:
            out = f"out={tempfile.mkdtemp(dir=folder)}/result"
            start = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, "-m", "sim", *words, out],
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ) as process:
                first = process.stdout.readline() if process.stdout else b""
                seconds = time.perf_counter() - start
                process.communicate()
            if not first or process.returncode:
                raise RuntimeError(f"faultlines {' '.join(words)} failed")
            return seconds

        return min(once() for _ in range(repeats))


def _run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"python {' '.join(words)} failed:\n{done.stderr}")
    return done
