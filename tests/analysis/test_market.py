import numpy as np
import pytest

from sim.analysis.market import china_part, market_size
from tests.analysis.tiny import tiny

SALES = ("quarter", "region", "class", "vendor")


@pytest.fixture
def sold():
    """Kit sold: 1 million a quarter of each class and vendor in each region, China twice that."""
    ds = tiny(sales_usd_m=(SALES, 1.0))
    ds["sales_usd_m"][:, :, :, 0] = 2.0
    return ds


def test_market_is_summed_over_the_year_in_billions(sold):
    # 4 quarters x (2 + 7 x 1) million x 4 classes x 4 vendors.
    assert market_size(sold).sel(year=2015).values == pytest.approx(0.576)
    assert market_size(sold, "china", "ran").sel(year=2015).values == pytest.approx(0.064)
    assert market_size(sold, market="legacy_ran").sel(year=2015).values == pytest.approx(0.144)


def test_china_buys_two_of_nine(sold):
    assert china_part(sold).values == pytest.approx(2 / 9)


def test_part_of_nothing_is_unknown(sold):
    sold["sales_usd_m"][..., 1, :] = 0.0
    assert np.isnan(china_part(sold, "5g").values).all()
