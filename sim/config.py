"""From the words after a verb to checked settings: files, words, registry, one-line errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cmdline import known_keys, parse
from sim.composing import Composed, compose, flat
from sim.errors import ConfigError
from sim.folders import search_path
from sim.limits import checked, is_unusual, usual
from sim.params import Parameter, registry
from sim.setting_keys import Settings, make_settings


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
    try:
        return checked(parameter, value)
    except ValueError as problem:
        raise ConfigError(f"{place}: {problem}") from None


def _notes(parameter: Parameter, value: float | bool) -> list[str]:
    if not is_unusual(parameter, value):
        return []
    return [f"{parameter.key}={value:g} lies outside its range ({usual(parameter)})"]
