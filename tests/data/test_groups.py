"""Groups against lists and counts that anybody can look up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.data.groups import Groups, income_index, region_index
from sim.data.load import load_tables, table_path
from sim.errors import DataError
from sim.terms import INCOME_GROUPS, REGIONS
from tests.real import groups, tables

COUNTS = {
    "world": 198,
    "five_eyes": 5,
    "g7": 7,
    "eu27": 27,
    "nato": 29,
    "allies": 33,
    "alliance_bloc": 40,
    "hosts": 44,
    "bri": 136,
    "decides": 193,
    "campaign_targets": 189,
    "region_china": 3,
    "gulf": 6,
    "south_east_asia": 10,
}


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_counts(name: str, count: int) -> None:
    assert len(groups()[name].members) == count


def test_labels_carry_the_count() -> None:
    assert groups()["hosts"].label == "US-base hosts (44)"
    assert groups()["gulf"].label == "Gulf states (6)"
    assert groups()["south_east_asia"].label == "South-East Asia (10)"


def test_allies_by_hand() -> None:
    nato_but_usa = 28
    bilateral = {"AUS", "JPN", "KOR", "PHL", "THA"}
    allies = set(groups()["allies"].members)
    assert bilateral <= allies
    assert len(allies) == nato_but_usa + len(bilateral)
    assert not {"PAK", "USA", "MEX", "FIN", "SWE"} & allies


def test_half_allies() -> None:
    partners = set(groups()["partners"].members)
    assert {"NZL", "TWN", "SWE", "FIN", "ISR", "PAK"} <= partners
    assert not partners & set(groups()["allies"].members)


def test_hosts_and_war_zones() -> None:
    hosts = set(groups()["hosts"].members)
    assert {"DEU", "JPN", "KOR", "ITA", "GBR", "BHR", "QAT", "DJI"} <= hosts
    assert not {"USA", "AFG", "IRQ", "SYR", "CUB", "FRA", "CHN"} & hosts


def test_the_south_by_hand() -> None:
    assert {"SAU", "ARE"} <= set(groups()["gulf"].members)
    assert not {"IRQ", "YEM"} & set(groups()["gulf"].members)
    assert {"THA", "VNM"} <= set(groups()["south_east_asia"].members)
    assert not {"TLS", "CHN"} & set(groups()["south_east_asia"].members)


def test_who_decides() -> None:
    outside = set(groups()["world"].members) - set(groups()["decides"].members)
    assert outside == {"USA", "CHN", "HKG", "MAC", "PRK"}


def test_regions_cover_the_world_once() -> None:
    index = region_index(groups())
    assert np.bincount(index).tolist() == [3, 2, 53, 30, 8, 33, 21, 48]
    codes = groups()["world"].members
    assert REGIONS[index[codes.index("NAM")]] == "Sub-Saharan Africa"
    assert REGIONS[index[codes.index("HKG")]] == "China"


def test_venezuela_keeps_its_former_income_group() -> None:
    index = income_index(groups())
    codes = groups()["world"].members
    assert INCOME_GROUPS[index[codes.index("VEN")]] == "Upper middle income"
    assert INCOME_GROUPS[index[codes.index("DEU")]] == "High income"


def test_labels_are_unique() -> None:
    labels = [groups()[name].label for name in groups()]
    assert len(set(labels)) == len(labels)


def test_every_region_and_income_label_is_a_term() -> None:
    assert {groups()[n].title for n in groups().of_kind("income")} == set(INCOME_GROUPS)
    assert set(REGIONS) <= {groups()[n].title for n in groups().of_kind("region")}


def test_unknown_group() -> None:
    with pytest.raises(DataError, match="no group 'host'; did you mean 'hosts'"):
        groups()["host"]


def with_rule(folder: Path, name: str, rule: str) -> Groups:
    """Return the groups with one more, so that a rule can be tried."""
    path = folder / "groups.csv"
    text = table_path("groups").read_text(encoding="utf-8")
    path.write_text(f"{text}{name},Mine,politics,{rule},\n", encoding="utf-8")
    return Groups(load_tables({"groups": path}))


def test_a_group_of_ones_own(tmp_path: Path) -> None:
    mine = with_rule(tmp_path, "baltic", "iso3 = EST|LVA|LTU")
    assert mine["baltic"].members == ("EST", "LTU", "LVA")


def test_rule_with_an_unknown_column(tmp_path: Path) -> None:
    mine = with_rule(tmp_path, "mine", "natto = 1")
    line = len(tables()["groups"]) + 2
    with pytest.raises(DataError, match=rf"line {line}, rule: .* 'natto'; did you mean 'nato'"):
        mine["mine"]


def test_rule_that_goes_in_a_circle(tmp_path: Path) -> None:
    mine = with_rule(tmp_path, "mine", "in mine")
    with pytest.raises(DataError, match="'mine' is defined by itself"):
        mine["mine"]


def test_regions_that_overlap(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    text = table_path("groups").read_text(encoding="utf-8")
    wider = text.replace("iso3 = CHN|HKG|MAC", "iso3 = CHN|HKG|MAC|DEU")
    path.write_text(wider, encoding="utf-8")
    mine = Groups(load_tables({"groups": path}))
    with pytest.raises(DataError, match="kind region overlap or leave countries out"):
        region_index(mine)
