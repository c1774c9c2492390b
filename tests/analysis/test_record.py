import csv

import pytest

from sim.analysis.record import Comparison, cells_of, compare_with_record, write_record
from sim.terms import quarter_label
from tests.analysis.tiny import QUARTERS, SCENARIOS, VENDORS, tiny

SALES = ("quarter", "region", "class", "vendor")


def of_2019_and_2020(**outcomes):
    """Return a tiny result whose two years are 2019 and 2020."""
    ds = tiny(**outcomes)
    labels = [quarter_label(20 + quarter) for quarter in range(QUARTERS)]
    return ds.assign_coords(quarter=labels, year=("quarter", [2019] * 4 + [2020] * 4))


@pytest.fixture
def sold():
    """Kit sold: 1 million a quarter of each class and vendor in each region, China twice that."""
    ds = of_2019_and_2020(sales_usd_m=(SALES, 1.0))
    ds["sales_usd_m"][:, :, :, 0] = 2.0
    return ds


def found(rows, what, year):
    (row,) = [row for row in rows if (row.what, row.year) == (what, year)]
    return row


def test_shares_stand_beside_the_record(sold):
    sold["sales_usd_m"][1, 0, :, :, :, VENDORS.index("huawei")] *= 3.0
    row = found(compare_with_record(sold, "press"), "Huawei, world, all kit", 2019)
    # A quarter in one sample, 3 of 6 in the other; 5 % of the way between them.
    assert (row.mean, row.p05, row.p95) == pytest.approx((37.5, 26.25, 48.75))
    assert (row.low, row.high) == pytest.approx((28.0, 29.0))
    assert (row.unit, row.publisher, row.quality) == ("%", "Dell'Oro", "A")


def test_part_of_china_stands_beside_what_follows_from_shares(sold):
    row = found(compare_with_record(sold, "press"), "China's part of RAN", 2020)
    assert row.mean == pytest.approx(200 / 9)
    assert (row.low, row.high) == pytest.approx((30.0, 100 * 0.13 / 0.41))


def test_growth_is_over_the_year_before(sold):
    sold["sales_usd_m"][:, :, 4:, 0, :2] *= 1.5
    row = found(compare_with_record(sold, "press"), "Growth of RAN in China", 2020)
    assert row.mean == pytest.approx(50.0)
    assert (row.low, row.high) == (34.0, 34.0)


def test_bounds_of_the_publisher_are_kept(sold):
    row = found(compare_with_record(sold, "press"), "Market, all kit", 2020)
    assert (row.mean, row.low, row.high, row.unit) == (pytest.approx(0.576), 90.0, 95.0, "USD bn")


def test_governments_that_decide_are_counted():
    # Germany, Egypt and Namibia decide; the USA and China do not.
    ds = of_2019_and_2020(level=(("quarter", "country"), [4.0, 3.0, 2.0, 0.0, 4.0]))
    rows = compare_with_record(ds, "press")
    assert [(row.mean, row.low, row.high, row.year) for row in rows] == [
        (1.0, 7, 8, 2020),
        (2.0, 8, 9, 2020),
        (2.0, 10, 12, 2020),
    ]


def test_years_that_are_not_simulated_are_left_out(sold):
    assert {row.year for row in compare_with_record(sold, "press")} == {2019, 2020}
    early = tiny(level=(("quarter", "country"), 0.0))
    assert compare_with_record(early, "press") == []


def test_every_scenario_can_be_compared(sold):
    rows = [compare_with_record(sold, name) for name in SCENARIOS]
    assert rows[0] == rows[1] == rows[2]


def test_words_and_file_say_the_same(sold, tmp_path):
    rows = compare_with_record(sold, "press")
    what, *cells, _ = cells_of(rows[0])
    assert what == "Huawei, world, all kit"
    assert cells == ["2019", "%", "25.0 [25.0 25.0]", "28 to 29"]
    with write_record(rows, tmp_path / "record.csv").open(encoding="utf-8", newline="") as handle:
        written = list(csv.DictReader(handle))
    assert list(written[0]) == list(Comparison._fields)
    assert (written[0]["mean"], written[0]["low"], written[0]["year"]) == ("25", "28", "2019")
