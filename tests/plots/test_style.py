from matplotlib.figure import Figure

from sim.plots.style import (
    Box,
    new_figure,
    room_in,
    shortened,
    vendor_label,
    warnings,
    wrapped,
)


def test_a_made_up_world_is_told_of_in_every_footer(made):
    ds = made(samples=1).assign_attrs(synthetic="Synthetic world: 30 countries")
    assert warnings(ds)[0] == "Synthetic world: 30 countries."
    figure, _ = new_figure(ds, (8.0, 5.0), "A title", "A subtitle")
    assert "Synthetic world: 30 countries." in figure.texts[-1].get_text().replace("\n", " ")
    assert "Synthetic" not in " ".join(warnings(made(samples=1)))


def test_a_range_is_never_broken_over_two_lines():
    words = "a long title that ends near the edge of its line [1.0 to 2.5] and goes on"
    for width in (2.0, 3.0, 4.0, 5.0):
        lines = wrapped(words, width, 10, "normal")
        assert sum("[1.0\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}2.5]" in line for line in lines) == 1


def test_shortened_keeps_two_lines():
    text = shortened("one two three four five six seven eight nine ten eleven twelve", 1.5, 10)
    assert text.count("\n") == 1
    assert text.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert shortened("short", 1.5, 10) == "short"


def test_room_in_leaves_inches():
    figure = Figure(figsize=(10, 5))
    room = room_in(Box(0.1, 0.9, 0.1, 0.9), figure, left=1.0, right=2.0, below=0.5, above=0.25)
    # 1 of 10 inches is a tenth of the width, 0.5 of 5 a tenth of the height.
    assert {edge: round(place, 9) for edge, place in room.items()} == {
        "left": 0.2,
        "right": 0.7,
        "bottom": 0.2,
        "top": 0.85,
    }


def test_a_longer_title_leaves_less_room(made):
    ds = made(samples=1)
    _, short = new_figure(ds, (6, 4), "Short", "What")
    figure, long = new_figure(ds, (6, 4), "Long " * 30, "What")
    assert long.top < short.top
    assert long.bottom == short.bottom
    assert len(figure.texts) == 3


def test_vendor_labels_are_short(made):
    ds = made(samples=1)
    assert vendor_label(ds, "nokia") == "Nokia"
    assert vendor_label(ds, "other_cn") == "Other Chinese"
    assert vendor_label(ds, "other_west") == "Other West, Japan"
