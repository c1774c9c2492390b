"""Stopping when there are enough runs: blocks in rounds, and a look at the error after each."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.errors import ConfigError
from sim.sweeps.plan import Plan
from sim.sweeps.progress import Progress
from sim.sweeps.request import DRAWS, ONE_AT_A_TIME
from sim.sweeps.work import Task

if TYPE_CHECKING:
    from sim.sweeps.precision import Precision

#: Outcomes that hold the headline shares.
WATCHED: Final = ("sales_usd_m", "host_exposure")
_FIRST_LOOK_S: Final = 5.0
_BETWEEN_LOOKS_S: Final = 2.0
#: Of the time of a sweep that looking may take.
_PART: Final = 0.01
#: Runs that are taken in at a look where nobody waits for it: a quarter of a second.
_AT_A_TIME: Final = 2048


def check_until(plan: Plan) -> None:
    """Refuse to wait for the precision of what is not there.

    Raises
    ------
    ConfigError
        If the plan compares nothing, stores no headline share, or has a design that is one whole.
    """
    request = plan.request
    if request.until_width and request.design != DRAWS:
        raise ConfigError(
            f"until.width: goes with design={DRAWS}, of which any number can be made; "
            f"design={Path(request.design).name} is one whole"
        )
    if request.until_width and not _is_watched(plan):
        raise ConfigError(
            "until.width: there is nothing to watch; it needs a scenario with a baseline, and "
            f"one of the outcomes {', '.join(WATCHED)}"
        )


def _is_watched(plan: Plan) -> bool:
    stored = set(WATCHED) & set(plan.request.outcomes)
    paired = any(case.baseline is not None for case in plan.cases)
    return bool(stored) and paired and plan.request.design not in ONE_AT_A_TIME


def until_line(plan: Plan) -> list[str]:
    """Return a line on when a sweep is to stop; none if it is not to stop early."""
    request = plan.request
    if not request.until_width:
        return []
    known = f"±{request.until_width / 2:g} points"
    shares = f"the headline shares of {request.until_year}"
    return [f"Stops once {shares} are known to {known}; these runs are the most that are made"]


class Rounds:
    """The work of a launch in rounds, and how well the headline shares are known meanwhile.

    Attributes
    ----------
    ended
        How it ended, as the manifest keeps it; None: it has not, or no precision was asked for.
    """

    def __init__(self, folder: Path, plan: Plan, progress: Progress) -> None:
        """Look at nothing yet."""
        self.ended: dict[str, Any] | None = None
        self._folder, self._plan, self._progress = folder, plan, progress
        self._precision: Precision | None = None
        self._upto = len(plan.samples)
        self._most = max(1, _AT_A_TIME // len(plan.cases))
        self._next = time.monotonic() + _FIRST_LOOK_S

    def of(self, tasks: Sequence[Task]) -> Iterator[list[Task]]:
        """Yield the tasks of each round; the next is worked out when all of one are done."""
        request, size = self._plan.request, len(self._plan.samples)
        if not request.until_width:
            if tasks:
                yield list(tasks)
            return
        from sim.sweeps.precision import checkpoints

        varies = len({sample.draw for sample in self._plan.samples}) > 1
        left = list(tasks)
        for look in checkpoints(size, request.replicates if varies else 1):
            self._upto = look
            now = [task for task in left if first_sample(self._plan, task) < look]
            left = [task for task in left if first_sample(self._plan, task) >= look]
            if now:
                yield now
            precision = self._open()
            precision.update(look)
            error = precision.error
            enough = 2 * error <= request.until_width
            if enough or look == size:
                self.ended = {
                    "width": request.until_width,
                    "year": request.until_year,
                    "error": None if math.isnan(error) else error,
                    "enough": enough,
                    "samples": look,
                    "of": size,
                }
                return

    def look(self) -> None:
        """Tell how well the shares are known, unless that was told a moment ago."""
        if time.monotonic() < self._next or not _is_watched(self._plan):
            return
        is_first = self._precision is None
        precision = self._open()
        begun = time.monotonic()
        precision.update(self._upto, self._most)
        error = precision.error
        if not math.isnan(error):
            self._progress.known(error, precision.samples)
        ended = time.monotonic()
        # The first look waits for libraries that the report needs anyway.
        cost = 0.0 if is_first else (ended - begun) / _PART
        self._next = ended + max(_BETWEEN_LOOKS_S, cost)

    def _open(self) -> Precision:
        from sim.sweeps.precision import Precision

        if self._precision is None:
            self._precision = Precision(self._folder, self._plan.request.until_year)
        return self._precision


def first_sample(plan: Plan, task: Task) -> int:
    """Return the first sample, of any case, that a block has a run of."""
    size = len(plan.samples)
    first, last = task.runs[0], task.runs[-1]
    return first % size if first // size == last // size else 0
