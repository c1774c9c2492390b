"""Sizes of markets: read leniently, measured as they were published, beside plain rivals."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

import sim
from sim.data.load import table_path
from sim.validation.evidence import Figure
from sim.validation.rows import Sieve, read_rows
from sim.validation.size import GROWTH, GROWTH_ERROR, LEVEL, PRICE_DRIFT, sizes
from sim.validation.sizes import ANYBODY, BOUGHT, size_figures
from tests.validation.small import filled, result, table

COLUMNS = ("market", "scope", "year", "quarter", "usd_bn", "growth_yoy", "source", "note")


def row(**cells: Any) -> dict[str, Any]:
    plain = {"market": "ran", "scope": "DEU", "year": 2018, "quality": "A"}
    return {**dict.fromkeys(COLUMNS, ""), **plain, **cells}


def market() -> xr.Dataset:
    """Return two countries that buy 8 bn of kit a year in 2018, and half more in 2019."""
    ds = result({"country": ("DEU", "FRA")}, (2018, 2019))
    kit = filled(ds, "country", 1000.0 / 32)  # 4 classes x 8 vendors: 1 bn a quarter and country
    kit.loc[{"quarter": [f"2019Q{quarter}" for quarter in range(1, 5)]}] *= 1.5
    kit.loc[{"sample": 1}] *= 2.0
    return ds.assign({BOUGHT: kit})


def figures(folder: Path, *rows: dict[str, Any], cut_off: int | None = None) -> list[Figure]:
    return size_figures(table(folder, "market_size", rows), {"m": market()}, cut_off, Sieve())


def test_a_size_is_what_is_bought_of_its_classes_in_its_place_and_time(tmp_path: Path) -> None:
    whole, core, part = figures(
        tmp_path,
        row(market="telecom_equipment", usd_bn=5),
        row(market="core", usd_bn=1),
        row(market="telecom_equipment", quarter="1H", usd_bn=2),
    )
    assert whole.model["m"] == pytest.approx([4.0, 8.0])
    assert core.model["m"] == pytest.approx([1.0, 2.0])
    assert part.model["m"] == pytest.approx([2.0, 4.0])
    assert (whole.unit, whole.observed, whole.groups["measure"]) == (LEVEL, 5.0, "size")
    assert "constant prices of 2014" in whole.what


def test_growth_is_over_the_same_part_of_the_year_before(tmp_path: Path) -> None:
    (year,) = figures(tmp_path, row(year=2019, growth_yoy=0.4))
    (quarter,) = figures(tmp_path, row(year=2019, quarter="3Q", growth_yoy=0.4))
    assert year.model["m"] == pytest.approx([0.5, 0.5])
    assert quarter.model["m"] == pytest.approx([0.5, 0.5])
    assert (year.unit, year.error) == (GROWTH, GROWTH_ERROR)
    assert quarter.error == 2 * GROWTH_ERROR


def test_a_row_with_both_gives_two_figures(tmp_path: Path) -> None:
    found = figures(tmp_path, row(year=2019, usd_bn=5, growth_yoy=0.4))
    assert [figure.unit for figure in found] == [LEVEL, GROWTH]
    assert found[0].line == found[1].line == 2


def test_years_that_are_not_simulated_have_no_value(tmp_path: Path) -> None:
    (later,) = figures(tmp_path, row(year=2025, usd_bn=5))
    (first,) = figures(tmp_path, row(year=2018, growth_yoy=0.1))
    assert np.isnan(later.model["m"]).all()
    assert np.isnan(first.model["m"]).all()  # nothing of 2017 is there to grow from


def test_a_level_is_less_sure_the_further_it_lies_from_2014_and_the_worse_it_was_read(
    tmp_path: Path,
) -> None:
    near, far, weak = figures(
        tmp_path,
        row(year=2014, usd_bn=10),
        row(year=2019, usd_bn=10),
        row(year=2014, usd_bn=10, quality="C"),
    )
    assert near.error == pytest.approx(0.8)
    assert far.error == pytest.approx(10 * math.hypot(0.08, 5 * PRICE_DRIFT))
    assert weak.error == pytest.approx(2.0)


def test_rivals_know_what_was_published_before_and_nothing_later(tmp_path: Path) -> None:
    rows = [row(year=year, usd_bn=value) for year, value in ((2012, 6), (2016, 10), (2018, 12))]
    *_, last = figures(tmp_path, *rows)
    assert last.rivals == {"persistence": 10.0, "trend": pytest.approx(12.0), ANYBODY: 10.0}
    late = figures(tmp_path, *rows, row(year=2019, usd_bn=99), cut_off=2018)
    assert [figure.observed for figure in late] == [12.0, 99.0]
    assert late[1].rivals == {"persistence": 10.0, "trend": pytest.approx(13.0), ANYBODY: 10.0}


def test_rivals_keep_to_the_series(tmp_path: Path) -> None:
    """Another part of the year, place or market tells nothing; a publisher only to one rival."""
    strangers = [
        row(year=2017, usd_bn=1, source="IHS"),
        row(year=2017, usd_bn=1, quarter="2Q"),
        row(year=2017, usd_bn=1, scope="FRA"),
        row(year=2017, usd_bn=1, market="core"),
        row(year=2017, growth_yoy=0.1),
    ]
    *_, last = figures(tmp_path, *strangers, row(usd_bn=10))
    assert math.isnan(last.rivals["persistence"])
    assert last.rivals[ANYBODY] == 1.0
    *_, last = figures(tmp_path, *strangers[1:], row(usd_bn=10))
    assert math.isnan(last.rivals[ANYBODY])
    two = [row(year=2017, usd_bn=size, source=who) for size, who in ((8, "A"), (10, "B"))]
    *_, last = figures(tmp_path, *two, row(usd_bn=10))
    assert last.rivals[ANYBODY] == 9.0


def test_names_may_be_written_in_other_ways(tmp_path: Path) -> None:
    rows = [row(scope="China", year=2016, usd_bn=8), row(market="RAN", scope="region_china")]
    rows[1] |= {"year": 2018, "usd_bn": 9}
    found = sizes(table(tmp_path, "market_size", rows), Sieve())
    assert [size.market for size in found] == ["ran", "ran"]
    assert found[0].series == found[1].series
    (size,) = sizes(table(tmp_path, "market_size", [row(market="5G RAN", usd_bn=1)]), Sieve())
    assert size.classes == ("ran_5g",)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "no figure"),
        ({"usd_bn": "about 5"}, "not a number"),
        ({"usd_bn": 0}, "a size of 0"),
        ({"usd_bn": "nan"}, "a size of nan"),
        ({"growth_yoy": -1}, "growth of -1"),
        ({"usd_bn": 5, "scope": "atlantis"}, "a place that the model does not know"),
        ({"usd_bn": 5, "market": "satellites"}, "a market that the model does not have"),
        ({"usd_bn": 5, "market": "operator_capex_total"}, "what operators invest"),
        ({"usd_bn": 5, "market": "datacom_software"}, "counts more than operators' kit"),
        ({"usd_bn": 5, "source": "Omdia (forecast)"}, "a forecast"),
        ({"usd_bn": 5, "quarter": "Lent"}, "a part of a year that cannot be read"),
        ({"usd_bn": 5, "year": "soon"}, "no year"),
        ({"usd_bn": 5, "year": 2012}, "of a year before 2014"),
        ({"growth_yoy": 0.1, "year": 2014}, "of a year before 2014"),
    ],
)
def test_what_cannot_be_used_is_counted_and_named(
    tmp_path: Path, cells: dict[str, Any], reason: str
) -> None:
    sieve = Sieve()
    rows = table(tmp_path, "market_size", [row(**cells), row(usd_bn=5)])
    found = size_figures(rows, {"m": market()}, None, sieve)
    assert len(found) == 1
    assert [left.line for left in sieve.left_out] == [2]
    assert reason in sieve.left_out[0].reason


def test_what_was_worked_back_from_later_years_is_left_out_unless_the_rows_go_there(
    tmp_path: Path,
) -> None:
    chained = row(year=2018, usd_bn=84, quality="D", note="derived by chaining from 100 in 2021")
    read = {**chained, "growth_yoy": 0.01, "note": f"growth is published; {chained['note']}"}
    guessed = {**chained, "growth_yoy": 0.01}
    sieve = Sieve()
    wrong = row(year="soon", usd_bn=5)
    found = sizes(table(tmp_path, "market_size", [chained, read, guessed, wrong]), sieve)
    assert [(size.unit, size.value) for size in found] == [(GROWTH, 0.01)]
    assert [left.line for left in sieve.left_out] == [2, 4, 5]
    later = row(year=2021, usd_bn=100)
    found = sizes(table(tmp_path, "market_size", [chained, later]), Sieve())
    assert [size.value for size in found] == [84, 100]


def test_only_the_level_from_which_the_model_starts_is_marked(tmp_path: Path) -> None:
    sieve = Sieve()
    rows = [
        row(market="telecom_equipment", scope="world", year=2020, usd_bn=92, growth_yoy=0.07),
        row(market="telecom_equipment", scope="world", year=2022, usd_bn=99),
        row(market="telecom_equipment", usd_bn=5),
        row(scope="world", usd_bn=40),
    ]
    found = sizes(table(tmp_path, "market_size", rows), sieve)
    assert [size.seed for size in found] == [True, False, False, False, False]


def test_the_tables_of_the_package_are_used_or_named() -> None:
    rows, sieve = read_rows(table_path("market_size").parent, "market_size"), Sieve()
    found = size_figures(rows, {"m": sim.run(replicates=1, outcomes=[BOUGHT])}, None, sieve)
    used = {figure.line for figure in found}
    assert used.isdisjoint(left.line for left in sieve.left_out)
    assert len(used) + len(sieve.left_out) == len(rows)
    assert all(np.isfinite(figure.model["m"]).all() for figure in found)
    assert {figure.groups["place"] for figure in found} == {"world", "china", "europe"}


def test_a_size_between_two_ends_is_scored_at_its_middle(tmp_path: Path) -> None:
    plain, between = (
        sizes(table(tmp_path, "market_size", [row(**cells)]), sieve)[0]
        for cells in ({"usd_bn": 10}, {"low": 8, "high": 12})
        for sieve in [Sieve()]
    )
    assert between.value == plain.value == 10
    assert between.error == pytest.approx(math.hypot(plain.error, 2 / math.sqrt(3)))


def test_a_size_counts_though_its_growth_cannot_be_read(tmp_path: Path) -> None:
    sieve = Sieve()
    (size,) = sizes(table(tmp_path, "market_size", [row(usd_bn="45-47", growth_yoy="up")]), sieve)
    assert (size.unit, size.value) == (LEVEL, 46.0)
    assert [each.reason for each in sieve.reserves] == [
        "one of its two figures is passed over: growth_yoy 'up' is not a number"
    ]


def test_growth_may_be_a_range_or_per_cent_without_a_sign(tmp_path: Path) -> None:
    sieve = Sieve()
    fast = table(tmp_path, "market_size", [row(growth_yoy=1.5), row(growth_yoy=0.4)])
    assert [size.value for size in sizes(fast, Sieve())] == [1.5, 0.4]
    cells = [row(growth_yoy="5-9"), row(growth_yoy=7), row(growth_yoy=-3)]
    found = sizes(table(tmp_path, "market_size", cells), sieve)
    assert [size.value for size in found] == pytest.approx([0.07, 0.07, -0.03])
    assert found[0].error == pytest.approx(math.hypot(found[1].error, 0.02 / math.sqrt(3)))
    assert [(each.line, each.reason[:16]) for each in sieve.reserves] == [
        (2, "a range: scored "), (3, "read as per cent"), (4, "read as per cent"),
    ]  # fmt: skip


def test_growth_that_may_be_either_is_left_out(tmp_path: Path) -> None:
    cells, sieve = [row(growth_yoy=value) for value in (0.1, 0.2, 3)], Sieve()
    found = sizes(table(tmp_path, "market_size", cells), sieve)
    assert [size.value for size in found] == [0.1, 0.2]
    assert [each.reason for each in sieve.left_out] == [
        "growth of 3, which may be a part or per cent (write 3%)"
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"low": 12, "high": 8}, "a size from more to less (12 to 8)"),
        ({"low": -1, "high": 8}, "a size of -1, which no market has"),
        ({"low": 12}, "a size of which one bound alone is given"),
        ({"usd_bn": 103000}, "a size of 103000, which no market has (USD billion are meant)"),
    ],
)
def test_what_is_no_size_is_left_out(cells: dict[str, Any], reason: str, tmp_path: Path) -> None:
    sieve = Sieve()
    assert sizes(table(tmp_path, "market_size", [row(**cells)]), sieve) == []
    assert [each.reason for each in sieve.left_out] == [reason]
