"""The settings of every verb by key: what each means, and values checked into place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from typing import Any, Final

from sim import checks
from sim.settings import (
    Ablate,
    Calibrate,
    Compare,
    Executor,
    Explain,
    Export,
    Facts,
    OnError,
    Plot,
    Run,
    Sensitivity,
    Status,
    Sweep,
    Until,
    Validate,
    World,
)

Settings = (
    Run
    | Sweep
    | Ablate
    | Facts
    | Validate
    | Calibrate
    | Sensitivity
    | Explain
    | Compare
    | Export
    | Plot
    | Status
)
SETTINGS: Final[Mapping[str, type[Settings]]] = {
    "run": Run,
    "sweep": Sweep,
    "ablate": Ablate,
    "facts": Facts,
    "validate": Validate,
    "calibrate": Calibrate,
    "sensitivity": Sensitivity,
    "explain": Explain,
    "compare": Compare,
    "export": Export,
    "plot": Plot,
    "status": Status,
}
NESTED: Final[Mapping[str, type[Any]]] = {
    "executor": Executor,
    "world": World,
    "on_error": OnError,
    "until": Until,
}
SHORT: Final[Mapping[str, str]] = {"on_error": "on_error.mode"}
"""Words that stand for a longer key."""
OPEN_MAPS: Final = ("levers", "data")
PATHS: Final = ("out", "rerun", "result", "design", "scan", "targets", "posterior")


def setting_keys(verb: str) -> dict[str, str]:
    """Return every key that a verb knows, with its meaning; ``levers`` and ``data`` are open.

    Examples
    --------
    >>> setting_keys("compare")["results"]
    'result folders'
    """
    found: dict[str, str] = {}
    for each in fields(SETTINGS[verb]):
        if _is_nested(each):
            inner = fields(NESTED[each.name])
            found |= {f"{each.name}.{f.name}": f.metadata["meaning"] for f in inner}
        else:
            found[_key(each)] = each.metadata["meaning"]
    return found


def _key(each: Field[Any]) -> str:
    """Return what a setting is called where users write it; some are words of Python."""
    return str(each.metadata.get("key", each.name))


def _given(values: Mapping[str, Any], each: Field[Any]) -> Any:
    """Return what was given; some settings come from a file that may leave them out."""
    if "absent" in each.metadata:
        return values.get(_key(each), each.metadata["absent"])
    return values[_key(each)]


def _is_nested(each: Field[Any]) -> bool:
    """Return whether a setting has settings of its own; ``until`` is one of sweeps alone."""
    return each.name in NESTED and "check" not in each.metadata


def make_settings(
    verb: str, values: Mapping[str, Any], place: Callable[[str], str], error: type[Exception]
) -> Settings:
    """Return the checked settings of a verb.

    Parameters
    ----------
    verb : str
        One of :data:`SETTINGS`.
    values : mapping
        Plain values by key; those of :data:`NESTED` are mappings.
    place : callable
        Key -> where its value was given, for messages.
    error : type
        Class of the errors raised.
    """

    def built(kind: type[Any], given: Mapping[str, Any], prefix: str) -> Any:
        made = {}
        for each in fields(kind):
            key = f"{prefix}{_key(each)}"
            try:
                if _is_nested(each):
                    made[each.name] = built(NESTED[each.name], given[each.name], f"{key}.")
                else:
                    made[each.name] = each.metadata["check"](_given(given, each))
            except checks.InsideError as problem:
                raise error(f"{place(f'{key}.{problem.key}')}: {problem}") from None
            except KeyError:
                raise error(f"{key}: is missing from configs/{verb}.yaml") from None
            except ValueError as problem:
                raise error(f"{place(key)}: {problem}") from None
        return kind(**made)

    settings: Settings = built(SETTINGS[verb], values, "")
    return settings
