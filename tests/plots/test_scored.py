"""Observed figures beside the model's: what is drawn, and what is said of each."""

import pytest

from sim.plots.chart import spots
from sim.plots.scored import Line, scored


def lines(*more: Line) -> list[Line]:
    return [Line("Huawei, 2019", 28.0, 26.0, 29.5, 33.0, {"trend": 27.0}), *more]


def labels(figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].get_yticklabels()]


def test_each_line_says_what_the_model_and_the_record_have(made):
    figure = scored(made(samples=1), lines(), "Title", "Subtitle", "Per cent")
    assert [spot.text for spot in spots(figure)] == [
        "Huawei, 2019: model 29.5 [26 to 33]; observed 28"
    ]
    assert labels(figure) == ["Huawei, 2019"]
    assert figure.axes[0].get_xlabel() == "Per cent"


def test_each_rival_has_a_mark_of_its_own(made):
    two = Line("ZTE, 2019", 10.0, 8.0, 9.0, 11.0, {"trend": 9.5, "persistence": 9.0})
    figure = scored(made(samples=1), lines(two), "Title", "Subtitle", "Per cent")
    names = [text.get_text() for text in figure.legends[0].get_texts()]
    assert names == ["model", "observed", "trend", "persistence"]
    markers = [handle.get_marker() for handle in figure.legends[0].legend_handles]
    assert len(set(markers)) == 4


def test_what_did_not_happen_is_hollow(made):
    some = [Line(name, None, 40.0, 40.0, 40.0, {}, filled) for name, filled in
            (("AAA", True), ("BBB", False))]  # fmt: skip
    figure = scored(made(samples=1), some, "Title", "Subtitle", "Chance (%)")
    names = [text.get_text() for text in figure.legends[0].get_texts()]
    assert names == ["model", "did not happen"]


@pytest.mark.parametrize("count", [1, 30])
def test_no_text_leaves_the_figure(made, count):
    long = "cost of replacing all Chinese kit in every network of the country, removal by a law"
    some = [Line(f"{long} {i}", 5.0, 1.0, 2.0, 3.0, {"at most": 9.0}) for i in range(count)]
    figure = scored(made(samples=1), some, "A title", "A subtitle " * 20, "USD billion")
    figure.canvas.draw()
    width, height = figure.bbox.size
    for text in [*figure.texts, *figure.axes[0].get_yticklabels()]:
        box = text.get_window_extent()
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert box.y1 <= height, text
