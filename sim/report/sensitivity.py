"""The report of a sensitivity analysis: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sim.analysis.sensitivity.choice import RULE
from sim.analysis.sensitivity.experiment import CHANGE, Series
from sim.analysis.sensitivity.finding import Finding
from sim.analysis.sensitivity.words import (
    MEANINGS,
    answer,
    kept,
    notes,
    over_time,
    what,
    with_error,
)
from sim.params import registry
from sim.plots.picture import Picture
from sim.plots.screening import screening
from sim.plots.style import warnings
from sim.plots.total_orders import total_orders
from sim.report import page
from sim.report.figures import drawn
from sim.report.prose import LIMITS

_TITLE: Final = "Which assumptions drive the answer, and when?"
_ROWS: Final = 5
_OWN_LIMITS: Final = (
    "Ranges are judgements: a parameter with a wide range can matter more for that alone.",
    "Parameters vary independently, whatever is known of them together; a triangular one is near "
    "its start value more often than near its ends.",
    "The indices split up the variance, which says little of a measure that is mostly at one "
    "value and seldom far from it.",
)
_KINDS: Final = {
    CHANGE: "What is changed against the baseline",
    "level": "The scenario itself",
}


def build_sensitivity(finding: Finding, folder: Path) -> Path:
    """Write the report of a sensitivity analysis into a folder and return it.

    Parameters
    ----------
    finding
        What was found.
    folder
        Where ``report.html`` and ``figures/`` are written.
    """
    parts = [
        page.element("h1", _TITLE),
        *(page.element("p", sentence, "warning") for sentence in warnings(finding.ds)),
        *(page.element("p", told) for told in _answer(finding) if told),
        page.heading(f"By measure, {finding.year}", "measures"),
        *(_table(finding, series) for series in finding.indices),
        page.heading("Over time", "time"),
        *drawn(_over_time(finding), folder / "figures"),
        page.heading("The screening", "screening"),
        *drawn(_screening(finding), folder / "figures"),
        page.heading("How to read this", "reading"),
        page.bullets(MEANINGS),
        page.heading("What was played, and what was left out", "played"),
        page.bullets(_played(finding)),
        page.heading("Limits", "limits"),
        page.bullets([*_OWN_LIMITS, *LIMITS]),
    ]  # fmt: skip
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: sensitivity", parts), encoding="utf-8", newline="\n")
    return path


def _answer(finding: Finding) -> Iterator[str]:
    """Yield what drives the main measure, when, and what is not in that."""
    yield answer(finding, finding.main)
    yield over_time(finding, finding.main)
    yield kept(finding)


def _table(finding: Finding, series: Series) -> str:
    """Return the parameters with the largest total orders on a series, as a table."""
    told = what(finding, series)
    caption = f"{told[0].upper()}{told[1:]}, {finding.year}"
    ranked = finding.ranked(series)[:_ROWS]
    if not ranked:
        return page.element("p", f"{caption}: does not vary.")
    rows = []
    for row in ranked:
        cells = (
            with_error(*finding.mu_star(series, row.key)),
            with_error(row.first, row.first_conf),
            with_error(row.total, row.total_conf),
            str(finding.peak(series, row.key)),
        )
        shown = (page.value_cell(cell, clear=row.stands_out) for cell in cells)
        rows.append(page.row(registry()[row.key].meaning, shown, row.key))
    head = ["Parameter", f"mu* ({series.item.unit})", "First order", "Total order",
            "Matters most in"]  # fmt: skip
    return page.table(f"{caption}. In italics: no larger than its error.", head, rows)


def _over_time(finding: Finding) -> Iterator[Picture]:
    for kind in finding.kinds:
        yield Picture(
            f"total_orders_{kind}",
            _KINDS[kind],
            "The parameters are the eight that have most of the variance of any one measure, over "
            "the years of the figure.",
            (),
            lambda kind=kind: total_orders(finding, kind),  # type: ignore[misc]
        )


def _screening(finding: Finding) -> Iterator[Picture]:
    for kind in finding.kinds[:1]:
        for series in finding.of_kind(kind):
            yield Picture(
                f"screening_{series.item.name}_{kind}",
                series.item.label,
                f"How parameters are chosen for the indices: {RULE}.",
                (),
                lambda series=series: screening(finding, series),  # type: ignore[misc]
            )


def _played(finding: Finding) -> Iterator[str]:
    screened, indexed = finding.screened, finding.indexed
    replicates = next(iter(indexed.runs.values())).shape[1]
    yield (
        f"Screening: {screened.asked} trajectories through {len(screened.names)} parameters, "
        f"{len(screened.points):,} points used; indices: {indexed.asked} base points of "
        f"{len(indexed.names)} parameters, {len(indexed.points):,} points used; each point with "
        f"the same {replicates} of chance."
    )
    yield from notes(finding)
    shares = ((key, finding.choice.shares[key]) for key in finding.choice.kept)
    told = ", ".join(f"{key} ({share:.0%})" for key, share in shares)
    yield f"Kept, with their shares of the Morris total of squares: {told}."
