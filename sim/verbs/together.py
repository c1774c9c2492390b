"""Several requests of one launch, each in a folder of its own below a common one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.stopping import Stop

if TYPE_CHECKING:
    from sim.sweeps.request import Request


def placed(requests: Mapping[str, Request]) -> tuple[Path, dict[str, Request]]:
    """Return the folder of a launch, and its requests with a folder each below that one.

    Raises
    ------
    FaultlinesError
        If a request cannot be planned, or the folder holds something else.
    """
    from sim.sweeps.folder import choose_together
    from sim.sweeps.opening import open_model
    from sim.sweeps.plan import make_plan

    plans = {name: make_plan(each, open_model(each)) for name, each in requests.items()}
    folder = choose_together(plans)
    return folder, {name: replace(each, out=folder / name) for name, each in requests.items()}


def played(requests: Mapping[str, Request]) -> dict[str, Path]:
    """Play what is missing of each request, and return their folders."""
    from sim.sweeps.execute import run_sweep
    from sim.sweeps.progress import usual_progress

    return {name: run_sweep(each, usual_progress()) for name, each in requests.items()}


@contextmanager
def going_on_in(folder: Path) -> Iterator[None]:
    """Let an interrupt say how to go on: in the common folder, not in that of one request."""
    try:
        yield
    except Stop as stop:
        if stop.to_go_on:
            stop.to_go_on = (f"out={folder}", "resume=true")
        raise
