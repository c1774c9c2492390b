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
    result = _result(plain)
    settings = cast(Export, configure("export", pairs).settings)
    _check_library(settings.to)
    kind = f"export-{settings.to}{'-spread' if settings.spread else ''}"
    folder = settings.out or result / kind
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is a file; choose another out=")
    ds, planned = _planned(result, settings, folder)
    return _write(ds, planned, folder, options)


def _result(plain: list[str]) -> Path:
    if len(plain) != 1:
        raise ConfigError(
            "export: name one result folder, such as 'export results/sweep-drawn-1a2b3c4d to=csv'"
        )
    result = Path(plain[0])
    check_result(result)
    return result


def _check_library(to: str) -> None:
    if to == "parquet" and find_spec("pyarrow") is None:
        raise ConfigError("to=parquet needs pyarrow: pip install 'faultlines[parquet]'")


def _planned(result: Path, settings: Export, folder: Path) -> tuple[xr.Dataset, Planned]:
    from sim.analysis.tidy.export import chosen, plan_runs, plan_spread
    from sim.sweeps.load import load

    ds = chosen(load(result), settings.outcomes, settings.scenarios)
    if settings.spread:
        return ds, plan_spread(ds, result, settings.to, folder)
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
