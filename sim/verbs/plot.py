"""The verb ``plot``: figures of a result, or of several side by side, as files."""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from sim.cmdline import split
from sim.config import configure
from sim.errors import ConfigError, FaultlinesError, ResultError, nearest
from sim.folders import check_result
from sim.settings import Plot
from sim.verbs import Options
from sim.verbs.launch import counted, say, show_configuration

if TYPE_CHECKING:
    import xarray as xr

    from sim.plots.catalogue import Entry

ALL: Final = "all"
_LONGEST_NAME: Final = 80


class _Job(NamedTuple):
    """One figure that is drawn, and what it is called."""

    entry: Entry
    scenarios: list[str] | None
    name: str
    named: bool  #: by the user, rather than one of all


def main(words: list[str], options: Options) -> int:
    """Draw figures, or list those that can be drawn; return the exit status.

    Raises
    ------
    FaultlinesError
        If no result is named, a name is wrong, a figure cannot be drawn or a file is in the way.
    """
    plain, pairs = split(words)
    configured = configure("plot", pairs)
    if options.cfg:
        return show_configuration(configured)
    settings = cast(Plot, configured.settings)
    folders, figures = _sorted_out(plain, settings.results)
    ds, names = _side_by_side(_opened(folders), settings)
    if not figures:
        print(_listing(ds, folders))
        return 0
    jobs = _jobs(ds, figures, settings, names, {pair.partition("=")[0] for pair in pairs})
    target = settings.out or _own_folder(folders)
    return _draw(ds, jobs, target, settings, options)


