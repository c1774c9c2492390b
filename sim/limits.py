"""What a parameter can be at all, and what is usual."""

from __future__ import annotations

import math
from numbers import Number
from typing import Any, Final

from sim.kinds import switch
from sim.params import Parameter

_SHARES: Final = ("share", "probability", "index 0-1", "per quarter", "per window")
_SIGNED: Final = ("resolve", "quality", "utility", "log")
_POSITIVE: Final = ("quarters", "years", "divisor", "persons")


def hard_limits(parameter: Parameter) -> tuple[float, float]:
    """Return what a parameter can be at all, whatever its honest range.

    Examples
    --------
    >>> from sim.params import registry
    >>> hard_limits(registry()["trust.parity_start"])
    (0.0, 1.0)
    """
    unit = parameter.unit
    if unit.startswith(_SHARES):
        return 0.0, 1.0
    if unit.startswith(_SIGNED):
        return -math.inf, math.inf
    return 0.0, math.inf


def checked(parameter: Parameter, value: Any) -> float | bool:
    """Return the value of a parameter, checked.

    Raises
    ------
    ValueError
        If it is of the wrong kind or outside what the parameter can be; the message starts with
        the value.
    """
    if isinstance(value, Number) and hasattr(value, "item"):
        value = value.item()  # a number of NumPy's
    if parameter.is_switch:
        number = isinstance(value, int | float) and value in (0, 1)
        try:
            return switch(bool(value) if number else value)
        except ValueError as problem:
            raise ValueError(f"{problem} (on and off, 1 and 0 work too)") from None
    if isinstance(value, bool | str) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number ({usual(parameter)})")
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is not a finite number ({usual(parameter)})")
    low, high = hard_limits(parameter)
    zero_is_out = parameter.unit.startswith(_POSITIVE) and value == 0
    if not low <= value <= high or zero_is_out:
        limits = "between 0 and 1" if high == 1 else "above 0" if zero_is_out else "0 or more"
        raise ValueError(f"{value:g} is not {limits} ({usual(parameter)})")
    return float(value)


def usual(parameter: Parameter) -> str:
    """Return the range of a parameter in words."""
    if parameter.low == parameter.high:
        return f"usually {parameter.default:g} {parameter.unit}"
    return f"usually {parameter.low:g} to {parameter.high:g} {parameter.unit}"


def is_unusual(parameter: Parameter, value: float) -> bool:
    """Return whether a value lies outside the honest range of a parameter."""
    return not parameter.is_switch and not parameter.low <= value <= parameter.high
