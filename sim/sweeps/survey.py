"""A result folder surveyed from its manifest and ledger alone, without opening the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import ResultError
from sim.folders import check_result
from sim.sweeps.failures import one_line
from sim.sweeps.ledger import FILE as LEDGER
from sim.sweeps.ledger import Entry, is_being_written, read_ledger
from sim.sweeps.manifest import FILE, read_manifest


@dataclass(frozen=True)
class Tally:
    """Runs of one scenario: done, failed, missing, and not needed because there are enough."""

    scenario: str
    done: int
    failed: int
    missing: int
    not_needed: int = 0


@dataclass(frozen=True)
class Survey:
    """How far a result is.

    Attributes
    ----------
    tallies
        By scenario, in the order of the store.
    failed
        Run -> what went wrong, in one line.
    being_written
        Whether a launch is at work in it now.
    """

    folder: Path
    manifest: Mapping[str, Any]
    entries: Mapping[int, Entry]
    tallies: tuple[Tally, ...]
    failed: Mapping[int, str]
    being_written: bool

    @property
    def runs(self) -> int:
        """Number of runs asked for."""
        return int(self.manifest["counts"]["runs"])

    @property
    def missing(self) -> int:
        """Number of runs that no launch has come to yet."""
        return sum(tally.missing for tally in self.tallies)

    @property
    def not_needed(self) -> int:
        """Number of runs that were not made because there were enough."""
        return sum(tally.not_needed for tally in self.tallies)

    @property
    def block(self) -> int:
        """Runs a block."""
        return int(self.manifest["block"])

    def block_runs(self, block: int) -> range:
        """Return the runs of a block."""
        return range(block * self.block, min((block + 1) * self.block, self.runs))

    def kinds(self) -> list[tuple[str, list[int]]]:
        """Return each error with the runs that it struck, the most frequent first."""
        found: dict[str, list[int]] = {}
        for run in sorted(self.failed):
            found.setdefault(self.failed[run], []).append(run)
        return sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0]))


def survey(folder: Path) -> Survey:
    """Return how far a result is.

    Raises
    ------
    ResultError
        If there is none, or its ledger tells of what the manifest does not know.
    """
    check_result(folder)
    manifest = read_manifest(folder)
    entries = read_ledger(folder / LEDGER)
    labels = _labels(folder, manifest)
    runs, size = int(manifest["counts"]["runs"]), int(manifest["block"])
    each = runs // len(labels)
    enough = _enough(manifest, each)
    states = ["missing" if run % each < enough else "not needed" for run in range(runs)]
    failed: dict[int, str] = {}
    for entry in entries.values():
        block = range(entry.block * size, min((entry.block + 1) * size, runs))
        if entry.block < 0 or not block or not entry.failed.keys() <= set(block):
            raise ResultError(
                f"{folder / LEDGER}: block {entry.block} does not fit the {runs} runs of {FILE}"
            )
        for run in block:
            states[run] = "failed" if run in entry.failed else "done"
        failed |= {run: one_line(text) for run, text in entry.failed.items()}
    tallies = _tallies(labels, states)
    being_written = is_being_written(folder / LEDGER)
    return Survey(folder, manifest, entries, tallies, failed, being_written)


def _enough(manifest: Mapping[str, Any], samples: int) -> int:
    """Return how many samples of each scenario are needed."""
    until = manifest.get("until")
    return int(until["samples"]) if until else samples


def _labels(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    try:
        labels = [one_line(str(case["label"])) for case in manifest["cases"]]
        runs, size = int(manifest["counts"]["runs"]), int(manifest["block"])
    except (TypeError, KeyError, ValueError):
        labels, runs, size = [], 0, 0
    if not labels or runs < 1 or size < 1 or runs % len(labels):
        raise ResultError(f"{folder / FILE}: cases, counts and block do not fit; it was changed")
    return labels


def _tallies(labels: Sequence[str], states: Sequence[str]) -> tuple[Tally, ...]:
    size = len(states) // len(labels)
    found = []
    for place, label in enumerate(labels):
        own = states[place * size : (place + 1) * size]
        counts = [own.count(state) for state in ("done", "failed", "missing", "not needed")]
        found.append(Tally(label, *counts))
    return tuple(found)
