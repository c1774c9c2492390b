"""The model's own share for a target has the value that can be worked out by hand."""

import numpy as np
import pytest
import xarray as xr

from sim.validation.observe import observe
from sim.validation.sellers import Sellers
from sim.validation.target import Target, What
from tests.validation.tiny import tiny

RADIO = ("legacy_ran", "ran_5g")


def target(**more: object) -> Target:
    base = Target(
        table="vendor_share_country", line=2, market="ran", place="DEU", countries=("DEU",),
        operator="", seller="Huawei", sellers=Sellers(("huawei",)),
        what=What(RADIO, installed=False), year=2020, quarters=(1, 4), value=0.3, error=0.01,
        publisher="Dell'Oro", quality="A", seed=False,
    )  # fmt: skip
    return base._replace(**more)  # type: ignore[arg-type]


def put(ds: xr.Dataset, name: str, value: float, **where: object) -> None:
    ds[name].loc[where] = value


def test_what_is_bought_is_added_up_over_the_year() -> None:
    ds = tiny()
    for quarter, huawei in (("2020Q1", 10.0), ("2020Q4", 30.0)):
        put(ds, "sales_usd_m", huawei, quarter=quarter, vendor="huawei", **{"class": "ran_5g"})
        put(ds, "sales_usd_m", 60.0, quarter=quarter, vendor="nokia", **{"class": "legacy_ran"})
    put(ds, "sales_usd_m", 999.0, quarter="2019Q4", vendor="huawei")
    put(ds, "sales_usd_m", 999.0, quarter="2020Q4", vendor="huawei", **{"class": "core"})
    assert observe(ds, [target()])[0] == pytest.approx([40 / 160, 40 / 160])
    assert observe(ds, [target(quarters=(4, 4))])[0] == pytest.approx([30 / 90, 30 / 90])


def test_what_is_installed_is_that_of_the_last_quarter() -> None:
    ds = tiny()
    what = What(RADIO, installed=True)
    put(ds, "installed_usd_m", 5.0, quarter="2020Q4", vendor="huawei", **{"class": "ran_5g"})
    put(ds, "installed_usd_m", 15.0, quarter="2020Q4", vendor="zte", **{"class": "ran_5g"})
    put(ds, "installed_usd_m", 999.0, quarter="2020Q3", vendor="huawei")
    found = observe(ds, [target(what=what), target(what=what, sellers=Sellers(("huawei", "zte")))])
    assert found[:, 0] == pytest.approx([0.25, 1.0])


def test_samples_are_kept_apart() -> None:
    ds = tiny()
    put(ds, "sales_usd_m", 50.0, vendor="nokia", **{"class": "ran_5g"})
    put(ds, "sales_usd_m", 50.0, vendor="huawei", sample=1, **{"class": "ran_5g"})
    assert observe(ds, [target()])[0] == pytest.approx([0.0, 0.5])


def test_a_country_inside_a_region_is_read_by_country() -> None:
    ds = tiny().assign_coords(country_region=("country", ["Sub-Saharan Africa"] * 2))
    put(ds, "new_kit_usd_m", 30.0, country="NGA", vendor="huawei", **{"class": "ran_5g"})
    put(ds, "new_kit_usd_m", 70.0, country="NGA", vendor="nokia", **{"class": "ran_5g"})
    put(ds, "new_kit_usd_m", 999.0, country="DEU", vendor="huawei")
    found = observe(ds, [target(place="NGA", countries=("NGA",))])[0]
    assert found == pytest.approx([0.3, 0.3])


@pytest.mark.parametrize(
    ("installed", "name"), [(True, "operator_kit_usd_m"), (False, "operator_award")]
)
def test_an_operator_has_its_own_kit_and_awards(installed: bool, name: str) -> None:
    ds = tiny()
    what = What(("ran_5g",), installed)
    put(ds, name, 0.7, operator="deu-vodafone", vendor="huawei", **{"class": "ran_5g"})
    put(ds, name, 0.3, operator="deu-vodafone", vendor="nokia", **{"class": "ran_5g"})
    found = observe(ds, [target(operator="deu-vodafone", what=what)])[0]
    assert found == pytest.approx([0.7, 0.7])


def test_the_largest_are_chosen_run_by_run() -> None:
    ds = tiny()
    some = ("huawei", "ericsson", "nokia")
    for sample, sold in ((0, (50.0, 30.0, 20.0)), (1, (10.0, 30.0, 60.0))):
        for vendor, value in zip(some, sold, strict=True):
            put(ds, "sales_usd_m", value, vendor=vendor, sample=sample, **{"class": "ran_5g"})
    assert observe(ds, [target(sellers=Sellers(some, largest=2))])[0] == pytest.approx([0.8, 0.9])


def test_what_is_not_there_has_no_value() -> None:
    ds = tiny()
    later, nothing = observe(ds, [target(year=2025), target()])
    assert np.isnan(later).all()
    assert np.isnan(nothing).all()
    assert np.isnan(observe(ds.drop_vars("sales_usd_m"), [target()])).all()
