from __future__ import annotations

import numpy as np
import pytest

from sim.facts import COUNTRY, OPERATOR, VENDOR
from sim.rules import tenders as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import aged, ages, find_operators, parameters, record, room, table

P = parameters()
EUROPE = 2
ALLY = record(COUNTRY, decides=True, region=EUROPE, ally=1.0)
MAKERS = table(VENDOR, 3, chinese=[True, False, False])


@pytest.mark.rule("O3")
@pytest.mark.parametrize(
    ("before", "level", "classes"),
    [
        (0, 1, []),
        (1, 2, [CORE]),
        (0, 3, [RAN_5G, CORE]),
        (2, 3, [RAN_5G]),
        (3, 4, [LEGACY_RAN, TRANSPORT]),
        (4, 3, []),
    ],
)
def test_a_tighter_law_tenders_only_what_it_bars(
    before: int, level: int, classes: list[int]
) -> None:
    g = record(GOVERNMENT, level=level, level_before=before, launch=99)
    some, nobody = np.zeros((3, 3)), np.array([[-np.inf, 0.0, 0.0]] * 3)
    assert [k for k in range(4) if rules.must_tender(MAKERS, some, g, 9, k)] == classes
    # where no Chinese vendor was feasible, the law shrinks nothing
    assert not any(rules.must_tender(MAKERS, nobody, g, 9, k) for k in range(4))


@pytest.mark.rule("O3")
def test_launch_calls_for_a_tender_of_5g_alone() -> None:
    g = record(GOVERNMENT, launch=22)
    constant = np.zeros((3, 3))
    called = [k for k in range(4) if rules.must_tender(MAKERS, constant, g, 22, k)]
    assert called == [RAN_5G]
    assert not rules.must_tender(MAKERS, constant, g, 23, RAN_5G)


def auction(
    quarter: int,
    operators: np.ndarray,
    government: np.ndarray,
    award: np.ndarray,
    won_5g: np.ndarray,
    kit: np.ndarray | None = None,
) -> None:
    """Hold the tenders of one quarter in one allied country; the third vendor is infeasible."""
    n = len(operators)
    rules.tenders(
        quarter,
        np.array([P]),
        find_operators(np.array([ALLY]), operators),
        operators,
        MAKERS,
        government,
        table(VENDOR_STATE, 3)[None],
        table(SCENE, 1),
        np.tile([0.1, 0.0, -np.inf], (1, 1, 3, 1)),
        np.ones((1, 1, 3, 3)),
        np.zeros((1, 3, 3)),
        np.ones((1, 1, 4, 3)),
        *ages(aged(np.ones((1, n, 4, 3, 2))) if kit is None else kit),
        award,
        won_5g,
        np.zeros((1, n, 4)),
        room(1, n, 3),
        1,
        np.array([0]),
    )


def turnover(state_china: bool, quarter: int = 5) -> np.ndarray:
    """Return which classes of 2,000 operators were tendered in one quarter."""
    n = 2000
    operators = table(OPERATOR, n, id=np.arange(n), state_china=state_china)
    award, won_5g = np.full((1, n, 4, 3), 1 / 3), np.full((1, n, 3), 1 / 3)
    auction(quarter, operators, table(GOVERNMENT, 1, launch=22)[None], award, won_5g)
    return np.abs(award[0] - 1 / 3).max(axis=2) > 1e-12


@pytest.mark.rule("O4")
def test_what_the_cap_holds_back_comes_again_when_there_is_room_or_no_cap() -> None:
    n = 50
    operators = table(OPERATOR, n, id=np.arange(n))
    contract = np.array([0.7, 0.3, 0.0])
    award, won_5g = np.tile(contract, (1, n, 4, 1)), np.tile(contract, (1, n, 1))
    government = table(GOVERNMENT, 1, level=2, level_before=2, launch=0)[None]
    full, free = aged(np.ones((1, n, 4, 3, 2))), aged(np.ones((1, n, 4, 3, 2)))
    full[0, :, RAN_5G, 0] = 2.0  # 4 of 8: over the cap
    for kit, chinese in ((full, 0.0), (free, 0.35)):
        auction(5, operators, government, award, won_5g, kit)
        held = won_5g[0, :, 0] == 0.7
        assert held.mean() > 0.8  # whose turn to tender it was not
        assert award[0, held, RAN_5G, 0] == pytest.approx(chinese)
        assert award[0, :, RAN_5G].sum(axis=1) == pytest.approx(1.0)
    government["level"] = government["level_before"] = 1
    auction(6, operators, government, award, won_5g, full)
    assert award[0, :, RAN_5G] == pytest.approx(won_5g[0])


@pytest.mark.rule("O3", "O4")
@pytest.mark.parametrize(("state_china", "rate"), [(False, 1 / 14), (True, 1 / 4)])
def test_how_often_a_class_is_tendered(state_china: bool, rate: float) -> None:
    share = turnover(state_china).mean(axis=0)
    assert share[RAN_5G] == 0.0  # not before launch
    assert share[[LEGACY_RAN, CORE, TRANSPORT]] == pytest.approx([rate] * 3, abs=0.03)
    assert turnover(state_china, 22)[:, RAN_5G].all()
