"""The verb ``compare``: results against their baselines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
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
    """Print the table of some results and see to their report; return the exit status.

    Raises
    ------
    FaultlinesError
        If no result is named, one is not there, or they do not fit together.
    """
    plain, pairs = split(words)
    configured = configure("compare", pairs)
    if options.cfg:
        return show_configuration(configured)
    settings = cast(Compare, configured.settings)
    folders = [*settings.results, *(Path(name) for name in plain)]
    if not folders:
        raise ConfigError("compare: name a result folder, such as results/sweep-drawn-1a2b3c4d")
    for folder in folders:
        check_result(folder)
    from sim.sweeps.load import load

    results = [load(folder) for folder in folders]
    show_table(results, settings.year)
    if options.dry_run:
        return 0
    print(f"Results: {_report(results, folders, settings.out)}")
    return 0


def _report(results: Sequence[xr.Dataset], folders: Sequence[Path], out: Path | None) -> Path:
    """Write the report and return its folder."""
    from sim.analysis.finish import DRAWING, finish

    if len(folders) == 1 and out is None:
        return finish(results[0], folders[0], say).parent
    from sim.analysis.join import join
    from sim.analysis.summary import write_summary
    from sim.report.report import build_report

    together = hashlib.blake2b("\n".join(map(str, folders)).encode(), digest_size=4).hexdigest()
    target = out or Path("results") / f"compare-{together}"
    if target.exists() and not target.is_dir():
        raise ConfigError(f"{target}: is a file; choose another out=")
    target.mkdir(parents=True, exist_ok=True)
    say(DRAWING)
    ds = join(results)
    build_report(ds, target)
    write_summary(ds, target / "summary.csv")
    return target
