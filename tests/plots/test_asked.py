"""Whatever users ask for can be drawn: any title in the scenario files, any simulated year."""

from __future__ import annotations

from pathlib import Path

import pytest
import xarray as xr

from sim.plots.catalogue import CATALOGUE, draw
from sim.plots.save import write_figure
from tests.made import made_result
from tests.plots.drawing import texts_of

_DOLLARS = r"Costs $\alpha^{$ more"


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
