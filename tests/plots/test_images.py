"""Every figure looks as it did when somebody looked at it last; see README.md here."""

from __future__ import annotations

import pytest
import xarray as xr

from sim.plots.catalogue import CATALOGUE
from sim.plots.chart import Chart
from tests.made import made_result
from tests.plots.drawing import drawn, shown_by

CASES = [(name, shown) for name in CATALOGUE for shown in shown_by(name)]


@pytest.fixture(scope="module")
def many() -> xr.Dataset:
    return made_result(samples=20)


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 40})
@pytest.mark.parametrize(("name", "shown"), CASES)
def test_image(name: str, shown: str, many: xr.Dataset) -> Chart:
    return drawn(name, shown, many)
