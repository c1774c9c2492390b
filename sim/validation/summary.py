"""The first lines of a verdict: how well the model did, beside what, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

from sim.terms import LEVELS, NO_NEW_KIT
from sim.validation.cells import FEWEST, between, name_of, number, skill, sureness
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.groups import Group
from sim.validation.judge import BRIER, BRIER_SKILL, HAPPENED, SKILL
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.scores import Score
from sim.validation.shares import COUNTRY, WORLD
from sim.validation.sizes import TABLE as SIZES
from sim.validation.windows import AFTER, FITTED, Years

WIDTH: Final = 100
HEADS: Final[Mapping[str, str]] = {
    DECISIONS: f"Who comes to {LEVELS[NO_NEW_KIT]!r} or above",
    CONTRACTS: "Whether Chinese vendors supply an operator",
}
"""What the events of a table are about."""
_ERROR: Final = "RMSE"
_FIRST: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    WORLD: ({},),
    COUNTRY: ({"of": "a country"}, {"of": "an operator"}, {"of": "the world, parts"}),
    SIZES: ({"measure": "size"}, {"measure": "growth"}),
    DECISIONS: (
        {"coding": "de jure", "level": LEVELS[NO_NEW_KIT], "among": "all countries"},
    ),
    CONTRACTS: ({},),
}  # fmt: skip
_NAMES: Final = {
    WORLD: "Shares of vendors in the world, its parts and places",
    COUNTRY: "Shares of vendors by",
    SIZES: "Markets,",
}


def title_of(part: Years, variants: Sequence[str]) -> str:
    """Return what a part of the years is to the model, in words."""
    years = f"{part.first} to {part.last}" if part.first < part.last else f"{part.first}"
    fitted = [name for name in variants if name in FITTED]
    if part.window == AFTER:
        return f"out of sample: {years}"
    return f"in sample: {years}" if fitted else f"{years}, to which nothing was fitted"


def summary(groups: Sequence[Group], years: Years, variants: Sequence[str]) -> Iterator[str]:
    """Yield a few lines on each part of the years, the latest first."""
    for part in reversed(years.parts):
        own = [group for group in groups if group.window == part.window]
        yield ""
        yield from wrap(_heading(part, variants), WIDTH)
        lines = [line for group in _chosen(own) for line in _line(group)]
        yield from lines or ["  Nothing here can be scored."]


def _heading(part: Years, variants: Sequence[str]) -> str:
    title = title_of(part, variants)
    told = f"{title[0].upper()}{title[1:]}"
    fitted = " and ".join(name for name in variants if name in FITTED)
    if part.window == AFTER:
        return f"{told}. No figure of these years was fitted, and rivals know of none."
    if fitted:
        were = "were" if " and " in fitted else "was"
        return f"{told}. {fitted} {were} fitted on some figures of these years, not on all."
    return f"{told}."


def _chosen(groups: Sequence[Group]) -> Iterator[Group]:
    for table, labels in _FIRST.items():
        for wanted in labels:
            yield from (g for g in groups if g.table == table and g.labels == wanted)


def _line(group: Group) -> Iterator[str]:
    """Yield what is said of one group, wrapped; nothing if no variant has a value."""
    chances = group.table in HEADS
    digits = 3 if chances else 1
    measure, better = (BRIER, BRIER_SKILL) if chances else (_ERROR, SKILL)
    model = group.usual(measure)
    if not model:
        return
    score = group.score(model, measure)
    unit = "Brier score" if chances else "RMSE of"
    what = f"{unit} {between(score, digits)}" + ("" if chances else f" {group.rows[0].unit}")
    cases = told_of(group, model) if chances else f"{score.figures}"
    words = [f"{_named(group)} ({cases}): {what}"]
    row = group.row(model, better)
    if row is None:
        words.append("no rival has a value")
    else:
        words.append(f"best rival, {row.rival}, {number(row.beside, digits)}")
        if row.score.figures != score.figures:
            own = number((1 - row.score.value) * row.beside, digits)
            words[-1] += f" where the model has {own} ({row.score.figures})"
        sure = telling(group, model, row.score) if chances else row.score
        known = "" if sure.figures < FEWEST else f"skill {skill(sure)}: "
        words.append(f"{known}{sureness(sure)}")
    yield from wrap(f"{'; '.join(words)}.", WIDTH, initial_indent="  ", subsequent_indent="    ")


def told_of(group: Group, model: str) -> str:
    """Return how many cases a score of chances is of, and in how many of them it happened."""
    happened = group.score(model, HAPPENED)
    return f"{happened.figures} cases, {happened.value:.0f} of them yes"


def telling(group: Group, model: str, score: Score) -> Score:
    """Return a skill of chances with the number of cases that tell: those of the rarer outcome."""
    happened = group.score(model, HAPPENED)
    yes = int(happened.value)
    return score._replace(figures=min(yes, happened.figures - yes))


def _named(group: Group) -> str:
    if group.table in HEADS:
        return HEADS[group.table]
    rest = name_of(group.labels) if group.labels else ""
    return f"{_NAMES[group.table]} {rest}".strip()
