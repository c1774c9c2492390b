"""Stylised facts: figures worked out by hand, bars, tables."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from sim.analysis.groups import titles
from sim.analysis.stylised import adoption, kit, spend, worst_case
from sim.analysis.stylised.fact import Fact
from sim.analysis.stylised.findings import COLUMNS, findings, write_findings
from sim.analysis.stylised.registry import FACTS, OUTCOMES
from sim.analysis.stylised.table import table
from sim.outcomes import registry
from sim.report.facts import build_facts
from sim.terms import CLASSES, COSTS, QUARTERS, REGIONS, quarter_index, quarter_label

SCENARIOS = ("baseline", "us_action", "eu_law")
VENDORS = ("huawei", "ericsson")
# iso3: region, decides, ally, host, Five Eyes, rival, Gulf
COUNTRIES = {
    "CHN": (0, 0, 0.0, 0, 0, 0, 0),
    "DEU": (2, 1, 1.0, 1, 0, 0, 0),
    "GBR": (2, 1, 1.0, 1, 1, 0, 0),
    "IND": (4, 1, 0.0, 0, 0, 1, 0),
    "ITA": (2, 1, 1.0, 1, 0, 0, 0),
    "KEN": (7, 1, 0.0, 0, 0, 0, 0),
    "SAU": (6, 1, 0.0, 0, 0, 0, 1),
    "TWN": (3, 1, 0.5, 0, 0, 1, 0),
    "USA": (1, 0, 0.0, 0, 1, 0, 0),
}
DIMS = {name: registry()[name].dims for name in OUTCOMES}


def world(*names: str) -> xr.Dataset:
    """Return two samples of the three scenarios over all quarters, all outcomes at 0."""
    facts = np.array(list(COUNTRIES.values()))
    flags = ("decides", "ally", "host", "five_eyes", "rivals", "gulf")
    named = ("allies", "hosts", "five_eyes", "rivals", "gulf")
    coords: dict[str, Any] = {
        "scenario": list(SCENARIOS),
        "draw": ("sample", [0, 1]),
        "replicate": ("sample", [0, 1]),
        "quarter": [quarter_label(q) for q in range(QUARTERS)],
        "year": ("quarter", [2014 + q // 4 for q in range(QUARTERS)]),
        "region": list(REGIONS),
        "class": list(CLASSES),
        "cost": list(COSTS),
        "vendor": list(VENDORS),
        "chinese": ("vendor", [True, False]),
        "country": list(COUNTRIES),
        "country_region": ("country", [REGIONS[int(row[0])] for row in facts]),
        **{
            name: ("country", column if name == "ally" else column > 0)
            for name, column in zip(flags[:3], facts.T[1:4], strict=True)
        },
        "groups": ("country", [_groups(row, named) for row in facts]),
    }
    attrs = {"baselines": {"us_action": "baseline", "eu_law": "us_action"}, "uncalibrated": True}
    found = xr.Dataset(coords=coords, attrs=attrs)
    sizes = {dim: found.sizes.get(dim, 0) for dim in ("scenario", "sample")}
    lengths = {**sizes, **{dim: len(found[dim]) for dims in DIMS.values() for dim in dims}}
    for name in names:
        dims = ("scenario", "sample", *DIMS[name])
        found[name] = (dims, np.zeros([lengths[dim] for dim in dims]))
    if "level" in found:
        found["level"].loc[{"country": "TWN"}] = 3
    return found


def _groups(row: np.ndarray, named: tuple[str, ...]) -> str:
    inside = [name for name, fact in zip(named, row[2:], strict=True) if fact == 1]
    region = [name for name, title in titles().items() if title == REGIONS[int(row[0])]]
    return " ".join([*inside, *region, *(["outside_china"] if row[0] else [])])


def put(ds: xr.Dataset, name: str, value: float, since: str = "2014Q1", **where: Any) -> None:
    """Set an outcome from a quarter on."""
    quarters = [quarter_label(q) for q in range(quarter_index(since), QUARTERS)]
    ds[name].loc[{"quarter": quarters, **where}] = value


def us(**where: Any) -> dict[str, Any]:
    return {"scenario": "us_action", **where}


def test_early_adoptions_less_late_ones() -> None:
    ds = world("level")
    for country, since in (("DEU", "2018Q2"), ("GBR", "2021Q1"), ("ITA", "2021Q2")):
        put(ds, "level", 3, since, **us(country=country))
    put(ds, "level", 0, "2019Q1", **us(country="DEU", sample=0))
    put(ds, "level", 3, "2022Q1", **us(country="DEU", sample=0))  # not for the first time
    put(ds, "level", 4, "2019Q2", **us(country="USA"))  # does not decide
    put(ds, "level", 3, "2026Q2", **us(country="KEN"))  # too late to count
    assert adoption.front_loading(ds).values == pytest.approx([2 / 3 - 1 / 5] * 2)


def test_first_movers_are_held_beside_the_more_chinese_of_other_hosts() -> None:
    ds = world("level", "chinese_share_4g")
    put(ds, "chinese_share_4g", 0.5, country="DEU")
    put(ds, "chinese_share_4g", 0.2, country="ITA")
    put(ds, "level", 3, "2020Q3", **us(country="GBR"))  # one of GBR and IND
    put(ds, "level", 3, "2020Q4", **us(country="DEU", sample=1))
    # ITA is a host below the median; TWN started there; the USA does not decide
    put(ds, "level", 3, "2020Q4", **us(country="ITA"))
    assert adoption.first_movers(ds).values == pytest.approx([50.0, -50.0])


def test_without_exposed_hosts_there_is_no_figure() -> None:
    assert np.isnan(adoption.first_movers(world("level", "chinese_share_4g")).values).all()


def test_what_still_stands_after_eight_quarters_of_a_law() -> None:
    ds = world("level", "chinese_ran_core_usd_m")
    kit_name = "chinese_ran_core_usd_m"
    put(ds, "level", 4, "2020Q1", **us(country="DEU"))
    put(ds, kit_name, 100, **us(country="DEU"))  # stands at the end of 2019Q4
    put(ds, kit_name, 90, "2020Q1", **us(country="DEU"))
    put(ds, kit_name, 60, "2021Q4", **us(country="DEU"))  # the law's eighth quarter
    put(ds, kit_name, 10, "2022Q1", **us(country="DEU"))
    put(ds, "level", 4, "2034Q1", **us(country="ITA", sample=1))  # eight quarters to the end
    put(ds, kit_name, 300, **us(country="ITA"))
    put(ds, kit_name, 90, "2035Q4", **us(country="ITA"))
    put(ds, "level", 4, "2034Q2", **us(country="GBR"))  # not long enough
    put(ds, kit_name, 500, **us(country="GBR"))
    put(ds, "level", 4, "2020Q1", **us(country="USA"))  # does not decide
    put(ds, kit_name, 500, **us(country="USA"))
    assert adoption.still_standing(ds).values == pytest.approx([60.0, 100 * 150 / 400])


def test_a_law_that_was_given_up_does_not_count() -> None:
    ds = world("level", "chinese_ran_core_usd_m")
    put(ds, "chinese_ran_core_usd_m", 100)
    put(ds, "level", 4, "2020Q1", **us(country="DEU"))
    put(ds, "level", 3, "2021Q4", **us(country="DEU"))
    assert np.isnan(adoption.still_standing(ds).values).all()


def test_5g_beside_4g_where_the_law_restricts_and_elsewhere() -> None:
    ds = world("level", "chinese_share_4g", "chinese_share_5g")
    put(ds, "chinese_share_5g", np.nan)  # none stands
    for country, old, new in (("DEU", 0.5, 0.2), ("GBR", 0.4, 0.3), ("KEN", 0.6, 0.64)):
        put(ds, "chinese_share_4g", old, country=country)
        put(ds, "chinese_share_5g", new, "2020Q4", country=country)
    put(ds, "chinese_share_5g", 1.0, "2020Q4", country="CHN")  # left out
    put(ds, "level", 2, "2020Q4", **us(country="DEU"))
    put(ds, "level", 4, "2020Q4", **us(country="GBR", sample=0))
    assert kit.generation_gap(ds, restricted=True).values == pytest.approx([-20.0, -30.0])
    assert kit.generation_gap(ds, restricted=False).values == pytest.approx([4.0, -3.0])


def test_huaweis_share_of_the_world_and_outside_china() -> None:
    ds = world("sales_usd_m")
    put(ds, "sales_usd_m", 1.0)  # half of everything
    put(ds, "sales_usd_m", 3.0, "2020Q1", **us(vendor="huawei", region="China"))
    put(ds, "sales_usd_m", 0.0, "2020Q1", **us(vendor="huawei", region="Latin America"))
    world_share = (3 + 6) / (3 + 6 + 8)
    assert spend.huawei_change(ds, "world").values == pytest.approx([100 * (world_share - 0.5)] * 2)
    outside = 6 / 13
    assert spend.huawei_change(ds, "outside_china").values == pytest.approx(
        [100 * (outside - 0.5)] * 2
    )


def test_foreigners_in_china_sell_radio() -> None:
    ds = world("sales_usd_m")
    put(ds, "sales_usd_m", 1.0)
    radio = {"class": ["legacy_ran", "ran_5g"], "region": "China"}
    put(ds, "sales_usd_m", 3.0, "2020Q1", **us(vendor="huawei", **radio))
    put(
        ds,
        "sales_usd_m",
        9.0,
        "2020Q1",
        **us(vendor="ericsson", region="China", **{"class": "core"}),
    )
    assert spend.foreigners_in_china(ds).values == pytest.approx([-25.0, -25.0])


def test_allies_without_a_law_are_compared_pair_by_pair() -> None:
    ds = world("level", "country_sales_usd_m")
    put(ds, "country_sales_usd_m", 1.0)
    put(ds, "country_sales_usd_m", 3.0, "2020Q1", **us(country="DEU", vendor="ericsson"))
    put(ds, "country_sales_usd_m", 0.0, "2020Q1", **us(country="GBR", vendor="huawei"))
    put(ds, "country_sales_usd_m", 0.0, "2020Q1", **us(country="KEN", vendor="huawei"))
    put(ds, "level", 2, "2020Q2", **us(country="GBR"))  # a law
    put(ds, "level", 2, "2020Q2", scenario="baseline", sample=1, country="ITA")
    # sample 0: DEU and ITA, 2 of 6 instead of 2 of 4; sample 1: DEU alone, 1 of 4 instead of 1 of 2
    assert spend.unbound_allies(ds).values == pytest.approx([100 / 3 - 50, -25.0])


def test_what_moves_in_a_group() -> None:
    ds = world("country_sales_usd_m")
    put(ds, "country_sales_usd_m", 1.0)
    put(ds, "country_sales_usd_m", 0.0, "2021Q1", country="KEN")  # after the window
    put(ds, "country_sales_usd_m", 3.0, "2020Q1", **us(country="SAU", vendor="huawei"))
    assert spend.group_change(ds, "gulf").values == pytest.approx([25.0, 25.0])
    assert spend.group_change(ds, "Sub-Saharan Africa").values == pytest.approx([0.0, 0.0])
    assert np.isnan(spend.group_change(ds, "south_east_asia").values).all()


def test_the_cost_of_the_eu_law_beside_the_worst_case() -> None:
    ds = world("sales_usd_m", "cost_usd_m")
    europe = {"scenario": "eu_law", "region": "Europe & Central Asia"}
    put(ds, "sales_usd_m", 10.0, region="Europe & Central Asia", vendor="ericsson")  # 40 a quarter
    put(ds, "cost_usd_m", 40.0, region="Europe & Central Asia", cost="purchases")
    put(ds, "cost_usd_m", 140.0, "2025Q1", cost="purchases", **europe)
    put(ds, "cost_usd_m", 20.0, "2026Q1", cost="swaps", **europe)
    put(ds, "cost_usd_m", 5.0, "2026Q1", cost="stranded", **europe)
    put(ds, "cost_usd_m", 900.0, "2026Q1", cost="swap_support", **europe)  # a transfer
    put(ds, "cost_usd_m", 900.0, "2032Q1", cost="swaps", **europe)  # too late
    six_years_usd_bn = 24 * (100 + 20 + 5) / 1000
    assert worst_case.worst_case_usd_bn() == 62.0
    assert worst_case.law_cost(ds).values == pytest.approx([100 * six_years_usd_bn / 62] * 2)


@pytest.mark.parametrize(
    ("sign", "bar", "value", "holds"),
    [
        (">", 0.0, 0.0, False),
        (">=", -0.5, -0.5, True),
        ("<", 0.0, -0.1, True),
        ("<=", -5.0, -4.9, False),
        ("within", 5.0, -4.9, True),
        ("within", 5.0, -5.1, False),
        (">", 0.0, np.nan, False),
        ("within", 5.0, np.nan, False),
    ],
)
def test_bars(sign: str, bar: float, value: float, holds: bool) -> None:
    fact = Fact("f", "", "", "", sign, bar, lambda ds: ds["draw"])
    assert bool(fact.holds(np.array(value))) is holds


def judged(values: list[float], bar: float = 0.0) -> tuple[list[Any], dict[str, xr.Dataset]]:
    """Return the findings of one fact, the same in both sets of runs."""
    figure = xr.DataArray(values, dims="sample")
    words = ("Half of {hosts}", "beside {worst_case}")
    fact = Fact("half", *words, "points", ">", bar, lambda ds: figure)
    sets = {"default": world(), "draws": world()}
    return findings(sets, [fact]), sets


def test_a_finding_is_the_median_and_how_often_the_bar_is_met() -> None:
    (default, draws), _ = judged([1.0, 2.0, -1.0, np.nan])
    assert (default.set, draws.set) == ("default", "draws")
    assert (default.sentence, default.measured) == ("Half of US-base hosts (3)", "beside 62")
    assert float(default.figure.p50) == 1.0
    assert (default.samples, default.holds_share) == (3, pytest.approx(2 / 3))
    assert default.verdict == "yes"


def test_what_cannot_be_measured_neither_holds_nor_fails(tmp_path: Path) -> None:
    found, sets = judged([np.nan, np.nan])
    assert (found[0].holds, found[0].verdict) == (None, "-")
    file = write_findings(found, tmp_path / "facts.csv")
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [rows[0][name] for name in ("mean", "holds_share", "holds", "samples")] == [
        "", "", "", "0",
    ]  # fmt: skip
    assert "nan" not in table(found, sets)


def test_the_tidy_table(tmp_path: Path) -> None:
    found, _ = judged([1.0, 3.0], bar=2.5)
    lines = write_findings(found, tmp_path / "facts.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1] == "half,beside 62,points,> 2.5,default,2,1.1,2,2.9,0.5,no,2"
    assert [line.split(",")[4] for line in lines[1:]] == ["default", "draws"]


def test_the_table_and_the_report_say_the_same(tmp_path: Path) -> None:
    found, sets = judged([1.0, 3.0])
    shown = table(found, sets)
    line = next(line for line in shown.splitlines() if line.startswith("Half of"))
    assert line.split("  ")[0] == "Half of US-base hosts (3)"
    assert [part.strip() for part in line.split("  ") if part.strip()][1:] == [
        "> 0", "2.0 [1.1 2.9]", "yes", "2.0 [1.1 2.9]", "100 %",
    ]  # fmt: skip
    page = build_facts(found, sets, tmp_path).read_text(encoding="utf-8")
    assert "1 of 1 hold at the central parameters" in page
    assert "beside 62 (points)" in page
    assert "Uncalibrated" in page


def test_every_fact_has_words_and_needs_what_is_stored() -> None:
    assert len({fact.name for fact in FACTS}) == len(FACTS)
    ds = world(*OUTCOMES)
    found = findings({"default": ds, "draws": ds})
    assert len(found) == 2 * len(FACTS)
    for line in table(found, {"default": ds, "draws": ds}).splitlines():
        assert len(line) <= 100, line
        assert "{" not in line
