"""Figures of a validation: what was observed beside the model and its rivals, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import xarray as xr
from scipy.special import ndtri

from sim.plots.picture import Picture
from sim.plots.scored import Line, scored
from sim.report.labels import contract_labels, labels_of, names_in
from sim.terms import LEVELS, REMOVAL
from sim.validation.cells import name_of
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.evidence import Bracket, Event, Figure
from sim.validation.judge import by_groups
from sim.validation.left_out import OF as LEFT_OUT
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.scores import tells
from sim.validation.shares import COUNTRY, WORLD
from sim.validation.sizes import TABLE as SIZES
from sim.validation.summary import HEADS, title_of
from sim.validation.verdict import Verdict
from sim.validation.windows import Window
from sim.world import Floats

_A_PAGE: Final = 30
_LONGEST: Final = 80
#: Figures of a series from which it is drawn apart.
_FEWEST: Final = 3
_PERCENT: Final = 100.0
_RANGE: Final = (0.05, 0.95)
_LIKELY: Final = 0.5
_COUNTRIES: Final = "a country"
_SEVERAL: Final = (_COUNTRIES, "countries")
_OTHERS: Final = {
    "an operator": "operators",
    "the world, parts": "the world and its parts, other figures",
}
_GROUPS: Final = {
    WORLD: ("market", "place", "publisher", "measure"),
    COUNTRY: ("of", "generation"),
    SIZES: ("measure",),
}
"""What stands in one figure."""
_SUBTITLE: Final = (
    "Red: observed. Blue: mean and 5 to 95 % of the model ({variant}), error of observation and "
    "all. Hollow: plain rivals, which {know}."
)
#: Middles of as many equal parts of a bell.
_BELL: Final = ndtri((np.arange(99) + 0.5) / 99)


def pictures(found: Verdict, ds: xr.Dataset, variant: str) -> list[Picture]:
    """Return figures of shares, sizes, decisions, contracts and studies, the latest first.

    Parameters
    ----------
    found
        What was scored.
    ds
        The result of the variant that is drawn.
    variant
        Its name.
    """
    chosen: list[Picture] = []
    for window in found.years.windows:
        drawing = _Drawing(ds, variant, window)
        figures = [each for each in found.figures if not each.seed and _is_in(each, window)]
        events = [each for each in found.events if _is_in(each, window)]
        chosen += [*drawing.of_figures(figures), *drawing.of_events(events)]
    by_unit: dict[str, list[Bracket]] = {}
    for bracket in found.brackets:
        by_unit.setdefault(bracket.unit, []).append(bracket)
    return [*chosen, *(_studies(ds, unit, some) for unit, some in by_unit.items())]


def _is_in(each: Figure | Event, window: Window) -> bool:
    return each.window == window.name


class _Drawing:
    """Figures of one window, for one variant of the model."""

    def __init__(self, ds: xr.Dataset, variant: str, window: Window) -> None:
        self.ds = ds
        self.names = names_in(ds)
        self.variant = variant
        self.title = title_of(window)
        self.cut_off = window.years.cut_off
        self.know = (
            f"know what was on record before {self.cut_off}"
            if self.cut_off
            else "know what went before, or elsewhere"
        )

    def of_figures(self, figures: Sequence[Figure]) -> Iterator[Picture]:
        """Yield the figures of shares and sizes."""
        for table, names in _GROUPS.items():
            own = [each for each in figures if each.table == table]
            rest: list[Figure] = []
            for labels, items in by_groups(own, names).items():
                told = name_of(dict(zip(names, labels, strict=True))).replace(*_SEVERAL)
                if items[0].groups.get("of") == LEFT_OUT:
                    told = LEFT_OUT
                single = table != COUNTRY or items[0].groups.get("of") in (_COUNTRIES, LEFT_OUT)
                if not single or (table == WORLD and len(items) < _FEWEST):
                    rest += items
                else:
                    yield from self._pages(told, self._lines(items))
            for (of,), items in by_groups(rest, ("of",)).items():
                told = _OTHERS.get(of, of)
                yield from self._pages(told, self._lines(items, whole=True))

    def of_events(self, events: Sequence[Event]) -> Iterator[Picture]:
        """Yield the figures of who restricts and of who is supplied."""
        decisions = [each for each in events if each.table == DECISIONS]
        for (coding, level), some in by_groups(decisions, ("coding", "level")).items():
            least = repr(level) if level == LEVELS[REMOVAL] else f"{level!r} or above"
            if any(self._is_shown(each) for each in some):
                yield self._who(f"{least}, {coding}", some)
        yield from self._supplied([each for each in events if each.table == CONTRACTS])

    def _pages(self, told: str, own: Sequence[tuple[Figure, Line]]) -> Iterator[Picture]:
        if not own:
            return
        inside = sum(_is_inside(line) for _, line in own)
        unit = "Per cent" if own[0][0].unit == "share" else own[0][0].unit
        title = (
            f"{inside} of {len(own)} {_figures(len(own))} in the model\u2019s 90 % range: "
            f"{told} ({self.title})"
        )
        variant = self._variant_of(own[0][0])
        subtitle = _SUBTITLE.format(variant=variant, know=self.know)
        yield from self._paged(told, title, subtitle, unit, [line for _, line in own])

    def _paged(
        self, told: str, title: str, subtitle: str, axis: str, lines: Sequence[Line]
    ) -> Iterator[Picture]:
        """Yield the pages of a long figure."""
        pages = [lines[first : first + _A_PAGE] for first in range(0, len(lines), _A_PAGE)]
        for place, page in enumerate(pages, start=1):
            part = f", {place} of {len(pages)}" if len(pages) > 1 else ""
            yield self._picture(f"{told}{part}", f"{title}{part}", subtitle, axis, page)

    def _picture(
        self, told: str, title: str, subtitle: str, axis: str, lines: Sequence[Line]
    ) -> Picture:
        name = _file(f"{self.title.partition(':')[0]} {told}")
        ds = self.ds
        heading = f"{told[0].upper()}{told[1:]} ({self.title})"
        return Picture(name, heading, "", (), lambda: scored(ds, lines, title, subtitle, axis))

    def _lines(self, figures: Sequence[Figure], whole: bool = False) -> list[tuple[Figure, Line]]:
        labels = labels_of(figures, self.names, whole)
        named = zip(figures, labels, strict=True)
        return [(each, line) for each, label in named if (line := self._line(each, label))]

    def _line(self, figure: Figure, label: str) -> Line | None:
        """Return a figure as a line; None where no variant has a value."""
        scale = _PERCENT if figure.unit == "share" else 1.0
        variant = self._variant_of(figure)
        if not variant:
            return None
        said = figure.model[variant]
        low, mean, high = _spread(scale * said, scale * figure.error)
        if figure.table != SIZES:
            low, high = max(low, 0.0), min(high, _PERCENT)
        rivals = {
            name: scale * value for name, value in figure.rivals.items() if np.isfinite(value)
        }
        return Line(label, scale * figure.observed, low, mean, high, rivals)

    def _variant_of(self, figure: Figure) -> str:
        """Return the variant that a figure is drawn for; empty where none has a value.

        Countries that were left out of the start are so in one variant alone.
        """
        known = [name for name, values in figure.model.items() if _tells(values)]
        return self.variant if self.variant in known else (known or [""])[-1]

    def _who(self, told: str, events: Sequence[Event]) -> Picture:
        """Return the figure of who restricts: all who did, and who was most likely to."""
        known = [each for each in events if np.isfinite(each.model[self.variant])]
        ranked = sorted(known, key=self._chance_of, reverse=True)
        acted = [each for each in ranked if each.happened]
        possible = [each for each in ranked if not each.happened and self._ever(each)]
        others = possible[: max(0, _A_PAGE - len(acted))]
        shown = sorted([*acted, *others], key=self._chance_of, reverse=True)
        likely = sum(self._chance_of(each) > _LIKELY for each in acted)
        never = len(known) - len(acted) - len(possible)
        cut = len(possible) - len(others)
        rest = [f"{cut} more with a lower chance"] if cut else []
        rest += [f"{never} others in no run"] if never else []
        how = f", which {self.know}" if self.cut_off else ", each worked out from all others"
        subtitle = (
            f"Chance in the model ({self.variant}), filled where it happened, and in plain "
            f"rivals{how}. Not shown: {' and '.join(rest) or 'none'}."
        )
        title = f"{_of_those(told, likely, len(acted))} ({self.title})"
        lines = [self._chance(each, self._country(each)) for each in shown]
        return self._picture(f"who comes to {told}", title, subtitle, "Chance (%)", lines)

    def _country(self, event: Event) -> str:
        """Return the name of the country that an event is of, or its code where none is known."""
        return self.names.place(event.what.partition(":")[0])

    def _supplied(self, events: Sequence[Event]) -> Iterator[Picture]:
        """Yield the pages of whether operators are supplied, the likeliest first."""
        known = [each for each in events if np.isfinite(each.model[self.variant])]
        ranked = sorted(known, key=self._chance_of, reverse=True)
        if not ranked:
            return
        right = sum((self._chance_of(each) > _LIKELY) == each.happened for each in ranked)
        told = HEADS[CONTRACTS]
        title = f"{told}: {right} of {len(ranked)} told right ({self.title})"
        subtitle = (
            f"Chance in the model ({self.variant}), filled where it was so, and in plain rivals, "
            f"which {self.know}. Told right: more than 50 % where it was so, else less."
        )
        labels = contract_labels(ranked, self.names)
        lines = [self._chance(*each) for each in zip(ranked, labels, strict=True)]
        yield from self._paged(told, title, subtitle, "Chance (%)", lines)

    def _chance_of(self, event: Event) -> float:
        return event.model[self.variant]

    def _is_shown(self, event: Event) -> bool:
        """Return whether a decision has a chance in the model, and was taken or could be."""
        known = bool(np.isfinite(self._chance_of(event)))
        return known and (bool(event.happened) or self._ever(event))

    def _ever(self, event: Event) -> bool:
        """Return whether it happens in any run."""
        return event.model[self.variant] * (event.runs[self.variant] + 1) > 1

    def _chance(self, event: Event, label: str) -> Line:
        chance = _PERCENT * event.model[self.variant]
        rivals = {
            name: _PERCENT * value for name, value in event.rivals.items() if np.isfinite(value)
        }
        return Line(label, None, chance, chance, chance, rivals, bool(event.happened))


def _figures(count: int) -> str:
    return "figure lies" if count == 1 else "figures lie"


def _is_inside(line: Line) -> bool:
    return line.observed is not None and line.low <= line.observed <= line.high


def _file(words: str) -> str:
    """Return a short name of a file from some words."""
    return re.sub("[^a-z0-9]+", "_", words.replace("%", "percent").lower())[:_LONGEST].strip("_")


def _of_those(told: str, likely: int, acted: int) -> str:
    """Return how many of those that acted the model had as likely."""
    if not acted:
        return f"Nobody came to {told}"
    return (
        f"{likely} of the {acted} that came to {told}, {'was' if likely == 1 else 'were'} likely "
        "in the model"
    )


def _studies(ds: xr.Dataset, unit: str, brackets: Sequence[Bracket]) -> Picture:
    lines = []
    for each in brackets:
        (values,) = list(each.model.values())[-1:]
        ends = {"at least": each.low, "at most": each.high}
        known = {name: value for name, value in ends.items() if np.isfinite(value)}
        low, mean, high = _spread(values, 0.0)
        label = each.what.partition("; model:")[0]
        lines.append(Line(label, None, low, mean, high, known, full=each.what))
    met = sum(_meets(line) for line in lines)
    title = f"The model's range meets {met} of {len(lines)} of what studies found, in {unit}"
    subtitle = (
        "Blue: mean and 5 to 95 % of the model, which plays the law that the study is of. Hollow: "
        "the least and the most of the study."
    )
    return Picture(
        _file(f"studies in {unit}"),
        f"What studies found, in {unit}",
        "",
        (),
        lambda: scored(ds, lines, title, subtitle, unit),
    )


def _meets(line: Line) -> bool:
    least = line.rivals.get("at least", -np.inf)
    return line.high >= least and line.low <= line.rivals.get("at most", np.inf)


def _tells(values: Floats) -> bool:
    return bool(len(values) and tells(values))


def _spread(values: Floats, error: float) -> tuple[float, float, float]:
    """Return 5 %, mean and 95 % of what is to be observed: each sample stands for a bell."""
    known = values[np.isfinite(values)]
    if not len(known):
        return np.nan, np.nan, np.nan
    low, high = np.quantile((known[:, None] + error * _BELL).ravel(), _RANGE)
    return float(low), float(known.mean()), float(high)
