"""Initial kit by operator: keyed, correlated in groups, raked."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from sim.build import build_world
from sim.data.load import load_tables, table_path
from sim.errors import DataError
from sim.initial import draw, known_contracts, operator_shares, possible, raw_shares
from tests.real import built, country, operator, tables, vendor

W, N = built()
KIT = W.initial_kit
RAN, CORE = 0, 1


def weighted(shares: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Return the shares of countries that operators add up to."""
    mean = np.zeros_like(W.seed_share)
    np.add.at(mean, W.operators.country, shares * W.operators.share[:, None, None])
    return mean


@pytest.mark.parametrize("replicate", [0, 1, 99])
def test_operators_add_up_to_a_country_on_record(replicate: int) -> None:
    shares = draw(KIT, 11, replicate)
    assert np.abs(shares.sum(axis=2) - 1.0).max() < 1e-12
    assert np.abs(weighted(shares) - W.seed_share)[W.on_record].max() < 1e-9


def test_countries_that_are_not_on_record_differ_from_run_to_run() -> None:
    chinese = [weighted(draw(KIT, 11, r))[:, RAN, W.vendors.chinese].sum(axis=1) for r in range(60)]
    spread = np.std(chinese, axis=0)
    europe = W.countries.region == W.countries.region[country("AUT")]
    others = spread[europe & ~W.on_record]
    figures = W.seed_share[europe & W.on_record, RAN][:, W.vendors.chinese].sum(axis=1)
    assert spread[W.on_record].max() < 1e-9
    assert others.min() > 0.05
    assert others.mean() == pytest.approx(figures.std(), abs=0.04), "as published shares spread"


def test_the_same_key_gives_the_same_kit() -> None:
    once = operator_shares(W, 3, 5)
    again = operator_shares(W, 3, 5)
    np.testing.assert_array_equal(once, again)


def test_other_keys_give_other_kit() -> None:
    base = raw_shares(KIT, 3, 5)
    assert np.abs(base - raw_shares(KIT, 3, 6)).max() > 0.1
    assert np.abs(base - raw_shares(KIT, 4, 5)).max() > 0.1


def test_zero_stays_zero() -> None:
    shares = draw(KIT, 1, 1)
    assert shares[~possible(KIT)].max() == 0.0
    for name in ("usa-att", "usa-verizon", "usa-tmobile", "usa-dish"):
        assert shares[operator(name)][:, [vendor("huawei"), vendor("zte")]].max() == 0.0
    assert shares[operator("usa-gci"), RAN, vendor("huawei")] > 0.0


def test_known_contracts_by_hand() -> None:
    contract = known_contracts(tables())
    assert contract[operator("fra-free"), RAN, vendor("nokia")] == 1.0
    assert contract[operator("hun-yettel"), RAN, vendor("zte")] == 1.0
    assert contract[operator("nld-kpn"), CORE, vendor("huawei")] == 1.0
    ethiopia = contract[operator("eth-ethio"), RAN]
    assert ethiopia[vendor("huawei")] == ethiopia[vendor("zte")] == 0.5
    assert ethiopia[vendor("nokia")] == 0.0, "its old Nokia kit was replaced"
    assert (contract.sum(axis=2) > 0).sum() == 7


def test_contracts_weigh_in_the_draw() -> None:
    free = np.mean([raw_shares(KIT, 1, r)[operator("fra-free"), RAN] for r in range(20)], axis=0)
    assert free[vendor("nokia")] > 0.8


def test_raw_draw_of_an_operator_does_not_depend_on_others(tmp_path: Path) -> None:
    path = tmp_path / "operators.csv"
    lines = table_path("operators").read_text(encoding="utf-8").splitlines(True)
    kept = [line for line in lines if not line.startswith("afg-awcc,")]
    total = sum(float(_share(line)) for line in kept if ",AFG," in line)
    scaled = [_scaled(line, total) if ",AFG," in line else line for line in kept]
    path.write_text("".join(scaled), encoding="utf-8")
    fewer = load_tables({"operators": path})
    world, names = build_world(fewer)
    assert len(names.operators) == 592
    raw, before = raw_shares(world.initial_kit, 9, 4), raw_shares(KIT, 9, 4)
    for name in ("afg-roshan", "deu-telekom", "zwe-econet"):
        np.testing.assert_array_equal(raw[names.operators.index(name)], before[operator(name)])


def _share(line: str) -> str:
    return line.split(",")[8]


def _scaled(line: str, total: float) -> str:
    return line.replace(f",{_share(line)},", f",{float(_share(line)) / total:.6f},", 1)


def test_draw_scatters_around_the_country() -> None:
    raw = np.mean([raw_shares(KIT, 5, r)[operator("aut-a1")] for r in range(200)], axis=0)
    target = W.seed_share[W.operators.country[operator("aut-a1")]]
    np.testing.assert_allclose(raw, target, atol=0.07)


def test_top_50_with_huawei(capsys: pytest.CaptureFixture[str]) -> None:
    value = W.operators.spend_usd_m
    huawei = (draw(KIT, 1, 0)[:, :, vendor("huawei")] * value).sum(axis=1) / value.sum(axis=1)
    count = int((huawei[W.operators.top50] > 0.01).sum())
    print(f"operators of the top 50 with over 1 % Huawei kit in 2014: {count}")
    assert "2014: " in capsys.readouterr().out
    assert 40 <= count <= 50


def test_drawing_is_fast() -> None:
    draw(KIT, 0, 0)
    times = []
    for replicate in range(9):
        start = time.perf_counter()
        draw(KIT, 0, replicate)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.01


def test_absences_that_leave_no_room(tmp_path: Path) -> None:
    path = tmp_path / "start_absences.csv"
    text = table_path("start_absences").read_text(encoding="utf-8")
    rows = "".join(
        f"DEU,deu-{name},huawei,judgement,test\n" for name in ("telekom", "vodafone", "telefonica")
    )
    path.write_text(text + rows, encoding="utf-8")
    replaced = load_tables({"start_absences": path})
    with pytest.raises(DataError, match="the operators of DEU cannot hold the country's"):
        draw(build_world(replaced)[0].initial_kit, 1, 1)
