"""Replaying what the powers did: the dose table, turned into instruments."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sim.instrument import Instrument, Part
from sim.kinds import KINDS, LAST_QUARTER, Value
from sim.terms import CHIPS, DENIED, US_PARTS, quarter_index

FILE: Final = Path(__file__).with_name("data") / "doses.csv"
ACTORS: Final = ("USA", "CHN")
LAST_RECORDED: Final = "2024Q4"
REPLAYED: Final = ("campaign", "aid", "swap_support", "export_control", "duty", "usa_law")


@dataclass(frozen=True)
class Dose:
    """One row of the dose table that has a dose."""

    event_id: str
    actor: str
    instrument: str
    target: str
    value: float
    first: int
    last: int


@cache
def doses() -> tuple[Dose, ...]:
    """Return the rows of the dose table that have a dose, in the order of time.

    Examples
    --------
    >>> [(d.target, d.value) for d in doses() if d.instrument == "aid"]
    [('', 150.0)]
    """
    with FILE.open(encoding="utf-8", newline="") as handle:
        rows = [_dose(row) for row in csv.DictReader(handle) if row["use"] == "dose"]
    return tuple(sorted(rows, key=lambda dose: dose.first))


def replay(
    actors: Collection[str], until: int, only: Collection[str] = REPLAYED
) -> tuple[Instrument, ...]:
    """Return what was put in force by a date; it stays in force unless a row ended it.

    Parameters
    ----------
    actors : collection of str
        Whose moves: ``USA``, ``CHN``.
    until : int
        Quarter of the last move.
    only : collection of str
        Instruments wanted, of :data:`REPLAYED`.
    """
    moves = [dose for dose in doses() if dose.actor in actors and dose.first <= until]
    parts = {
        "campaign": _campaign(moves),
        "aid": _steps(moves, "aid", "budget_usd_m"),
        "swap_support": [_swap(dose) for dose in moves if dose.instrument == "swap_support"],
        "export_control": _controls(moves),
        "duty": _duties(moves),
        "usa_law": _steps(moves, "usa_law", "level"),
    }
    return tuple(
        Instrument(name, name, tuple(found), {})
        for name, found in parts.items()
        if found and name in only
    )


def _dose(row: Mapping[str, str]) -> Dose:
    last = quarter_index(row["until"]) if row["until"] else LAST_QUARTER
    return Dose(
        event_id=row["event_id"],
        actor=row["actor"],
        instrument=row["instrument"],
        target=row["target"],
        value=float(row["value"]),
        first=quarter_index(row["from"]),
        last=last,
    )


def _campaign(moves: list[Dose]) -> list[Part]:
    """Return one part: a rise from the row of value 0, full from the first 1 to the last."""
    knots = [dose for dose in moves if dose.instrument == "campaign"]
    full = [dose.first for dose in knots if dose.value == 1]
    if not full:
        return []
    defaults = {key: spec.default for key, spec in KINDS["campaign"].keys.items()}
    values = defaults | {"peak": full[0], "hold_until": full[-1]}
    plain = {key: value for key, value in values.items() if value is not None}
    return [Part(knots[0].first + 1, LAST_QUARTER, plain)]


def _steps(moves: list[Dose], instrument: str, key: str) -> list[Part]:
    """Return one part a row, each ended by the next row of the same target."""
    rows = [dose for dose in moves if dose.instrument == instrument]
    return [Part(d.first, _last(d, rows), {key: _whole(key, d.value)}) for d in rows]


def _swap(dose: Dose) -> Part:
    return Part(dose.first, dose.last, {"share": dose.value, "countries": (dose.target,)})


def _controls(moves: list[Dose]) -> list[Part]:
    parts = []
    for instrument in ("export_control", "full_denial"):
        rows = [dose for dose in moves if dose.instrument == instrument]
        for dose in rows:
            values: dict[str, Value] = {
                "vendors": (dose.target,),
                "dose": dose.value,
                "parts": DENIED[US_PARTS if instrument == "full_denial" else CHIPS],
            }
            parts.append(Part(dose.first, _last(dose, rows), values))
    return [part for part in parts if part.values["dose"]]


def _duties(moves: list[Dose]) -> list[Part]:
    parts = []
    for instrument, key, other in (("duty_us", "us", "china"), ("duty_china", "china", "us")):
        rows = [dose for dose in moves if dose.instrument == instrument]
        parts += [Part(d.first, _last(d, rows), {key: d.value, other: ""}) for d in rows]
    return parts


def _last(dose: Dose, rows: list[Dose]) -> int:
    later = [row.first - 1 for row in rows if row.target == dose.target and row.first > dose.first]
    return min([dose.last, *later])


def _whole(key: str, value: float) -> Value:
    return int(value) if key == "level" else value
