"""What ranges are over is said of each result, and nothing is claimed of pairs that are none."""

from __future__ import annotations

import pytest
import xarray as xr

from sim.analysis.ranges import no_pairs, ranges

APART = (
    "The runs of these results do not share draws or chance (seeds 1 and 2), so the range is "
    "wider than that of paired runs would be: it holds 5 to 95 % of the differences of any run "
    "of one and any of the other, 64 each."
)
PAIRS = "The range holds 5 to 95 % of the differences over 64 paired runs"


def found(*paired: bool, samples: int = 64) -> xr.Dataset:
    coords = {
        "scenario": ["press (B)", "press (C)"],
        "result": ("scenario", ["B", "C"]),
        "paired": ("scenario", list(paired)),
    }
    told = {"samples": samples, "paired": all(paired), "pairing": "seeds 1 and 2"}
    return xr.Dataset(coords=coords, attrs=told)


@pytest.mark.parametrize(
    ("comparison", "sentences"),
    [
        (found(True, True), [f"{PAIRS}, which differ in chance."]),
        (found(False, False), [APART]),
        (found(True, False), [f"{PAIRS}, which differ in chance. Not so for C:", APART]),
        (found(True, True, samples=1), ["There is 1 paired run, so there is no range."]),
    ],
)
def test_what_the_range_is_over(comparison: xr.Dataset, sentences: list[str]) -> None:
    assert list(ranges(comparison, ", which differ in chance")) == sentences


def test_why_there_are_no_pairs_is_said() -> None:
    assert no_pairs({"pairing": "seeds 1 and 2", "samples": 64}) == APART
