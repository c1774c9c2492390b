from __future__ import annotations

import numpy as np
import pytest

from sim.facts import VENDOR
from sim.rules import components as rules
from sim.state import SCENE, VENDOR_STATE
from sim.terms import (
    CHINA_FOUNDRY,
    CHIPS,
    FOREIGN_PARTS,
    JAPAN_EU_RF,
    KOREA_MEMORY,
    TAIWAN_FOUNDRY,
    US_CHIPS,
    US_PARTS,
    quarter_index,
)
from tests.records import parameters, record, table

P = parameters()
HUAWEI, ZTE = 0, 1
EARLY = quarter_index("2017Q1")


def withheld(parts: int, dose: float) -> np.ndarray:
    """One control, by what it withholds."""
    return np.where(np.arange(3) == parts, dose, 0.0)


def maker(orders: float = 100.0, stock: float = 0.25, replaced: float = 0.01) -> np.void:
    """A vendor whose need of a quarter is 120/1.2 = 100."""
    return record(
        VENDOR_STATE, capacity=120.0, orders_usd_m=orders, inventory=stock, substitution=replaced
    )


@pytest.mark.rule("U3", "V5")
def test_partial_control_denies_chips_and_full_control_the_foundry_too() -> None:
    vendor = maker()
    rules.deny(P, withheld(CHIPS, 0.6), vendor)
    assert vendor["denied"][US_CHIPS] == pytest.approx(0.6)
    assert vendor["exposed"][US_CHIPS] == pytest.approx(0.55)
    assert vendor["denied"].sum() == pytest.approx(0.6)
    rules.deny(P, withheld(CHIPS, 1.0), vendor)
    assert vendor["denied"][[US_CHIPS, TAIWAN_FOUNDRY]].tolist() == [1.0, 1.0]
    assert vendor["exposed"][TAIWAN_FOUNDRY] == pytest.approx(0.55)
    assert vendor["denied"].sum() == 2.0


@pytest.mark.rule("U3", "V5")
def test_nothing_works_without_the_parts_denied_to_zte() -> None:
    vendor = maker(stock=0.0)
    rules.deny(P, withheld(US_PARTS, 1.0), vendor)
    assert np.flatnonzero(vendor["denied"]).tolist() == [US_CHIPS, TAIWAN_FOUNDRY]
    assert vendor["exposed"][CHINA_FOUNDRY] == 0.0
    rules.supply(EARLY, P, ZTE, vendor)
    assert vendor["fill"] == pytest.approx(0.01)  # only what is already replaced


@pytest.mark.rule("U3", "V5")
def test_no_foreign_part_means_memory_and_radio_parts_too() -> None:
    vendor = maker(stock=0.1)
    rules.deny(P, withheld(FOREIGN_PARTS, 1.0), vendor)
    foreign = [US_CHIPS, TAIWAN_FOUNDRY, KOREA_MEMORY, JAPAN_EU_RF]
    assert np.flatnonzero(vendor["denied"]).tolist() == foreign
    assert vendor["exposed"][foreign].tolist() == [1.0] * 4
    vendor["substitution"][[US_CHIPS, TAIWAN_FOUNDRY, JAPAN_EU_RF]] = 0.9
    rules.supply(EARLY, P, HUAWEI, vendor)
    assert vendor["fill"] == pytest.approx(0.01 + 0.1)  # the scarcest part decides: memory


@pytest.mark.rule("U3", "V5")
def test_of_two_controls_each_part_feels_the_one_that_bites_harder() -> None:
    vendor = maker()
    rules.deny(P, withheld(CHIPS, 1.0) + withheld(FOREIGN_PARTS, 0.1), vendor)
    # chips: 1 x 0.55 is more than 0.1 x 1; memory is denied by the second alone
    assert vendor["denied"][[US_CHIPS, TAIWAN_FOUNDRY, KOREA_MEMORY]].tolist() == [1.0, 1.0, 0.1]
    assert vendor["exposed"][US_CHIPS] == pytest.approx(0.55)
    assert vendor["exposed"][KOREA_MEMORY] == 1.0
    rules.deny(P, withheld(CHIPS, 1.0) + withheld(FOREIGN_PARTS, 0.6), vendor)
    assert vendor["denied"][[US_CHIPS, TAIWAN_FOUNDRY, KOREA_MEMORY]].tolist() == [0.6] * 3
    assert vendor["exposed"][US_CHIPS] == 1.0


@pytest.mark.rule("V5")
def test_denied_chips_come_from_stock_until_it_is_gone() -> None:
    vendor = maker()
    rules.deny(P, withheld(CHIPS, 0.6), vendor)
    rules.supply(EARLY, P, HUAWEI, vendor)
    # accessible 1 - 0.55 x 0.6 x 0.99 = 0.6733
    assert vendor["fill"] == pytest.approx(0.6733 + 0.25)
    assert vendor["inventory"][US_CHIPS] == 0.0
    assert vendor["inventory"][KOREA_MEMORY] == pytest.approx(0.25)
    assert vendor["substitution"][US_CHIPS] == pytest.approx(0.01 + 0.2 * 0.01 * 0.99 + 0.01)
    assert vendor["substitution"][KOREA_MEMORY] == 0.01  # nobody has denied it


