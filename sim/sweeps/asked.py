"""A request as plain data, so that a manifest can hold it and it can be asked again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.errors import ResultError
from sim.levers import Range, as_data, lever

if TYPE_CHECKING:
    from sim.sweeps.request import Request

HOW: Final = frozenset(
    {
        "executor",
        "workers",
        "scheduler",
        "out",
        "resume",
        "retry_failed",
        "retry_damaged",
        "stop_after",
        "data",
        "scenario_folders",
        "provenance",
    }
)
"""What a request says of how and where it is done; tables and scenarios are kept by content."""
TABLES: Final[Mapping[str, str]] = {
    "design": "design.csv",
    "scan": "scan.csv",
    "posterior": "posterior.csv",
}
"""Settings that may name a table of the user's, and what it is kept as beside the manifest."""
_BYTES: Final = 8
_MOST_SHOWN: Final = 4


def describe(request: Request) -> dict[str, Any]:
    """Return everything that a request asks for, as data that JSON can hold.

    Examples
    --------
    >>> from sim.sweeps.request import Request
    >>> describe(Request(("stop",), draws=3))["draws"]
    3
    """
    return {
        field.name: _plain(field.name, getattr(request, field.name))
        for field in fields(request)
        if field.name not in HOW
    }


def recall(told: Any, place: str) -> Request:
    """Return the request that :func:`describe` told of.

    Parameters
    ----------
    told
        What a manifest says; nothing in it is trusted.
    place
        The manifest, for messages.

    Raises
    ------
    ResultError
        If it is not whole, or tells of what this version does not know.
    ConfigError
        If a value is not allowed.
    """
    from sim.params import registry
    from sim.sweeps.request import Request
    from sim.synthetic.size import WorldSize, check_size

    if not isinstance(told, Mapping):
        raise ResultError(
            f"{place}: an older version of faultlines wrote it and did not keep all that was "
            "asked; launch the same command again"
        )
    known = {field.name for field in fields(Request)} - HOW
    for key in told:
        if key not in known:
            raise ResultError(
                f"{place}: request has {key!r}, which this version of faultlines does not know"
            )
    for key in told.get("overrides", {}):
        if key not in registry():
            raise ResultError(f"{place}: {key!r} is not a parameter of this version of faultlines")
    values = {key: _tuples(value) for key, value in told.items()}
    try:
        size = {name: check_size(name, number) for name, number in values["world"].items()}
        levers = {name: lever(given) for name, given in told["levers"].items()}
        return Request(**{**values, "world": WorldSize(**size), "levers": levers})
    except (TypeError, KeyError, AttributeError, ValueError):
        raise ResultError(f"{place}: request is not whole; the file was changed") from None


def tables(request: Request) -> dict[str, Path]:
    """Return the tables of the user's that lay out a sweep, by the setting that names them."""
    from sim.sweeps.request import is_table

    words = {name: str(getattr(request, name)) for name in TABLES}
    return {name: Path(word) for name, word in words.items() if is_table(word)}


def how_many(request: Request) -> dict[str, Any]:
    """Return the settings that only say when there are enough runs, and may change."""
    return {"until_width": request.until_width, "until_year": request.until_year}


def differences(told: Any, request: Request) -> str:
    """Return in which settings a request differs from what a manifest says of another.

    Examples
    --------
    >>> from sim.sweeps.request import Request
    >>> differences(describe(Request(("stop",), draws=601)), Request(("stop",), draws=600))
    'draws 601, asked 600'
    """
    now = describe(request)
    then = told if isinstance(told, Mapping) else {}
    keys = [key for key in now if key not in how_many(request) and then.get(key) != now[key]]
    said = [f"{key} {_short(then.get(key))}, asked {_short(now[key])}" for key in keys]
    return "; ".join(said) or "other scenario files, facts or tables"


def _short(value: Any) -> str:
    """Return a value of a request in few words."""
    if isinstance(value, Mapping):
        value = [f"{key}={_short(each)}" for key, each in value.items()]
    if isinstance(value, list):
        some = ", ".join(map(str, value[:_MOST_SHOWN]))
        more = len(value) - _MOST_SHOWN
        return (some + (f" and {more} more" if more > 0 else "")) or "none"
    return str(value)


def file_hash(file: Path) -> str:
    """Return the fingerprint of a file's content, 16 hex digits."""
    return hashlib.blake2b(file.read_bytes(), digest_size=_BYTES).hexdigest()


def _plain(name: str, value: Any) -> Any:
    if name == "world":
        return value.given()
    if name in TABLES:
        return Path(value).name  # what it says is kept beside the manifest
    if isinstance(value, Range):
        return as_data(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(name, each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(name, each) for each in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{name}: {type(value).__name__} cannot be kept in a manifest")


def _tuples(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _tuples(each) for key, each in value.items()}
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
