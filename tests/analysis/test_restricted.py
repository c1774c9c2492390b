"""Whom a decision on record is on, by the words of its target."""

import pytest

from sim.analysis.restricted import on_chinese_vendors, targets_of
from sim.data.load import load_tables


@pytest.mark.parametrize(
    "target",
    [
        "", " ", "chinese_vendors", "Chinese vendors", "Chinese-owned suppliers", "CHN", "China",
        "PRC", "cn", "Huawei", "HUAWEI Technologies Co., Ltd", "ZTE Corporation", "FiberHome",
        "CICT/Datang", "Hikvision", "Huawei;ZTE", "Huawei, ZTE", "Huawei and ZTE", "Nokia; Huawei",
        "CHN;RUS", "high_risk_vendors", "high-risk vendors", "Highest-risk suppliers", "HRVs",
        "untrusted vendors", "untrustworthy suppliers", "non-trusted sources", "vendors of concern",
        "foreign adversaries", "covered entities", "covered_list",
    ],
)  # fmt: skip
def test_decisions_on_chinese_or_risky_vendors_count(target: str) -> None:
    assert on_chinese_vendors(target)


@pytest.mark.parametrize(
    "target",
    [
        "Ericsson", "Nokia; Ericsson", "Samsung", "Cisco", "Kaspersky", "open_ran", "RUS", "HRV",
        "Russia", "non-Chinese vendors", "non_chinese", "vendors outside China", "China Mobile",
        "somebody", "Huawie",
    ],
)  # fmt: skip
def test_decisions_on_anybody_else_do_not(target: str) -> None:
    assert not on_chinese_vendors(target)


def test_several_targets_are_told_apart() -> None:
    assert targets_of("Huawei/ZTE; Open_RAN and Nokia") == ("huawei", "zte", "open ran", "nokia")
    assert targets_of(";, ") == ()


def test_every_target_of_the_programs_restrictions_counts() -> None:
    rows = [*load_tables()["policy_events"].rows()]
    told = {str(row["target"]): on_chinese_vendors(str(row["target"])) for row in rows}
    assert {name for name, yes in told.items() if yes} == {
        "chinese_vendors", "Huawei", "ZTE", "CHN",
    }  # fmt: skip
    bans = {row["target"] for row in rows if row["instrument"] in ("ban", "cap")}
    assert all(told[str(name)] for name in bans)
