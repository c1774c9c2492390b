"""A country is left out of the start alone, and its share is that of the runs without it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from sim.data.load import table_path
from sim.sweeps.request import Request
from sim.validation.evidence import Figure
from sim.validation.left_out import (
    FOLDER,
    OF,
    REGION,
    countries_left_out,
    without,
    without_their_seed,
    write_table,
)
from sim.validation.shares import COUNTRY
from sim.validation.target import Target, What
from tests.validation.test_observe import put, target
from tests.validation.tiny import EUROPE, tiny

KIT = What(("legacy_ran", "ran_5g"), installed=True)
KNOWN, UNKNOWN = 0.57, 0.2


def seed(**more: object) -> Target:
    return target(**{"what": KIT, "value": 0.55, "seed": True, **more})


def figure_of(told: Target) -> Figure:
    """Return the figure of a target in runs that start from it: right, and no test."""
    knowing = np.array([KNOWN, KNOWN])
    return Figure(
        told.table, told.line, "Huawei, DEU", {"region": EUROPE, "market": "ran"}, "DEU", "share",
        told.value, told.error, {"default": knowing, "best": knowing}, {"trend": 0.3}, told.seed,
    )  # fmt: skip


def unknowing(share: float = UNKNOWN) -> xr.Dataset:
    """Return runs that did not know the share of Germany."""
    ds = tiny().assign_coords(country_region=("country", [EUROPE] * 2))
    for vendor, kit in (("huawei", share), ("nokia", 1.0 - share)):
        put(ds, "country_kit_usd_m", kit, country="DEU", vendor=vendor, **{"class": "ran_5g"})
    return ds


def test_the_model_s_share_is_that_of_the_runs_that_did_not_know_it() -> None:
    told = seed()
    (found,) = without_their_seed([figure_of(told)], [told], {"DEU": unknowing()}, "best")
    assert found.model["best"] == pytest.approx([UNKNOWN, UNKNOWN])
    assert np.isnan(found.model["default"]).all(), "it was played with one variant alone"
    assert (found.observed, found.rivals) == (0.55, {"trend": 0.3})
    assert found.groups == {"of": OF, REGION: EUROPE}
    assert not found.seed, "so it is scored"


def test_only_seeds_of_countries_that_were_played_without_have_one() -> None:
    own, other, played = seed(), seed(place="NGA", countries=("NGA",)), {"DEU": unknowing()}
    plain = own._replace(seed=False)
    figures = [figure_of(each) for each in (plain, other, own)]
    (found,) = without_their_seed(figures, [plain, other, own], played, "best")
    assert found.observed == own.value
    assert without_their_seed(figures, [plain, other, own], {}, "best") == []


def test_countries_are_left_out_once_each_and_only_those_that_the_model_starts_from() -> None:
    some = [seed(), seed(year=2019), seed(place="NGA"), seed(place="FRA", seed=False)]
    assert countries_left_out(some) == ["DEU", "NGA"]


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as handle:
        return [*csv.DictReader(handle)]


def test_the_table_differs_by_the_seeds_of_the_country_alone(tmp_path: Path) -> None:
    write_table("DEU", tmp_path)
    found = rows_of(tmp_path / FOLDER / "DEU" / f"{COUNTRY}.csv")
    shipped = rows_of(table_path(COUNTRY))
    for after, before in zip(found, shipped, strict=True):
        own = before["iso3"] == "DEU"
        assert after == ({**before, "seed_input": "0"} if own else before)
    assert any(row["seed_input"] == "1" for row in shipped if row["iso3"] == "DEU")


def test_a_user_s_own_table_is_the_one_that_is_changed(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("iso3,share,seed_input\nDEU,0.4,1\nFRA,0.2,1\n", encoding="utf-8-sig")
    write_table("DEU", tmp_path, own)
    seeds = rows_of(tmp_path / FOLDER / "DEU" / f"{COUNTRY}.csv")
    assert [(row["iso3"], row["seed_input"]) for row in seeds] == [("DEU", "0"), ("FRA", "1")]


def test_it_is_played_with_that_table_and_as_often_by_chance_alone(tmp_path: Path) -> None:
    asked = Request(("us_action",), data={"market_size": tmp_path / "m.csv"})
    found = without("DEU", asked, 12, tmp_path)
    table = tmp_path / FOLDER / "DEU" / f"{COUNTRY}.csv"
    assert found.data == {"market_size": tmp_path / "m.csv", COUNTRY: table}
    assert (found.draws, found.replicates, found.parameters) == (1, 12, "fixed")
