"""How simulation errors are written: two figures, so that none reads as zero or as exact."""

from __future__ import annotations

import math


def two_figures(value: float) -> str:
    """Write an error with its two leading figures, plainly.

    Examples
    --------
    >>> [two_figures(value) for value in (283.4, 1.06, 0.0349, 0.0, 12345.0)]
    ['280', '1.1', '0.035', '0', '12,000']
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "none"
    rounded = float(f"{value:.1e}")
    digits = max(0, 1 - math.floor(math.log10(abs(rounded))))
    return f"{rounded:,.{digits}f}"
