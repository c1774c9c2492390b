"""The measures that a country can be looked up by, with their colours on the map."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sim.plots.style import LEVEL_COLOURS
from sim.terms import LEVELS

_TO: Final = "\N{EN DASH}"
_EXPOSURE: Final = (
    "#FEF0D0", "#FDDDAA", "#FDC283", "#FC9F6A", "#F0795A", "#D75A4A", "#B83A39", "#8A2028",
    "#5C0A12",
)  # fmt: skip
_SHARES: Final = ("#F4F4F4", "#DCE9F5", "#B9D6EB", "#7FB6DA", "#3C89BF", "#08306B")
_CHANGES: Final = {
    -100: ("#08306B", "over 20 lower"),
    -20: ("#2B6BA6", f"10{_TO}20 lower"),
    -10: ("#6CA6D4", f"5{_TO}10 lower"),
    -5: ("#B3D3EA", "under 5 lower"),
    0: ("#F7D3AE", "under 5 higher"),
    5: ("#EDA15C", f"5{_TO}10 higher"),
    10: ("#C96A1E", f"10{_TO}20 higher"),
    20: ("#8C2D04", "over 20 higher"),
}


class Measure(NamedTuple):
    """A measure of a country: how it is called, and which colour stands for what.

    Attributes
    ----------
    key
        Its name among the figures of :func:`sim.report.lookup.country_figures`.
    label, title
        In a list of choices and above a table; above a map.
    steps
        From which value on a colour holds, the colour, and words for the legend.
    none
        What the legend says of countries without a value.
    unclear
        The colour where the range does not show a side; empty where there is no range.
    """

    key: str
    label: str
    title: str
    steps: list[tuple[float, str, str]]
    none: str = "no data"
    unclear: str = ""

    def told(self) -> dict[str, Any]:
        """Return it as plain data."""
        return self._asdict()


_UNDECIDED: Final = "no data, or not decided in the model"

MEASURES: Final = (
    Measure(
        "exposure",
        "Exposure",
        "Exposure (Chinese share of installed kit, weighted by class)",
        [
            (10.0 * i, colour, f"{10 * i}{_TO}{10 * i + 10} %" if i < 8 else "80 % or more")
            for i, colour in enumerate(_EXPOSURE)
        ],
    ),
    Measure(
        "change",
        "Difference in exposure",
        "Difference in exposure, in points",
        [(float(start), colour, words) for start, (colour, words) in _CHANGES.items()],
        unclear="#FBFBFB",
    ),
    Measure(
        "restricting",
        "Runs at no new kit or above",
        "Share of runs in which the government is at no new kit or above",
        [
            (0.0, _SHARES[0], "under 1 %"),
            (1.0, _SHARES[1], f"1{_TO}10 %"),
            (10.0, _SHARES[2], f"10{_TO}25 %"),
            (25.0, _SHARES[3], f"25{_TO}50 %"),
            (50.0, _SHARES[4], f"50{_TO}75 %"),
            (75.0, _SHARES[5], "75 % or more"),
        ],
        none=_UNDECIDED,
    ),
    Measure(
        "median",
        "Median level",
        "Median level of the government (at least half of the runs are at it or above)",
        [(float(i), LEVEL_COLOURS[i], word) for i, word in enumerate(LEVELS)],
        none=_UNDECIDED,
    ),
)
