"""What was left out of a result because runs failed or are missing, in words."""

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
    """
    samples = sum(int(each.get("samples_left_out", 0)) for each in attrs)
    if not samples:
        return ""
    told = f"Samples left out because a run failed or is missing: {samples}."
    failed = sum(int(each.get("runs_failed", 0)) for each in attrs)
    first = next((each["first_failure"] for each in attrs if each.get("first_failure")), "")
    return f"{told} Runs failed: {failed}; the first: {first}." if failed else told
