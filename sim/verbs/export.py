"""The verb ``export``: a result as tables or arrays for other programs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sim.analysis.left_out import left_out
from sim.cmdline import split
from sim.config import configure
from sim.errors import ConfigError
from sim.folders import check_result
from sim.settings import Export
from sim.verbs import Options
from sim.verbs.launch import counted, say, show_configuration

if TYPE_CHECKING:
    import xarray as xr

    from sim.analysis.tidy.export import Export as Planned


def main(words: list[str], options: Options) -> int:
    """Write a result in another form; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong, a library is missing or a file is there already.
    """
    plain, pairs = split(words)
    if options.cfg:
        return show_configuration(configure("export", pairs))
    results = _results(plain)
    settings = cast(Export, configure("export", pairs).settings)
    _check_library(settings.to)
    kind = f"export-{settings.to}{'-spread' if settings.spread else ''}"
    if len(results) > 1 and settings.out is None:
        raise ConfigError("out: several results have no folder of their own; name one: out=tables")
    folder = settings.out or results[0] / kind
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is a file; choose another out=")
    ds, planned = _planned(results, settings, folder)
    return _write(ds, planned, folder, options)


def _results(plain: list[str]) -> list[Path]:
    if not plain:
        raise ConfigError(
            "export: name a result folder, such as 'export results/sweep-drawn-1a2b3c4d to=csv'"
        )
    results = [Path(name) for name in plain]
    for result in results:
        check_result(result)
    return results


def _check_library(to: str) -> None:
    if to == "parquet" and find_spec("pyarrow") is None:
        raise ConfigError("to=parquet needs pyarrow: pip install -c constraints.txt '.[parquet]'")


def _planned(results: list[Path], settings: Export, folder: Path) -> tuple[xr.Dataset, Planned]:
    from sim.analysis.several import by_label, open_results
    from sim.analysis.tidy.export import chosen, plan_runs, plan_spread

    ds = chosen(open_results(results), settings.outcomes, settings.scenarios)
    if settings.spread:
        named = dict(zip(by_label(results), results, strict=True))
        only = results[0] if len(results) == 1 else named
        return ds, plan_spread(ds, only, settings.to, folder)
    return ds, plan_runs(ds, settings.to, folder)


def _write(ds: xr.Dataset, planned: Planned, folder: Path, options: Options) -> int:
    from sim.analysis.tidy.export import check_free
    from sim.analysis.tidy.notes import README

    check_free([*planned.files, folder / README])
    scenarios, samples = ds.sizes["scenario"], ds.sizes["sample"]
    runs = counted(scenarios * samples, "run")
    print(f"{runs}: {counted(scenarios, 'scenario')}, {counted(samples, 'sample')} each")
    for file, size in planned.files.items():
        print(f"  {file.name}  {size}")
    if missing := left_out([ds.attrs]):
        print(missing)
    if options.dry_run:
        print(f"would write to {folder}; nothing was written")
        return 0
    say("Writing ...")
    folder.mkdir(parents=True, exist_ok=True)
    planned.write()
    print(f"Results: {folder}")
    return 0