def _sorted_out(plain: Sequence[str], more: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Return the words that are result folders, and those that are figures."""
    if not plain and not more:
        raise ConfigError(
            "plot: name a result folder, such as 'plot results/sweep-drawn-1a2b3c4d market_share'"
        )
    folders = list(more)
    if not folders:
        folders, plain = [Path(plain[0])], plain[1:]
    for folder in folders:
        check_result(folder)
    from sim.plots.catalogue import CATALOGUE

    figures: list[str] = []
    for word in plain:
        if word in (*CATALOGUE, ALL):
            figures.append(word)
        elif Path(word).is_dir():
            folders.append(Path(word))
        else:
            hint = nearest(word, [*CATALOGUE, ALL])
            raise ConfigError(
                f"{word!r} is neither a figure nor a result folder (figures: "
                f"{', '.join(CATALOGUE)}, {ALL}){hint}"
            )
    return folders, list(dict.fromkeys(figures))


def _opened(folders: Sequence[Path]) -> xr.Dataset:
    from sim.analysis.join import join
    from sim.sweeps.load import load

    return join([load(folder) for folder in folders])


def _listing(ds: xr.Dataset, folders: Sequence[Path]) -> str:
    """Return which figures can be drawn from a result and which cannot, and why."""
    from sim.plots.catalogue import CATALOGUE, why_not

    reasons = {name: why_not(entry, ds) for name, entry in CATALOGUE.items()}
    width = max(map(len, CATALOGUE)) + 2
    can = [f"  {n:<{width}}{CATALOGUE[n].question}" for n, reason in reasons.items() if not reason]
    cannot = [f"  {name:<{width}}{reason}" for name, reason in reasons.items() if reason]
    runs = f"{counted(ds.sizes['scenario'], 'scenario')}, {counted(ds.sizes['sample'], 'sample')}"
    words = shlex.join(map(str, folders))
    lines = [f"What can be drawn from {ds.attrs.get('name', 'this result')} ({runs} each)", *can]
    if cannot:
        lines += ["", "What cannot", *cannot]
    first = next((name for name, reason in reasons.items() if not reason), ALL)
    return "\n".join([*lines, "", f"To draw: faultlines plot {words} {first}    (all: {ALL})"])


def _side_by_side(ds: xr.Dataset, settings: Plot) -> tuple[xr.Dataset, list[str] | None]:
    """Return the result as it is drawn, several side by side, and the scenarios of figures."""
    from sim.plots.pairs import scenarios
    from sim.plots.side_by_side import side_by_side

    chosen = settings.scenarios
    return side_by_side(ds, scenarios(ds) if chosen == (ALL,) else chosen)


def _jobs(
    ds: xr.Dataset,
    figures: Sequence[str],
    settings: Plot,
    names: list[str] | None,
    said: set[str],
) -> list[_Job]:
    """Return what is drawn: a figure that shows one scenario once for each that is named."""
    from sim.analysis.pairs import held_beside
    from sim.plots.catalogue import CATALOGUE, check_measure, check_year, find, why_not

    check_year(ds, settings.year)
    entries = [find(name) for name in figures if name != ALL]
    for entry in entries:
        if problem := why_not(entry, ds):
            raise ResultError(f"{entry.name}: {problem}")
    if ALL in figures:
        entries = [entry for entry in CATALOGUE.values() if not why_not(entry, ds)]
    if settings.measure is not None:
        check_measure(ds, entries, settings.measure)
    year = str(settings.year) if "year" in said else ""
    measure = settings.measure or ""
    beside = "beside" if names and held_beside(ds) else ""
    found = []
    for entry in entries:
        each = _each(ds, entry, names)
        for shown in each:
            about = measure if entry.measured else ""
            file = _file_name(entry.name, shown, beside, about, year)
            found.append(_Job(entry, shown, file, entry.name in figures))
    return found


def _each(ds: xr.Dataset, entry: Entry, names: list[str] | None) -> list[list[str] | None]:
    """Return what each drawing of a figure shows; one that shows one scenario is drawn for each."""
    if not entry.alone:
        return [names]
    if names is None and len(entry.chosen(ds)) < 2:
        return [None]
    return [[name] for name in names or entry.chosen(ds)]


def _file_name(figure: str, scenarios: Sequence[str] | None, *more: str) -> str:
    """Return a file name without its ending, which says what was asked for.

    Examples
    --------
    >>> _file_name("levels", None, ""), _file_name("levels", ["stop", "pay"], "2025")
    ('levels', 'levels-stop+pay-2025')
    """
    told = "+".join(scenarios) if scenarios else ""
    text = "-".join(part for part in (figure, told, *more) if part)
    safe = re.sub(r"[^\w.+=-]+", "_", text)
    if len(safe) <= _LONGEST_NAME:
        return safe
    return f"{safe[:_LONGEST_NAME]}-{hashlib.blake2b(safe.encode(), digest_size=4).hexdigest()}"


def _own_folder(folders: Sequence[Path]) -> Path:
    if len(folders) == 1:
        return folders[0] / "plots"
    together = hashlib.blake2b("\n".join(map(str, folders)).encode(), digest_size=4).hexdigest()
    return Path("results") / f"plots-{together}"


def _draw(
    ds: xr.Dataset, jobs: Sequence[_Job], target: Path, settings: Plot, options: Options
) -> int:
    from sim.plots.catalogue import draw
    from sim.plots.save import write_figure

    files = [[target / f"{job.name}.{ending}" for ending in settings.to] for job in jobs]
    _check_free(target, [file for each in files for file in each])
    if options.dry_run:
        for each in files:
            print(f"  {'  '.join(file.name for file in each)}")
        print(f"would be drawn in {target}; nothing was written")
        return 0
    say(f"Drawing {counted(len(jobs), 'figure')} ...")
    for job, each in zip(jobs, files, strict=True):
        try:
            measure = settings.measure if job.entry.measured else None
            figure = draw(ds, job.entry.name, job.scenarios, settings.year, measure)
        except FaultlinesError as problem:
            if job.named:
                raise
            print(f"  left out: {problem}")
            continue
        target.mkdir(parents=True, exist_ok=True)
        for file in each:
            write_figure(figure, file)
        print(f"  {'  '.join(file.name for file in each)}")
    print(f"Results: {target}")
    return 0


def _check_free(target: Path, files: Sequence[Path]) -> None:
    """Refuse to write over anything but an earlier figure of this verb."""
    from sim.plots.save import is_ours

    if target.exists() and not target.is_dir():
        raise ConfigError(f"{target}: is a file; choose another out=")
    for file in files:
        if file.exists() and not (file.is_file() and is_ours(file)):
            raise ConfigError(f"{file}: is no figure of this command; choose another out=")
