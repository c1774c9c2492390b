"""Ratios by version: ``history.csv`` is added to, never written over."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.processes import ROOT
from sim import __version__

FILE: Final = Path(__file__).with_name("history.csv")
CALIBRATION: Final = "calibration"
TOLERANCE: Final = 0.20
MEASURED: Final = ("sim", "configs", "scenarios", "benchmarks/*.py", "benchmarks/c")


class Row(NamedTuple):
    """One measure of one version.

    Attributes
    ----------
    version
        Of the program, and of the state of its files.
    measure
        What was measured.
    ratio
        How many times ``over``, measured in the same go.
    over
        What it is held against.
    """

    version: str
    measure: str
    ratio: float
    over: str


def version() -> str:
    """Return the version with the commit; ``edited`` where files differ from it."""
    commit = _git("rev-parse", "--short", "HEAD")
    if not commit:
        return __version__
    edited = ".edited" if _git("status", "--porcelain", "--", *MEASURED) else ""
    return f"{__version__}+{commit}{edited}"


def _git(*words: str) -> str:
    try:
        done = subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def read(file: Path = FILE) -> list[Row]:
    """Return all rows, oldest first."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as handle:
        return [
            Row(row["version"], row["measure"], float(row["ratio"]), row["over"])
            for row in csv.DictReader(handle)
        ]


def append(rows: Iterable[Row], file: Path = FILE) -> None:
    """Add rows at the end."""
    new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        if new:
            writer.writerow(Row._fields)
        for row in rows:
            writer.writerow([row.version, row.measure, f"{row.ratio:.4g}", row.over])


def slower(now: Sequence[Row], before: Sequence[Row]) -> list[str]:
    """Return a line for every time that has grown by more than a fifth.

    Each is held against the least that another version took, so that many small steps are seen
    too; other ratios are not times.
    """
    lines = []
    for row in now:
        if row.over != CALIBRATION:
            continue
        earlier = [r for r in before if r.measure == row.measure and r.over == row.over]
        others = [r for r in earlier if r.version != row.version]
        fastest = min(others, key=lambda r: r.ratio, default=row)
        if row.ratio > (1.0 + TOLERANCE) * fastest.ratio:
            growth = row.ratio / fastest.ratio - 1.0
            lines.append(f"{row.measure}: {growth:.0%} slower than at {fastest.version}")
    return lines
