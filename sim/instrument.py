"""An instrument of a scenario: made from what a file says, and changed by files and levers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.errors import ScenarioError, nearest
from sim.kinds import KINDS, LAST_QUARTER, SAME_AS_FROM, keys_of
from sim.plain import Section
from sim.terms import quarter_label


@dataclass(frozen=True)
class Part:
    """What an instrument does from one quarter to another, both included."""

    first: int
    last: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Instrument:
    """A named instrument: one part if it comes from a file, more if history is replayed.

    Attributes
    ----------
    name : str
        How levers and other files address it.
    kind : str
        One of :data:`sim.kinds.KINDS`.
    parts : tuple of Part
        In the order of time.
    places : Mapping[str, str]
        Where each key was given, for messages.
    """

    name: str
    kind: str
    parts: tuple[Part, ...]
    places: Mapping[str, str]

    def place(self, key: str) -> str:
        """Return where a key was given, in words."""
        return self.places.get(key, f"instrument {self.name!r}")


def new_instrument(name: str, entry: Section, starts: int) -> Instrument:
    """Return the instrument that an entry of a scenario file describes.

    Parameters
    ----------
    name : str
        Its name; also its kind where the entry gives no ``type``.
    entry : Section
        Its keys.
    starts : int
        Quarter from which it is in force unless the entry says otherwise.

    Raises
    ------
    ScenarioError
        If the kind or a key is unknown, a value is not allowed, or a key is missing.
    """
    kind = _kind(name, entry)
    given, places = checked(name, kind, entry)
    first = int(given.pop("from", starts))
    last = int(given.pop("until", LAST_QUARTER))
    values = {key: spec.default for key, spec in KINDS[kind].keys.items()} | given
    for key, value in values.items():
        if value is None:
            meaning = KINDS[kind].keys[key].meaning
            where = f"{entry.file}, line {entry.line}"
            raise ScenarioError(f"{where}: instrument {name!r} needs {key!r} ({meaning})")
        if value == SAME_AS_FROM and KINDS[kind].keys[key].moves:
            values[key] = first
    part = Part(first, last, {key: value for key, value in values.items() if value is not None})
    return _in_order(Instrument(name, kind, (part,), places))


def change(instrument: Instrument, entry: Section) -> Instrument:
    """Return an instrument with some of its keys changed.

    ``from`` moves the whole of it, ``until`` ends it (or its last part) there, and any other
    key holds for all of its parts.

    Raises
    ------
    ScenarioError
        If a key is unknown or a value is not allowed.
    """
    given, places = checked(instrument.name, instrument.kind, entry)
    parts = instrument.parts
    if "from" in given:
        parts = _moved(instrument, int(given.pop("from")))
    if "until" in given:
        parts = _ended(parts, int(given.pop("until")))
    parts = tuple(replace(part, values={**part.values, **given}) for part in parts)
    changed = replace(instrument, parts=parts, places={**instrument.places, **places})
    return _in_order(changed)


def checked(name: str, kind: str, entry: Section) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values of an entry in the program's terms, and where each was given.

    Raises
    ------
    ScenarioError
        If a key is unknown or a value is not allowed.
    """
    known = keys_of(kind)
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if key == "type":
            continue
        if key not in known:
            allowed = ", ".join(known)
            hint = nearest(key, known)
            raise ScenarioError(
                f"{entry.where(key)}: {key!r} is not a key of instrument {name!r} "
                f"(allowed: {allowed}){hint}"
            )
        try:
            values[key] = known[key].check(value)
        except ValueError as problem:
            raise ScenarioError(f"{entry.at(key)}: {problem}") from None
    return values, {key: entry.where(key) for key in values}


def _kind(name: str, entry: Section) -> str:
    kind = entry.get("type", name)
    if kind not in KINDS:
        hint = nearest(str(kind), KINDS)
        raise ScenarioError(
            f"{entry.where('type')}: {kind!r} is not a type of instrument "
            f"(allowed: {', '.join(KINDS)}){hint}"
        )
    return str(kind)


def _moved(instrument: Instrument, first: int) -> tuple[Part, ...]:
    """Move all quarters but the end of the last part by the same distance."""
    end = max(part.last for part in instrument.parts)
    shift = first - min(part.first for part in instrument.parts)
    moving = {key for key, spec in KINDS[instrument.kind].keys.items() if spec.moves}

    def later(quarter: int) -> int:
        return quarter if quarter == LAST_QUARTER else quarter + shift

    parts = (
        Part(
            part.first + shift,
            part.last if part.last == end else part.last + shift,
            {k: later(v) if k in moving else v for k, v in part.values.items()},
        )
        for part in instrument.parts
    )
    return tuple(part for part in parts if part.first <= LAST_QUARTER)


def _ended(parts: tuple[Part, ...], until: int) -> tuple[Part, ...]:
    end = max(part.last for part in parts)
    return tuple(
        replace(part, last=until if part.last == end else min(part.last, until))
        for part in parts
        if part.first <= until or len(parts) == 1
    )


def _in_order(instrument: Instrument) -> Instrument:
    for part in instrument.parts:
        if part.first > part.last:
            key = "until" if "until" in instrument.places else "from"
            first, last = quarter_label(part.first), quarter_label(part.last)
            raise ScenarioError(
                f"{instrument.place(key)}: instrument {instrument.name!r} would begin in {first} "
                f"and end in {last}"
            )
        peak = part.values.get("peak", part.first)
        if isinstance(peak, int) and peak < part.first:
            raise ScenarioError(
                f"{instrument.place('peak')}: instrument {instrument.name!r} would peak in "
                f"{quarter_label(peak)}, before it begins in {quarter_label(part.first)}"
            )
    return instrument
