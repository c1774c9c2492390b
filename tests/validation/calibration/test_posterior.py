"""Weights give the posterior that can be worked out; too few draws are tempered, and said."""

from pathlib import Path

import numpy as np
import pytest

from sim.params import draw
from sim.sweeps.usertable import read_user_table
from sim.validation.calibration.posterior import (
    Belief,
    beliefs,
    effective,
    resampled,
    told_of,
    weighted_quantiles,
    weights,
    write_posterior,
)
from sim.validation.calibration.space import FREE, candidates

EVEN = np.linspace(-5, 5, 20_001)
STILL = Belief((0.0, 1.0, 2.0), (0.0, 1.0, 2.0), narrowed=0.0, mean=1.0, moved=0.0)


def normal(middle: float, spread: float) -> np.ndarray:
    return np.asarray(-(((EVEN - middle) / spread) ** 2) / 2)


def test_a_normal_likelihood_over_even_draws_gives_itself() -> None:
    found = weights(normal(1.0, 0.5), np.zeros(len(EVEN)))
    mean = found.share @ EVEN
    assert found.power == 1.0
    assert mean == pytest.approx(1.0)
    assert np.sqrt(found.share @ (EVEN - mean) ** 2) == pytest.approx(0.5, rel=1e-3)


def test_draws_from_elsewhere_are_weighed_back() -> None:
    chance = np.random.default_rng(1)
    told = chance.normal(0.5, 1.0, 100_000)
    found = weights(-(((told - 1.0) / 0.5) ** 2) / 2, -((told - 0.5) ** 2) / 2)
    assert found.share @ told == pytest.approx(1.0, abs=0.01)


def test_too_few_effective_draws_are_tempered_to_the_bound() -> None:
    found = weights(normal(0.0, 1e-3), np.zeros(len(EVEN)), least=500)
    assert found.untempered < 20
    assert 0 < found.power < 1
    assert found.effective == pytest.approx(500, rel=0.01)


def test_a_proposal_that_is_too_narrow_cannot_be_tempered_away() -> None:
    found = weights(np.zeros(100), np.linspace(0.0, 500.0, 100), least=50)
    assert found.power == 0.0
    assert found.effective < 2


def test_resampling_follows_the_weights() -> None:
    share = np.array([0.5, 0.25, 0.25, 0.0])
    assert np.bincount(resampled(share, 100, 1), minlength=4).tolist() == [50, 25, 25, 0]
    assert effective(share) == pytest.approx(1 / 0.375)


def test_quantiles_are_weighted() -> None:
    share = np.exp(normal(1.0, 0.5))
    low, high = weighted_quantiles(EVEN, share / share.sum(), (0.05, 0.95))
    assert (low, high) == pytest.approx((1 - 0.5 * 1.645, 1 + 0.5 * 1.645), abs=0.01)


def test_a_parameter_that_is_learnt_is_narrowed_and_others_are_not() -> None:
    points = draw(range(4096), 1)
    share = weights(-((points[FREE[0]] + 1.0) ** 2) / 0.02, np.zeros(4096)).share
    found = beliefs(points, share)
    assert list(found)[: len(FREE)] == list(FREE)
    assert found[FREE[0]].narrowed > 0.5
    assert found[FREE[0]].posterior[1] == pytest.approx(-1.0, abs=0.1)
    assert found[FREE[1]].narrowed == pytest.approx(0.0, abs=0.15)
    assert found[FREE[1]].posterior == pytest.approx(found[FREE[1]].prior, abs=0.2)


def test_the_sample_is_a_table_that_sweeps_read(tmp_path: Path) -> None:
    points = draw(range(64), 1)
    written = write_posterior(tmp_path / "p.csv", points, np.full(64, 1 / 64), 32, 1)
    table = read_user_table(tmp_path / "p.csv")
    assert table.names == tuple(points)
    assert len(table.lines) == 32
    assert not table.notes
    for key, values in written.items():
        assert table.values[key] == pytest.approx(values, rel=1e-8)


def test_any_first_rows_are_a_fair_sample(tmp_path: Path) -> None:
    points = draw(range(4096), 1)
    order = np.argsort(points[FREE[0]])
    sorted_points = {key: values[order] for key, values in points.items()}
    even = np.full(4096, 1 / 4096)
    written = write_posterior(tmp_path / "p.csv", sorted_points, even, 1024, 1)[FREE[0]]
    for first in (64, 256):
        away = written[:first].mean() - points[FREE[0]].mean()
        assert abs(away) < 3 * points[FREE[0]].std() / np.sqrt(first)
    again = write_posterior(tmp_path / "q.csv", sorted_points, even, 1024, 2)[FREE[0]]
    assert not np.array_equal(written, again)


def test_the_record_tells_of_what_moves_beyond_the_largest_of_so_many_by_luck() -> None:
    still = STILL
    known = {str(place): still for place in range(100)}
    moved = still._replace(moved=-0.5)
    assert told_of(known, 100) == set()
    assert told_of({**known, "a": moved, "b": still._replace(narrowed=0.3)}, 100) == {"a", "b"}
    assert told_of({**known, "a": moved, "b": still._replace(narrowed=0.3)}, 20) == set()
    some = still._replace(narrowed=0.18)
    assert told_of({"a": some, "b": still}, 100) == {"a"}
    assert told_of({**known, "a": some}, 100) == set()


def test_luck_alone_names_a_parameter_in_one_calibration_of_ten() -> None:
    """Of 30 parameters, where nothing is learnt of any: all that differs is normal luck."""
    chance, draws, parameters, times = np.random.default_rng(1), 100, 30, 4000
    narrowed = chance.normal(0.0, np.sqrt(0.5 / draws), (times, parameters))
    moved = chance.normal(0.0, np.sqrt(1.0 / draws), (times, parameters))
    named = 0
    for one, other in zip(narrowed.tolist(), moved.tolist(), strict=True):
        known = {
            str(place): STILL._replace(narrowed=less, moved=up)
            for place, (less, up) in enumerate(zip(one, other, strict=True))
        }
        named += bool(told_of(known, draws))
    assert named / times == pytest.approx(0.1, abs=0.02)


def test_luck_moves_means_as_far_whatever_the_shape_of_a_range() -> None:
    """By one standard deviation over the root of the effective draws; widths vary by no more."""
    chance, moved, narrowed = np.random.default_rng(2), [], []
    for seed in range(60):
        found = weights(chance.normal(0.0, 1.0, 512), np.zeros(512))
        known = beliefs(next(candidates(seed, 512)), found.share)
        root = np.sqrt(found.effective)
        moved.append([root * each.moved for each in known.values()])
        narrowed.append([root * each.narrowed for each in known.values()])
    assert np.std(moved, axis=0).mean() == pytest.approx(1.0, abs=0.05)
    assert np.std(moved, axis=0).max() < 1.35
    assert np.std(narrowed, axis=0).mean() < np.sqrt(0.5)


def test_wider_is_nothing_that_the_record_tells() -> None:
    assert told_of({"a": STILL._replace(narrowed=-0.5)}, 100) == set()
