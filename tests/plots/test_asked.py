"""Whatever users ask for can be drawn: any title in the scenario files, any simulated year."""

from __future__ import annotations

from pathlib import Path

import pytest
import xarray as xr

from sim.plots.catalogue import CATALOGUE, draw
from sim.plots.save import write_figure
from tests.made import made_result
from tests.plots.drawing import drawn, overlaps, shown_by, texts_of

_DOLLARS = r"Costs $\alpha^{$ more"
_LONG = "What happens if allied governments remove all Chinese kit from their networks early, case"


def titled(ds: xr.Dataset, title: str) -> xr.Dataset:
    """Return a result in which all scenarios have one title, with a number each."""
    names = map(str, ds["scenario"].values)
    return ds.assign_attrs(titles={name: f"{title} {place}" for place, name in enumerate(names)})


@pytest.fixture(scope="module")
def many() -> xr.Dataset:
    return made_result(samples=12)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_dollar_sign_is_a_dollar_sign(name: str, many: xr.Dataset, tmp_path: Path) -> None:
    figure = draw(titled(many, _DOLLARS), name)
    write_figure(figure, tmp_path / "figure.svg")
    assert not any(text.get_parse_math() for text, _ in texts_of(figure))


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("year", [2014, 2015, 2019, 2035])
def test_every_simulated_year_can_be_asked_for(name: str, year: int, many: xr.Dataset) -> None:
    assert draw(many, name, year=year).texts


@pytest.mark.parametrize(
    ("name", "shown"), [(name, shown) for name in CATALOGUE for shown in shown_by(name)[1:]]
)
def test_long_titles_stay_inside_and_cover_nothing(name: str, shown: str, many: xr.Dataset) -> None:
    figure = drawn(name, shown, titled(many, _LONG))
    assert overlaps(figure) == []
    width, height = figure.bbox.size
    for text, box in texts_of(figure):
        assert -0.5 <= box.x0 < box.x1 <= width + 0.5, text
        assert -0.5 <= box.y0 < box.y1 <= height + 0.5, text
