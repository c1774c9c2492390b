"""Whole runs are timed so that no number of threads is favoured."""

from __future__ import annotations

import pytest

from benchmarks import engine
from benchmarks.cases import real
from benchmarks.suite import FULL, QUICK, Plan


@pytest.mark.parametrize("plan", [FULL, QUICK])
def test_one_thread_has_as_many_chances_as_two(plan: Plan) -> None:
    runs = max(n for n, _ in plan.blocks)
    assert plan.blocks[runs, 1] == plan.blocks[runs, 2]


def test_blocks_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[int, int]] = []

    def note(case: object, replicates: list[int], threads: int = 1) -> None:
        played.append((len(replicates), threads))

    monkeypatch.setattr(engine, "play", note)
    found = engine.run_times(real(), {(1, 1): 3, (8, 1): 2, (8, 2): 2})
    turns = played[1:8]
    assert turns == [(1, 1), (8, 1), (8, 2), (1, 1), (8, 1), (8, 2), (1, 1)]
    assert set(found.by_block) == {(1, 1), (8, 1), (8, 2)}
    assert max(found.by_block.values()) < float("inf")
