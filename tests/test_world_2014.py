"""The real world of 2014: its size, its market, and how still it stands when nobody acts."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine import Block, simulate
from sim.facts import pack
from sim.instruments import Instruments
from sim.params import fixed
from sim.scenario import compile_scenario, load_scenario
from sim.terms import CHINA_REGION, quarter_index
from tests.real import built, country, tables
from tests.worlds import quiet

WORLD_SHARES = {
    "huawei": 0.215,
    "zte": 0.085,
    "other_cn": 0.03,
    "ericsson": 0.145,
    "nokia": 0.195,
    "samsung": 0.03,
    "cisco": 0.08,
    "other_west": 0.22,
}
STILL = {
    f"mechanism.{name}": False
    for name in (
        "campaign",
        "laws",
        "research",
        "momentum",
        "home_tilt",
        "rollout_5g",
        "aid",
        "finance",
        "duties",
        "export_control",
    )
}
LAST_OF_20_YEARS = 79
CHINESE = slice(0, 3)


@pytest.fixture(scope="module")
def still() -> dict[str, Any]:
    """Sixteen runs in which no policy, no R&D, no momentum, no home tilt and no 5G acts."""
    world = built()[0]
    names = ["sales_usd_m", "installed_usd_m", "breadth_countries", "breadth_top50", "level"]
    return simulate(world, quiet(world), np.repeat(fixed(STILL), 16), range(16), 1, names)


def shares(values: np.ndarray) -> np.ndarray:
    """Return vendors' world shares of (run, quarter, region, class, vendor), mean over runs."""
    total = values.astype(float).sum(axis=(0, 1, 2, 3))
    return np.asarray(total / total.sum())


def test_everybody_is_there() -> None:
    world, names = built()
    assert (len(names.countries), len(names.operators)) == (198, 593)
    assert names.vendors == tuple(WORLD_SHARES)
    block = Block(world, quiet(world), fixed(), [0], seed=1)
    assert block.state.young.shape == block.state.old.shape == (1, 593, 4, 8)
    assert (block.state.installed.sum(axis=(0, 2, 3)) > 0).all()


def test_shares_of_2014_are_those_of_the_world_market(still: dict[str, Any]) -> None:
    target = list(WORLD_SHARES.values())
    assert shares(still["installed_usd_m"][:, :1]) == pytest.approx(target, abs=0.002)
    assert shares(still["sales_usd_m"][:8, :4]) == pytest.approx(target, abs=0.015)


def test_a_year_of_renewal_is_the_market_of_2014(still: dict[str, Any]) -> None:
    spend = still["sales_usd_m"][:, :4].astype(float).sum() / 16
    assert spend == pytest.approx(84_000, rel=0.02)


def test_without_policies_and_drift_no_vendor_moves_two_points_in_20_years(
    still: dict[str, Any],
) -> None:
    installed = still["installed_usd_m"]
    start, end = (shares(installed[:, q : q + 1]) for q in (0, LAST_OF_20_YEARS))
    moved = dict(zip(WORLD_SHARES, end - start, strict=True))
    print({name: f"{100 * points:+.2f} points" for name, points in moved.items()})
    assert max(abs(points) for points in moved.values()) < 0.02


def test_huaweis_reach_in_2018_beside_what_it_said(still: dict[str, Any]) -> None:
    year = slice(quarter_index("2018Q1"), quarter_index("2018Q4") + 1)
    countries = still["breadth_countries"][:, year].mean()
    large = still["breadth_top50"][:, year].mean()
    print(f"{countries:.0f} countries (it said 170 and more), {large:.0f} of 50 (it said 46)")
    assert 170 <= countries <= 198
    assert large == pytest.approx(46, abs=4)


@cache
def doses(name: str) -> Instruments:
    return compile_scenario(load_scenario(name), built()[1], tables())


def first_difference(one: Instruments, other: Instruments) -> int:
    quarters = []
    for a, b in zip(one, other, strict=True):
        unlike = (~((a == b) | ((a != a) & (b != b)))).reshape(len(a), -1).any(axis=1)
        quarters += [int(unlike.argmax())] if unlike.any() else []
    return min(quarters)


def test_history_without_and_with_washington_is_one_until_it_acts() -> None:
    names = ["sales_usd_m", "exposure", "resolve", "price"]
    one, other = (
        simulate(built()[0], doses(name), np.repeat(fixed(), 2), [0, 1], 4, names)
        for name in ("baseline", "us_action")
    )
    until = first_difference(doses("baseline"), doses("us_action"))
    assert quarter_index("2016Q1") < until <= quarter_index("2018Q4")
    for name in names:
        assert one[name][:, :until].tobytes() == other[name][:, :until].tobytes()
        assert one[name].tobytes() != other[name].tobytes()


def test_under_us_action_no_law_is_broken_and_start_laws_hold() -> None:
    world = built()[0]
    block = Block(world, doses("us_action"), np.repeat(fixed(), 2), [0, 1], seed=4)
    usa, taiwan = country("USA"), country("TWN")
    levels = []
    for _ in range(quarter_index("2021Q1")):
        block.step()
        level = block.state.governments["level"]
        levels.append(level[0, usa])
        assert (level[:, taiwan] >= 1).all()
        for k, first in ((0, 4), (1, 3), (2, 2), (3, 4)):
            assert block.state.bought[level >= first][:, k, CHINESE].sum() == 0.0
    assert levels[0] == 2
    assert levels[quarter_index("2019Q1")] == 2
    assert levels[quarter_index("2019Q2")] == 3
    assert levels[quarter_index("2020Q4")] == 4
    total = block.state.award.sum(axis=-1)
    assert total[:, :, [0, 2, 3]] == pytest.approx(1.0, abs=1e-9)


def test_hong_kong_and_macao_are_chinas_market_and_not_its_customs_territory() -> None:
    world, names = built()
    facts = pack(world, quiet(world)).countries
    china = [code for code, row in zip(names.countries, facts, strict=True) if row["is_china"]]
    market = [
        code
        for code, row in zip(names.countries, facts, strict=True)
        if row["region"] == CHINA_REGION
    ]
    assert china == ["CHN"]
    assert market == ["CHN", "HKG", "MAC"]
