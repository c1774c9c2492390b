"""The verb ``compare``: results against their baselines, and against one another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, cast

from sim.cmdline import split
from sim.config import configure
from sim.errors import ConfigError
from sim.folders import check_result
from sim.settings import Compare
from sim.verbs import Options
from sim.verbs.launch import say, show_configuration, show_table

if TYPE_CHECKING:
    import xarray as xr


def main(words: list[str], options: Options) -> int:
    """Print what some results change and how they differ, and see to their report.

    Raises
    ------
    FaultlinesError
        If no result is named, one is not there, they do not fit together, or what is asked for
        is not in them.
    """
    plain, pairs = split(words)
    configured = configure("compare", pairs)
    if options.cfg:
        return show_configuration(configured)
    settings = cast(Compare, configured.settings)
    folders = _folders(settings, plain)
    from sim.analysis.compare_folder import compare_folder
    from sim.analysis.several import by_label, open_results

    alone = len(folders) == 1 and settings.out is None
    target = folders[0] if alone else compare_folder(folders, settings.out)
    named = dict(zip(by_label(folders), folders, strict=True))
    ds = open_results(named if len(folders) > 1 else folders[0])
    _show(ds, settings)
    if options.dry_run:
        return 0
    print(f"Results: {_report(ds, named, target, settings.year)}")
    return 0


def _folders(settings: Compare, plain: list[str]) -> list[Path]:
    folders = [*settings.results, *(Path(name) for name in plain)]
    if not folders:
        raise ConfigError("compare: name a result folder, such as results/sweep-drawn-1a2b3c4d")
    if settings.by and not settings.outcome:
        raise ConfigError(f"by: {settings.by!r} splits an outcome; name one: outcome=exposure")
    for folder in folders:
        check_result(folder)
    return folders


def _show(ds: xr.Dataset, settings: Compare) -> None:
    """Print what differs between results, and the tables that were asked for."""
    from sim.analysis.configuration import what_differs
    from sim.analysis.headline import headlines_of
    from sim.analysis.sides import BASELINE, FIRST, policies_in_common, results_in
    from sim.analysis.table import WIDTH

    several = len(results_in(ds)) > 1
    if several:
        told = [*what_differs(ds.attrs["configurations"]), _pairing(ds)]
        print("\n".join(line for sentence in told for line in wrap(sentence, WIDTH)), end="\n\n")
    common = several and policies_in_common(ds)
    if settings.outcome:
        from sim.analysis.differences import differences
        from sim.analysis.differences_table import differences_table

        against = settings.against or (FIRST if common else BASELINE)
        found = differences(ds, settings.outcome, settings.by, against, [settings.year])
        print(differences_table(found, settings.year, settings.top), end="\n\n", flush=True)
        return
    if settings.against != FIRST:
        show_table([ds], settings.year)
    if settings.against == FIRST or (settings.against is None and common and headlines_of(ds)):
        show_table([ds], settings.year, FIRST)


def _pairing(ds: xr.Dataset) -> str:
    if ds.attrs["paired"]:
        modes = {manifest["parameters"] for manifest in ds.attrs["configurations"].values()}
        shared = "draws and chance" if len(modes) == 1 else "chance, and draws where both have them"
        return f"All results share {shared}: {ds.sizes['sample']} paired runs a scenario."
    return (
        f"Not all results share draws and chance ({ds.attrs['pairing']}): between those that do "
        "not, a range is over any run of one and any of the other, and wider."
    )


def _report(ds: xr.Dataset, folders: Mapping[str, Path], target: Path, year: int) -> Path:
    """Write the report, and tables of several results, and return the folder."""
    from sim.analysis.finish import DRAWING, finish

    if list(folders.values()) == [target]:
        return finish(ds, target, say).parent
    from sim.analysis.compare_folder import mark
    from sim.analysis.differences_file import FILE, write_differences
    from sim.analysis.sides import policies_in_common
    from sim.analysis.summary import write_summary
    from sim.report.comparison import comparison
    from sim.report.report import build_report

    mark(target, folders)
    say(DRAWING)
    build_report(ds, target, opening=comparison(ds))
    write_summary(ds, target / "summary.csv")
    if policies_in_common(ds):
        write_differences(ds, target / FILE)
    return target
