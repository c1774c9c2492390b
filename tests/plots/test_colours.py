"""Colours that lie side by side differ to everybody, and in grey; lines differ in more."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim.plots.restriction_times import COLOURS
from sim.plots.several import BASELINE, LINES
from sim.plots.style import LEVEL_COLOURS, STACKED, VENDOR_COLOURS
from tests.plots.seeing import WAYS, apart, seen

#: Colours side by side are told apart from a difference of about 2.3 on; this is thrice that.
_LEAST = 8.0


def test_what_is_known_of_seeing() -> None:
    assert apart("#000000", "#FFFFFF", "all colours") == pytest.approx(100, abs=0.1)
    # Red and green of the same lightness are far apart, but not to who lacks one of the cones.
    assert apart("#C00000", "#407000", "all colours") > 80
    assert apart("#C00000", "#407000", "deuteranopia") < 30
    assert seen("#336699", "grey")[1:] == pytest.approx([0, 0], abs=0.1)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "colours",
    [[VENDOR_COLOURS[vendor] for vendor in STACKED], LEVEL_COLOURS, COLOURS],
    ids=["stacked vendors", "levels", "shares of runs"],
)
def test_neighbours_are_told_apart(colours: list[str], way: str) -> None:
    assert min(apart(one, other, way) for one, other in pairwise(colours)) > _LEAST


@pytest.mark.parametrize("colours", [LEVEL_COLOURS, COLOURS], ids=["levels", "shares of runs"])
def test_more_is_darker(colours: tuple[str, ...]) -> None:
    light = [seen(colour, "grey")[0] for colour in colours]
    assert light == sorted(light, reverse=True)


def test_every_vendor_has_its_place_in_a_stack() -> None:
    assert sorted(STACKED) == sorted(VENDOR_COLOURS)


def test_no_two_scenarios_are_told_apart_by_colour_alone() -> None:
    every = [*LINES, BASELINE]
    assert len({line.dashes for line in every}) == len(every)
    assert len({line.marker for line in LINES}) == len(LINES)