@pytest.mark.rule("V5")
def test_stocks_are_refilled_to_a_quarter_of_need() -> None:
    vendor = maker(orders=50.0, stock=0.1)
    rules.supply(EARLY, P, HUAWEI, vendor)
    assert vendor["inventory"] == pytest.approx([0.25] * 6)
    assert vendor["fill"] == 1.0
    rushed = maker(orders=110.0, stock=0.1)  # activity 1.1: what nobody denies can be bought
    rules.supply(EARLY, P, HUAWEI, rushed)
    assert rushed["inventory"] == pytest.approx([0.25] * 6)


@pytest.mark.rule("V5")
def test_a_rush_draws_on_stock_where_a_part_is_denied() -> None:
    vendor = maker(orders=110.0)
    rules.deny(P, withheld(CHIPS, 0.6), vendor)
    rules.supply(EARLY, P, HUAWEI, vendor)
    # need 1.1, to be had 0.6733 of it; the rest, 0.359, is more than the stock of 0.25
    assert vendor["inventory"][US_CHIPS] == 0.0
    deep = maker(orders=110.0, stock=1.0)
    rules.deny(P, withheld(CHIPS, 0.6), deep)
    rules.supply(EARLY, P, HUAWEI, deep)
    assert deep["inventory"][US_CHIPS] == pytest.approx(1.0 + 1.1 * 0.6733 - 1.1)


@pytest.mark.rule("V5")
def test_only_what_is_denied_is_replaced() -> None:
    assert rules.replaced(P, 0.01, 0.0) == 0.01
    begun = rules.replaced(P, 0.01, 0.6)
    assert begun == pytest.approx(0.01 + 0.2 * 0.01 * 0.99 + 0.01)
    assert rules.replaced(P, begun, 0.0) == begun
    assert rules.replaced(P, begun, 1.0) == pytest.approx(begun + 0.2 * begun * (1 - begun) + 0.01)


@pytest.mark.rule("V5")
def test_in_the_variant_parts_are_replaced_that_nobody_denies() -> None:
    variant = parameters(mechanism__replacement_undenied=True)
    assert rules.replaced(variant, 0.01, 0.0) == pytest.approx(0.01 + 0.2 * 0.01 * 0.99)
    assert rules.replaced(variant, 0.01, 0.6) == rules.replaced(P, 0.01, 0.6)


@pytest.mark.rule("V5")
def test_substitution_is_never_more_than_all() -> None:
    vendor = maker(replaced=0.999)
    rules.deny(P, withheld(CHIPS, 1.0), vendor)
    rules.supply(EARLY, P, HUAWEI, vendor)
    assert vendor["substitution"][US_CHIPS] == 1.0


@pytest.mark.rule("V5")
@pytest.mark.parametrize(
    ("quarter", "v", "part", "stock", "added"),
    [
        ("2018Q3", HUAWEI, US_CHIPS, 0.25, 0.0),
        ("2018Q4", HUAWEI, US_CHIPS, 0.25, 0.9),
        ("2020Q2", HUAWEI, TAIWAN_FOUNDRY, 6.5, 0.5),
        ("2020Q2", HUAWEI, US_CHIPS, 7.5, 0.0),
        ("2020Q3", HUAWEI, US_CHIPS, 0.25, 0.0),
        ("2019Q1", ZTE, US_CHIPS, 0.25, 0.0),
        ("2019Q1", HUAWEI, KOREA_MEMORY, 0.25, 0.0),
    ],
)
def test_huawei_stockpiles_chips_ahead_of_the_controls(
    quarter: str, v: int, part: int, stock: float, added: float
) -> None:
    value = rules.stockpiling(quarter_index(quarter), P, v, part, stock)
    assert value == pytest.approx(added)


@pytest.mark.rule("V5")
def test_cost_shares_add_up_to_one() -> None:
    chinese = [rules.cost_share(P, True, i) for i in range(6)]
    assert chinese == pytest.approx([0.27, 0.0625, 0.0625, 0.0625, 0.48, 0.0625])
    other = [rules.cost_share(P, False, i) for i in range(6)]
    assert other == pytest.approx([0.27, 0.145, 0.145, 0.145, 0.15, 0.145])


@pytest.mark.rule("V5")
def test_suppliers_lose_what_is_denied_of_their_part_of_the_cost() -> None:
    facts = table(VENDOR, 2, chinese=[True, False])
    makers = table(VENDOR_STATE, 2, capacity=120.0, orders_usd_m=100.0, cost_usd_m=1000.0)[None]
    control = np.stack([withheld(CHIPS, 0.6), withheld(CHIPS, 0.0)])[None]
    lost = np.full((1, 6), 7.0)
    rules.components(0, np.array([P]), facts, control, makers, table(SCENE, 1), lost)
    assert lost[0] == pytest.approx([0.6 * 0.55 * 0.27 * 1000, 0, 0, 0, 0, 0])
