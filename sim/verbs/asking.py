"""From checked settings to a request: what all verbs that play runs have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.config import Configured
from sim.errors import ConfigError
from sim.folders import posterior_file, search_path
from sim.scenario import load_scenario
from sim.settings import Common, Explain, Kept, Played, Varied
from sim.sweeps.request import Request


def request_for(
    configured: Configured, scenarios: Iterable[str], verb: str, **more: Any
) -> Request:
    """Return the request that settings make, for scenarios given by name or by path.

    Parameters
    ----------
    more
        Fields of the request that the verb decides itself; they win.

    Raises
    ------
    FaultlinesError
        If a scenario or a setting is wrong.
    """
    settings: Any = configured.settings
    names, folders = located(scenarios)
    asked: dict[str, Any] = {
        "scenarios": names,
        "scenario_folders": folders,
        "overrides": configured.held,
        "posterior": posterior_of(configured),
        "seed": settings.seed,
        "data": {name: Path.cwd() / file for name, file in settings.data.items()},
        "provenance": configured.provenance,
        "verb": verb,
    }
    if isinstance(settings, Varied):
        asked |= {"parameters": settings.mode, "vary": settings.vary, "levers": settings.levers}
    if isinstance(settings, Kept):
        asked |= _kept(settings)
    if isinstance(settings, Played):
        asked["outcomes"] = settings.outcomes
    if isinstance(settings, Common | Explain):
        asked["world"] = settings.world.size
    return Request(**{**asked, **more})


def _kept(settings: Kept) -> dict[str, Any]:
    """Return into which folder runs go, by whom, and what becomes of those that fail."""
    return {
        "executor": settings.executor.kind,
        "workers": settings.executor.workers,
        "scheduler": settings.executor.scheduler,
        "out": settings.out,
        "resume": settings.resume,
        "retry_failed": settings.retry == "failed",
        "retry_damaged": settings.retry == "damaged",
        "stop_after": settings.on_error.stop_after,
        "debug": settings.debug,
    }


def located(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Return the names of scenarios given by name or by path, and where their files are.

    Raises
    ------
    ScenarioError
        If one is missing or wrong.
    """
    folders = search_path("scenarios")
    found: dict[str, None] = {}
    for name in names:
        found[load_scenario(name, folders).name] = None
        if name.endswith((".yaml", ".yml")):
            folders = (Path(name).resolve().parent, *folders)
    return tuple(found), tuple(dict.fromkeys(folders))


def posterior_of(configured: Configured) -> str:
    """Return where the posterior is: beside the model's file, or where a word says; or nothing.

    Raises
    ------
    ConfigError
        If it is not there.
    """
    settings: Any = configured.settings
    named: Path | None = settings.posterior
    if named is None:
        return ""
    place = configured.provenance.get("posterior", "")
    if place.startswith("posterior="):
        return str(Path.cwd() / named)
    found = posterior_file(str(named))
    if found is None:
        raise ConfigError(f"{place}: posterior: there is no file {named} in configs/model/")
    return str(found)
