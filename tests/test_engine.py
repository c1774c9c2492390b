from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine import Block, simulate
from sim.instruments import Instruments
from sim.outcomes import default_outcomes
from sim.params import fixed, sample
from sim.scenario import compile_scenario, load_scenario
from sim.terms import CHIPS, CORE, LEGACY_RAN, QUARTERS, RAN_5G, TRANSPORT
from tests.real import built, tables
from tests.runs import AAA, BBB, CHN, OUTCOMES, block, law, play, pressing, rows
from tests.worlds import quiet, small_world

CHINESE = slice(0, 3)
LAUNCH = 22


def laws(first: int, second: int) -> Instruments:
    """A law of one level on the host with a near deadline, of another on the poor country."""
    scenario = quiet(small_world())
    scenario.imposed_level[12:, AAA] = first
    scenario.imposed_deadline[12:, AAA] = 20
    scenario.imposed_level[26:, BBB] = second
    scenario.imposed_deadline[26:, BBB] = 60
    return scenario


def removed_and_retired(b: Block, kit: np.ndarray) -> np.ndarray:
    """Return what leaves each operator's kit (run, operator, class, vendor), from the rules."""
    g, quarter = b.state.governments, b.quarter - 1
    left = kit.copy()
    for run, o in np.ndindex(kit.shape[:2]):
        level, deadline = g[["level", "deadline"]][run, b.facts.operators["country"][o]]
        rate = np.zeros(4)
        if level >= 2:
            rate[CORE] = 1 / 20
        if level == 4:
            fast = 1 / max(1, deadline - quarter)
            wanted = fast * kit[run, o, :2, CHINESE].sum()
            limit = b.facts.operators["spend_usd_m"][o, 0] * 36 / 16
            pace = min(1.0, limit / wanted) if wanted > 0 else 0.0
            rate[:3] = fast * pace, fast * pace, max(fast, 1 / 20)
        left[run, o, :, CHINESE] *= (1 - rate)[:, None, None]
    gone = (kit - left).sum(axis=-1)
    return gone + left[..., 1] * 2 / 36


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 4), (3, 1), (4, 3)])
def test_books_balance_and_laws_hold_in_every_quarter(first: int, second: int) -> None:
    b = block(laws(first, second), 0, replicates=3)
    state, owner = b.state, b.facts.operators["country"]
    for _ in range(QUARTERS):
        kit = np.stack([state.young, state.old], axis=-1)
        before = state.installed.copy()
        b.step()
        expected = before + state.bought
        leaving = removed_and_retired(b, kit)
        for o, c in enumerate(owner):
            expected[:, c] -= leaving[:, o]
        assert state.installed == pytest.approx(expected, rel=1e-9, abs=1e-7)
        assert min(state.young.min(), state.old.min()) >= 0.0
        check_awards(b)
        check_laws(b)


def check_awards(b: Block) -> None:
    total = b.state.award.sum(axis=-1)
    assert total[:, :, [LEGACY_RAN, CORE, TRANSPORT]] == pytest.approx(1.0, abs=1e-9)
    launched = 1.0 if b.quarter > LAUNCH else 0.0
    assert total[:, :, RAN_5G] == pytest.approx(launched, abs=1e-9)


def check_laws(b: Block) -> None:
    level = b.state.governments["level"]
    for k, first in ((LEGACY_RAN, 4), (RAN_5G, 3), (CORE, 2), (TRANSPORT, 4)):
        assert b.state.bought[level >= first][:, k, CHINESE].sum() == 0.0
    capped = (level == 2)[:, b.facts.operators["country"]]
    assert (b.state.award[capped][:, RAN_5G, CHINESE].sum(axis=1) <= 0.35 + 1e-9).all()


@pytest.fixture(scope="module")
def busy() -> Instruments:
    """Everything at once, to stir all rules."""
    scenario = pressing()
    scenario.control[20:, 0, CHIPS] = 0.6
    scenario.control[26:, 0, CHIPS] = 1.0
    scenario.aid_usd_m[10:] = 20.0
    scenario.finance_usd_m[:] = 20.0
    scenario.retaliation[:] = 1.0
    scenario.home_vendor_punished[:] = True
    scenario.duty_us[18:40] = 0.25
    scenario.duty_us[40:] = scenario.duty_cn[40:] = np.nan
    scenario.scare[19] = 1.0
    scenario.scare_rate_factor[:] = 1.0
    scenario.imposed_level[30:, BBB] = 4
    return scenario


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    return sample(range(64), 3)


@pytest.fixture(scope="module")
def many(busy: Instruments, drawn: np.ndarray) -> dict[str, Any]:
    return simulate(small_world(), busy, drawn, range(64), 7, OUTCOMES)


def same(one: dict[str, Any], other: dict[str, Any], runs: Any = slice(None)) -> bool:
    return all(one[name].tobytes() == other[name][runs].tobytes() for name in one)


