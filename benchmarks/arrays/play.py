"""One quarter of the operators' stages with NumPy."""

from __future__ import annotations

from benchmarks.arrays.deliveries import deliver
from benchmarks.arrays.orders import order
from benchmarks.arrays.run import Run
from benchmarks.arrays.tenders import tender


def play(run: Run, quarter: int) -> None:
    """Play tenders, orders and deliveries of one quarter."""
    tender(run, quarter)
    order(run, quarter)
    deliver(run, quarter)
