"""The setting ``rerun``: a result of any verb played again from its manifest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from sim.config import Configured
from sim.errors import ConfigError
from sim.settings import Run
from sim.verbs import Options
from sim.verbs.launch import launch, say

_ALLOWED: Final = ("rerun", "out", "resume", "retry", "data", "executor", "on_error")


def rerun(folder: Path, configured: Configured, options: Options) -> int:
    """Play a result again into a new folder, or go on with it; return the exit status.

    Raises
    ------
    FaultlinesError
        If it is no result that can be played again, or a word would make it another.
    """
    _check_words(folder, configured)
    from sim.sweeps.opening import open_model
    from sim.sweeps.plan import make_plan
    from sim.sweeps.rerun import changes, remembered

    settings = cast(Run, configured.settings)
    tables = {name: Path.cwd() / file for name, file in settings.data.items()}
    with remembered(folder, tables) as told:
        request = replace(
            told,
            executor=settings.executor.kind,
            workers=settings.executor.workers,
            scheduler=settings.executor.scheduler,
            out=settings.out or _new(folder),
            resume=settings.resume,
            retry_failed=settings.retry == "failed",
            retry_damaged=settings.retry == "damaged",
            stop_after=settings.on_error.stop_after,
        )
        for line in changes(folder, make_plan(request, open_model(request))):
            say(line)
        return launch(request, configured, options)


def _new(folder: Path) -> Path:
    """Return where a result goes that is played again: under ``results/``, named after it."""
    from sim.sweeps.folder import RESULTS

    return RESULTS / f"{folder.resolve().name}-rerun"


def _check_words(folder: Path, configured: Configured) -> None:
    for key, place in configured.provenance.items():
        if place.startswith(f"{key}=") and key.partition(".")[0] not in _ALLOWED:
            raise ConfigError(
                f"run: {key} is as it was in {folder}; with rerun= only "
                f"{', '.join(_ALLOWED[1:])} can be given"
            )
