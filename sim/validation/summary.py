"""The first lines of a verdict: how well the model did, beside what, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

from sim.terms import LEVELS, NO_NEW_KIT
from sim.validation.cells import FEWEST, TOO_FEW, between, name_of, number, skill, sureness
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.groups import Group
from sim.validation.judge import BRIER, BRIER_SKILL, HAPPENED, SKILL
from sim.validation.left_out import OF
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.scores import Score
from sim.validation.shares import COUNTRY, WORLD
from sim.validation.sizes import TABLE as SIZES
from sim.validation.windows import AFTER, FITTED, NEVER, SEEN, Window, Years

WIDTH: Final = 100
HEADS: Final[Mapping[str, str]] = {
    DECISIONS: f"Who comes to {LEVELS[NO_NEW_KIT]!r} or above",
    CONTRACTS: "Whether Chinese vendors supply an operator",
}
"""What the events of a table are about."""
_ERROR: Final = "RMSE"
_FIRST: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    WORLD: ({},),
    COUNTRY: ({"of": "a country"}, {"of": "an operator"}, {"of": "the world, parts"}, {"of": OF}),
    SIZES: ({"measure": "size"}, {"measure": "growth"}),
    DECISIONS: (
        {"coding": "de jure", "level": LEVELS[NO_NEW_KIT], "among": "all countries"},
    ),
    CONTRACTS: ({},),
}  # fmt: skip
_TITLES: Final = {AFTER: "out of sample", NEVER: "not fitted", SEEN: "fitted"}
_WORDS: Final = (
    "RMSE: a typical error (large ones weigh more). Brier score: mean squared error of chances, 0 "
    "is perfect, always saying 50 % gives 0.25. Skill: 1 is perfect, 0 as good as the best plain "
    "rival. In brackets: 90 % of bootstrap samples, where there are enough to draw from."
)
NOTHING: Final = "  Nothing here can be scored."
_NAMES: Final = {
    WORLD: "Shares of vendors in the world, its parts and places",
    COUNTRY: "Shares of vendors by",
    SIZES: "Markets,",
}


def title_of(window: Window) -> str:
    """Return what a window is to the model, in words."""
    first, last = window.years
    return f"{_TITLES[window.name]}: {f'{first} to {last}' if first < last else first}"


def summary(groups: Sequence[Group], years: Years, variants: Sequence[str]) -> Iterator[str]:
    """Yield a few lines on each window that holds anything, what says most first."""
    told = {window: [g for g in groups if g.window == window.name] for window in years.windows}
    for window, own in told.items():
        if own:
            yield ""
            yield from wrap(_heading(window, variants), WIDTH)
            yield from [line for group in _chosen(own) for line in _line(group)] or [NOTHING]
    if any(told.values()):
        yield from wrap(_WORDS, WIDTH)


def _heading(window: Window, variants: Sequence[str]) -> str:
    title = title_of(window)
    told = f"{title[0].upper()}{title[1:]}"
    fitted = [name for name in variants if name in FITTED]
    who = f"{' and '.join(fitted)} {'were' if len(fitted) > 1 else 'was'}"
    if window.name == AFTER:
        return f"{told}. No figure of these years was fitted, and rivals know of none."
    if not fitted:
        return f"{told}. Nothing here was fitted to the record: all is a test."
    if window.name == NEVER:
        return f"{told}. {who} fitted to other figures of these years, not to these."
    return f"{told}. {who} fitted to these, or to figures that say the same: no test."


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
        words.append("no rival has a value" + ", and so few say little" * (score.figures < FEWEST))
    else:
        words.append(f"best rival, {row.rival}, {number(row.beside, digits)}")
        if row.score.figures != score.figures:
            own = number(row.own, digits)
            words[-1] += f" where the model has {own} ({row.score.figures})"
        sure = telling(group, model, row.score) if chances else row.score
        told = skill(sure)
        known = "" if told in (TOO_FEW, "-") else f"skill {told}: "
        words.append(f"{known}{_sure(group, model, sure) if chances else sureness(sure)}")
    yield from wrap(f"{'; '.join(words)}.", WIDTH, initial_indent="  ", subsequent_indent="    ")


def _sure(group: Group, model: str, told: Score) -> str:
    """Return what a skill of chances says: few of the rarer outcome say nothing."""
    if told.figures >= FEWEST:
        return sureness(told)
    rarer = "yes" if told.figures == group.score(model, HAPPENED).value else "no"
    return f"{told.figures} {rarer} cannot tell who is better"


def told_of(group: Group, model: str) -> str:
    """Return how many cases a score of chances is of, and in how many of them it happened."""
    happened = group.score(model, HAPPENED)
    cases = "case" if happened.figures == 1 else "cases"
    return f"{happened.figures} {cases}, {happened.value:.0f} of them yes"


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
