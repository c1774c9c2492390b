"""Saying how far a sweep has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_SECONDS_BETWEEN_LINES: Final = 5.0


class Progress(Protocol):
    """Whatever wants to know how far a sweep has come."""

    def start(self, runs: int, done: int) -> None:
        """``done`` of ``runs`` are there already."""

    def advance(self, runs: int) -> None:
        """That many more runs are finished."""

    def known(self, error: float, samples: int) -> None:
        """So many samples let the headline shares be known to so many points."""

    def note(self, line: str) -> None:
        """Something that a person should read."""

    def stop(self) -> None:
        """Nothing more will come."""


class Silence:
    """Says nothing."""

    def start(self, runs: int, done: int) -> None:
        """Ignore it."""

    def advance(self, runs: int) -> None:
        """Ignore it."""

    def known(self, error: float, samples: int) -> None:
        """Ignore it."""

    def note(self, line: str) -> None:
        """Ignore it."""

    def stop(self) -> None:
        """Ignore it."""


class Lines:
    """One plain line now and then, with an estimate of the time left."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to a stream; None: standard error."""
        self._stream = stream or sys.stderr
        self._runs = self._done = 0
        self._first: tuple[float, int] | None = None
        self._known = ""
        self._spoke = time.monotonic()

    def start(self, runs: int, done: int) -> None:
        """Say how much is to be done."""
        self._runs, self._done, self._first = runs, done, None
        self._spoke = time.monotonic()
        already = f", {done} already done" if done else ""
        self.note(f"{runs} runs{already}")

    def advance(self, runs: int) -> None:
        """Say how far it is, unless that was said a moment ago."""
        self._done += runs
        now = time.monotonic()
        # The first runs wait for rules to be compiled and say little about the rest.
        self._first = self._first or (now, self._done)
        if self._done >= self._runs:
            self.note(f"{self._done} of {self._runs} runs")
        elif now - self._spoke >= _SECONDS_BETWEEN_LINES:
            self._spoke = now
            self.note(f"{self._done} of {self._runs} runs{self._left(now)}{self._known}")

    def _left(self, now: float) -> str:
        began, before = self._first or (now, self._done)
        if self._done == before:
            return ""
        seconds = (self._runs - self._done) * (now - began) / (self._done - before)
        return f", about {duration(seconds)} left"

    def known(self, error: float, samples: int) -> None:
        """Say it with the next line."""
        self._known = f"; {_known_to(error, samples)}"

    def note(self, line: str) -> None:
        """Write the line."""
        print(line, file=self._stream, flush=True)

    def stop(self) -> None:
        """Nothing is left to do."""


class Terminal:
    """A bar with the time left."""

    def __init__(self) -> None:
        """Draw on standard error."""
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def start(self, runs: int, done: int) -> None:
        """Draw the bar."""
        from rich import progress

        columns = (
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("runs, left"),
            progress.TimeRemainingColumn(),
            progress.TextColumn("{task.fields[known]}"),
        )
        self._bar = progress.Progress(*columns, console=self._console)
        self._task = self._bar.add_task("runs", total=runs, completed=done, known="")
        self._bar.start()

    def advance(self, runs: int) -> None:
        """Move the bar on."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, runs)

    def known(self, error: float, samples: int) -> None:
        """Write it beside the bar."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, known=_known_to(error, samples))

    def note(self, line: str) -> None:
        """Write the line above the bar."""
        self._console.print(line, markup=False, soft_wrap=True)

    def stop(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.stop()


def usual_progress() -> Progress:
    """Return a bar if standard error is a terminal, else plain lines."""
    return Terminal() if sys.stderr.isatty() else Lines()


def _known_to(error: float, samples: int) -> str:
    return f"shares known to ±{error:.2g} points by {samples} samples"


def duration(seconds: float) -> str:
    """Return a length of time in words.

    Examples
    --------
    >>> duration(4.2), duration(200), duration(7300)
    ('5 s', '3 min', '2.0 h')
    """
    if seconds < 60:
        return f"{int(seconds) + 1} s"
    return f"{seconds / 60:.0f} min" if seconds < 3600 else f"{seconds / 3600:.1f} h"
