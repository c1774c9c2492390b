"""Tables that are given: what is there, what cannot be read, and nothing of the package's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from sim.data.schema import FOLDER
from sim.errors import DataError
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model
from sim.sweeps.request import Request
from sim.terms import REGIONS
from sim.validation.given import (
    background,
    check_given,
    count_inside,
    read_inside,
    reading_of,
    unread_in,
)
from sim.validation.risk import Unnamed
from sim.validation.rows import TABLES, Sieve
from sim.validation.table import table
from sim.validation.verdict import Verdict, Years, verdict
from tests.validation.tiny import tiny

LATER = Years(2021, 2025)
SIZES = """\
market,scope,year,usd_bn,growth_yoy,source
ran,world,2022,45,,made up
ran,world,2040,45,,made up
ran,world,soon,45,,made up
ran,world,2019,45,,made up
ran,atlantis,2023,45,,made up
ran,world,2023,45,,made up, or not
"""
EVENTS = """\
date,actor_iso3,instrument,layer,scope,stringency,status
2022-05-19,CAN,ban,all,5g,0.85,enacted
2023,KEN,pressure,ran,5g,0.6,enacted
"""


def folder(place: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


@cache
def world() -> Model:
    return open_model(Request(("us_action",)))


def scored(place: Path, years: Years = LATER) -> Verdict:
    return verdict(place, years, {"m": bare()}, {}, lambda law, against: {}, world())


def bare() -> xr.Dataset:
    """Return a result in which nobody restricts, and nothing else is stored."""
    ds, names, countries = tiny(), world().names, world().world.countries
    codes = list(names.countries)
    regions = [REGIONS[index] for index in countries.region]
    coords = {"country": codes, "country_region": ("country", regions)}
    found = ds[["quarter", "year"]].assign_coords(coords)
    shape = (1, ds.sizes["sample"], ds.sizes["quarter"], len(codes))
    return found.assign(level=(("scenario", "sample", "quarter", "country"), np.zeros(shape)))


def test_rows_of_the_years_are_read_and_those_of_no_year_are_left_out(tmp_path: Path) -> None:
    place, sieve = folder(tmp_path, market_size=SIZES), Sieve()
    assert [row.line for row in read_inside(place, "market_size", LATER, sieve)] == [2, 6]
    assert {left.line: left.reason for left in sieve.left_out} == {
        3: "of a year after 2035, the last that is simulated",
        4: "no year (soon)",
        7: "more cells than columns (a comma inside a cell needs quotes around it)",
    }
    assert count_inside(place, "market_size", LATER) == 5


def test_one_bad_table_leaves_the_others(tmp_path: Path) -> None:
    place = folder(tmp_path, market_size=SIZES, vendor_share_global="", study_results="study\nx\n")
    assert unread_in(place) == {
        "vendor_share_global": "the file is empty",
        "study_results": "column 'quantity' is missing (there: study)",
    }
    check_given(place, LATER)
    assert read_inside(place, "study_results", LATER) == []
    assert reading_of(place, LATER, Sieve()).unread[0] == (
        "vendor_share_global",
        "the file is empty",
    )


def test_nothing_to_score_is_an_error(tmp_path: Path) -> None:
    place = folder(tmp_path, market_size=SIZES)
    with pytest.raises(DataError, match=r"no row of 2030 to 2031, .*; its rows are of 2019 to 202"):
        check_given(place, Years(2030, 2031))
    with pytest.raises(
        DataError, match=r"none of its tables can be read \(market_size.csv: the file is"
    ):
        check_given(folder(tmp_path, market_size=""), LATER)


def test_what_rivals_know_is_not_given(tmp_path: Path) -> None:
    rows = background(folder(tmp_path, market_size=SIZES), "market_size", Years(0, 2020))
    assert [(row.line, row.given) for row in rows] == [(5, False)]


def test_only_rows_of_the_users_own_tables_are_left_out(tmp_path: Path) -> None:
    found = scored(folder(tmp_path, market_size=SIZES))
    assert found.read == {"market_size": 5}
    assert {(left.table, left.line) for left in found.left_out} == {
        ("market_size", line) for line in (2, 3, 4, 6, 7)
    }
    (silent,) = (left.reason for left in found.left_out if left.line == 2)  # nothing is stored
    assert silent == "fewer than 5 runs of the model have such kit there and then"
    assert [figure.line for figure in found.figures] == [2]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_package_leaves_out_no_more_than_it_has(tmp_path: Path, name: str) -> None:
    text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    found = scored(folder(tmp_path, **{name: text}), Years(2019, 2020))
    (rows,) = found.read.values()
    assert {left.table for left in found.left_out} <= {name}
    assert len(found.left_out) <= rows
    assert max(left.line for left in found.left_out) <= len(text.splitlines())


def test_decisions_are_scored_as_far_as_their_table_reaches(tmp_path: Path) -> None:
    place = folder(tmp_path, policy_events=EVENTS)
    assert reading_of(place, LATER, Sieve()).decisions_end == 2023
    assert reading_of(place, Years(2021, 2023), Sieve()).decisions_end is None


def test_governments_that_the_table_never_names_are_counted(tmp_path: Path) -> None:
    found = scored(folder(tmp_path, policy_events=EVENTS))
    (last,) = [each for each in found.no_cases if isinstance(each, Unnamed)]
    main = {"coding": "de jure", "level": "no new kit"}
    cases = {each.cluster for each in found.events if main.items() <= each.groups.items()}
    assert last is found.no_cases[-1]
    assert last.scored == len(cases)
    assert {*last.countries} == cases - {"CAN", "KEN"}
    assert len(last.countries) == last.scored - 2
    line = f"has no row of {last.scored - 2} of the {last.scored} governments scored"
    told = table(found._replace(events=[], variants=())).splitlines()
    assert sum(line in each for each in told) == 1


def test_nothing_is_said_of_them_where_no_decision_is_scored(tmp_path: Path) -> None:
    found = scored(folder(tmp_path, policy_events=EVENTS, market_size=SIZES), Years(2024, 2025))
    assert found.no_cases == []


def test_years_after_the_last_row_of_decisions_have_no_events(tmp_path: Path) -> None:
    place = folder(tmp_path, policy_events=EVENTS, market_size=SIZES)
    assert scored(place, Years(2024, 2025)).events == []


def test_what_was_never_found_in_a_source_is_left_out(tmp_path: Path) -> None:
    sizes = "market,scope,year,usd_bn,source,quality\nran,world,2022,45,,u\nran,world,2023,44,,A\n"
    place, sieve = folder(tmp_path, market_size=sizes), Sieve()
    assert [row.line for row in read_inside(place, "market_size", LATER, sieve)] == [3]
    assert sieve.left_out[0].reason == "quality U: its source was never found"


def test_a_column_of_per_cent_without_signs_is_read_as_such(tmp_path: Path) -> None:
    text = "market,scope,year,vendor,share\nran,world,2021,Huawei,31\nran,world,2022,ZTE,9\n"
    rows = read_inside(folder(tmp_path, vendor_share_global=text), "vendor_share_global", LATER)
    assert [row.part("share") for row in rows] == [(0.31, 0.0), (0.09, 0.0)]
