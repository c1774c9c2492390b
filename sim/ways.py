"""How a sweep goes on and when it ends, as the library is told in words of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sim.checks import retry
from sim.errors import ConfigError, nearest
from sim.setting_keys import NESTED
from sim.settings import OnError, Until
from sim.sweeps.unread import UNTIL_YEAR


def ways(
    resume: bool,
    retry_what: str | None,
    on_error: str | Mapping[str, Any],
    until: Mapping[str, Any] | None,
    stop_after: int,
) -> dict[str, Any]:
    """Return how a sweep goes on and when it ends, in the terms of a request.

    Parameters
    ----------
    resume, retry_what, on_error, until, stop_after
        As for :func:`sim.sweep`.

    Raises
    ------
    ConfigError
        With the key: unknown, or of a value that is not allowed.

    Examples
    --------
    >>> ways(True, "failed", "continue", {"width": 0.5}, 0)["until_width"]
    0.5
    """
    if not isinstance(resume, bool):
        raise ConfigError(f"resume: {resume!r} is not True or False")
    if until is not None and not isinstance(until, Mapping):
        raise ConfigError(f"until: {until!r} is not what to wait for; write {{'width': 0.5}}")
    try:
        again = retry(retry_what)
    except ValueError as problem:
        raise ConfigError(f"retry: {problem}") from None
    errors = on_error if isinstance(on_error, Mapping) else {"mode": on_error}
    ends: OnError = _nested("on_error", errors, {"mode": "continue", "after": None})
    if ends.stop_after and stop_after:
        raise ConfigError(
            f"stop_after: {stop_after}, but on_error={on_error!r} says when too; leave one out"
        )
    enough: Until = _nested("until", until or {}, {"width": None, "year": UNTIL_YEAR})
    return {
        "resume": resume,
        "retry_failed": again == "failed",
        "retry_damaged": again == "damaged",
        "stop_after": ends.stop_after or stop_after,
        "until_width": enough.width or 0.0,
        "until_year": enough.year,
    }


def _nested(name: str, given: Mapping[str, Any], usual: Mapping[str, Any]) -> Any:
    """Return settings that stand under one key; ``usual``: what is not given."""
    for key in given:
        if key not in usual:
            hint = nearest(str(key), usual)
            raise ConfigError(f"{name}: {key!r} is not one of: {', '.join(usual)}{hint}")
    made = {}
    for each in fields(NESTED[name]):
        try:
            made[each.name] = each.metadata["check"]({**usual, **given}[each.name])
        except ValueError as problem:
            raise ConfigError(f"{name}.{each.name}: {problem}") from None
    return NESTED[name](**made)
