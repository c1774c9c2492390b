from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from sim.plots.labels import label_line_ends, spread

heights = st.lists(st.floats(0, 100), min_size=1, max_size=8)


def test_labels_with_room_stay():
    wanted = np.array([10.0, 50.0, 30.0])
    assert spread(wanted, 5.0, 0.0, 100.0).tolist() == [10.0, 50.0, 30.0]


def test_equal_heights_part_evenly_around_their_place():
    # 50 and 50, two apart: 49 and 51.
    assert spread(np.array([50.0, 50.0]), 2.0, 0.0, 100.0).tolist() == [49.0, 51.0]


def test_labels_at_the_edge_stay_inside():
    assert spread(np.array([0.0, 0.0]), 4.0, 0.0, 100.0).tolist() == [0.0, 4.0]
    assert spread(np.array([100.0, 99.0]), 4.0, 0.0, 100.0).tolist() == [100.0, 96.0]


@given(heights)
def test_neighbours_never_come_closer_than_the_gap(wanted):
    placed = np.sort(spread(np.array(wanted), 5.0, 0.0, 100.0))
    assert (np.diff(placed) >= 5.0 - 1e-9).all()
    assert placed[0] >= 0.0
    assert placed[-1] <= 100.0 + 1e-9


def test_written_labels_do_not_overlap_on_the_canvas():
    figure = Figure(figsize=(4, 3))
    axes = figure.add_subplot()
    axes.set_ylim(0, 30)
    label_line_ends(axes, 1.0, np.array([10.0, 10.1, 10.2]), ["a", "b", "c"], ["k"] * 3)
    for text in axes.texts:
        text.arrowprops = text.arrow_patch = None  # a hair line would count as part of its label
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    spans = sorted((box.y0, box.y1) for box in boxes)
    assert all(upper[0] >= lower[1] - 1 for lower, upper in pairwise(spans))
    assert [text.get_text() for text in axes.texts] == ["a", "b", "c"]
    assert boxes[0].y0 < boxes[1].y0 < boxes[2].y0
