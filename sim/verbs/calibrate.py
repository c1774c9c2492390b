"""The verb ``calibrate``: the uncertain parameters fitted to the record to 2020."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from sim.cmdline import pairs_alone
from sim.config import configure
from sim.settings import Calibrate
from sim.stopping import Stop
from sim.verbs import Options
from sim.verbs.launch import say, show_configuration, show_notes

if TYPE_CHECKING:
    from sim.sweeps.executor import Crew
    from sim.validation.calibration.calibrate import Asked
    from sim.validation.calibration.record import Record
    from sim.validation.calibration.window import Window

CODINGS: Final = {
    "de_jure": "de jure",
    "de_facto": "de facto",
    "borderline_lower": "de jure, borderline lower",
}
"""What a coding is called in a word, and in the record."""


@dataclass(frozen=True)
class Launch:
    """What is asked, opened.

    Attributes
    ----------
    request
        What the folder is to hold.
    """

    asked: Asked
    over: Window
    on_record: Record
    request: dict[str, Any]
    folder: Path


def main(words: list[str], options: Options) -> int:
    """Calibrate, print the table and write what came of it; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    pairs = pairs_alone("calibrate", words)
    configured = configure("calibrate", pairs)
    if options.cfg:
        return show_configuration(configured)
    show_notes(configured)
    settings = cast(Calibrate, configured.settings)
    launch = opened(settings)
    from sim.warm import warm

    warm(len(launch.over.names.vendors), say)
    crew = crew_of(settings, launch)
    if options.dry_run:
        from sim.validation.calibration.cost import lines

        print("\n".join(lines(launch.asked, launch.over, launch.on_record, crew)))
        print(f"would write to {launch.folder}; nothing was written")
        return 0
    return _done(settings, launch, crew)


def opened(settings: Calibrate) -> Launch:
    """Return what is asked, with the world and the record, and the folder it goes to."""
    from sim.sweeps.executor import check_executor
    from sim.validation.calibration.calibrate import Asked, check
    from sim.validation.calibration.folder import choose_folder, request_of
    from sim.validation.calibration.record import record
    from sim.validation.calibration.window import window

    asked = Asked(
        draws=settings.draws,
        replicates=settings.replicates,
        waves=settings.waves,
        rows=settings.rows,
        coding=CODINGS[settings.coding],
        seed=settings.seed,
    )
    check(asked)
    check_executor(settings.executor.kind)
    over = window()
    on_record = record(over.world, over.names, asked.coding)
    request = request_of(asked, over, on_record)
    folder = choose_folder(request, settings.out, resume=settings.resume)
    return Launch(asked, over, on_record, request, folder)


def crew_of(settings: Calibrate, launch: Launch) -> Crew:
    """Return who is to play: as many at a time as there are cores, and room for."""
    from sim.sweeps.executor import Crew
    from sim.validation.calibration.cost import workers

    given = settings.executor
    return Crew(
        given.kind,
        given.workers or workers(launch.over, launch.on_record, os.cpu_count() or 1),
        given.scheduler,
        say,
    )


def _done(settings: Calibrate, launch: Launch, crew: Crew) -> int:
    from sim.sweeps.folder import unwritable
    from sim.sweeps.progress import usual_progress
    from sim.validation.calibration.calibrate import calibrate
    from sim.validation.calibration.folder import begin
    from sim.validation.calibration.output import write_calibration
    from sim.validation.calibration.table import table

    folder = launch.folder
    try:
        begin(folder, launch.request)
        found = calibrate(folder, launch.asked, crew, usual_progress())
        write_calibration(found, folder)
    except OSError as error:
        raise unwritable(folder, error) from None
    except Stop as stop:
        if not settings.resume:
            stop.to_go_on = (f"out={folder}", "resume=true")
        raise
    print(f"{table(found, folder)}\n\nResults: {folder}")
    return 1 if any(wave.bank.left_out for wave in found.waves) else 0
