"""Levers scanned: each with each, side by side, or points chosen from ranges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import qmc

from sim.errors import ConfigError
from sim.levers import Range
from sim.sweeps.cases import cases
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from sim.sweeps.scan import make_scan
from tests.sweeps.fakes import card_of, open_small


def ask(**changes: Any) -> Request:
    return Request(("press",), **changes)


def settings(request: Request) -> list[Any]:
    return [dict(setting.levers) for setting in make_scan(request).settings]


def test_without_levers_there_is_one_setting() -> None:
    assert settings(ask()) == [{}]


def test_a_grid_has_each_with_each() -> None:
    request = ask(levers={"a.x": (1, 2), "a.y": ("p", "q"), "a.z": 5})
    assert settings(request) == [{"a.x": x, "a.y": y, "a.z": 5} for x in (1, 2) for y in ("p", "q")]
    assert make_scan(request).differs == {"a.x", "a.y"}


def test_zip_takes_lists_side_by_side() -> None:
    request = ask(scan="zip", levers={"a.x": (1, 2), "a.z": 5, "a.y": ("p", "q")})
    assert settings(request) == [
        {"a.x": 1, "a.z": 5, "a.y": "p"},
        {"a.x": 2, "a.z": 5, "a.y": "q"},
    ]


@pytest.mark.parametrize(("method", "sampler"), [("lhs", qmc.LatinHypercube), ("sobol", qmc.Sobol)])
def test_points_from_ranges_are_those_of_the_library_to_six_digits(
    method: str, sampler: Any
) -> None:
    levers = {"a.x": Range(0, 500), "a.n": (7, 8), "a.y": Range("2025Q1", "2025Q4")}
    found = settings(ask(scan=method, lever_settings=4, seed=9, levers=levers))
    u = sampler(2, rng=np.random.default_rng(9)).random(4)
    assert [one["a.n"] for one in found] == [7, 8] * 4
    chosen = [float(one["a.x"]) for one in found[::2]]
    np.testing.assert_allclose(chosen, 500 * u[:, 0], rtol=1e-5)
    assert [one["a.y"] for one in found[::2]] == [f"2025Q{1 + int(4 * part)}" for part in u[:, 1]]
    assert [len(str(value)) <= 8 for value in chosen] == [True] * 4


def test_crossed_every_setting_meets_every_sample_and_sampled_each_its_own() -> None:
    levers = {"campaign.strength": Range(0, 2)}
    crossed = ask(scan="lhs", lever_settings=3, levers=levers, draws=4)
    plan = make_plan(crossed, open_small(crossed))
    assert (len(plan.cases), len(plan.samples)) == (1 + 3, 4)
    assert not plan.design.settings
    assert len({case.label for case in plan.cases}) == 4
    sampled = ask(levers=levers, draws=4)
    plan = make_plan(sampled, open_small(sampled))
    assert (len(plan.cases), len(plan.samples)) == (2, 4)
    assert len({row["campaign.strength"] for row in plan.design.settings}) == 4
    assert [case.label for case in plan.cases] == ["calm", "press"]


def test_zipped_levers_name_their_cases() -> None:
    levers = {"campaign.strength": (1, 2), "campaign.floor": (0.1, 0.2)}
    found = cases(ask(scan="zip", levers=levers), card_of)
    assert [case.label for case in found] == [
        "calm",
        "press campaign.strength=1 campaign.floor=0.1",
        "press campaign.strength=2 campaign.floor=0.2",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"scan": "zip", "levers": {"a.x": (1, 2), "a.y": (1, 2, 3)}},
            "scan: zip takes lists of equal length, but levers.a.x has 2, levers.a.y has 3",
        ),
        (
            {"scan": "zip", "levers": {"a.x": 1}},
            "scan: zip takes lists of values side by side, but no lever has a list",
        ),
        ({"levers": {"a.x": (0, 1, 0.0)}}, "levers.a.x: 0 is in the list twice"),
        (
            {"scan": "zip", "levers": {"a.x": (0, 1, 0), "a.y": (2, 3, 2)}},
            "scan: zip makes levers.a.x=0, levers.a.y=2 twice; each setting needs to be there once",
        ),
        (
            {"scan": "sobol", "lever_settings": 6, "levers": {"a.x": Range(0, 1)}},
            "lever_settings: 6 is not a power of two, which a Sobol sequence needs to fill the "
            "space evenly; take 4 or 8",
        ),
        (
            {"scan": "lhs", "levers": {"a.x": Range(0, 1)}},
            "lever_settings: how many should scan=lhs choose?",
        ),
        (
            {"scan": "lhs", "lever_settings": 4, "levers": {"a.x": (0, 1)}},
            "scan: lhs chooses from ranges, but no lever has one; write "
            "levers.aid.budget_usd_m={from:0,to:500}",
        ),
        (
            {"lever_settings": 4},
            "lever_settings: 4 are chosen by scan=lhs or scan=sobol, but scan is grid",
        ),
        (
            {"scan": "gird"},
            "scan: 'gird' is not one of: grid, zip, lhs, sobol, or a file .csv; did you mean "
            "'grid'?",
        ),
    ],
)
def test_what_is_refused_is_one_line(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(ask(**changes))
    assert str(caught.value) == message
