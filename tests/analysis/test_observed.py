import numpy as np
import pytest

from sim.analysis import observed
from sim.analysis.observed import (
    LAST_YEAR,
    average_duties,
    china_part,
    china_part_of_5g,
    china_part_of_ran,
    market_growth,
    market_sizes,
    vendor_shares,
)
from sim.data.read import read_table
from sim.data.schema import schemas

HEAD = "market,scope,year,quarter,vendor,share,metric,source,note,quality\n"
SCOPES = ("world", "outside_china", "china")


@pytest.fixture
def table(tmp_path):
    """Make a table of shares from lines such as ``ran,world,2019,,Huawei,0.3,revenue,X``."""

    def make(*lines):
        file = tmp_path / "vendor_share_global.csv"
        file.write_text(HEAD + "".join(f"{line},,A\n" for line in lines), encoding="utf-8")
        return read_table("vendor_share_global", file, schemas()["vendor_share_global"])

    return make


def test_part_follows_from_three_shares():
    # A vendor sells 60 of China's 25 and 20 of the other 75: 15 + 15 = 30 of 100.
    assert china_part(world=0.30, china=0.60, outside=0.20) == pytest.approx(0.25)
    assert china_part(world=0.20, china=0.60, outside=0.20) == 0.0
    assert china_part(world=0.60, china=0.60, outside=0.20) == 1.0


def test_part_has_one_point_a_vintage_and_the_bounds_of_rounding(table):
    rows = table(
        "ran,world,2019,,Huawei,0.30,revenue,Dell'Oro via A",
        "ran,china,2019,,Huawei,0.60,revenue,Dell'Oro via A",
        "ran,world_ex_china,2019,,Huawei,0.20,revenue,Dell'Oro via A",
        "ran,world_ex_china,2019,,Huawei,0.24,revenue,Dell'Oro/WSJ via B",
    )
    second, first = china_part_of_ran(rows)
    assert first.value == pytest.approx(0.25)
    assert second.value == pytest.approx(0.06 / 0.36)
    # Least: (0.295 - 0.205) / (0.605 - 0.205); most: (0.305 - 0.195) / (0.595 - 0.195).
    assert (first.low, first.high) == pytest.approx((0.225, 0.275))
    assert second.source == "Dell'Oro via A; outside China: Dell'Oro/WSJ via B"


@pytest.mark.parametrize(
    "outside",
    [
        "ran,world_ex_china,2019,,Huawei,0.41,revenue,Dell'Oro via A",  # too near to China's 0.6
        "ran,world_ex_china,2019,,Huawei,0.20,revenue,Omdia via A",  # another publisher
        "ran,world_ex_china,2018,,Huawei,0.20,revenue,Dell'Oro via A",  # another year
        "ran,world_ex_china,2019,,ZTE,0.20,revenue,Dell'Oro via A",  # another vendor
        "ran,world_ex_china,2019,1H,Huawei,0.20,revenue,Dell'Oro via A",  # half a year
    ],
)
def test_part_needs_three_figures_of_one_publisher_vendor_and_year(table, outside):
    rows = table(
        "ran,world,2019,,Huawei,0.45,revenue,Dell'Oro via A",
        "ran,china,2019,,Huawei,0.60,revenue,Dell'Oro via A",
        outside,
    )
    assert china_part_of_ran(rows) == []


def test_part_on_record_is_26_to_28_then_30_to_32_per_cent():
    parts = {
        year: [round(100 * row.value) for row in china_part_of_ran() if row.year == year]
        for year in (2019, 2020)
    }
    assert parts == {2019: [26, 28], 2020: [30, 32]}
    assert {row.vendor for row in china_part_of_ran()} == {"huawei"}


def test_sums_over_vendors_ranks_and_unknown_vendors_are_left_out(table):
    rows = table(
        "ran,world,2020,,Ericsson+Nokia,0.48,revenue,Dell'Oro via A",
        "ran,world,2020,,Ciena,0.03,revenue,Dell'Oro via A",
        "ran,world,2020,,Nokia,,rank,Dell'Oro via A",
        "ran,world,2020,,Nokia,0.19,revenue,Dell'Oro via A",
        "5g_ran,world,2020,,Nokia,0.2,revenue,Dell'Oro via A",
    )
    assert [(row.vendor, row.value) for row in vendor_shares("ran", table=rows)] == [
        ("nokia", 0.19)
    ]


def test_publishers_and_vintages_stay_apart():
    huawei = [
        row
        for row in vendor_shares("telecom_equipment")
        if (row.vendor, row.year) == ("huawei", 2019)
    ]
    assert [row.value for row in huawei] == [0.28, 0.29, 0.28]
    assert len({row.source for row in huawei}) == 3
    assert {row.publisher for row in huawei} == {"Dell'Oro"}


def test_record_has_the_years_that_are_shown():
    years = {row.year for row in vendor_shares("telecom_equipment")}
    assert years == {2013, 2015, 2018, 2019, 2020}
    assert {row.year for row in vendor_shares("ran")} == {2018, 2019, 2020}
    assert {row.year for row in vendor_shares("ran", "outside_china")} == {2019, 2020}
    assert sorted(row.year for row in market_sizes("telecom_equipment")) == [2017, 2018, 2019, 2020]


def test_bounds_are_the_value_where_none_are_given():
    sizes = {row.year: (row.low, row.value, row.high) for row in market_sizes("telecom_equipment")}
    assert sizes[2020] == (90.0, 92.5, 95.0)
    # back from 92.5 by published growth of 7, 2 and 1 %
    assert sizes[2018] == pytest.approx([92.5 / 1.07 / 1.02] * 3)
    assert sizes[2017][1] == pytest.approx(92.5 / 1.07 / 1.02 / 1.01)


def test_what_was_worked_back_from_later_years_is_left_out():
    assert market_sizes("ran") == []  # 2017: from 42.5 bn in 2021
    zte = {row.year for row in vendor_shares("telecom_equipment") if row.vendor == "zte"}
    assert zte == {2019, 2020}  # 2018: from the first quarter of 2022


def test_forecast_growth_is_left_out():
    assert market_growth("ran", "world") == []
    assert market_growth("ran", "china")[0].value == 0.34


def test_nothing_later_than_2020_and_nothing_unsourced_is_read():
    rows = [
        *(row for scope in SCOPES for market in ("telecom_equipment", "ran")
          for row in vendor_shares(market, scope)),
        *market_sizes("telecom_equipment"),
        *market_sizes("ran"),
        *china_part_of_ran(),
        *china_part_of_5g(),
    ]  # fmt: skip
    assert all(row.year <= LAST_YEAR and row.quality in "ABCD" and row.source for row in rows)
    assert all(row.low <= row.value <= row.high for row in rows)
    assert max(duty.date for duty in average_duties()) < "2021"


def test_duties_come_in_the_order_of_time_with_gaps_as_they_are():
    dates = [duty.date for duty in average_duties()]
    assert dates == sorted(dates)
    assert np.isnan(average_duties()[0].china_on_us)


def test_tables_are_read_once():
    assert observed._table("vendors") is observed._table("vendors")
