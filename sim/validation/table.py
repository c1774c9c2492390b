"""The verdict on the terminal: how wrong the model is, beside the best of its rivals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

import numpy as np

from sim.terms import LEVELS, NO_NEW_KIT
from sim.validation.cells import between, name_of, number, percent, signed, skill
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.evidence import Bracket
from sim.validation.groups import Group, grouped
from sim.validation.judge import BRIER, BRIER_SKILL, LOG, LOG_SKILL, SKILL
from sim.validation.output import CONDITIONAL, SCORES
from sim.validation.remarks import remarks, who_is_no_case
from sim.validation.scores import FEWEST_RUNS
from sim.validation.scoring import NEAR
from sim.validation.studies import meets
from sim.validation.summary import HEADS, NOTHING, WIDTH, summary, telling, title_of, told_of
from sim.validation.variants import WORDS
from sim.validation.verdict import Verdict
from sim.validation.windows import Window, Years

_ERROR: Final = "RMSE"
_HALF: Final = "coverage of the 50% range"
_COVERED: Final = "coverage of the 90% range"
_CHANCES: Final = (BRIER, LOG, "AUC", "concordance")
_SKILLS: Final = (BRIER_SKILL, LOG_SKILL)
_NAME: Final = 48
#: Names that are told of those whose chances are left out.
_NAMED: Final = 12
#: Scores of fewer figures say little, and are in the file alone.
_FEWEST: Final = 3
#: Of a series all that are shown are of whole years, and of what is bought unless they say so.
_UNDERSTOOD: Final = ("period", "level")


def table(found: Verdict) -> str:
    """Return a verdict as text of at most 100 columns: the scores that say most.

    What the model has not been fitted to comes first.

    Parameters
    ----------
    found
        What was scored; the rest of the scores is in the file.
    """
    groups = grouped(found.rows)
    variants = found.variants
    lines = [
        f"How wrong the model is on figures of {found.years.first} to {found.years.last}",
        *summary(groups, found.years, variants),
        *([] if groups or found.brackets else [NOTHING]),
    ]
    for window in found.years.windows:
        own = [group for group in groups if group.window == window.name]
        lines += [*_figures(own, window, variants), *_events(own, window)]
    lines += [
        *_others(groups, found.years, variants),
        *_studies(found.brackets),
        "",
        *_notes(found, variants),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _figures(groups: Sequence[Group], window: Window, variants: Sequence[str]) -> Iterator[str]:
    shown = [group for group in groups if _says_much(group)]
    if not shown:
        return
    yield ""
    yield f"FIGURES, {title_of(window)}"
    yield (
        f"  {'n':>4}  {'RMSE [90 %]':<18}{'MAE':>6}{'bias':>7}{'in 50%':>7}{'in 90%':>7}"
        f"  {'best rival':<24}{'skill [90 %]'}"
    )
    for group in shown:
        model = group.usual(_ERROR)
        unit = group.rows[0].unit
        told = "" if unit == "points" else f" ({unit})"
        who = "" if model == variants[-1] else f" ({model})"
        yield f"{_name(group)}{told}{who}"
        error, mean = group.score(model, _ERROR), group.score(model, "MAE")
        yield (
            f"  {error.figures:>4}  {between(error, 1):<18}{number(mean.value, 1):>6}"
            f"{signed(group.score(model, 'bias')):>7}{percent(group.score(model, _HALF)):>7}"
            f"{percent(group.score(model, _COVERED)):>7}  {_beside(group, model)}"
        )
    yield "In points of share unless said otherwise. (n): rival and skill are of n figures alone."


def _beside(group: Group, model: str) -> str:
    row = group.row(model, SKILL)
    if row is None:
        return "none has a value"
    few = row.score.figures != group.score(model, _ERROR).figures
    told = f"{row.rival} {number(row.beside, 1)}" + (f" ({row.score.figures})" if few else "")
    return f"{told:<24} {skill(row.score)}"


def _name(group: Group) -> str:
    kept = {key: word for key, word in group.labels.items() if key not in _UNDERSTOOD}
    return f"contracts, {name_of(kept)}" if group.table == CONTRACTS else name_of(kept)


def _says_much(group: Group) -> bool:
    model = group.usual(_ERROR)
    if not model or group.score(model, _ERROR).figures < _FEWEST:
        return False
    labels = group.labels
    if "publisher" in labels:
        return labels["period"] == "year"
    return set(labels) in ({"of", "measure"}, {"of", "left out in"}, {"measure"})


def _events(groups: Sequence[Group], window: Window) -> Iterator[str]:
    for name, head in HEADS.items():
        shown = [
            each for each in groups if each.table == name and _is_main(each) and each.usual(BRIER)
        ]
        if not shown:
            continue
        yield ""
        yield f"{head.upper()}, {title_of(window)}"
        yield f"  {'':<22}" + "".join(
            f" {word:<18}" for word in ("Brier [90 %]", "log score", "AUC", "concordance")
        )
        for group in shown:
            yield from _chances(group)


def _chances(group: Group) -> Iterator[str]:
    """Yield the scores of the usual variant, of its best rival, and the skill against it."""
    model = group.usual(BRIER)
    cases = group.score(model, BRIER).figures
    yield f"{_name(group)}: {told_of(group, model)}"
    found = group.row(model, BRIER_SKILL)
    for predictor in (model, *([found.rival] if found else [])):
        scores = [group.score(predictor, measure) for measure in _CHANCES]
        few = "" if scores[0].figures == cases else f" ({scores[0].figures})"
        yield f"  {predictor + few:<22}" + "".join(f" {between(score):<18}" for score in scores)
    skills = [group.row(model, measure) for measure in _SKILLS]
    told = [skill(telling(group, model, row.score)) if row else "-" for row in skills]
    cells = "".join(f" {each:<18}" for each in told)
    other = skills[1].rival if skills[1] and found and skills[1].rival != found.rival else ""
    yield f"  {'skill':<22}{cells}" + (f" (log: against {other})" if other else "")


def _is_main(group: Group) -> bool:
    if "level" in group.labels:
        return group.labels["level"] == LEVELS[NO_NEW_KIT]
    return not group.labels or "generation" in group.labels


def _others(groups: Sequence[Group], years: Years, variants: Sequence[str]) -> Iterator[str]:
    """Yield a smaller table of all variants of the model: errors, and Brier scores."""
    if len(variants) < 2:
        return
    told: list[str] = []
    for window in years.windows:
        own = [each for each in groups if each.window == window.name]
        shown = [each for each in own if _says_much(each)]
        lines = [_line_of_all(each, _ERROR, 1, variants) for each in shown]
        lines += [_line_of_all(each, BRIER, 3, variants) for each in own if _is_chance(each)]
        if lines:
            head = f"{title_of(window):<{_NAME}}" + "".join(f" {name:>9}" for name in variants)
            told += [head, *lines]
    if told:
        yield ""
        yield "ALL VARIANTS OF THE MODEL: RMSE of figures, Brier score of events"
        yield from told


def _line_of_all(group: Group, measure: str, digits: int, variants: Sequence[str]) -> str:
    cells = [number(group.score(name, measure).value, digits) for name in variants]
    name = f"  {_name(group)}"
    return f"{_short(name):<{_NAME}}" + "".join(f" {cell:>9}" for cell in cells)


def _short(name: str) -> str:
    """Return a name that fits its column: the middle is left out, as ends tell names apart."""
    if len(name) <= _NAME:
        return name
    half = (_NAME - 5) // 2
    return f"{name[:half]} ... {name[-half:]}"


def _is_chance(group: Group) -> bool:
    whole = group.table in HEADS and _is_main(group) and group.labels.get("among", "") != NEAR
    return whole and bool(group.usual(BRIER))


def _studies(brackets: Sequence[Bracket]) -> Iterator[str]:
    if not brackets:
        return
    missed = [each for each in brackets if not any(meets(each).values())]
    met = f"{len(brackets) - len(missed)} of {len(brackets)}"
    told = f"STUDIES: the model's range meets {met} of what they found."
    told += " Not met:" if missed else ""
    yield ""
    yield from wrap(told, WIDTH)
    for each in missed:
        yield from wrap(_missed(each), WIDTH, initial_indent="  ", subsequent_indent="    ")


def _missed(each: Bracket) -> str:
    """Return what a study found and what the model says, where they do not meet."""
    first, last = f"{each.low:.3g}", f"{each.high:.3g}"
    ends = first if each.low == each.high else f"{first} to {last}"
    if not np.isfinite(each.low + each.high):
        ends = f"at least {first}" if np.isfinite(each.low) else f"at most {last}"
    (values,) = [*each.model.values()][-1:]
    known = values[np.isfinite(values)]
    low, high = np.quantile(known, (0.05, 0.95)) if len(known) else (np.nan, np.nan)
    what = each.what.partition("; model:")[0]
    return f"{what}: {ends} {each.unit}, model {low:.3g} to {high:.3g}"


def _notes(found: Verdict, variants: Sequence[str]) -> Iterator[str]:
    told = "; ".join(f"{name}: {WORDS[name]}" for name in variants)
    if told:
        yield from wrap(f"{told[0].upper()}{told[1:]}.", WIDTH)
    yield from _few_runs(found, variants)
    rows = ", ".join(f"{name} {read} ({_unused(found, name)})" for name, read in found.read.items())
    for remark in (*remarks(found.reading), *who_is_no_case(found.no_cases)):
        yield from wrap(remark, WIDTH)
    yield from wrap(f"Rows of those years: {rows}. {SCORES} has every score, validation.json "
                    "every figure and why rows were left out.", WIDTH)  # fmt: skip
    yield from wrap(CONDITIONAL, WIDTH)


def _unused(found: Verdict, table: str) -> str:
    """Return how many rows of a table are left out, and how many are nothing to score."""
    others = sum(row.table == table for row in found.reading.other_kinds)
    told = f"{sum(row.table == table for row in found.left_out)} left out"
    return f"{told}, {others} nothing to score" if others else told


def _few_runs(found: Verdict, variants: Sequence[str]) -> Iterator[str]:
    """Say what few runs cost: chances that are not told, and chances that cannot be small."""
    runs = max((runs for each in found.events for runs in each.runs.values()), default=0)
    if not runs:
        return
    usual = variants[-1]
    lost = [each for each in found.events if not np.isfinite(each.model[usual])]
    whose = list(dict.fromkeys(each.what.partition(":")[0] for each in lost))
    shown = ", ".join(whose[:_NAMED]) + (", ..." if len(whose) > _NAMED else "")
    many = "chance of {} is" if len(lost) == 1 else "chances of {} are"
    none = (
        f"{len(lost)} {many.format(usual)} left out ({shown}): fewer than {FEWEST_RUNS} runs "
        "could tell, as in most it had happened before, or as there are too few. "
    )
    yield from wrap(
        f"{none if lost else ''}What none of {runs} runs shows counts as a chance of "
        f"{0.5 / (runs + 1):.1%}; with few draws= that costs the model.", WIDTH,
    )  # fmt: skip
