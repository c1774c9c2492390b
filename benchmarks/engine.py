"""Whole runs of the engine, by block and threads."""

from __future__ import annotations

import math
from functools import partial
from typing import NamedTuple

from benchmarks.cases import Case, fresh_replicates, play
from benchmarks.measure import best


class RunTimes(NamedTuple):
    """Milliseconds a run by (runs in the block, threads), and with the draws kept."""

    by_block: dict[tuple[int, int], float]
    again_ms: float  #: the largest block once more, as a second scenario finds it


def run_times(case: Case, blocks: dict[tuple[int, int], int]) -> RunTimes:
    """Time whole runs.

    Blocks take turns, so that what else the machine does meets all of them alike.

    Parameters
    ----------
    blocks
        (runs, threads) -> how often; as often for every number of threads, or the ratio between
        them would favour the one that has more chances.
    """
    play(case, [0])  # loads the compiled code
    found = dict.fromkeys(blocks, math.inf)
    for turn in range(max(blocks.values())):
        for (runs, threads), repeats in blocks.items():
            if turn < repeats:
                seconds = best(partial(_fresh_play, case, runs, threads), 1)
                found[runs, threads] = min(found[runs, threads], 1e3 * seconds / runs)
    runs, repeats = max(n for n, _ in blocks), min(blocks.values())
    again = best(partial(play, case, range(runs)), 1 + repeats)
    return RunTimes(found, 1e3 * again / runs)


def _fresh_play(case: Case, runs: int, threads: int) -> None:
    play(case, fresh_replicates(runs), threads)
