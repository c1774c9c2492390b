"""What was left out of a result: runs failed or are missing, or have no counterpart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def left_out(attrs: Sequence[Mapping[str, Any]]) -> str:
    """Return how many samples of some results are left out and why; empty: none.

    Parameters
    ----------
    attrs
        Attributes of each result, as :func:`sim.sweeps.load.load` gives them.

    Examples
    --------
    >>> left_out([{"samples_left_out": 3}])
    'Samples left out because a run failed or is missing: 3.'
    >>> left_out([{"left_aside": "B has 64 samples, of which 32 are looked at"}])
    'B has 64 samples, of which 32 are looked at.'
    """
    aside = " ".join(f"{each['left_aside']}." for each in attrs if each.get("left_aside"))
    return " ".join(filter(None, [_lost(attrs), aside]))


def _lost(attrs: Sequence[Mapping[str, Any]]) -> str:
    samples = sum(int(each.get("samples_left_out", 0)) for each in attrs)
    if not samples:
        return ""
    told = f"Samples left out because a run failed or is missing: {samples}."
    failed = sum(int(each.get("runs_failed", 0)) for each in attrs)
    first = next((each["first_failure"] for each in attrs if each.get("first_failure")), "")
    return f"{told} Runs failed: {failed}; the first: {first}." if failed else told
