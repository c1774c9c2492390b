"""How much of the variance is chance, where it is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.sensitivity.chance import chance


def runs(points: int, replicates: int, of_point: float, of_chance: float, of_both: float):
    rng = np.random.default_rng(1)
    return (
        of_point * rng.normal(size=(points, 1, 1))
        + of_chance * rng.normal(size=(1, replicates, 1))
        + of_both * rng.normal(size=(points, replicates, 1))
    )


def test_one_replicate_tells_nothing() -> None:
    found = chance(runs(50, 1, 1, 1, 1))
    assert np.isnan(found["chance"]).all()
    assert np.isnan(found["chance_left"]).all()


def test_what_chance_and_parameters_do_together_is_left_in_part() -> None:
    found = chance(runs(20_000, 4, of_point=2.0, of_chance=0.0, of_both=1.0))
    assert found["chance"][0] == pytest.approx(1 / 5, abs=0.01)
    assert found["chance_left"][0] == pytest.approx(0.25 / 4.25, abs=0.005)


def test_what_chance_adds_to_all_alike_drops_out() -> None:
    found = chance(runs(500, 40, of_point=1.0, of_chance=1.0, of_both=0.0))
    assert found["chance"][0] == pytest.approx(1 / 2, abs=0.15)
    assert found["chance_left"][0] == pytest.approx(0, abs=1e-9)


def test_where_parameters_do_nothing_all_is_chance() -> None:
    found = chance(runs(20_000, 3, of_point=0.0, of_chance=0.0, of_both=1.0))
    assert found["chance"][0] > 0.98
    assert 0.95 < found["chance_left"][0] <= 1


def test_what_never_differs_has_no_parts() -> None:
    found = chance(np.ones((5, 2, 3)))
    assert np.isnan(found["chance"]).all()
    assert np.isnan(found["chance_left"]).all()
