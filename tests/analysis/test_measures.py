"""Measures, each against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis import measures
from sim.errors import ConfigError
from sim.terms import REGIONS
from tests.analysis.tiny import COUNTRIES, QUARTERS, tiny

KIT = ("quarter", "region", "class", "vendor")
BY_COUNTRY = ("quarter", "country")


def sales() -> xr.Dataset:
    """China buys 10 of Huawei a quarter, Europe 1, 2, .. of Ericsson and 3 of ZTE's 5G."""
    kit = np.zeros((QUARTERS, 8, 4, 4))
    kit[:, 0, 0, 0] = 10.0
    kit[:, 2, 3, 2] = np.arange(1, 9)
    kit[:, 2, 1, 1] = 3.0
    return tiny(sales_usd_m=(KIT, kit), installed_usd_m=(KIT, kit))


@pytest.mark.rule("E2")
def test_shares_of_new_spend_are_of_the_sum_of_the_year() -> None:
    # 2014: Huawei 40, ZTE 12, Ericsson 1+2+3+4 = 10, together 62; 2015: 40, 12, 26 = 78
    share = measures.vendor_share(sales())
    assert share.dims == ("scenario", "sample", "year", "vendor")
    np.testing.assert_allclose(share.values[1, 1, 0], [40 / 62, 12 / 62, 10 / 62, 0])
    np.testing.assert_allclose(share.values[1, 1, 1], [40 / 78, 12 / 78, 26 / 78, 0])


@pytest.mark.rule("E2")
def test_shares_outside_china_leave_china_out() -> None:
    share = measures.vendor_share(sales(), "outside_china").sel(year=2014)
    np.testing.assert_allclose(share.values[0, 0], [0, 12 / 22, 10 / 22, 0])
    europe = measures.vendor_share(sales(), "Europe & Central Asia").sel(year=2014)
    np.testing.assert_allclose(europe.values, share.values)
    china = measures.vendor_share(sales(), "china").sel(year=2014)
    np.testing.assert_allclose(china.values[0, 0], [1, 0, 0, 0])


@pytest.mark.rule("E2")
def test_shares_of_a_market_leave_other_kit_out() -> None:
    ran = measures.vendor_share(sales(), market="ran").sel(year=2015)
    np.testing.assert_allclose(ran.values[0, 0], [40 / 52, 12 / 52, 0, 0])
    assert measures.vendor_share(sales(), market="5g").values[0, 0, 0].tolist() == [0, 1, 0, 0]
    assert np.isnan(measures.vendor_share(sales(), market="core")).all()


@pytest.mark.rule("E2")
def test_shares_of_installed_kit_are_those_at_the_end_of_the_year() -> None:
    # in 2014Q4: Huawei 10, ZTE 3, Ericsson 4
    share = measures.vendor_share(sales(), stock=True).sel(year=2014)
    np.testing.assert_allclose(share.values[0, 0], [10 / 17, 3 / 17, 4 / 17, 0])


@pytest.mark.rule("E2")
def test_shares_by_quarter() -> None:
    share = measures.vendor_share(sales(), yearly=False)
    assert share.sizes["quarter"] == QUARTERS
    np.testing.assert_allclose(share.sel(quarter="2014Q2").values[0, 0], [10 / 15, 0.2, 2 / 15, 0])


@pytest.mark.rule("E2")
def test_headline_shares() -> None:
    huawei = measures.huawei_world_share(sales())
    assert huawei.dims == ("scenario", "sample", "year")
    np.testing.assert_allclose(huawei.values[0, 0], [40 / 62, 40 / 78])
    chinese = measures.chinese_share_outside_china(sales())
    np.testing.assert_allclose(chinese.values[2, 1], [12 / 22, 12 / 38])


