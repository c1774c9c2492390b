"""The report of the stylised facts: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import xarray as xr

from sim.analysis.record import HEADS, cells_of, compare_with_record
from sim.analysis.stylised.findings import Finding
from sim.analysis.stylised.table import DRAWS, figure, held, notes, paired
from sim.plots.record.pictures import record_pictures
from sim.plots.style import CALIBRATED, UNCALIBRATED
from sim.report import page
from sim.report.figures import drawn
from sim.report.prose import LIMITS

_TITLE: Final = "Do the stylised facts hold in the model?"
_HEAD: Final = ("Fact", "Bar", "At central parameters", "Holds", "Over draws", "Holds in")
_BESIDE: Final = "US action over draws: mean [5 to 95 % of the runs], and each publisher's figures."
_CAPTION: Final = "Median [5 to 95 % of the runs]; below each fact stands what is measured."


def build_facts(found: Sequence[Finding], sets: Mapping[str, xr.Dataset], folder: Path) -> Path:
    """Write the report of the facts into a folder and return it.

    Parameters
    ----------
    found
        What :func:`sim.analysis.stylised.findings.findings` gave.
    sets
        The two sets of runs, by name.
    folder
        Where ``report.html`` is written.
    """
    fitted = not any(ds.attrs.get("uncalibrated", True) for ds in sets.values())
    pairs = paired(found)
    parts = [
        page.element("h1", _TITLE),
        page.element("p", f"{CALIBRATED if fitted else UNCALIBRATED}.", "warning"),
        page.element("p", _answer(pairs)),
        page.table(_CAPTION, _HEAD, (_row(*pair) for pair in pairs)),
        page.element("h2", "How to read it"),
        page.bullets(notes(sets)),
        *_record(sets[DRAWS], folder),
        page.element("h2", "Limits"),
        page.bullets(LIMITS),
    ]
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: facts", parts), encoding="utf-8", newline="\n")
    return path


def _record(ds: xr.Dataset, folder: Path) -> list[str]:
    """Return the world over draws beside what is on record, in numbers and in figures."""
    rows = compare_with_record(ds)
    if not rows:
        return []
    lines = (page.row(what, map(page.value_cell, cells)) for what, *cells in map(cells_of, rows))
    return [
        page.element("h2", "The world beside the record to 2020"),
        page.table(_BESIDE, HEADS, lines),
        *drawn(record_pictures(ds), folder / "figures"),
    ]


def _answer(pairs: Sequence[tuple[Finding, Finding]]) -> str:
    held_by_default = sum(default.holds is True for default, _ in pairs)
    often = sum(draws.holds_share >= 0.5 for _, draws in pairs)
    return (
        f"{held_by_default} of {len(pairs)} hold at the central parameters, and {often} in at "
        f"least half of the {DRAWS} of the uncertain parameters."
    )


def _row(default: Finding, draws: Finding) -> str:
    fact = default.fact
    cells = (fact.condition, figure(default), default.verdict, figure(draws), held(draws))
    about = f"{default.measured} ({fact.unit})"
    return page.row(default.sentence, map(page.value_cell, cells), about)
