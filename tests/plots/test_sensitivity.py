"""The figures of a sensitivity analysis: what they say, and where their texts lie."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from sim.analysis.sensitivity.experiment import CHANGE, LEVEL
from sim.plots.chart import spots
from sim.plots.screening import screening
from sim.plots.total_orders import PENS, total_orders
from tests.analysis.sensitivity.made import MEASURES, made_finding
from tests.plots.drawing import overlaps, texts_of
from tests.plots.seeing import WAYS, apart


@pytest.fixture
def finding(made):
    return made_finding(made(samples=1))


def inside(figure) -> bool:
    width, height = figure.bbox.size
    boxes = [box for _, box in texts_of(figure)]
    return all(b.x0 >= 0 and b.y0 >= 0 and b.x1 <= width and b.y1 <= height for b in boxes)


@pytest.mark.parametrize("kind", [CHANGE, LEVEL])
def test_total_orders_have_a_panel_a_measure_and_a_line_a_parameter(finding, kind):
    figure = total_orders(finding, kind)
    assert [axes.get_title("left") for axes in figure.axes] == [
        MEASURES[0].label,
        MEASURES[1].label,
        "Allied governments at no new kit or\nabove",
        "Troop-weighted exposure of US-base\nhosts",
    ]
    assert [len(axes.lines) for axes in figure.axes] == [7] * 4
    assert len(figure.legends[0].get_texts()) == 7
    assert overlaps(figure) == []
    assert inside(figure)


def test_a_measure_that_never_varies_is_said(finding):
    last = total_orders(finding, CHANGE).axes[-1]
    assert [text.get_text() for text in last.texts] == ["does not vary"]


def test_a_single_measure_has_the_whole_width(finding):
    alone = {series: found for series, found in finding.indices.items() if series == finding.main}
    figure = total_orders(replace(finding, indices=alone), CHANGE)
    assert len(figure.axes) == 1
    assert figure.axes[0].get_position().width > 0.85
    assert overlaps(figure) == []


def test_years_before_anything_changes_are_not_drawn(finding):
    changes, levels = (total_orders(finding, kind).axes[0] for kind in (CHANGE, LEVEL))
    assert changes.get_xlim() == (2018, 2035)
    assert levels.get_xlim() == (2014, 2035)


def test_who_points_at_a_line_is_told_what_it_is(finding):
    told = [spot.text for spot in spots(total_orders(finding, CHANGE))]
    assert any(
        text.startswith("2018: Effect of an alliance with the USA once a campaign is on (b_ally), "
                        "total order 0.9") for text in told
    )  # fmt: skip


def test_the_title_counts_the_measures_and_a_parameter_looks_the_same_in_both(finding):
    pens = {}
    for kind in finding.kinds:
        figure = total_orders(finding, kind)
        labels = [text.get_text() for text in figure.legends[0].get_texts()]
        handles = figure.legends[0].legend_handles
        for label, handle in zip(labels, handles, strict=True):
            assert pens.setdefault(label, handle.get_color()) == handle.get_color()
    title = total_orders(finding, CHANGE).texts[0].get_text().replace("\n", " ")
    assert title.startswith("“What the US did”, changes in 2030: “Quality gained by spending")
    assert title.endswith("has a total order clear of all others on 3 of 4 measures")


def test_the_title_claims_no_leader_where_there_is_none(finding):
    title = total_orders(replace(finding, year=2026), CHANGE).texts[0].get_text()
    assert "no parameter has a total order that is clear" in title.replace("\n", " ")


def test_no_two_parameters_are_told_apart_by_colour_alone():
    for marks in ([pen.dashes for pen in PENS], [pen.marker for pen in PENS]):
        assert len(set(marks)) == len(PENS)
    for way in set(WAYS) - {"grey"}:
        pairs = combinations([pen.colour for pen in PENS], 2)
        assert min(apart(one, other, way) for one, other in pairs) > 8


def test_the_screening_ranks_what_moves_a_measure_most(finding):
    figure = screening(finding, finding.main)
    labels = [text.get_text().replace("\n", " ") for text in figure.axes[0].get_yticklabels()]
    assert labels[0].startswith("Quality gained by spending more on R&D than others")
    assert len(labels) == 8
    left_out = [line for line in figure.axes[0].lines if line.get_marker() == "o"
                and line.get_markerfacecolor() == "white"]  # fmt: skip
    assert len(left_out) == 1
    assert overlaps(figure) == []
    assert inside(figure)


def test_a_screening_in_which_nothing_varies_is_drawn_and_said(finding):
    figure = screening(finding, finding.of_kind(CHANGE)[-1])
    assert "does not vary in the screening" in figure.texts[0].get_text().replace("\n", " ")
    assert overlaps(figure) == []
