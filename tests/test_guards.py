"""Guards: silent on the real world under the hardest scenarios, and loud where a rule is broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from sim.engine import Block
from sim.errors import GuardError
from sim.params import sample
from sim.scenario import compile_scenario, load_scenario
from sim.schedule import SCHEDULE, Stage
from sim.terms import AID, CAP, CORE, PURCHASES, QUARTERS, REMOVAL, STRANDED, TRANSPORT, US_CHIPS
from tests.real import built, tables


def block(
    name: str, runs: int = 2, stages: Sequence[Stage] = SCHEDULE, debug: bool = True
) -> Block:
    world, names = built()
    doses = compile_scenario(load_scenario(name), names, tables())
    drawn = sample(range(runs), 3)
    return Block(world, doses, drawn, range(runs), 3, stages, names if debug else None)


@pytest.mark.parametrize(
    "name", ["baseline", "us_action", "decoupling", "china_retaliates", "pay", "eu_law"]
)
def test_everything_holds_in_every_quarter(name: str) -> None:
    b = block(name)
    for _ in range(QUARTERS):
        b.step()


GERMANY = built()[1].countries.index("DEU")


def bar(governments: np.ndarray) -> None:
    governments["level"][0, GERMANY] = REMOVAL


def wear_out(old: np.ndarray, installed: np.ndarray, operators: np.ndarray) -> None:
    old[1, 0, TRANSPORT, 0] -= 0.001
    installed[1, operators["country"][0], TRANSPORT, 0] -= 0.001


def raze(
    operators: np.ndarray,
    governments: np.ndarray,
    young: np.ndarray,
    old: np.ndarray,
    bought: np.ndarray,
) -> None:
    governments["level"][1, GERMANY] = CAP
    bought[1, GERMANY, CORE, :3] = 0.0
    for kit in (young, old):
        kit[1, operators["country"] == GERMANY, CORE, :3] *= 0.5


def find(old: np.ndarray) -> None:
    old[1, 0, TRANSPORT, 0] += 0.001


def hide(installed: np.ndarray) -> None:
    installed[1, GERMANY, CORE, 3] += 0.001


def overcharge(costs: np.ndarray) -> None:
    costs[0, GERMANY, PURCHASES] += 1.0


def pocket(costs: np.ndarray) -> None:
    costs[0, GERMANY, AID] += 1.0


def refund(costs: np.ndarray) -> None:
    costs[0, GERMANY, STRANDED] = -1.0


def lose(vendors: np.ndarray) -> None:
    vendors["quality"][1, 3] = np.nan


def doubt(governments: np.ndarray) -> None:
    governments["suspicion"][0, GERMANY] = 3.5


def press(governments: np.ndarray) -> None:
    governments["campaign"][1, GERMANY] = 1.6


def replace(vendors: np.ndarray) -> None:
    vendors["substitution"][0, 0, US_CHIPS] = 1.5


def overbook(vendors: np.ndarray) -> None:
    vendors["revenue_usd_m"][0, 4] += 1.0


def bet(chinese_odds: np.ndarray) -> None:
    chinese_odds[1, 5, CORE] = 1.1


def halve(award: np.ndarray) -> None:
    award[0, 5, CORE] *= 0.5


@pytest.mark.parametrize(
    ("meddle", "message"),
    [
        (bar, "no barred Chinese legacy_ran kit is bought (run 0, country DEU: "),
        (wear_out, "only Chinese kit leaves by law, where the law says so (run 1, "),
        (raze, "no more leaves than the law demands (run 1, country DEU, class core, vendor huaw"),
        (find, "stock is stock + delivered - retired - removed (run 1, "),
        (hide, "a country's kit is its operators' kit (run 1, country DEU, class core, vendor er"),
        (overcharge, "buyers pay the day's prices (run 0, country DEU: "),
        (pocket, "what is paid is received (run 0, country DEU: 1)"),
        (refund, "no cost is negative (run 0, country DEU: -1)"),
        (lose, "vendors quality is a number (run 1, axis 1 3: nan)"),
        (doubt, "suspicion lies in 0 to suspicion_max (run 0, country DEU: 3.5)"),
        (press, "campaign lies in 0 to campaign_cap (run 1, country DEU: 1.6)"),
        (replace, "substitution lies in 0 to 1 (run 0, vendor huawei, component us_chips: 1.5)"),
        (overbook, "vendors book what they deliver (run 0, vendor nokia: "),
        (bet, "odds of Chinese vendors lie in 0 to 1 (run 1, operator "),
        (halve, "an award sums to 1 (run 0, operator "),
    ],
)
def test_a_breach_is_told_with_its_place(meddle: Callable[..., None], message: str) -> None:
    stages = (*SCHEDULE, Stage("meddle", "A rule is broken on purpose.", meddle))
    with pytest.raises(GuardError) as caught:
        block("us_action", stages=stages).step()
    assert str(caught.value).startswith(f"2014Q1: not so: {message}")


def test_without_debug_nothing_is_checked_and_the_run_is_the_same_to_the_bit() -> None:
    watched, plain = block("us_action"), block("us_action", debug=False)
    for _ in range(30):
        watched.step()
        plain.step()
    for name in ("young", "old"):
        assert getattr(watched.state, name).tobytes() == getattr(plain.state, name).tobytes()
    block("us_action", stages=(*SCHEDULE, Stage("x", "", overbook)), debug=False).step()
