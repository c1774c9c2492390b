"""The table on the terminal: what drives the main measure, and a line for each of the others."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten, wrap
from typing import Final

from sim.analysis.sensitivity.finding import Finding
from sim.analysis.sensitivity.words import MEANINGS, answer, notes, over_time, what, with_error
from sim.params import registry

WIDTH: Final = 100
_ROWS: Final = 8
_MOST_NAMED: Final = 3
_NAME: Final = 44
_CELL: Final = 14
_YEAR: Final = 10
_UNCALIBRATED: Final = "Uncalibrated: this shows how the rules work; it is not a forecast."


def table(finding: Finding) -> str:
    """Return a finding as text of at most 100 columns; the rest is in the file."""
    main = finding.main
    lines = [
        *wrap(f"What drives {what(finding, main)}, {finding.year}", WIDTH),
        "",
        *_rows(finding),
        "",
        *_wrapped(iter([answer(finding, main), over_time(finding, main)])),
        "",
        *_others(finding),
        *_wrapped(_sentences(finding)),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _rows(finding: Finding) -> Iterator[str]:
    main = finding.main
    rows = finding.ranked(main)[:_ROWS]
    if not rows:
        yield f"It does not vary in {finding.year}."
        return
    yield _line("", ("mu*", "first order", "total order"), "matters")
    yield _line("", (main.item.unit, "S1", "ST"), "most in")
    for row in rows:
        cells = (
            with_error(*finding.mu_star(main, row.key)),
            with_error(row.first, row.first_conf),
            with_error(row.total, row.total_conf),
        )
        yield _line(row.key, cells, str(finding.peak(main, row.key)))
        yield f"    {shorten(registry()[row.key].meaning, WIDTH - 4, placeholder=' ...')}"


def _line(name: str, cells: tuple[str, ...], year: str) -> str:
    return f"{name:<{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in cells) + f"{year:>{_YEAR}}"


def _others(finding: Finding) -> Iterator[str]:
    """Yield the largest total orders on every other series, in two lines each."""
    others = [series for series in finding.indices if series != finding.main]
    if not others:
        return
    yield f"Largest total orders in {finding.year} on the others:"
    for series in others:
        rows = [row for row in finding.ranked(series) if row.stands_out][:_MOST_NAMED]
        told = ", ".join(f"{row.key} {with_error(row.total, row.total_conf)}" for row in rows)
        yield f"  {series.item.label}, {series.kind}"
        yield from wrap(told or "none stands out", WIDTH, initial_indent="    ",
                        subsequent_indent="    ")  # fmt: skip
    yield ""


def _sentences(finding: Finding) -> Iterator[str]:
    yield from notes(finding)
    yield from MEANINGS
    if finding.ds.attrs["uncalibrated"]:
        yield _UNCALIBRATED


def _wrapped(sentences: Iterator[str]) -> Iterator[str]:
    for sentence in filter(None, sentences):
        yield from wrap(sentence, WIDTH, subsequent_indent="  ")
