"""What lines of figures are called, and how those that are alike are told apart."""

from __future__ import annotations

from sim.report.labels import Names, apart, contract_labels, labels_of, names_in
from sim.validation.evidence import Event, Figure
from tests.validation.test_table import event, figure

NAMES = Names({"BRA": "Brazil", "AFG": "Afghanistan"})


def of(what: str, publisher: str = "Dell'Oro", line: int = 2) -> Figure:
    told = figure("v", 0.2, 0.2, 0.2, publisher=publisher)
    return told._replace(what=what, line=line)


def deal(operator: str, kit: str = "5G RAN") -> Event:
    told = event(f"a Chinese vendor awarded: {operator}, {kit}, 2021", True, 0.8)
    return told._replace(groups={"status": "awarded"})


def test_countries_and_operators_have_their_names() -> None:
    some = [
        of("Huawei, 4g installed, BRA, 2023"),
        of("chinese, 5g bought, bra-vivo (BRA), 2021 Q1-2"),
        of("Huawei, 4g installed, XYZ, 2023"),
    ]
    assert labels_of(some, NAMES) == [
        "Huawei, Brazil, 2023",
        "Chinese vendors, Vivo (Brazil), 2021 Q1-2",
        "Huawei, XYZ, 2023",
    ]


def test_the_market_and_the_world_stand_in_the_title_unless_it_has_none() -> None:
    some = [of("Huawei, telecom_equipment bought, world, 2023"),
            of("top3: Huawei, Nokia, ran bought, world_ex_china, 2023")]  # fmt: skip
    assert labels_of(some, NAMES) == [
        "Huawei, 2023",
        "top3: Huawei, Nokia, world ex china, 2023",
    ]
    assert labels_of(some, NAMES, whole=True) == [
        "Huawei, telecom equipment bought, world, 2023",
        "top3: Huawei, Nokia, RAN bought, world ex china, 2023",
    ]


def test_sizes_keep_their_market_and_place() -> None:
    prices = "(model at constant prices of 2014)"
    some = [
        of(f"ran, world, 2019 {prices}"),
        of(f"growth of telecom_equipment, BRA, 2019 {prices}"),
    ]
    assert labels_of(some, NAMES) == [
        "RAN, world, 2019",
        "growth of telecom equipment, Brazil, 2019",
    ]


def test_two_publishers_of_one_figure_are_named() -> None:
    some = [
        of("Huawei, 4g installed, BRA, 2023", "Strand"),
        of("Huawei, 4g installed, BRA, 2023", "GSMA"),
        of("ran, europe, 2023", "Omdia"),
        of("ran, europe, 2023", "Dell'Oro"),
        of("ZTE, 4g installed, BRA, 2023", "GSMA"),
    ]
    assert labels_of(some, NAMES) == [
        "Huawei, Brazil, 2023 (Strand)",
        "Huawei, Brazil, 2023 (GSMA)",
        "RAN, europe, 2023 (Omdia)",
        "RAN, europe, 2023 (Dell'Oro)",
        "ZTE, Brazil, 2023",
    ]


def test_what_the_title_does_not_tell_goes_before_the_publisher() -> None:
    some = [of("Huawei, 5g installed, BRA, 2023", "A"), of("Huawei, 5g bought, BRA, 2023", "B")]
    assert labels_of(some, NAMES) == [
        "Huawei, Brazil, 2023 (5G installed)",
        "Huawei, Brazil, 2023 (5G bought)",
    ]


def test_exact_duplicates_are_told_apart_by_their_lines() -> None:
    some = [of("Huawei, 4g installed, BRA, 2023", line=line) for line in (4, 9)]
    assert labels_of(some, NAMES) == [
        "Huawei, Brazil, 2023 (line 4)",
        "Huawei, Brazil, 2023 (line 9)",
    ]
    some.append(of("Huawei, 4g installed, BRA, 2023", "GSMA", line=12))
    assert labels_of(some, NAMES) == [
        "Huawei, Brazil, 2023 (Dell'Oro, line 4)",
        "Huawei, Brazil, 2023 (Dell'Oro, line 9)",
        "Huawei, Brazil, 2023 (GSMA, line 12)",
    ]


def test_contracts_have_the_operators_own_name() -> None:
    some = [deal("bra-vivo"), deal("afg-etisalat", "2G-4G RAN"), deal("xyz-none")]
    assert contract_labels(some, NAMES) == [
        "Vivo (Brazil), 5G RAN, 2021, awarded",
        "Etisalat Afghanistan, 2G-4G RAN, 2021, awarded",
        "xyz-none, 5G RAN, 2021, awarded",
    ]
    assert contract_labels([deal("bra-vivo")], Names({})) == ["Vivo (BRA), 5G RAN, 2021, awarded"]


def test_nothing_is_added_where_nothing_tells_apart() -> None:
    assert apart(["a", "a"], ["x", "x"]) == ["a", "a"]
    assert apart([]) == []


def test_names_are_those_of_the_result(made) -> None:
    ds = made(samples=1)
    code = str(ds["country"].values[0])
    assert names_in(ds).place(code) == str(ds["country_name"].values[0])
    assert names_in(ds.drop_vars("country_name")).place(code) == code
