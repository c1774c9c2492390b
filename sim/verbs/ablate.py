"""The verb ``ablate``: each mechanism off in turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

from sim.cmdline import split
from sim.config import Configured, configure
from sim.params import switches
from sim.settings import Ablate
from sim.sweeps.request import Request
from sim.verbs import Options
from sim.verbs.launch import launch, show_configuration, without_ranges
from sim.verbs.sweep import many

_ALL: Final = ("all",)


def main(words: list[str], options: Options) -> int:
    """Turn mechanisms round one by one; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    plain, pairs = split(words)
    named = [f"scenarios=[{','.join(plain)}]"] if plain else []
    configured = configure("ablate", [*named, *pairs])
    if options.cfg:
        return show_configuration(configured)
    return launch(request_of(configured), configured, options)


def request_of(configured: Configured) -> Request:
    """Return the request for an ablation; a mechanism that the user holds stays as it is held."""
    settings = cast(Ablate, configured.settings)
    without_ranges(settings.levers)
    names = settings.mechanisms
    if names == _ALL:
        names = tuple(n for n, switch in switches().items() if switch.key not in configured.held)
    return replace(many(configured), ablated=names, verb="ablate")
