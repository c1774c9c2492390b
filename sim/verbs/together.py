"""Several requests of one launch, each in a folder of its own below a common one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.stopping import Stop

if TYPE_CHECKING:
    from sim.sweeps.model import Model
    from sim.sweeps.request import Request

Opens = Callable[["Request"], "Model"]


def placed(
    requests: Mapping[str, Request], opens: Opens | None = None, told: str = ""
) -> tuple[Path, dict[str, Request]]:
    """Return the folder of a launch, and its requests with a folder each below that one.

    Parameters
    ----------
    requests
        By name.
    opens
        Opens the model for a request; None: the real one.
    told
        Fingerprint of whatever else tells the launch from others; it enters the folder's name.

    Raises
    ------
    FaultlinesError
        If a request cannot be planned, or the folder holds something else.
    """
    from sim.sweeps.fingerprint import of_words
    from sim.sweeps.folder import choose_together
    from sim.sweeps.opening import open_model
    from sim.sweeps.plan import make_plan

    opened = opens or open_model
    plans = {name: make_plan(each, opened(each)) for name, each in requests.items()}
    if told:
        plans = {
            name: replace(plan, identity=of_words([plan.identity, told])[:8])
            for name, plan in plans.items()
        }
    folder = choose_together(plans)
    return folder, {name: replace(each, out=folder / name) for name, each in requests.items()}


def played(requests: Mapping[str, Request], opens: Opens | None = None) -> dict[str, Path]:
    """Play what is missing of each request, and return their folders; each is named first."""
    from sim.sweeps.execute import run_sweep
    from sim.sweeps.opening import open_model
    from sim.sweeps.progress import usual_progress
    from sim.verbs.launch import say

    found = {}
    for place, (name, each) in enumerate(requests.items(), start=1):
        say(f"{name} ({place} of {len(requests)})")
        found[name] = run_sweep(each, usual_progress(), open_model=opens or open_model)
    return found


@contextmanager
def going_on_in(folder: Path) -> Iterator[None]:
    """Let an interrupt say how to go on: in the common folder, not in that of one request."""
    try:
        yield
    except Stop as stop:
        if stop.to_go_on:
            stop.to_go_on = (f"out={folder}", "resume=true")
        raise
