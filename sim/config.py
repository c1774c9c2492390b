"""From the words after a verb to checked settings: files, words, registry, one-line errors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cmdline import known_keys, parse
from sim.composing import Composed, compose, flat
from sim.errors import ConfigError
from sim.folders import search_path
from sim.kinds import switch
from sim.params import Parameter, registry
from sim.settings import Settings, make_settings

_SHARES = ("share", "probability", "index 0-1", "per quarter", "per window")
_SIGNED = ("resolve", "quality", "utility", "log")
_POSITIVE = ("quarters", "years", "divisor", "persons")


@dataclass(frozen=True)
class Configured:
    """What was asked, checked.

    Attributes
    ----------
    settings : Run, Sweep or Compare
        Of the verb.
    held : Mapping[str, float or bool]
        Parameters that a word or a changed file holds at a value, by key.
    provenance : Mapping[str, str]
        Key -> where its value came from: the word, the file and line, or ``default``.
    notes : tuple of str
        Lines that the user should read: values outside their range.
    values : mapping
        The composed configuration as plain data.
    """

    settings: Settings
    held: Mapping[str, float | bool]
    provenance: Mapping[str, str]
    notes: tuple[str, ...]
    values: Mapping[str, Any]


def configure(verb: str, words: Iterable[str], folders: Sequence[Path] | None = None) -> Configured:
    """Return the checked configuration of a verb.

    Parameters
    ----------
    verb : str
        ``run``, ``sweep`` or ``compare``.
    words : iterable of str
        ``key=value`` words.
    folders : sequence of Path, optional
        Where configuration files are looked for; default ``./configs``, then the shipped.

    Raises
    ------
    ConfigError
        If anything is wrong: one line naming word or file, key, value and what is allowed.

    Examples
    --------
    >>> configure("run", ["government.b_ally=0.5"]).held
    {'government.b_ally': 0.5}
    """
    known = known_keys(verb)
    parsed = parse(words, known)
    composed = compose(verb, parsed, folders or search_path("configs"), known)
    said = {word.key for word in parsed}

    def place(key: str) -> str:
        words = [word for word in said if word == key or word.startswith(f"{key}.")]
        return words[0] if words else _file_place(composed, key)

    settings = make_settings(verb, composed.values, place, ConfigError)
    given = {key: value for key, value in flat(composed.values) if key in registry()}
    values = {key: _checked(registry()[key], value, place(key)) for key, value in given.items()}
    held = {
        key: value
        for key, value in values.items()
        if key in said or float(value) != registry()[key].default
    }
    return Configured(
        settings=settings,
        held=held,
        provenance=_provenance(composed, known, held),
        notes=tuple(note for key in held for note in _notes(registry()[key], held[key])),
        values=composed.values,
    )


def hard_limits(parameter: Parameter) -> tuple[float, float]:
    """Return what a parameter can be at all, whatever its honest range.

    Examples
    --------
    >>> hard_limits(registry()["trust.parity_start"])
    (0.0, 1.0)
    """
    unit = parameter.unit
    if unit.startswith(_SHARES):
        return 0.0, 1.0
    if unit.startswith(_SIGNED):
        return -math.inf, math.inf
    return 0.0, math.inf


def _provenance(
    composed: Composed, known: Mapping[str, str], held: Mapping[str, object]
) -> dict[str, str]:
    """Return the origin of every setting, and of every parameter that is held."""
    settings = [key for key in known if key not in registry()]
    others = [key for key in composed.places if key not in known]
    return {key: composed.places.get(key, "default") for key in (*settings, *others, *held)}


def _file_place(composed: Composed, key: str) -> str:
    where = composed.places.get(key)
    return f"{where}, {key}" if where else key


def _checked(parameter: Parameter, value: Any, place: str) -> float | bool:
    if parameter.is_switch:
        try:
            return switch(value)
        except ValueError as problem:
            raise ConfigError(f"{place}: {problem} (on and off work too)") from None
    if isinstance(value, bool | str) or not isinstance(value, int | float):
        raise ConfigError(f"{place}: {value!r} is not a number ({_range(parameter)})")
    low, high = hard_limits(parameter)
    zero_is_out = parameter.unit.startswith(_POSITIVE) and value == 0
    if not low <= value <= high or not math.isfinite(value) or zero_is_out:
        limits = "between 0 and 1" if high == 1 else "above 0" if zero_is_out else "0 or more"
        raise ConfigError(f"{place}: {value:g} is not {limits} ({_range(parameter)})")
    return float(value)


def _range(parameter: Parameter) -> str:
    if parameter.low == parameter.high:
        return f"usually {parameter.default:g} {parameter.unit}"
    return f"usually {parameter.low:g} to {parameter.high:g} {parameter.unit}"


def _notes(parameter: Parameter, value: float | bool) -> list[str]:
    if parameter.is_switch or parameter.low <= value <= parameter.high:
        return []
    return [f"{parameter.key}={value:g} lies outside its range ({_range(parameter)})"]
