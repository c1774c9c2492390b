"""The world as a whole: shapes, finite numbers, axes."""

from __future__ import annotations

import time

import numpy as np

from sim.build import build_world
from sim.terms import QUARTERS
from tests.real import built, country, tables

W, N = built()


def test_shapes_of_countries() -> None:
    wide = {
        "exports_to_china_usd_m": (198, QUARTERS),
        "gdp_usd_m": (198, QUARTERS),
        "population_m": (198, QUARTERS),
        "gdp_neighbours": (198, 10),
        "spend_usd_m": (198, 3),
        "operator_start": (199,),
        "largest_two": (198, 2),
    }
    for name, values in W.countries._asdict().items():
        assert values.shape == wide.get(name, (198,)), name


def test_every_number_is_finite() -> None:
    for part in (W.countries, W.operators, W.vendors):
        for name, values in part._asdict().items():
            if values.dtype.kind == "f":
                assert np.isfinite(values).all(), name


def test_covariates_lie_between_0_and_1() -> None:
    for name in ("ally", "five_eyes", "base_index", "trade_exposure", "rivalry", "bri"):
        values = getattr(W.countries, name)
        assert values.min() >= 0.0
        assert values.max() <= 1.0


def test_names_follow_the_axes() -> None:
    assert N.countries == tuple(sorted(N.countries))
    assert N.country_names[country("NAM")] == "Namibia"
    assert (len(N.operators), len(N.vendors)) == (593, 8)
    assert N.vendors[0] == "huawei"
    assert N.vendor_names[3] == "Ericsson"


def test_every_country_carries_its_groups() -> None:
    inside = dict(zip(N.countries, map(str.split, N.groups), strict=True))
    assert {"world", "allies", "nato", "hosts", "eu27", "high_income"} <= set(inside["DEU"])
    assert "partners" not in inside["USA"]
    assert {c for c, names in inside.items() if "gulf" in names} == {
        "ARE", "BHR", "KWT", "OMN", "QAT", "SAU",
    }  # fmt: skip


def test_dtypes_are_those_that_compiled_rules_expect() -> None:
    assert W.countries.stream_id.dtype == np.uint64
    assert W.countries.region.dtype == np.int64
    assert W.countries.decides.dtype == np.bool_
    assert W.operators.spend_usd_m.dtype == np.float64


def test_building_twice_gives_the_same_world() -> None:
    again = build_world(tables())[0]
    np.testing.assert_array_equal(again.seed_share, W.seed_share)
    np.testing.assert_array_equal(again.countries.gdp_usd_m, W.countries.gdp_usd_m)


def test_building_is_fast() -> None:
    start = time.perf_counter()
    build_world(tables())
    assert time.perf_counter() - start < 2.0
