"""The facts as a table on the terminal, with a word on how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

import xarray as xr

from sim.analysis.left_out import left_out
from sim.analysis.standing import standing
from sim.analysis.stylised.findings import Finding
from sim.analysis.table import WIDTH, cell

DEFAULT: Final = "default"
DRAWS: Final = "draws"
_FIRST: Final = 39
_WIDTHS: Final = (9, 18, 7, 18, 9)


def table(found: Sequence[Finding], sets: Mapping[str, xr.Dataset]) -> str:
    """Return findings as text of at most 100 columns.

    Parameters
    ----------
    found
        What :func:`sim.analysis.stylised.findings.findings` gave for the sets
        :data:`DEFAULT` and :data:`DRAWS`.
    sets
        Those sets.
    """
    lines = [
        "Stylised facts beside the model: median [5 to 95 %]",
        "",
        _line("", ("", "at central", "", "over draws of", "")),
        _line("", ("bar", "parameters", "holds", "parameters", "holds in")),
        *(line for pair in paired(found) for line in _fact(*pair)),
        "",
        *(line for note in notes(sets) for line in wrap(note, WIDTH)),
    ]
    return "\n".join(line.rstrip() for line in lines)


def paired(found: Sequence[Finding]) -> list[tuple[Finding, Finding]]:
    """Return the findings of each fact: at central parameters, and over draws of them."""
    place = {(each.fact.name, each.set): each for each in found}
    names = dict.fromkeys(each.fact.name for each in found)
    return [(place[name, DEFAULT], place[name, DRAWS]) for name in names]


def figure(found: Finding) -> str:
    """Return the median with its range, or a dash where nothing could be measured."""
    middle, low, high = (float(v) for v in (found.figure.p50, found.figure.p05, found.figure.p95))
    return cell(middle, low, high) if found.samples else "-"


def held(found: Finding) -> str:
    """Return in what part of the samples a fact holds."""
    return f"{100.0 * found.holds_share:.0f} %" if found.samples else "-"


def notes(sets: Mapping[str, xr.Dataset]) -> Iterator[str]:
    """Yield what a reader has to know."""
    chance, draws = (sets[name].sizes["sample"] for name in (DEFAULT, DRAWS))
    yield (
        f"At central parameters: {chance} runs that differ in chance; a fact holds if the median "
        f"meets the bar. Over draws: {draws} runs that differ in the uncertain parameters and in "
        "chance, and the part of them in which the fact holds."
    )
    yield (
        "The bars come from the words of the facts and were set before the figures were seen. "
        '"No" is a finding, not an error.'
    )
    if missing := left_out([ds.attrs for ds in sets.values()]):
        yield missing
    yield standing(
        {"uncalibrated": any(each.attrs.get("uncalibrated", True) for each in sets.values())}
    )


def _fact(default: Finding, draws: Finding) -> Iterator[str]:
    fact = default.fact
    *above, last = wrap(default.sentence, _FIRST)
    yield from ("", *above)
    cells = (fact.condition, figure(default), default.verdict, figure(draws), held(draws))
    yield _line(last, cells)
    yield from _about(f"{default.measured} ({fact.unit})")


def _about(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _line(name: str, cells: Sequence[str]) -> str:
    padded = (f"{text:>{width}}" for text, width in zip(cells, _WIDTHS, strict=True))
    return f"{name:<{_FIRST}}" + "".join(padded)
