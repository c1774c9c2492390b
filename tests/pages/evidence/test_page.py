"""The whole page, its figures, and the one that ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.pages import DOCS
from sim.pages.evidence.drawing import charts
from sim.pages.evidence.inputs import Inputs
from sim.pages.evidence.page import FILE, page, write_page
from sim.pages.evidence.scores import CONDITIONAL
from sim.plots.evidence.sheet import PLAIN, WIDTH
from sim.plots.style import SCENARIO_COLOUR
from tests.plots.drawing import overlaps, texts_of
from tests.plots.seeing import WAYS, apart

_MOST_BYTES = 1_000_000


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


def images(text: str) -> set[str]:
    return set(re.findall(r"\(evidence/(\w+\.png)\)", text))


def test_the_page_names_every_figure_that_is_written(inputs: Inputs, tmp_path: Path) -> None:
    file = write_page(inputs, tmp_path)
    text = file.read_text(encoding="utf-8")
    assert text == page(inputs)
    assert {each.name for each in (tmp_path / "evidence").glob("*.png")} == images(text)
    table = (tmp_path / "evidence" / "ablations.csv").read_text(encoding="utf-8").splitlines()
    assert table[1] == "momentum,all shares that are fitted,points,2,4,2,0.01"
    assert len(table) == 1 + 3 * 5


def test_a_figure_of_before_does_not_stay(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    stale = tmp_path / "evidence" / "old.png"
    stale.touch()
    write_page(inputs, tmp_path)
    assert not stale.exists()


def test_every_table_of_scores_says_that_it_is_conditional(inputs: Inputs) -> None:
    assert page(inputs).count(CONDITIONAL) >= 7


def test_texts_of_figures_do_not_overlap_and_stay_inside(inputs: Inputs) -> None:
    for name, chart in charts(inputs):
        assert chart.get_size_inches()[0] == WIDTH
        assert overlaps(chart) == [], name
        inside = chart.bbox.padded(1.0)
        for text, box in texts_of(chart):
            assert inside.x0 <= box.x0, (name, text)
            assert box.x1 <= inside.x1, (name, text)


@pytest.mark.parametrize("way", WAYS)
def test_before_and_after_are_told_apart(way: str) -> None:
    assert apart(PLAIN, SCENARIO_COLOUR, way) > 30


def test_the_page_that_ships_has_the_parts_of_the_program(inputs: Inputs) -> None:
    shipped = (DOCS / FILE).read_text(encoding="utf-8")
    assert headings(shipped) == headings(page(inputs))
    there = {file.name for file in (DOCS / "evidence").glob("*.png")}
    assert images(shipped) == there
    size = sum(file.stat().st_size for file in (DOCS / "evidence").iterdir())
    assert size < _MOST_BYTES


def test_figures_say_how_they_are_to_be_read(inputs: Inputs) -> None:
    words = {
        name: " ".join(t.get_text() for t, _ in texts_of(chart)) for name, chart in charts(inputs)
    }
    plain = {name: " ".join(text.split()) for name, text in words.items()}
    assert "linear in the middle (shaded) and logarithmic outside it" in plain["rules.png"]
    assert (
        "Without its own figure a country is 6.1 points off: no clear difference from the mean of "
        "others (27.5) and of its region (32.0)" in plain["europe.png"]
    )


def test_two_means_that_agree_are_both_seen(inputs: Inputs) -> None:
    (chart,) = (chart for name, chart in charts(inputs) if name == "europe.png")
    places = {
        line.get_marker(): float(line.get_ydata()[0])
        for line in chart.axes[0].lines
        if line.get_marker() in ("^", "s")
    }
    assert places["s"] - places["^"] > 0.3
