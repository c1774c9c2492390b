"""The verdict on the terminal: how wrong the model is, beside the best of its rivals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

import numpy as np

from sim.terms import LEVELS, NO_NEW_KIT
from sim.validation.contracts import TABLE as CONTRACTS
from sim.validation.evidence import Bracket
from sim.validation.judge import MODEL, RIVAL, Row
from sim.validation.output import CONDITIONAL, SCORES
from sim.validation.remarks import remarks
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.scores import Score
from sim.validation.studies import meets
from sim.validation.variants import WORDS
from sim.validation.verdict import Verdict

WIDTH: Final = 114
_ERROR: Final = "RMSE"
_COVERED: Final = "coverage of the 90% range"
_CHANCES: Final = ("Brier score", "log score", "AUC")
_HIGHER_IS_BETTER: Final = ("AUC", "concordance")
_NAME: Final = 42
_CELL: Final = 8
#: Scores of fewer figures say little, and are in the file alone.
_FEWEST: Final = 3
#: Of a series all that are shown are of whole years, and of what is bought unless they say so.
_UNDERSTOOD: Final = ("period",)

Key = tuple[str, tuple[tuple[str, str], ...]]


def table(found: Verdict) -> str:
    """Return a verdict as text of at most 114 columns: the scores that say most.

    Parameters
    ----------
    found
        What was scored; the rest of the scores is in the file.
    """
    variants = list(dict.fromkeys(row.predictor for row in found.rows if row.kind == MODEL))
    groups = _grouped(found.rows)
    lines = [
        f"How wrong the model is on figures of {found.years.first} to {found.years.last}",
        *_figures(groups, variants),
        *_chances(groups, variants),
        *_studies(found.brackets),
        "",
        *_notes(found, variants),
    ]
    return "\n".join(line.rstrip() for line in lines)


def name_of(groups: Mapping[str, str]) -> str:
    """Return what figures have in common, in a few words."""
    words = (word.replace("_", " ") for word in groups.values() if word)
    return ", ".join(dict.fromkeys(words)) or "all"


def _grouped(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """Return the scores by table and by what their figures have in common."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault((row.table, tuple(row.groups.items())), []).append(row)
    return found


def _figures(groups: Mapping[Key, Sequence[Row]], variants: Sequence[str]) -> Iterator[str]:
    shown = [(dict(labels), rows) for (_, labels), rows in groups.items() if _says_much(rows)]
    if not shown:
        return
    yield ""
    yield "Figures: root mean squared error, and how many lie in the 90 % range; (n): of n of them"
    yield _line("", ["figures", *variants, "in range"], "best rival")
    for labels, rows in shown:
        error = [row for row in rows if row.measure == _ERROR]
        unit = "" if error[0].unit == "points" else f" ({error[0].unit})"
        cells = [
            str(error[0].score.figures),
            *(_number(_of(error, variant)) for variant in variants),
            _share(_last([row for row in rows if row.measure == _COVERED])),
        ]
        kept = {key: word for key, word in labels.items() if key not in _UNDERSTOOD}
        yield _line(f"{name_of(kept)}{unit}", cells, _best(error))


def _says_much(rows: Sequence[Row]) -> bool:
    error = [row for row in rows if row.measure == _ERROR]
    if not error or error[0].score.figures < _FEWEST:
        return False
    labels = error[0].groups
    if "publisher" in labels:
        return labels["period"] == "year"
    return set(labels) in ({"of", "measure"}, {"of", "left out in"}, {"measure"})


def _chances(groups: Mapping[Key, Sequence[Row]], variants: Sequence[str]) -> Iterator[str]:
    heads = {
        DECISIONS: f"Who comes to {LEVELS[NO_NEW_KIT]!r} or above",
        CONTRACTS: "Whether Chinese vendors supply an operator",
    }
    for table_name, head in heads.items():
        shown = [(dict(labels), rows) for (name, labels), rows in groups.items()
                 if name == table_name and _is_main(dict(labels))]  # fmt: skip
        for measure in _CHANCES if shown else ():
            better = "higher" if measure in _HIGHER_IS_BETTER else "lower"
            yield ""
            yield f"{head}: {measure} ({better} is better)"
            yield _line("", ["cases", *variants], "best rival")
            for labels, rows in shown:
                own = [row for row in rows if row.measure == measure]
                kept = {key: word for key, word in labels.items() if key != "level"}
                cells = [_number(_of(own, variant)) for variant in variants]
                yield _line(name_of(kept), [str(own[0].score.figures), *cells], _best(own))


def _is_main(labels: Mapping[str, str]) -> bool:
    if "level" in labels:
        return labels["level"] == LEVELS[NO_NEW_KIT]
    return not labels or "generation" in labels


def _studies(brackets: Sequence[Bracket]) -> Iterator[str]:
    if not brackets:
        return
    met = sum(any(meets(bracket).values()) for bracket in brackets)
    yield ""
    yield f"Studies: the model's range meets {met} of {len(brackets)} of what they found."


def _of(rows: Sequence[Row], predictor: str) -> Score:
    return next(row.score for row in rows if row.predictor == predictor)


def _last(rows: Sequence[Row]) -> Score:
    """Return the score of the last variant that has one: the one with most behind it."""
    known = [row.score for row in rows if np.isfinite(row.score.value)]
    return known[-1] if known else Score(np.nan, np.nan, np.nan, 0)


def _best(rows: Sequence[Row]) -> str:
    """Return the rival with the best score; one that has a value for few figures says so."""
    rivals = [row for row in rows if row.kind == RIVAL and np.isfinite(row.score.value)]
    if not rivals:
        return "none has a value"
    sign = -1.0 if rows[0].measure in _HIGHER_IS_BETTER else 1.0
    most = max(row.score.figures for row in rivals)
    full = [row for row in rivals if row.score.figures == most]
    best = min(full, key=lambda row: sign * row.score.value)
    few = "" if most == rows[0].score.figures else f" ({most})"
    return f"{_number(best.score)} {best.predictor}{few}"


def _number(score: Score) -> str:
    if not np.isfinite(score.value):
        return "-"
    return f"{score.value:.3f}" if abs(score.value) < 1 else f"{score.value:.1f}"


def _share(score: Score) -> str:
    return f"{score.value:.0%}" if np.isfinite(score.value) else "-"


def _line(name: str, cells: Sequence[str], last: str) -> str:
    shown = name if len(name) <= _NAME else f"{name[: _NAME - 3]}..."
    return f"{shown:<{_NAME}}" + "".join(f" {cell:>{_CELL}}" for cell in cells) + f"  {last}"


def _notes(found: Verdict, variants: Sequence[str]) -> Iterator[str]:
    told = "; ".join(f"{name}: {WORDS[name]}" for name in variants)
    if told:
        yield from wrap(f"{told[0].upper()}{told[1:]}.", WIDTH)
    rows = ", ".join(
        f"{name} {read} ({sum(row.table == name for row in found.left_out)} left out)"
        for name, read in found.read.items()
    )
    for remark in remarks(found.reading):
        yield from wrap(remark, WIDTH)
    yield from wrap(f"Rows of those years: {rows}. {SCORES} has every score, validation.json "
                    "every figure and why rows were left out.", WIDTH)  # fmt: skip
    yield from wrap(CONDITIONAL, WIDTH)
