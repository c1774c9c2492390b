"""What can be concluded from pages about an operator's suppliers, and what cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.data.schema import FOLDER
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from sim.validation.rows import Sieve, read_rows
from sim.validation.suppliers import Finding, findings
from tests.validation.small import table


def said(vendor: str, status: str = "awarded", **cells: Any) -> dict[str, Any]:
    plain = {"operator_id": "deu-vodafone", "generation": "5G", "layer": "ran", "year": 2019}
    return {**plain, "vendor": vendor, "status": status, "share": "", **cells}


def concluded(folder: Path, *rows: dict[str, Any]) -> tuple[list[Finding], Sieve]:
    sieve = Sieve()
    return findings(table(folder, "operator_vendors", rows), sieve), sieve


def plain(found: list[Finding]) -> list[tuple[str, bool, str]]:
    return [(each.question, each.present, each.evidence) for each in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([said("huawei")], [("awarded", True, "named")]),
        ([said("zte", "installed")], [("installed", True, "named")]),
        ([said("nokia"), said("Huawei Technologies")], [("awarded", True, "named")]),
        ([said("Ericsson+Huawei")], [("awarded", True, "named")]),
        ([said("nokia"), said("huawei", "excluded")], [("awarded", False, "shut out")]),
        ([said("huawei", "replaced")], [("awarded", False, "shut out")]),
        ([said("zte"), said("huawei", "excluded")], [("awarded", True, "named")]),
        ([said("nokia"), said("ericsson")], [("awarded", False, "others only")]),
        ([said("nokia", share=1.0)], [("awarded", False, "others only")]),
        ([said("nokia", share=0.4), said("ericsson")], [("awarded", False, "others only")]),
        (
            [said("huawei", "installed"), said("nokia"), said("huawei", "replaced")],
            [("awarded", False, "shut out"), ("installed", True, "named")],
        ),
    ],
)
def test_what_follows_from_rows(
    tmp_path: Path, rows: list[dict[str, Any]], expected: list[tuple[str, bool, str]]
) -> None:
    found, sieve = concluded(tmp_path, *rows)
    assert plain(found) == expected
    assert sieve.left_out == []


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([said("nokia", share=0.33)], "leave room"),
        ([said("nokia", share=0.5), said("ericsson", share=0.4)], "leave room"),
        ([said("nokia", "excluded")], "says who is not there"),
        ([said("ericsson", "replaced")], "says who is not there"),
    ],
)
def test_nothing_follows_from_what_leaves_it_open(
    tmp_path: Path, rows: list[dict[str, Any]], reason: str
) -> None:
    found, sieve = concluded(tmp_path, *rows)
    assert found == []
    assert len(sieve.left_out) == len(rows)
    assert all(reason in left.reason for left in sieve.left_out)


@pytest.mark.parametrize("status", ["excluded", "replaced"])
@pytest.mark.parametrize("vendor", ["Huawei", "chinese", "Huawei+Nokia"])
def test_who_is_both_awarded_and_shut_out_counts_as_awarded_with_a_reserve(
    tmp_path: Path, vendor: str, status: str
) -> None:
    rows = [said("huawei"), said("nokia"), said(vendor, status)]
    found, sieve = concluded(tmp_path, *rows)
    assert plain(found) == [("awarded", True, "named")]
    assert sieve.left_out == []
    assert [(each.line, each.reason) for each in sieve.reserves] == [
        (line, "a Chinese vendor both awarded and shut out in one year, counted as awarded")
        for line in (2, 4)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [said("zte"), said("huawei", "excluded")],
        [said("huawei", year=2018), said("huawei", "excluded")],
        [said("huawei", generation="4G"), said("huawei", "excluded")],
        [said("huawei", operator_id="fra-orange"), said("huawei", "excluded")],
        [said("huawei", "installed"), said("huawei", "replaced")],
        [said("nokia"), said("nokia", "excluded")],
    ],
)
def test_what_does_not_contradict_itself_has_no_reserve(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    assert concluded(tmp_path, *rows)[1].reserves == []


def test_the_programs_own_table_contradicts_itself_nowhere() -> None:
    sieve = Sieve()
    assert len(findings(read_rows(FOLDER, "operator_vendors"), sieve)) > 100
    assert sieve.reserves == []


def test_kit_that_is_being_replaced_stands_or_stood(tmp_path: Path) -> None:
    rows = [said("nokia", "installed"), said("huawei", "replaced")]
    found, sieve = concluded(tmp_path, *rows)
    assert plain(found) == [("awarded", False, "shut out")]
    assert [left.line for left in sieve.left_out] == [2]


def test_an_unknown_supplier_may_be_chinese(tmp_path: Path) -> None:
    found, sieve = concluded(tmp_path, said("nokia"), said("Comba"))
    assert found == []
    reasons = {left.line: left.reason for left in sieve.left_out}
    assert "does not know (Comba)" in reasons[3]
    assert "not known" in reasons[2]
    assert plain(concluded(tmp_path, said("huawei"), said("Comba"))[0]) == [
        ("awarded", True, "named")
    ]


def test_classes_years_and_operators_are_apart(tmp_path: Path) -> None:
    found, _ = concluded(
        tmp_path,
        said("huawei", generation="4G"),
        said("nokia"),
        said("nokia", generation="3G / 4G LTE", year=2020),
        said("huawei", layer="core", generation="4G"),
        said("nokia", layer="transport", generation=""),
        said("nokia", operator_id="deu-telekom"),
    )
    assert [(each.operator[4:], each.kit, each.year, each.present) for each in found] == [
        ("vodafone", LEGACY_RAN, 2019, True),
        ("vodafone", RAN_5G, 2019, False),
        ("vodafone", LEGACY_RAN, 2020, False),
        ("vodafone", CORE, 2019, True),
        ("vodafone", TRANSPORT, 2019, False),
        ("telekom", RAN_5G, 2019, False),
    ]


def test_a_free_name_after_a_country_is_an_operator_if_the_model_has_it(tmp_path: Path) -> None:
    found, sieve = concluded(
        tmp_path, said("huawei", operator_id="GBR BT/EE"), said("huawei", operator_id="GBR: Zorg")
    )
    assert [each.operator for each in found] == ["gbr-ee"]
    assert [left.line for left in sieve.left_out] == [3]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"operator_id": "deu-nobody"}, "an operator that the model does not have (nobody)"),
        ({"operator_id": "Vodafone"}, "several countries, and it is not said of which (Vodafone)"),
        ({"operator_id": ""}, "no name"),
        ({"vendor": "other"}, "a remainder"),
        ({"vendor": ""}, "a vendor that the model does not know"),
        ({"status": "rumoured"}, "a status that is not read (rumoured)"),
        ({"status": ""}, "a status that is not read (blank)"),
        ({"layer": "oss"}, "a layer that the model does not have"),
        ({"generation": "4G/5G"}, "radio kit of no one generation"),
        ({"generation": "5G/4G"}, "radio kit of no one generation (5G/4G)"),
        ({"generation": ""}, "radio kit of no one generation"),
        ({"year": "soon"}, "no year"),
        ({"share": "most"}, "not a number"),
        ({"share": 40}, "not between 0 and 1"),
    ],
)
def test_what_cannot_be_read_is_counted_and_named(
    tmp_path: Path, cells: dict[str, Any], reason: str
) -> None:
    found, sieve = concluded(tmp_path, {**said("huawei"), **cells}, said("zte", year=2020))
    assert [each.year for each in found] == [2020]
    assert len(sieve.left_out) == 1
    assert reason in sieve.left_out[0].reason
