"""The verb ``sweep``: many scenarios under the same draws."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from sim.cmdline import split
from sim.config import Configured, configure
from sim.errors import ConfigError
from sim.scenario import list_scenarios
from sim.settings import Many, Sweep
from sim.sweeps.request import Request, is_table
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import launch, show_configuration

_ALL: Final = ("all",)


def main(words: list[str], options: Options) -> int:
    """Play many scenarios; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    plain, pairs = split(words)
    named = [f"scenarios=[{','.join(plain)}]"] if plain else []
    configured = configure("sweep", [*named, *pairs])
    if options.cfg:
        return show_configuration(configured)
    return launch(request_of(configured), configured, options)


def request_of(configured: Configured) -> Request:
    """Return the request for many scenarios.

    Raises
    ------
    FaultlinesError
        If a scenario or a setting is wrong.
    """
    settings = cast(Sweep, configured.settings)
    if is_table(settings.design) and configured.provenance["draws"].startswith("draws="):
        raise ConfigError(
            f"draws: the rows of {settings.design} are the draws; leave draws=... out"
        )
    return replace(
        many(configured),
        design=_placed(settings.design),
        second_order=settings.second_order,
        morris_levels=settings.morris_levels,
        scan=_placed(settings.scan),
        lever_settings=settings.lever_settings or 0,
        until_width=settings.until.width or 0.0,
        until_year=settings.until.year,
    )


def _placed(word: str) -> str:
    """Return a word, or where the table is that it names."""
    return str(Path.cwd() / word) if is_table(word) else word


def many(configured: Configured) -> Request:
    """Return what ``sweep`` and ``ablate`` have in common: many scenarios, keyed draws."""
    settings = cast(Many, configured.settings)
    return request_for(
        configured,
        _named(settings.scenarios),
        "sweep",
        draws=settings.draws,
        replicates=settings.replicates,
        every=settings.every if isinstance(settings, Sweep) else 1,
    )


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(card.name for card in list_scenarios()) if names == _ALL else names
