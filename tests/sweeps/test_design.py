"""Samples: paired, crossed, or chance alone."""

from __future__ import annotations

from sim.sweeps.design import Sample, samples
from sim.sweeps.request import Request


def test_the_default_pairs_each_draw_with_its_own_chance() -> None:
    assert samples(Request(("a",), draws=3)) == (Sample(0, 0), Sample(1, 1), Sample(2, 2))


def test_more_replicates_cross_every_draw_with_the_same_chance() -> None:
    crossed = samples(Request(("a",), draws=2, replicates=3))
    assert crossed == tuple(Sample(d, r) for d in (0, 1) for r in (0, 1, 2))


def test_fixed_parameters_vary_chance_alone() -> None:
    fixed = samples(Request(("a",), draws=1, replicates=3, parameters="fixed"))
    assert fixed == (Sample(0, 0), Sample(0, 1), Sample(0, 2))


def test_fixed_parameters_keep_the_number_asked_for() -> None:
    fixed = samples(Request(("a",), draws=4, replicates=1, parameters="fixed"))
    assert fixed == tuple(Sample(0, r) for r in range(4))


def test_a_larger_request_keeps_the_samples_of_a_smaller() -> None:
    small = samples(Request(("a",), draws=4))
    assert samples(Request(("a",), draws=9))[:4] == small
