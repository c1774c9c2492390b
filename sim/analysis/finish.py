"""What follows a sweep: the summary, the figures and the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import xarray as xr

from sim.analysis.summary import FILE as SUMMARY
from sim.analysis.summary import write_summary
from sim.sweeps.folder import LEDGER
from sim.sweeps.manifest import FILE as MANIFEST

DRAWING: Final = "Drawing figures and writing the report ..."
ABLATION_GROUPS: Final = ("world", "outside_china", "China", "allies", "hosts")
"""Groups in the summary of an ablation: with every country it would be forty times as long."""


def finish(ds: xr.Dataset, folder: Path, note: Callable[[str], None]) -> Path:
    """Write summary, figures and report of a result, unless they are newer than its runs.

    Parameters
    ----------
    ds
        The result, as :func:`sim.sweeps.load.load` gave it.
    folder
        The folder it was loaded from.
    note
        Told what takes a while.

    Returns
    -------
    Path
        The report.
    """
    report = folder / "report.html"
    if _is_newer(report, folder) and _is_newer(folder / SUMMARY, folder):
        return report
    note(DRAWING)
    if ds.attrs["turned"]:
        from sim.report.ablation import build_ablation

        write_summary(ds, folder / SUMMARY, ABLATION_GROUPS)
        return build_ablation(ds, folder)
    from sim.report.report import build_report

    written = build_report(ds, folder)
    write_summary(ds, folder / SUMMARY)
    return written


def _is_newer(file: Path, folder: Path) -> bool:
    # The manifest may say that fewer of the runs are needed, though none was added.
    sources = [folder / LEDGER, folder / MANIFEST]
    if not file.exists() or not all(source.exists() for source in sources):
        return False
    return all(file.stat().st_mtime >= source.stat().st_mtime for source in sources)
