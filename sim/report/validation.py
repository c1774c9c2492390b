"""The report of a validation: one HTML file that needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr

from sim.plots.picture import Picture
from sim.plots.scored import Line, scored
from sim.plots.style import warnings
from sim.report import page
from sim.report.figures import drawn
from sim.report.prose import LIMITS
from sim.validation.cells import name_of
from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.judge import by_groups
from sim.validation.output import CONDITIONAL
from sim.validation.places import WORLD
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.table import table
from sim.validation.variants import WORDS
from sim.validation.verdict import Verdict
from sim.world import Floats

_TITLE: Final = "How wrong is the model?"
_SERIES: Final = ("market", "place", "publisher", "measure")
_FEWEST: Final = 3
_MOST: Final = 30
_LONGEST: Final = 60
_LEFT_OUT: Final = "countries left out of the start"
_PERCENT: Final = 100.0
_RANGE: Final = (0.05, 0.95)
_SUBTITLE: Final = (
    "Red: observed. Blue: mean and 5 to 95 % of the model ({variant}). Hollow: plain rivals, which "
    "know what went before, or elsewhere."
)


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
        page.bullets(_left_out(found)),
        page.heading("How the model was played", "variants"),
        page.bullets(f"{name}: {WORDS[name]}." for name in runs),
        page.heading("Limits", "limits"),
        page.bullets(LIMITS),
    ]
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: validation", parts), encoding="utf-8", newline="\n")
    return path


def pictures(found: Verdict, ds: xr.Dataset, variant: str) -> list[Picture]:
    """Return a figure for each series of figures, for who restricts, and for the studies."""
    chosen: list[Picture] = []
    figures = [each for each in found.figures if not each.seed]
    for labels, items in by_groups(figures, _SERIES).items():
        told = name_of(dict(zip(_SERIES, labels, strict=True))) if any(labels) else _LEFT_OUT
        own = [(each, line) for each in items if (line := _line(each, variant))][:_MOST]
        if len(own) >= _FEWEST:
            chosen.append(_picture(ds, told, own, variant))
    decisions = [each for each in found.events if each.table == DECISIONS]
    for (coding, level), events in by_groups(decisions, ("coding", "level")).items():
        chosen.append(_who(ds, f"{level} or above, {coding}", events, variant))
    by_unit: dict[str, list[Bracket]] = {}
    for bracket in found.brackets:
        by_unit.setdefault(bracket.unit, []).append(bracket)
    chosen += [_studies(ds, unit, some) for unit, some in by_unit.items()]
    return chosen


def _picture(
    ds: xr.Dataset, told: str, own: Sequence[tuple[Figure, Line]], variant: str
) -> Picture:
    lines = [line for _, line in own]
    inside = sum(
        line.low <= line.observed <= line.high for line in lines if line.observed is not None
    )
    title = f"{inside} of {len(lines)} figures lie in the model's range: {told}"
    unit = "Per cent" if own[0][0].unit == "share" else own[0][0].unit
    subtitle = _SUBTITLE.format(variant=variant)
    return Picture(_file(told), told, "", (), lambda: scored(ds, lines, title, subtitle, unit))


def _file(words: str) -> str:
    """Return a short name of a file from some words."""
    return re.sub("[^a-z0-9]+", "_", words.replace("%", "percent").lower())[:_LONGEST].strip("_")


def _line(figure: Figure, variant: str) -> Line | None:
    """Return a figure as a line; None where no variant has a value.

    Countries that were left out of the start are so in one variant alone.
    """
    scale = _PERCENT if figure.unit == "share" else 1.0
    known = [values for values in figure.model.values() if np.isfinite(values).any()]
    if not known:
        return None
    values = figure.model[variant]
    low, mean, high = _spread(scale * (values if np.isfinite(values).any() else known[0]))
    rivals = {name: scale * value for name, value in figure.rivals.items() if np.isfinite(value)}
    return Line(_label(figure.what), scale * figure.observed, low, mean, high, rivals)


def _label(what: str) -> str:
    """Return who, where and when: the market stands in the title already."""
    who, *rest = what.split(", ")
    return ", ".join([who, *(word for word in rest[1:] if word != WORLD)])


def _who(ds: xr.Dataset, told: str, events: Sequence[Event], variant: str) -> Picture:
    """Return the figure of who restricts: all who did, and who was most likely to."""
    ranked = sorted(events, key=lambda each: -each.model[variant])
    acted = [each for each in ranked if each.happened]
    others = [each for each in ranked if not each.happened][: max(0, _MOST - len(acted))]
    shown = sorted([*acted, *others], key=lambda each: -each.model[variant])
    lines = [_chance(each, variant) for each in shown]
    likely = sum(each.model[variant] > 0.5 for each in acted)
    title = f"{likely} of the {len(acted)} that came to {told} were likely in the model"
    subtitle = (
        f"Chance in the model ({variant}), filled where it happened, and in plain rivals, each "
        f"worked out from all other countries. The {len(shown)} with the highest chance, and all "
        "to which it happened."
    )
    return Picture(_file(f"who {told}"), f"Who comes to {told}", "", (),
                   lambda: scored(ds, lines, title, subtitle, "Chance (%)"))  # fmt: skip


def _chance(event: Event, variant: str) -> Line:
    chance = _PERCENT * event.model[variant]
    rivals = {name: _PERCENT * value for name, value in event.rivals.items()}
    country = event.what.partition(":")[0]
    return Line(country, None, chance, chance, chance, rivals, bool(event.happened))


def _studies(ds: xr.Dataset, unit: str, brackets: Sequence[Bracket]) -> Picture:
    lines = []
    for each in brackets:
        (values,) = list(each.model.values())[-1:]
        ends = {"at least": each.low, "at most": each.high}
        known = {name: value for name, value in ends.items() if np.isfinite(value)}
        low, mean, high = _spread(values)
        lines.append(Line(each.what, None, low, mean, high, known))
    met = sum(_meets(line) for line in lines)
    title = f"The model's range meets {met} of {len(lines)} of what studies found, in {unit}"
    subtitle = "Blue: mean and 5 to 95 % of the model. Hollow: the least and the most of the study."
    return Picture(_file(f"studies in {unit}"), f"What studies found, in {unit}", "", (),
                   lambda: scored(ds, lines, title, subtitle, unit))  # fmt: skip


def _meets(line: Line) -> bool:
    least = line.rivals.get("at least", -np.inf)
    return line.high >= least and line.low <= line.rivals.get("at most", np.inf)


def _spread(values: Floats) -> tuple[float, float, float]:
    known = values[np.isfinite(values)]
    if not len(known):
        return np.nan, np.nan, np.nan
    low, high = np.quantile(known, _RANGE)
    return float(low), float(known.mean()), float(high)


def _left_out(found: Verdict) -> Iterator[str]:
    counted: dict[tuple[str, str], int] = {}
    for row in found.left_out:
        counted[row.table, row.reason] = counted.get((row.table, row.reason), 0) + 1
    for (name, reason), count in counted.items():
        yield f"{name}: {count} {'row' if count == 1 else 'rows'}: {reason}."
