"""Turning mechanisms: what is scored, and that the same chance meets all."""

from __future__ import annotations

import numpy as np
import pytest

from sim.params import switches
from sim.validation.calibration.ablation import (
    AUC,
    BRIER,
    FITTED,
    LOG,
    Ablated,
    ablations,
    measures,
)
from sim.validation.calibration.record import Record, record
from sim.validation.calibration.window import Window, window
from tests.validation.calibration.made import NOBODY, made_record

RUNS = 6


@pytest.fixture(scope="module")
def over() -> Window:
    return window()


@pytest.fixture(scope="module")
def on_record(over: Window) -> Record:
    return record(over.world, over.names)


@pytest.fixture(scope="module")
def found(over: Window, on_record: Record) -> dict[str, Ablated]:
    some = ["laws", "home_tilt", "export_bar", "replacement_undenied"]
    return {each.mechanism: each for each in ablations({}, over, on_record, RUNS, 3, some)}


def test_measures_are_those_of_the_scores() -> None:
    on_record = made_record(np.array([0.2, 0.4]), np.where(np.arange(6) < 2, 2019.0, NOBODY))
    known = {each.name: each for each in measures(on_record)}
    share = np.array([[0.2, 0.4], [0.22, 0.42]])
    chance = np.array([[0.5] * 6, [0.9, 0.9, 0.1, 0.1, 0.1, 0.1]])
    assert known[FITTED].function(share, chance) == pytest.approx([0.0, 2.0])
    assert known["ran, world"].function(share, chance) == pytest.approx([0.0, 2.0])
    assert known[BRIER].function(share, chance) == pytest.approx([0.25, 0.01])
    assert known[LOG].function(share, chance) == pytest.approx([np.log(2), -np.log(0.9)])
    assert known[AUC].function(share, chance) == pytest.approx([0.5, 1.0])


def test_a_rule_that_only_acts_after_2020_changes_nothing_to_2020(
    found: dict[str, Ablated],
) -> None:
    assert {(c.difference, c.error) for c in found["export_bar"].changes} == {(0.0, 0.0)}


def test_without_laws_all_countries_have_the_same_chance(found: dict[str, Ablated]) -> None:
    auc = found["laws"].change(AUC)
    assert auc.turned == 0.5
    assert auc.whole > 0.7
    assert auc.error > 0.0


def test_the_tilt_to_home_vendors_is_what_china_buys(found: dict[str, Ablated]) -> None:
    china = found["home_tilt"].change("ran, china")
    assert china.difference > 3 * china.error
    assert found["home_tilt"].change(BRIER).difference == pytest.approx(0.0, abs=2e-3)


def test_a_variant_that_is_off_is_turned_on(found: dict[str, Ablated]) -> None:
    assert switches()["replacement_undenied"].default == 0
    assert found["replacement_undenied"].change(FITTED).difference != 0


def test_threads_change_nothing(over: Window, on_record: Record, found: dict[str, Ablated]) -> None:
    (again,) = ablations({}, over, on_record, RUNS, 3, ["laws"], workers=2)
    assert again == found["laws"]
