"""Which samples are run: the draws of the parameters paired or crossed with chance."""

from __future__ import annotations

from typing import NamedTuple

from sim.sweeps.request import Request


class Sample(NamedTuple):
    """One set of parameters met by one draw of chance."""

    draw: int
    replicate: int


def samples(request: Request) -> tuple[Sample, ...]:
    """Return the samples that every scenario of a request sees, ``draws x replicates`` of them.

    With one replicate a draw, draw *i* meets chance *i*; with more, every draw meets the same
    replicates; with fixed parameters there is only draw 0, and all that varies is chance.

    Examples
    --------
    >>> samples(Request(("us_action",), draws=2))
    (Sample(draw=0, replicate=0), Sample(draw=1, replicate=1))
    """
    draws, replicates = request.draws, request.replicates
    if request.parameters == "fixed":
        return tuple(Sample(0, replicate) for replicate in range(draws * replicates))
    if replicates == 1:
        return tuple(Sample(i, i) for i in range(draws))
    return tuple(Sample(d, r) for d in range(draws) for r in range(replicates))
