"""The model's chance that a Chinese vendor supplies an operator, and what rivals give."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

import sim
from sim.data.load import table_path
from sim.terms import LEGACY_RAN, RAN_5G
from sim.validation.baselines.contracts import LEAST, RIVALS, Places, known_of
from sim.validation.contracts import A_SUPPLIER, contract_events
from sim.validation.evidence import Event
from sim.validation.rows import Sieve, read_rows
from sim.validation.suppliers import Finding
from tests.validation.small import filled, result, table

OPERATORS = ("deu-vodafone", "deu-telekom", "fra-orange")
PLACES = Places(
    country={"a1": "AAA", "a2": "AAA", "b1": "BBB", "c1": "CCC"},
    region={"AAA": "north", "BBB": "north", "CCC": "south"},
    seed_share={"AAA": (0.3, 0.0, 0.1), "BBB": (0.5, 0.5, 0.5), "CCC": (1.0, 1.0, 1.0)},
)


def said(vendor: str, status: str = "awarded", **cells: Any) -> dict[str, Any]:
    plain = {"operator_id": "deu-vodafone", "generation": "5G", "layer": "ran", "year": 2019}
    return {**plain, "vendor": vendor, "status": status, "share": "", **cells}


def supplied(award: xr.DataArray | None = None, kit: xr.DataArray | None = None) -> xr.Dataset:
    """Return a result of eight samples in which nobody supplies anything unless given."""
    ds = result({"operator": OPERATORS}, (2019, 2020), samples=8)
    nothing = filled(ds, "operator")
    return ds.assign(
        operator_award=nothing if award is None else award,
        operator_kit_usd_m=nothing if kit is None else kit,
    )


def awards() -> xr.DataArray:
    """Huawei has 60, 6, 4 and 0 % of Vodafone's 5G contract of 2019, twice, and all of 2020's."""
    award = filled(result({"operator": OPERATORS}, (2019, 2020), samples=8), "operator")
    here = {"operator": "deu-vodafone", "class": "ran_5g"}
    for sample, share in enumerate((0.6, 0.06, 0.04, 0.0) * 2):
        award.loc[{**here, "vendor": "huawei", "sample": sample}] = share
        award.loc[{**here, "vendor": "nokia", "sample": sample}] = 1.0 - share
    later = {**here, "quarter": [f"2020Q{quarter}" for quarter in range(1, 5)]}
    award.loc[{**later, "vendor": "huawei"}] = 1.0
    award.loc[{**later, "vendor": "nokia"}] = 0.0
    return award


def events(folder: Path, ds: xr.Dataset, *rows: dict[str, Any], **more: Any) -> list[Event]:
    cut_off = more.get("cut_off")
    return contract_events(table(folder, "operator_vendors", rows), {"m": ds}, cut_off, Sieve())


def test_the_chance_is_the_part_of_samples_in_which_chinese_vendors_have_more_than_a_trace(
    tmp_path: Path,
) -> None:
    assert 0.04 < A_SUPPLIER < 0.06
    first, second = events(
        tmp_path, supplied(award=awards()), said("huawei"), said("nokia", year=2020)
    )
    assert first.model["m"] == pytest.approx(4.5 / 9)
    assert second.model["m"] == pytest.approx(8.5 / 9)
    assert (first.happened, first.when) == (1.0, 2019.0)
    assert (second.happened, second.when) == (0.0, math.inf)


def test_what_counts_is_the_end_of_the_year(tmp_path: Path) -> None:
    award = awards()
    until = {"quarter": ["2019Q1", "2019Q2", "2019Q3"], "operator": "deu-vodafone"}
    award.loc[{**until, "class": "ran_5g", "vendor": "huawei"}] = 1.0
    (event,) = events(tmp_path, supplied(award=award), said("huawei"))
    assert event.model["m"] == pytest.approx(4.5 / 9)


def test_what_stands_is_looked_up_in_kit_and_not_in_awards(tmp_path: Path) -> None:
    ds = supplied(award=awards(), kit=100 * awards())
    ds["operator_kit_usd_m"].loc[{"sample": [3, 7], "vendor": "zte"}] = 30.0
    (event,) = events(tmp_path, ds, said("huawei", "installed"))
    assert event.model["m"] == pytest.approx(6.5 / 9)
    assert event.groups["status"] == "installed"


def test_a_contract_before_the_launch_is_judged_by_the_first_there_is(tmp_path: Path) -> None:
    award = awards()
    award.loc[{"quarter": [f"2019Q{quarter}" for quarter in range(1, 5)]}] = 0.0
    award.loc[{"sample": [3, 7]}] = 0.0  # never any: does not count
    (event,) = events(tmp_path, supplied(award=award), said("huawei"))
    assert event.model["m"] == pytest.approx(6.5 / 7)
    assert event.runs["m"] == 6


def test_a_model_that_never_buys_says_nothing_and_one_that_did_not_keep_it_has_no_value(
    tmp_path: Path,
) -> None:
    (event,) = events(tmp_path, supplied(), said("huawei"))
    assert math.isnan(event.model["m"])
    assert event.runs["m"] == 0
    (event,) = events(tmp_path, supplied().drop_vars("operator_award"), said("huawei"))
    assert math.isnan(event.model["m"])


def test_groups_tell_what_the_event_is_about(tmp_path: Path) -> None:
    (event,) = events(tmp_path, supplied(), said("huawei", "excluded"))
    assert event.groups == {
        "status": "awarded",
        "generation": "5G",
        "class": "ran_5g",
        "region": "Europe & Central Asia",
        "place": "DEU",
        "evidence": "shut out",
    }
    assert event.cluster == "DEU"


def test_years_that_seed_the_model_are_known_to_rivals_and_never_scored(tmp_path: Path) -> None:
    sieve = Sieve()
    rows = [
        said("huawei", generation="4G", year=2016),
        said("nokia", year=2020),
        said("nokia", year=2036),
    ]
    (event,) = contract_events(
        table(tmp_path, "operator_vendors", rows), {"m": supplied()}, None, sieve
    )
    assert event.rivals["persistence"] == 0.75
    assert [left.line for left in sieve.left_out] == [2, 4]


def test_before_the_cut_off_is_for_learning(tmp_path: Path) -> None:
    rows = [
        said("huawei", operator_id="fra-orange", year=2018),
        said("huawei", operator_id="fra-orange", year=2020),
        said("nokia", year=2020),
    ]
    early, late = events(tmp_path, supplied(), *rows, cut_off=2019)
    assert [early.cluster, late.cluster] == ["FRA", "DEU"]
    assert late.rivals["base rate"] == 0.75  # one, of 2018: that of 2020 is not known yet
    *_, late = events(tmp_path, supplied(), *rows)
    assert late.rivals["base rate"] == pytest.approx(2.5 / 3)


def finding(operator: str, present: bool = True, **changes: Any) -> Finding:
    plain = Finding(operator, RAN_5G, 2019, "awarded", present, "named")
    return plain._replace(**changes)


def test_rates_leave_the_country_out_and_keep_to_the_question() -> None:
    known = [
        finding("a2"),
        finding("b1", present=False),
        finding("b1", question="installed"),
        finding("c1"),
        finding("c1", kit=LEGACY_RAN),
    ]
    asked = finding("a1")
    assert RIVALS["base rate"](known, asked, PLACES) == pytest.approx(2.5 / 4)
    assert RIVALS["base rate of region"](known, asked, PLACES) == pytest.approx(0.5 / 2)
    assert RIVALS["base rate"]([], asked, PLACES) == 0.5


def test_a_rival_knows_the_world_of_the_year_and_the_country_before_it() -> None:
    found = [finding("a2"), finding("a2", year=2018), finding("b1"), finding("b1", year=2020)]
    assert known_of(found, finding("a1"), None, PLACES) == [found[1], found[2]]
    assert known_of(found, finding("a1"), 2019, PLACES) == [found[1]]


def test_from_a_cut_off_on_a_rival_learns_nothing_more_of_anybody() -> None:
    found = [finding(name, year=year) for name in ("a1", "b1") for year in (2018, 2019, 2020)]
    before = [found[0], found[3]]
    for year in (2019, 2020, 2021):
        assert known_of(found, finding("a1", year=year), 2019, PLACES) == before


def test_shares_of_2014_are_of_the_market_and_no_certainty() -> None:
    rival = RIVALS["Chinese share of 2014"]
    assert rival([], finding("a1"), PLACES) == 0.3
    assert rival([], finding("a1", kit=2), PLACES) == LEAST
    assert rival([], finding("c1"), PLACES) == 1.0 - LEAST


def test_persistence_takes_the_last_radio_contract_or_the_base_rate() -> None:
    rival = RIVALS["persistence"]
    known = [
        finding("a1", year=2017, kit=LEGACY_RAN),
        finding("a1", present=False, year=2016),
        finding("a1", present=False, year=2018, kit=2),
        finding("a2", present=False, year=2018),
    ]
    assert rival(known, finding("a1"), PLACES) == 0.75
    assert rival(known[1:2], finding("a1"), PLACES) == 0.25
    others = [finding("b1"), finding("c1")]
    assert rival(others, finding("a1"), PLACES) == pytest.approx(2.5 / 3)


def test_the_tables_of_the_package_are_used_or_named() -> None:
    rows, sieve = read_rows(table_path("operator_vendors").parent, "operator_vendors"), Sieve()
    outcomes = ["operator_award", "operator_kit_usd_m"]
    ds = sim.run(replicates=5, outcomes=outcomes).sel(scenario=["us_action"])
    found = contract_events(rows, {"m": ds}, None, sieve)
    assert len(found) + len(sieve.left_out) < len(rows)  # several rows make an event
    seeds = [left for left in sieve.left_out if "starts from it" in left.reason]
    assert len(seeds) == sum(int(row.text("year")) <= 2016 for row in rows)
    known = [event for event in found if event.runs["m"] == 5]
    assert len(known) > len(found) / 2
    chances = np.array([[event.model["m"], *event.rivals.values()] for event in known])
    assert ((chances > 0) & (chances < 1)).all()
