"""What can be compared by what, against the measures and sums worked out apart."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis import measures
from sim.analysis.costs import PAYERS, net_by_purse
from sim.analysis.quantities import BY, choose, quantities
from sim.errors import ConfigError
from tests.made import made_result

PAIR = ("baseline", "us_action")


@pytest.fixture(scope="module")
def made() -> xr.Dataset:
    return made_result(PAIR, samples=2)


def value(ds: xr.Dataset, outcome: str, by: str) -> xr.DataArray:
    quantity, way = choose(ds, outcome, by)
    assert way == by
    return quantity.ways[by](ds)


def test_every_quantity_has_the_axes_it_promises(made: xr.Dataset) -> None:
    for quantity in quantities(made).values():
        for way, measure in quantity.ways.items():
            assert way in BY
            split = set() if way == "world" else {way}
            assert set(measure(made).dims) == {"scenario", "sample", "year"} | split, quantity.name


def test_flows_are_summed_and_stocks_taken_at_the_years_end(made: xr.Dataset) -> None:
    sold = value(made, "sales_usd_m", "vendor").sel(year=2020, vendor="huawei")
    quarters = made["sales_usd_m"].sel(vendor="huawei").isel(quarter=slice(24, 28))
    np.testing.assert_allclose(sold, quarters.sum(["quarter", "region", "class"]), rtol=1e-5)
    standing = value(made, "installed_usd_m", "region").sel(year=2020, region="China")
    last = made["installed_usd_m"].sel(region="China", quarter="2020Q4")
    np.testing.assert_allclose(standing, last.sum(["class", "vendor"]), rtol=1e-5)
    level = value(made, "level", "country").sel(country="DEU", year=2025)
    np.testing.assert_array_equal(level, made["level"].sel(country="DEU", quarter="2025Q4"))


def test_groups_are_those_of_the_measures(made: xr.Dataset) -> None:
    exposed = value(made, "exposure", "group").sel(group="hosts")
    np.testing.assert_allclose(exposed, measures.group_exposure(made, "hosts"))
    counted = value(made, "governments_at_no_new_kit", "group").sel(group="allies")
    np.testing.assert_array_equal(counted, measures.allied_restricting(made))
    late = value(made, "delay_quarters", "group").sel(group="outside_china")
    np.testing.assert_allclose(late, measures.delay_quarters(made))


def test_shares_are_those_of_the_measures(made: xr.Dataset) -> None:
    sold = value(made, "share_of_new_spend", "vendor")
    np.testing.assert_allclose(sold, measures.vendor_share(made).transpose(*sold.dims))
    chinese = value(made, "share_of_new_spend:chinese", "group").sel(group="outside_china")
    np.testing.assert_allclose(chinese, measures.chinese_share_outside_china(made), rtol=1e-6)
    kit = value(made, "share_of_installed_kit:huawei", "region").sel(region="South Asia")
    alone = measures.vendor_share(made, "South Asia", stock=True).sel(vendor="huawei")
    np.testing.assert_allclose(kit, alone, rtol=1e-6)


def test_costs_are_never_added_up(made: xr.Dataset) -> None:
    found, way = choose(made, "cost_usd_m", None)
    assert way == "cost"
    assert list(found.ways) == ["cost", "bearer"]
    assert "not to be added up" in found.note


def test_all_that_is_paid_leaves_the_purses_of_those_who_pay(made: xr.Dataset) -> None:
    world = value(made, "paid_for_networks_usd_m", "world")
    np.testing.assert_allclose(world, net_by_purse(made).sel(purse=list(PAYERS)).sum("purse"))
    by_region = value(made, "paid_for_networks_usd_m", "region")
    np.testing.assert_allclose(world, by_region.sum("region"))


def test_without_a_split_it_is_the_world_or_the_one_way_there_is(made: xr.Dataset) -> None:
    assert choose(made, "exposure", None)[1] == "world"
    assert choose(made, "level", None)[1] == "country"


@pytest.mark.parametrize(
    ("outcome", "by", "message"),
    [
        (
            "exposre",
            None,
            r"^outcome: 'exposre' is not in this result \(there are: .*'exposure'\?$",
        ),
        ("price", None, r"^outcome: 'price' is not in this result"),
        ("cost_usd_m", "world", "'world', but by: cost, bearer$"),
        (
            "exposure",
            "vendor",
            "^by: exposure cannot be split by 'vendor', but by: world, group, region, country$",
        ),
        ("level", "contry", r"by: country; did you mean 'country'\?$"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(
    made: xr.Dataset, outcome: str, by: str | None, message: str
) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        choose(made, outcome, by)
    assert "\n" not in str(caught.value)


def test_delay_needs_every_quarter(made: xr.Dataset) -> None:
    assert "delay_quarters" in quantities(made)
    yearly = made.isel(quarter=slice(3, None, 4)).assign_coords(quarters=("quarter", [4] * 22))
    assert "delay_quarters" not in quantities(yearly)
