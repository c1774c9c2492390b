"""What follows a sweep: the summary, the figures and the report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.analysis.summary import FILE as SUMMARY
from sim.analysis.summary import write_summary
from sim.sweeps.folder import LEDGER
from sim.sweeps.load import load

ABLATION_GROUPS: Final = ("world", "outside_china", "China", "allies", "hosts")
"""Groups in the summary of an ablation: with every country it would be forty times as long."""


def finish(folder: Path) -> Path:
    """Write summary, figures and report of a result, unless they are newer than its runs.

    Returns
    -------
    Path
        The report.

    Raises
    ------
    ResultError
        If the folder holds no result, or none of its samples is complete.
    """
    report = folder / "report.html"
    if _is_newer(report, folder) and _is_newer(folder / SUMMARY, folder):
        return report
    ds = load(folder)
    if ds.attrs["turned"]:
        from sim.plots.ablation import build_ablation

        write_summary(ds, folder / SUMMARY, ABLATION_GROUPS)
        return build_ablation(ds, folder)
    write_summary(ds, folder / SUMMARY)
    from sim.plots.report import build_report

    return build_report(ds, folder)


def _is_newer(file: Path, folder: Path) -> bool:
    ledger = folder / LEDGER
    return file.exists() and ledger.exists() and file.stat().st_mtime >= ledger.stat().st_mtime