def test_nothing_is_missing_and_shares_stay_shares(many: dict[str, Any]) -> None:
    may_be_missing = {"chinese_share_5g", "base_traffic_exposure"}
    for name, values in many.items():
        assert np.isfinite(values).all() or name in may_be_missing, name
    shares = ["exposure", "coverage", "fill", "delivered_share", "bloc_index", "reassurance"]
    shares += ["duty_us", "duty_cn", "china_manufacturing", "substitution_us_chips"]
    for name in (*shares, "chinese_share_installed", "coverage_wanted", "host_exposure"):
        assert many[name].min() >= 0.0, name
        assert many[name].max() <= 1.0 + 1e-6, name
    assert many["suspicion"].max() <= 3.0
    assert many["campaign"].max() <= 1.5
    assert set(np.unique(many["level"])) <= {0, 1, 2, 3, 4}
    assert many["sales_usd_m"].min() >= 0.0


def test_installed_shares_add_up(many: dict[str, Any]) -> None:
    installed = many["installed_usd_m"].astype(float)
    chinese = installed[..., CHINESE].sum(axis=(2, 3, 4)) / installed.sum(axis=(2, 3, 4))
    others = installed[..., 3:].sum(axis=(2, 3, 4)) / installed.sum(axis=(2, 3, 4))
    assert chinese + others == pytest.approx(1.0)
    # China is alone in its region: the country's share is the region's
    china = installed[:, :, 0, :, CHINESE].sum(axis=(2, 3)) / installed[:, :, 0].sum(axis=(2, 3))
    assert many["chinese_share_installed"][:, :, CHN] == pytest.approx(china, abs=1e-6)


def test_same_seed_same_bytes_and_another_seed_another_world(
    busy: Instruments, drawn: np.ndarray, many: dict[str, Any]
) -> None:
    again = simulate(small_world(), busy, drawn, range(64), 7, OUTCOMES)
    assert same(again, many)
    other = simulate(small_world(), busy, drawn, range(64), 8, ["sales_usd_m"])
    assert not same(other, many)


@pytest.mark.parametrize("run", [0, 37, 63])
def test_a_run_alone_equals_itself_in_a_block(
    run: int, busy: Instruments, drawn: np.ndarray, many: dict[str, Any]
) -> None:
    alone = simulate(small_world(), busy, drawn[[run]], [run], 7, OUTCOMES)
    assert same(alone, many, [run])


def test_order_in_a_block_does_not_matter(
    busy: Instruments, drawn: np.ndarray, many: dict[str, Any]
) -> None:
    order = [9, 2, 40, 2]
    shuffled = simulate(small_world(), busy, drawn[order], order, 7, OUTCOMES)
    assert same(shuffled, many, order)


def test_scenarios_are_identical_until_they_differ() -> None:
    names = ["sales_usd_m", "resolve", "price", "exposure", "quality", "level"]
    calm, pressed = play(quiet(small_world()), names), play(pressing(14), names)
    for name in names:
        assert calm[name][:, :14].tobytes() == pressed[name][:, :14].tobytes()
    assert (calm["resolve"][:, 14, AAA] < pressed["resolve"][:, 14, AAA]).all()


def test_a_policy_in_one_country_leaves_draws_elsewhere_in_place() -> None:
    # nothing but chance links countries here
    still = {
        "mechanism.peers": False,
        "mechanism.risk": False,
        "mechanism.research": False,
        "mechanism.capacity": False,
        "mechanism.bloc_cost": False,
        "mechanism.reputation": False,
        "mechanism.relocation": False,
    }
    calm = block(quiet(small_world()), 60, still, replicates=4)
    tight = block(law(AAA, 3, 10), 60, still, replicates=4)
    elsewhere = calm.facts.operators["country"] != AAA
    assert np.array_equal(calm.state.award[:, elsewhere], tight.state.award[:, elsewhere])
    assert not np.array_equal(calm.state.award[:, ~elsewhere], tight.state.award[:, ~elsewhere])


def test_every_run_has_its_own_parameters_and_replicate() -> None:
    with pytest.raises(ValueError, match="1 rows of parameters, 2 replicates"):
        Block(small_world(), quiet(small_world()), fixed(), [0, 1], seed=1)


def test_without_policies_shares_stay_put() -> None:
    still = {f"mechanism.{name}": False for name in ("research", "momentum", "laws", "rollout_5g")}
    still |= {"mechanism.home_tilt": False, "mechanism.anticipation": False}
    result = simulate(
        small_world(), quiet(small_world()), rows(48, still), range(48), 7, ["installed_usd_m"]
    )["installed_usd_m"]
    share = result.sum(axis=(0, 2, 3)) / result.sum(axis=(0, 2, 3, 4))[:, None]
    assert share[0, [0, 3, 4]] == pytest.approx([0.4, 0.35, 0.25], abs=0.005)
    assert share[79, [0, 3, 4]] == pytest.approx([0.4, 0.35, 0.25], abs=0.025)


@pytest.mark.parametrize("size", [1, 7, 40])
def test_blocks_of_the_real_world_give_the_same_bytes(size: int) -> None:
    world, names = built()
    doses = compile_scenario(load_scenario("us_action"), names, tables())
    drawn = sample(range(64), 5)

    def played(runs: range) -> dict[str, Any]:
        rows_of_block = drawn[runs.start : runs.stop]
        return simulate(world, doses, rows_of_block, runs, 5, default_outcomes())

    whole = played(range(64))
    for first in range(0, 64, size):
        runs = range(first, min(first + size, 64))
        for name, values in played(runs).items():
            assert values.tobytes() == whole[name][runs.start : runs.stop].tobytes(), (name, runs)
