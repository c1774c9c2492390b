"""The figures of the page, from what it says in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sim.pages.evidence import europe
from sim.pages.evidence.beliefs import beliefs, free
from sim.pages.evidence.inputs import Inputs
from sim.pages.evidence.rules import Word, told
from sim.pages.evidence.scores import Share, new, shares
from sim.params import registry
from sim.plots.chart import Chart
from sim.plots.evidence.beliefs import Before
from sim.plots.evidence.beliefs import beliefs as draw_beliefs
from sim.plots.evidence.europe import Told
from sim.plots.evidence.europe import europe as draw_europe
from sim.plots.evidence.rules import Effect
from sim.plots.evidence.rules import rules as draw_rules
from sim.plots.evidence.shares import Point
from sim.plots.evidence.shares import shares as draw_shares
from sim.plots.save import write_figure
from sim.validation.calibration.ablation import FITTED, LOG

DOTS_PER_INCH: Final = 160
_PERCENT: Final = 100.0
_THOUSAND: Final = 1000.0


def charts(inputs: Inputs) -> Iterator[tuple[str, Chart]]:
    """Yield each figure of the page with the name of its file."""
    yield "shares.png", _shares(inputs)
    if found := europe.countries(inputs):
        yield "europe.png", _europe(found)
    yield "beliefs.png", _beliefs(inputs)
    if inputs.ablated:
        yield "rules.png", _rules(inputs)


def write_charts(inputs: Inputs, folder: Path) -> list[Path]:
    """Write every figure into a folder and return them; those of before are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.png"):
        stale.unlink()
    written = []
    for name, chart in charts(inputs):
        write_figure(chart, folder / name, DOTS_PER_INCH)
        written.append(folder / name)
    return written


def _shares(inputs: Inputs) -> Chart:
    known = [each for each in shares(inputs) if not math.isnan(each.after)]
    fitted = [_point(each) for each in known if each.used]
    return draw_shares(fitted, [_point(each) for each in new(known)])


def _point(each: Share) -> Point:
    numbers = (each.observed, each.after, each.low, each.high)
    return Point(each.what, each.of, *(_PERCENT * value for value in numbers))


def _europe(found: list[europe.Country]) -> Chart:
    error = europe.errors(found)
    title = (
        f"Without its own figure a country is {error.model:.1f} points off: "
        f"{europe.beside_means(found)} the mean of others ({error.others:.1f}) and of its region "
        f"({error.region:.1f})"
    )
    rows = [Told(each.name, *(_PERCENT * value for value in each[1:])) for each in found]
    return draw_europe(rows, title)


def _beliefs(inputs: Inputs) -> Chart:
    rows = [
        Before(each.key, registry()[each.key].low, registry()[each.key].high, each.belief.prior,
               each.belief.posterior, each.is_told)
        for each in free(beliefs(inputs))
    ]  # fmt: skip
    return draw_beliefs([row._replace(label=_short(row.label)) for row in rows])


def _short(key: str) -> str:
    """Return the name of a parameter without its part of the model."""
    return key.partition(".")[2]


def _rules(inputs: Inputs) -> Chart:
    rows = []
    for each in told(inputs.ablated):
        words = (each.shares, each.decisions)
        if any(word is not Word.SILENT for word in words):
            changes = (each.ablated.change(name).difference for name in (FITTED, LOG))
            points, nats = changes
            counts = (words[0] is not Word.SILENT, words[1] is not Word.SILENT)
            name = each.name.replace("`", "")
            rows.append(Effect(name, points, _THOUSAND * nats, counts))
    return draw_rules(sorted(rows, key=lambda row: -max(row.shares / 0.1, row.decisions / 2.0)))
