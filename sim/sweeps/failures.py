"""Failed runs, kept as data: one line each in a file of the result folder, never taken back."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.errors import ResultError
from sim.sweeps.ledger import FILE as LEDGER
from sim.sweeps.ledger import Entry, drop_cut_line, read_ledger

if TYPE_CHECKING:
    from sim.sweeps.plan import Plan

FILE: Final = "failures.jsonl"
_LONGEST: Final = 500


class Fault(NamedTuple):
    """What went wrong in a run: one line, and the traceback."""

    error: str
    trace: str


@dataclass(frozen=True)
class Failure:
    """A run that gave no result.

    Attributes
    ----------
    run
        Its number in the store.
    error
        What went wrong, in one line.
    traceback
        Where, as Python tells it.
    """

    run: int
    scenario: str
    draw: int
    replicate: int
    error: str
    traceback: str

    @property
    def name(self) -> str:
        """The run in words, such as ``"stop, draw 3, replicate 3"``."""
        return f"{self.scenario}, draw {self.draw}, replicate {self.replicate}"


def one_line(text: str) -> str:
    """Return a text as one line that any terminal can show: nothing in it moves the cursor.

    Examples
    --------
    >>> one_line("no spend\\n  in \\x1b[31mregion 3")
    'no spend in [31mregion 3'
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    whole = " ".join(plain.split())
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]} ..."


def fault_of(error: BaseException) -> Fault:
    """Return what went wrong, in words that outlive the process."""
    trace = "".join(traceback.format_exception(error))
    return Fault(one_line(f"{type(error).__name__}: {_said(error)}"), trace)


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "(it cannot be put into words)"


def append_failures(folder: Path, plan: Plan, entry: Entry) -> None:
    """Add the failures of a block and return once they are on disk."""
    if not entry.failed:
        return
    lines = [json.dumps(asdict(_failure(plan, entry, run))) + "\n" for run in sorted(entry.failed)]
    with (folder / FILE).open("a+b") as handle:
        drop_cut_line(handle)
        handle.write("".join(lines).encode())
        handle.flush()
        os.fsync(handle.fileno())


def _failure(plan: Plan, entry: Entry, run: int) -> Failure:
    case, index = divmod(run, len(plan.samples))
    sample = plan.samples[index]
    return Failure(
        run,
        plan.cases[case].label,
        sample.draw,
        sample.replicate,
        entry.failed[run],
        entry.traces.get(run, ""),
    )


def read_failures(folder: Path) -> list[Failure]:
    """Return the runs of a result that failed and were not done since, in their order.

    Raises
    ------
    ResultError
        If a line of the file cannot be read, or a failed run has none.
    """
    failed = {
        run: text
        for entry in read_ledger(folder / LEDGER).values()
        for run, text in entry.failed.items()
    }
    told = {failure.run: failure for failure in _lines(folder / FILE)} if failed else {}
    for run in failed:
        if run not in told:
            raise ResultError(f"{folder / FILE}: run {run} failed, but has no line here")
    return [told[run] for run in sorted(failed)]


def _lines(file: Path) -> Iterator[Failure]:
    if not file.exists():
        return
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    for number, line in enumerate(lines, start=1):
        try:
            yield _parse(json.loads(line))
        except (ValueError, KeyError, TypeError):
            raise ResultError(f"{file}, line {number}: not an entry of a failed run") from None


def _parse(row: Any) -> Failure:
    return Failure(
        run=int(row["run"]),
        scenario=one_line(str(row["scenario"])),
        draw=int(row["draw"]),
        replicate=int(row["replicate"]),
        error=one_line(str(row["error"])),
        traceback=str(row["traceback"]),
    )
