"""Keyed random streams: known answers, NumPy's generator, independence of keys.

The known answers are those of the Random123 library of D. E. Shaw Research
(``tests/kat_vectors``, lines ``philox4x64 10``): all zeros, all ones, the digits of pi.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from sim import streams

U = np.uint64


def words(counter: tuple[int, ...], key: tuple[int, ...]) -> list[int]:
    return [int(w) for w in streams.philox(*(U(c) for c in counter), *(U(k) for k in key))]


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        (
            (0, 0, 0, 0),
            (0, 0),
            [0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B],
        ),
        (
            (2**64 - 1,) * 4,
            (2**64 - 1,) * 2,
            [0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0],
        ),
        (
            (0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89),
            (0x452821E638D01377, 0xBE5466CF34E90C6C),
            [0xA528F45403E61D95, 0x38C72DBD566E9788, 0xA5A1610E72FD18B5, 0x57BD43B5E52B7FE6],
        ),
    ],
)
def test_philox_gives_the_published_known_answers(counter, key, expected):
    assert words(counter, key) == expected


def test_philox_is_the_one_that_numpy_ships():
    numpy_words = np.random.Philox(
        key=np.array([5, 7], np.uint64), counter=np.array([2, 3, 4, 0], np.uint64)
    ).random_raw(4)
    # NumPy moves the counter on by one before it draws.
    assert words((3, 3, 4, 0), (5, 7)) == [int(w) for w in numpy_words]


def test_philox_is_numpys_for_any_key_and_counter():
    draws = np.random.default_rng(4).integers(0, 2**64, size=(200, 6), dtype=np.uint64)
    draws[:20, 0] = 2**64 - 1  # what is drawn next carries over into the other words
    draws[:10, 1] = 2**64 - 1
    for row in draws:
        theirs = np.random.Philox(key=row[4:], counter=row[:4]).random_raw(8)
        counter = sum(int(word) << 64 * i for i, word in enumerate(row[:4]))
        ours: list[int] = []
        for step in (1, 2):
            moved = (counter + step) % 2**256
            place = tuple(moved >> 64 * i & 2**64 - 1 for i in range(4))
            ours += words(place, tuple(int(k) for k in row[4:]))
        assert ours == theirs.tolist()


def test_a_key_is_seed_replicate_stream_quarter_and_entity():
    raw = words((5, 6, streams.LAUNCH, 0), (1, 2))
    expected = tuple((word >> 11) * 2.0**-53 for word in raw)
    assert streams.uniforms(1, 2, streams.LAUNCH, 5, U(6)) == expected
    assert streams.uniform(1, 2, streams.LAUNCH, 5, U(6)) == expected[0]
    assert streams.uniform_table(1, 2, streams.LAUNCH, 5, np.array([6], U)).tolist() == [
        [*expected]
    ]


def test_uniform_numbers_are_uniform():
    table = streams.uniform_table(1, 2, streams.WINDOW, 3, np.arange(20_000, dtype=np.uint64))
    assert table.min() >= 0.0
    assert table.max() < 1.0
    # Standard error of the mean of 80,000 numbers is 0.001.
    assert abs(table.mean() - 0.5) < 0.005
    assert abs(np.corrcoef(table.T)[0, 1]) < 0.03


def test_every_part_of_the_key_matters():
    base = (1, 2, streams.WINDOW, 4, U(5))
    other = [(9, *base[1:])]
    other += [(*base[:i], U(9) if i == 4 else 9, *base[i + 1 :]) for i in range(1, 5)]
    draws = {streams.uniform(*key) for key in [base, *other]}
    assert len(draws) == 6
    assert streams.uniform(*base) == streams.uniform(*base)


def test_the_normal_quantile_agrees_with_scipy():
    points = np.concatenate([np.linspace(0.001, 0.999, 997), [1e-12, 1e-8, 1 - 1e-9, 0.5]])
    ours = [streams.normal_quantile(u) for u in points]
    np.testing.assert_allclose(ours, ndtri(points), rtol=1e-13, atol=1e-14)


def test_the_normal_quantile_of_zero_is_finite():
    assert streams.normal_quantile(0.0) == pytest.approx(-8.29, abs=0.01)


@pytest.mark.parametrize("count", [1, 7, streams.MANY])
def test_numbers_for_many_entities_are_those_of_each(count):
    entities = np.random.default_rng(3).integers(0, 2**63, count).astype(U)
    space, table = np.zeros((4, streams.MANY), U), np.zeros((4, streams.MANY))
    streams.fill(5, 6, streams.WINDOW, 7, entities, space, table)
    alone = [streams.uniforms(5, 6, streams.WINDOW, 7, each) for each in entities]
    assert (np.array(alone) == table[:, :count].T).all()
    streams.fill_normals(5, 6, streams.WINDOW, 7, entities, space, table)
    alone = [streams.normal(5, 6, streams.WINDOW, 7, each) for each in entities]
    assert (table[0, :count] == np.array(alone)).all()
    assert (table[:, count:] == 0.0).all()
