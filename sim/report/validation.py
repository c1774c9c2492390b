"""The report of a validation: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import xarray as xr

from sim.plots.style import warnings
from sim.report import page
from sim.report.figures import drawn
from sim.report.prose import LIMITS
from sim.report.scored import pictures
from sim.validation.output import CONDITIONAL
from sim.validation.remarks import remarks, told_of, who_is_no_case
from sim.validation.table import table
from sim.validation.variants import WORDS
from sim.validation.verdict import Verdict

OTHER_KINDS: Final = "Rows that were read and are nothing to score:"
_TITLE: Final = "How wrong is the model?"


def build_validation(found: Verdict, runs: Mapping[str, xr.Dataset], folder: Path) -> Path:
    """Write the report of a validation into a folder and return it.

    Parameters
    ----------
    found
        What was scored.
    runs
        The variants of the model; the last is drawn.
    folder
        Where ``report.html`` and ``figures/`` are written.
    """
    variant, ds = list(runs.items())[-1]
    parts = [
        page.element("h1", _TITLE),
        *(page.element("p", sentence, "warning") for sentence in warnings(ds)),
        page.element("p", CONDITIONAL),
        page.heading("The scores", "scores"),
        page.element("pre", table(found), "wide"),
        page.heading("Figure by figure", "figures"),
        *drawn(pictures(found, ds, variant), folder / "figures"),
        page.heading("What was left out, and why", "left-out"),
        page.bullets(
            [*remarks(found.reading), *who_is_no_case(found.no_cases), *told_of(found.left_out)]
        ),
        *_other_kinds(found),
        page.heading("How the model was played", "variants"),
        page.bullets(f"{name}: {WORDS[name]}." for name in runs),
        page.heading("Limits", "limits"),
        page.bullets(LIMITS),
    ]
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: validation", parts), encoding="utf-8", newline="\n")
    return path


def _other_kinds(found: Verdict) -> list[str]:
    rows = found.reading.other_kinds
    return [page.element("p", OTHER_KINDS), page.bullets(told_of(rows))] if rows else []