@pytest.mark.rule("E2")
def test_concentration_and_content() -> None:
    kit = sales()
    np.testing.assert_allclose(
        measures.hhi(kit, "outside_china").values[0, 0, 0], (12**2 + 10**2) / 22**2
    )
    kit["china_manufacturing"] = (
        ("scenario", "sample", "quarter", "vendor"),
        np.broadcast_to([0.9, 0.8, 0.3, 0.0], (3, 2, QUARTERS, 4)),
    )
    content = measures.supply_content_exposure(kit, "outside_china")
    np.testing.assert_allclose(content.values[0, 0, 0], (12 * 0.8 + 10 * 0.3) / 22)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"scope": "wrld"},
            "scope: 'wrld' is not world, outside_china, china or a region; did you mean 'world'?",
        ),
        ({"market": "4g"}, "market: '4g' is not one of all, ran, legacy_ran, 5g, core, transport"),
    ],
)
def test_unknown_words_are_named(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        measures.vendor_share(sales(), **wrong)  # type: ignore[arg-type]
    assert str(caught.value) == message


def levels() -> xr.Dataset:
    """Germany 2 then 3; Egypt, a partner, 4; Namibia 0; the USA at 4 does not count."""
    level = np.zeros((QUARTERS, 5))
    level[:, 1] = [2, 2, 2, 2, 2, 2, 2, 3]
    level[:, 2] = 4
    level[:, 4] = 4
    return tiny(level=(BY_COUNTRY, level))


def test_allied_governments_count_those_that_decide_at_the_end_of_the_year() -> None:
    assert measures.allied_restricting(levels()).values[0, 0].tolist() == [0, 1]
    by_quarter = measures.allied_restricting(levels(), yearly=False)
    assert by_quarter.values[0, 0].tolist() == [0] * 7 + [1]


def test_governments_at_each_level() -> None:
    counts = measures.level_counts(levels())
    assert counts.dims == ("scenario", "sample", "year", "level")
    assert counts["level"].values.tolist() == [
        "none",
        "guideline",
        "cap",
        "no new kit",
        "removal",
    ]
    assert counts.values[0, 0].tolist() == [[1, 0, 1, 0, 1], [1, 0, 0, 1, 1]]


@pytest.mark.rule("E1")
def test_exposure_of_a_group_is_the_mean_over_its_people() -> None:
    ds = tiny(exposure=(BY_COUNTRY, [0.9, 0.2, 0.5, 0.8, 0.0]))
    world = (0.9 * 1400 + 0.2 * 80 + 0.5 * 100 + 0.8 * 20) / 1930
    assert measures.group_exposure(ds).values[0, 0, 0] == pytest.approx(world)
    assert measures.group_exposure(ds, "allies").values[0, 0, 1] == pytest.approx(0.2)
    assert measures.group_exposure(ds, "alliance_bloc").values[0, 0, 1] == pytest.approx(0.2)
    assert measures.group_exposure(ds, "partners").values[0, 0, 1] == pytest.approx(0.5)
    outside = (0.2 * 80 + 0.5 * 100 + 0.8 * 20) / 530
    assert measures.group_exposure(ds, "outside_china").values[0, 0, 1] == pytest.approx(outside)
    assert measures.group_exposure(ds, "NAM").values[1, 1, 1] == pytest.approx(0.8)
    africa = measures.group_exposure(ds, REGIONS[7])
    assert africa.values[0, 0, 0] == pytest.approx(0.8)


@pytest.mark.rule("E1")
def test_a_country_without_a_value_or_without_people_counts_for_nothing() -> None:
    ds = tiny(exposure=(BY_COUNTRY, [0.9, np.nan, 0.5, 0.8, 0.0]))
    outside = (0.5 * 100 + 0.8 * 20) / 450  # 330 of them in the USA, with nothing Chinese
    assert measures.group_exposure(ds, "outside_china").values[0, 0, 0] == pytest.approx(outside)
    assert np.isnan(measures.group_exposure(ds, "DEU")).all()
    assert measures.group_exposure(ds, "partners").values[0, 0, 0] == pytest.approx(0.5)
    ds["population_m"][2] = np.nan
    assert np.isnan(measures.group_exposure(ds, "partners")).all()


def test_groups_carry_their_count() -> None:
    ds = tiny()
    assert measures.group_label(ds, "hosts") == "US-base hosts (1)"
    assert measures.group_label(ds, "allies") == "US treaty allies (1)"
    assert measures.group_label(ds, "outside_china") == "Outside China (4)"
    assert measures.group_label(ds, "DEU") == "Germany"
    assert measures.group_label(ds, "gulf") == "Gulf states (0)"
    with pytest.raises(ConfigError, match="'host' is not a group of countries; did you mean 'hos"):
        measures.members(ds, "host")


def test_a_group_is_known_by_its_name_and_by_its_title() -> None:
    ds = tiny()
    groups = ["", "high_income", "", "low_income mine", "high_income"]
    ds = ds.assign_coords(groups=("country", groups))
    assert measures.members(ds, "High income").values.tolist() == [0, 1, 0, 0, 1]
    assert measures.members(ds, "high_income").values.tolist() == [0, 1, 0, 0, 1]
    assert measures.group_label(ds, "mine") == "mine (1)"  # of a table of the user's own


@pytest.mark.rule("E3")
def test_exposure_of_hosts_is_that_at_the_end_of_the_year() -> None:
    ds = tiny(host_exposure=(("quarter",), np.arange(8) / 10))
    np.testing.assert_allclose(measures.host_exposure(ds).values[0, 0], [0.3, 0.7])


def rollout() -> xr.Dataset:
    """Coverage rises by 0.1 a quarter in Germany; a quarter later under pressure; Egypt none."""
    coverage = np.zeros((3, 2, QUARTERS, len(COUNTRIES)))
    steps = np.arange(1, QUARTERS + 1) / 10
    coverage[..., 1] = steps
    coverage[1:, :, :, 1] = steps - 0.1
    coverage[2, :, 7, 1] = 0.3
    coverage[..., 0] = 1.0
    return tiny(coverage=(BY_COUNTRY, coverage))


@pytest.mark.rule("E5")
def test_delay_is_the_area_between_the_curves_over_people() -> None:
    # outside China 530 million people, of whom Germany's 80: 0.1 a quarter, 8 quarters
    delay = measures.delay_quarters(rollout())
    share = 80 / 530
    np.testing.assert_allclose(delay.sel(scenario="calm").values, 0.0)
    np.testing.assert_allclose(delay.sel(scenario="press").values[0], [0.4 * share, 0.8 * share])
    # pay is held against press: alike but for 0.4 less in the last quarter
    np.testing.assert_allclose(delay.sel(scenario="pay").values[0], [0.0, 0.4 * share], atol=1e-12)
    germany = measures.delay_quarters(rollout(), "DEU")
    np.testing.assert_allclose(germany.sel(scenario="press").values[1], [0.4, 0.8])


@pytest.mark.rule("E5")
def test_a_curve_that_is_shifted_late_is_late_by_that_much_once_coverage_is_full() -> None:
    ramp = np.clip(np.arange(1, 9) / 4, 0, 1)
    late = np.clip((np.arange(1, 9) - 3) / 4, 0, 1)
    coverage = np.zeros((3, 2, QUARTERS, 5))
    coverage[0, ..., 1], coverage[1, ..., 1], coverage[2, ..., 1] = ramp, late, late
    delay = measures.delay_quarters(tiny(coverage=(BY_COUNTRY, coverage)), "DEU")
    assert delay.sel(scenario="press", year=2015).values.tolist() == pytest.approx([3, 3])


@pytest.mark.rule("E5")
def test_time_to_a_coverage_is_read_between_quarters() -> None:
    # Germany: 0.35 lies between the ends of quarters 3 and 4
    time = measures.delay_to(rollout(), 0.35, "DEU")
    assert time.dims == ("scenario", "sample")
    np.testing.assert_allclose(time.values[:, 0], [3.5, 4.5, 4.5])
    early = measures.delay_to(rollout(), 0.05, "DEU")
    assert early.values[0, 0] == pytest.approx(0.5)


@pytest.mark.rule("E5")
def test_a_country_that_never_gets_there_counts_the_whole_horizon() -> None:
    assert measures.delay_to(rollout(), 0.5, "EGY").values.tolist() == [[8.0, 8.0]] * 3
    people = (80 * 5 + 450 * 8) / 530
    assert measures.delay_to(rollout(), 0.5).values[0, 0] == pytest.approx(people)
    with pytest.raises(ValueError, match="coverage: 0 is not above 0"):
        measures.delay_to(rollout(), 0)


@pytest.mark.rule("E4")
def test_costs_by_who_bears_them() -> None:
    costs = np.zeros((QUARTERS, 8, 8))
    costs[:, 2, 0] = 5.0  # purchases: operators
    costs[:, 3, 5] = 1.0  # written off: no payment
    costs[:, 3, 3] = 1.0  # swaps: operators
    costs[4:, 7, 1] = 2.0  # aid: US government
    found = measures.cost_by_bearer(tiny(cost_usd_m=(("quarter", "region", "cost"), costs)))
    assert found.sel(bearer="operators").values[0, 0].tolist() == [24, 24]
    assert found.sel(bearer="US government").values[2, 1].tolist() == [0, 8]
    assert found.dims == ("scenario", "sample", "year", "bearer")


@pytest.mark.rule("E4")
def test_what_one_purse_pays_another_receives() -> None:
    # purchases 100, aid 7, finance 5, swaps 8, support of swaps 3, written off 4, duties 6,
    # exports lost 9
    costs = np.zeros((QUARTERS, 8, 8))
    costs[0, 2] = [100.0, 7.0, 5.0, 8.0, 3.0, 4.0, 6.0, 9.0]
    found = measures.net_by_purse(tiny(cost_usd_m=(("quarter", "region", "cost"), costs)))
    net = found.isel(scenario=0, sample=0, year=0)
    assert {str(purse): float(net.sel(purse=purse)) for purse in net["purse"].values} == {
        "operators": 100.0 + 8.0 + 6.0 - 3.0,
        "US government": 7.0,
        "Chinese government": 5.0,
        "own government": 3.0 - 6.0,
        "vendors": -112.0,
        "contractors": -8.0,
    }
    assert float(abs(found.sum("purse")).max()) == 0.0


@pytest.mark.rule("E4")
def test_the_premium_is_what_is_paid_above_the_prices_of_2014() -> None:
    costs, sales = np.zeros((QUARTERS, 8, 8)), np.zeros((QUARTERS, 8, 4, 4))
    costs[0, 2, 0], costs[0, 2, 6], sales[0, 2, 1, 2] = 110.0, 5.0, 100.0
    axes = ("quarter", "region", "class", "vendor")
    ds = tiny(cost_usd_m=(("quarter", "region", "cost"), costs), sales_usd_m=(axes, sales))
    found = measures.price_premium(ds).isel(scenario=0, sample=0)
    assert found.sel(year=2014).values.tolist() == [0, 0, 15, 0, 0, 0, 0, 0]


@pytest.mark.rule("E3")
def test_base_traffic_is_measured_in_hosts_only() -> None:
    ds = tiny(base_traffic_exposure=(BY_COUNTRY, [np.nan, 0.3, np.nan, np.nan, np.nan]))
    found = measures.exposure_by_host(ds)
    assert found["country"].values.tolist() == ["DEU"]
    assert found.max("country").values[0, 0].tolist() == [0.3, 0.3]


def test_years_need_whole_years() -> None:
    cut = sales().isel(quarter=slice(1, None))
    with pytest.raises(ValueError, match="whole years"):
        measures.vendor_share(cut)
