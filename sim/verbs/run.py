"""The verb ``run``: one scenario, its baseline beside it."""

from __future__ import annotations

from typing import cast

from sim.cmdline import split
from sim.config import Configured, configure
from sim.errors import ConfigError
from sim.settings import Run
from sim.sweeps.request import Request
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import launch, show_configuration, without_ranges
from sim.verbs.rerun import rerun


def main(words: list[str], options: Options) -> int:
    """Play one scenario and its baseline; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    plain, pairs = split(words)
    if len(plain) > 1:
        raise ConfigError(
            f"run: one scenario at a time, but {', '.join(plain)} were given; several are a sweep"
        )
    configured = configure("run", [*(f"scenario={name}" for name in plain), *pairs])
    if options.cfg:
        return show_configuration(configured)
    again = cast(Run, configured.settings).rerun
    if again is not None:
        return rerun(again, configured, options)
    return launch(request_of(configured), configured, options)


def request_of(configured: Configured) -> Request:
    """Return the request for one scenario; drawn parameters change with every replicate."""
    settings = cast(Run, configured.settings)
    drawn = settings.mode == "drawn"
    return request_for(
        configured,
        [settings.scenario],
        "run",
        draws=settings.replicates if drawn else 1,
        replicates=1 if drawn else settings.replicates,
        levers=without_ranges(settings.levers),
        every=settings.every,
    )
