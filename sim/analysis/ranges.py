"""What the ranges of a comparison are over, in sentences: pairs of runs, or any two runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import xarray as xr


def ranges(found: xr.Dataset, differ: str = "") -> Iterator[str]:
    """Yield what the ranges of a comparison are over.

    Parameters
    ----------
    found
        What :func:`sim.analysis.compare.compare` or
        :func:`sim.analysis.differences.differences` gave.
    differ
        What runs differ in, to end the sentence on pairs.
    """
    told = found.attrs
    if told["samples"] < 2:
        one = "1 paired run" if told["paired"] else "1 run of each side, no pair"
        yield f"There is {one}, so there is no range."
        return
    pairs = (
        f"The range holds 5 to 95 % of the differences over {told['samples']} paired runs{differ}."
    )
    if told["paired"]:
        yield pairs
        return
    apart = list(dict.fromkeys(map(str, found["result"].values[~found["paired"].values])))
    if found["paired"].values.any():
        yield f"{pairs} Not so for {' and '.join(apart)}:"
    yield no_pairs(told)


def no_pairs(told: Mapping[str, Any]) -> str:
    """Say what a range is over where runs are no pairs.

    Parameters
    ----------
    told
        Attributes of a comparison: ``pairing``, why there are no pairs, and ``samples``.

    Examples
    --------
    >>> no_pairs({"pairing": "seeds 1 and 2", "samples": 64})[:71]
    'The runs of these results do not share draws or chance (seeds 1 and 2),'
    """
    why = f"The runs of these results do not share draws or chance ({told['pairing']})"
    if told["samples"] < 2:
        return f"{why}, and there is one of each, so there is no range."
    return (
        f"{why}, so the range "
        f"is wider than that of paired runs would be: it holds 5 to 95 % of the differences of any "
        f"run of one and any of the other, {told['samples']} each."
    )
