"""The verb ``sensitivity``: which assumptions drive the answer, and when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from sim.cmdline import split
from sim.config import Configured, configure
from sim.errors import ConfigError, nearest
from sim.settings import Sensitivity
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import failures, plan_lines, say, show_configuration, show_notes
from sim.verbs.together import going_on_in, placed

if TYPE_CHECKING:
    import xarray as xr

    from sim.analysis.headline import Headline
    from sim.analysis.sensitivity.finding import Finding
    from sim.sweeps.request import Request

ANALYSING: Final = "Working out effects and indices ..."
SCREENING: Final = "screening"
INDICES: Final = "indices"


class Asked(NamedTuple):
    """What a launch is to do, below one folder."""

    folder: Path
    screening: Request
    indices: Request  #: with as many parameters as are kept, whichever these will be
    items: tuple[Headline, ...]


def main(words: list[str], options: Options) -> int:
    """Screen all parameters, work out the indices of those that are kept; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong, or too many runs failed.
    """
    plain, pairs = split(words)
    if len(plain) > 1:
        raise ConfigError(f"sensitivity: one scenario, but {', '.join(plain)} were given")
    configured = configure("sensitivity", [*(f"scenario={name}" for name in plain), *pairs])
    if options.cfg:
        return show_configuration(configured)
    show_notes(configured)
    asked = asked_for(configured)
    if options.dry_run:
        print("\n".join(_dry(asked)))
        return 0
    with going_on_in(asked.folder):
        return _play_and_tell(asked, cast(Sensitivity, configured.settings).year)


def asked_for(configured: Configured) -> Asked:
    """Return the two requests of a launch, checked before anything is played.

    Raises
    ------
    FaultlinesError
        If a setting or the scenario is wrong, SALib is missing, or the folder is somebody else's.
    """
    from sim.sweeps.points import check_power_of_two
    from sim.sweeps.request import check_year

    settings = cast(Sensitivity, configured.settings)
    items = _measures(settings.measures)
    check_power_of_two("draws", settings.draws)
    check_year("year", settings.year)
    screening = _request(configured, items)
    keys = tuple(parameter.key for parameter in screening.varied)
    if not keys:
        raise ConfigError("sensitivity: all uncertain parameters are held; nothing is left to vary")
    indices = replace(
        screening, design="saltelli", draws=settings.draws, vary=keys[: settings.keep]
    )
    folder, both = placed({SCREENING: screening, INDICES: indices})
    return Asked(folder, both[SCREENING], both[INDICES], items)


def _measures(names: tuple[str, ...]) -> tuple[Headline, ...]:
    from sim.analysis.headline import HEADLINES

    known = {item.name: item for item in HEADLINES}
    for name in names:
        if name not in known:
            raise ConfigError(
                f"measures: {name!r} is not one of: {', '.join(known)}{nearest(name, known)}"
            )
    return tuple(known[name] for name in dict.fromkeys(names))


def _request(configured: Configured, items: tuple[Headline, ...]) -> Request:
    """Return the request of the screening, which stores what the measures need, by year."""

    settings = cast(Sensitivity, configured.settings)
    return request_for(
        configured,
        [settings.scenario],
        "sensitivity",
        design="morris",
        draws=settings.trajectories,
        replicates=settings.replicates,
        outcomes=tuple(dict.fromkeys(item.needs for item in items)),
        every=1 if any(item.is_difference for item in items) else 4,
    )


def _dry(asked: Asked) -> list[str]:
    return [
        "First the screening:",
        *plan_lines(asked.screening),
        f"Then the indices, of the {len(asked.indices.vary)} parameters that it leaves:",
        *plan_lines(asked.indices),
    ]


def _play_and_tell(asked: Asked, year: int) -> int:
    from sim.analysis.sensitivity.analysis import analyse, screen
    from sim.analysis.sensitivity.choice import choose

    (scenario,) = asked.screening.scenarios
    screened = _played(asked.screening)
    if screened is None:
        return _end(asked)
    screening = screen(screened, scenario, asked.items)
    kept = choose(screening.effects, _kept_before(asked) or len(asked.indices.vary)).kept
    indexed = _played(replace(asked.indices, vary=kept))
    if indexed is None:
        return _end(asked)
    say(ANALYSING)
    _tell(analyse(screening, indexed, scenario, asked.items, year), asked.folder)
    return _end(asked)


def _played(request: Request) -> xr.Dataset | None:
    """Play what is missing of a request and open it; None where ``on_error`` stopped it."""
    from sim.sweeps.execute import run_sweep
    from sim.sweeps.load import load
    from sim.sweeps.manifest import read_manifest
    from sim.sweeps.progress import usual_progress

    folder = run_sweep(request, usual_progress())
    return None if read_manifest(folder)["counts"]["missing"] else load(folder)


def _kept_before(asked: Asked) -> tuple[str, ...]:
    """Return the parameters that an earlier launch kept; none: there was no such launch.

    They stay, though runs of the screening that failed and were done since may rank others.
    """
    from sim.sweeps.manifest import FILE, read_manifest

    folder = asked.folder / INDICES
    if not (folder / FILE).exists():
        return ()
    before = tuple(read_manifest(folder)["vary"])
    return before if len(before) == len(asked.indices.vary) else ()


def _tell(finding: Finding, folder: Path) -> None:
    """Print the table, write the numbers, draw and write the report."""
    from sim.analysis.finish import DRAWING
    from sim.analysis.sensitivity.output import write_finding
    from sim.analysis.sensitivity.table import table
    from sim.sweeps.manifest import read_manifest

    print(f"{table(finding)}\n", flush=True)
    manifests = {name: read_manifest(folder / name) for name in (SCREENING, INDICES)}
    write_finding(finding, manifests, folder)
    say(DRAWING)
    from sim.report.sensitivity import build_sensitivity

    build_sensitivity(finding, folder)


def _end(asked: Asked) -> int:
    """Say what failed and where the results are; return the exit status."""
    from sim.sweeps.manifest import FILE

    played = [asked.folder / name for name in (SCREENING, INDICES)]
    failed = [line for folder in played if (folder / FILE).exists() and (line := failures(folder))]
    print("\n".join([*failed, f"Results: {asked.folder}"]))
    return 1 if failed else 0
