"""What follows a sweep: the summary, the figures and the report."""

from __future__ import annotations

from pathlib import Path

from sim.analysis.summary import FILE as SUMMARY
from sim.analysis.summary import write_summary
from sim.sweeps.folder import LEDGER
from sim.sweeps.load import load


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
    write_summary(load(folder), folder / SUMMARY)
    from sim.plots.report import write_report

    return write_report(folder)


def _is_newer(file: Path, folder: Path) -> bool:
    ledger = folder / LEDGER
    return file.exists() and ledger.exists() and file.stat().st_mtime >= ledger.stat().st_mtime
