"""Every figure draws, says what it shows, and stays inside its edges."""

import pytest
from matplotlib.figure import Figure

from sim.plots.record.pictures import record_pictures
from sim.plots.style import UNCALIBRATED
from tests.plots.record.conftest import whole_result

NAMES = (
    "market_by_class",
    "market_by_region",
    "shares_of_kit",
    "shares_of_radio",
    "china_in_radio",
    "levels_and_record",
    "who_and_record",
    "coverage_by_income",
    "chinese_parts",
    "duties_and_prices",
    "orders_waiting",
)
SAMPLES = (1, 50)


@pytest.fixture(scope="module")
def figures():
    """Every figure of results with one and with many samples, by name and samples."""
    return {
        (picture.name, samples): picture.draw()
        for samples in SAMPLES
        for picture in record_pictures(whole_result(samples=samples))
    }


def test_order_and_names():
    assert tuple(picture.name for picture in record_pictures(whole_result(samples=1))) == NAMES


@pytest.mark.parametrize("samples", SAMPLES)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_figure(figures, name, samples):
    figure = figures[name, samples]
    assert isinstance(figure, Figure)
    figure.canvas.draw()
    width, height = figure.bbox.size
    texts = [
        *figure.texts,
        *(text for axes in figure.axes for text in (*axes.texts, axes.yaxis.label)),
        *(axes._left_title for axes in figure.axes),
    ]
    for text in (text for text in texts if text.get_text()):
        box = text.get_window_extent()
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert 0 <= box.y0 < box.y1 <= height, text


@pytest.mark.parametrize("name", NAMES)
def test_small_panels_do_not_run_into_each_other(figures, name):
    figure = figures[name, 50]
    figure.canvas.draw()
    titles = [axes._left_title.get_window_extent() for axes in figure.axes]
    for place, one in enumerate(titles):
        assert not any(one.overlaps(other) for other in titles[place + 1 :] if one.width > 1)


@pytest.mark.parametrize("name", NAMES)
def test_footer_and_units(figures, name):
    figure = figures[name, 50]
    assert UNCALIBRATED in " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert figure.axes[0].get_ylabel()


def test_captions_are_sentences_and_say_model_or_record():
    for picture in record_pictures(whole_result(samples=1)):
        assert picture.caption.endswith(".")
        assert any(word in picture.caption for word in ("odel", "record", "enacted", "published"))


def test_figures_without_their_outcomes_are_left_out():
    ds = whole_result(samples=1).drop_vars(["level", "fill", "sales_usd_m"])
    assert [picture.name for picture in record_pictures(ds)] == ["coverage_by_income"]


def test_needs_are_enough():
    ds = whole_result(samples=1)
    for picture in record_pictures(ds):
        assert isinstance(
            next(
                p for p in record_pictures(ds[list(picture.needs)]) if p.name == picture.name
            ).draw(),
            Figure,
        )


def test_a_scenario_alone_and_without_a_baseline_is_drawn():
    ds = whole_result(("baseline",), samples=2)
    assert all(isinstance(p.draw(), Figure) for p in record_pictures(ds, "baseline"))
