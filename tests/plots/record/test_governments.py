import pytest

from sim.plots.record.governments import levels_and_record, who_and_record


@pytest.fixture
def calm(whole):
    """A result in which no government restricts, and the place of US action in it."""
    ds = whole(samples=4)
    ds["level"][:] = 0
    return ds, ds.get_index("scenario").get_loc("us_action")


def set_level(ds, at, codes, level, samples=slice(None)):
    places = [ds.get_index("country").get_loc(code) for code in codes]
    for place in places:
        ds["level"][at, samples, :, place] = level


def test_the_record_is_marked_at_the_end_of_2020(calm):
    ds, _ = calm
    axes = levels_and_record(ds, "us_action").axes[0]
    (mark,) = axes.lines
    assert mark.get_xydata().tolist() == [[2020.75, 7], [2020.75, 8]]
    assert "7 to 8" in axes.texts[0].get_text()


def test_those_on_record_are_listed_though_the_model_never_has_them(calm):
    ds, at = calm
    set_level(ds, at, ["DEU"], 3)
    set_level(ds, at, ["SWE"], 4, slice(2))
    figure = who_and_record(ds, "us_action")
    names = [label.get_text().split()[-1] for label in figure.axes[1].get_yticklabels()]
    assert names[:2] == ["DEU", "SWE"]
    assert set(names) == {"DEU", "AUS", "FRA", "GBR", "IND", "JPN", "NZL", "SWE", "TWN"}
    widths = [bar.get_width() for bar in figure.axes[1].patches]
    assert widths == [100, 50, *[0] * 7]


def test_dots_are_hollow_for_those_without_a_law(calm):
    ds, at = calm
    set_level(ds, at, ["JPN"], 3)
    axes = who_and_record(ds, "us_action").axes[1]
    fills = {line.get_markerfacecolor() for line in axes.lines if line.get_ydata() == [0]}
    assert fills == {"white"}
    assert len(axes.lines) == 8


def test_the_number_stands_beside_the_record_year_by_year(calm):
    ds, at = calm
    set_level(ds, at, ["DEU", "ITA"], 3)
    axes = who_and_record(ds, "us_action").axes[0]
    model, in_fact, by_law = axes.lines
    assert model.get_ydata().tolist() == [2] * 7
    assert by_law.get_ydata().tolist() == [1, 1, 1, 1, 3, 3, 7]
    assert in_fact.get_ydata().tolist() == [1, 1, 1, 1, 4, 4, 8]


def test_the_list_is_no_longer_than_18(calm):
    ds, at = calm
    ds["level"][at, :, :, :60] = 3
    assert len(who_and_record(ds, "us_action").axes[1].patches) == 18
