"""Headline numbers that change only on purpose.

After a change of a rule, look at what moved, say why in the commit, and write them anew:
``python -m tests.test_headlines``.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from sim.analysis.compare import compare
from sim.scenario import list_scenarios
from sim.sweeps.memory import run_in_memory
from sim.sweeps.request import Request

FILE = Path(__file__).with_name("headlines.csv")
YEARS = (2020, 2030)
TOLERANCE = 1e-6
"""Of points, governments and quarters: room for another version of a numerical library."""

Numbers = dict[tuple[str, str, str], float]


def measured() -> Numbers:
    """Return the mean paired difference of every shipped scenario over four draws."""
    names = tuple(card.name for card in list_scenarios())
    found = compare(run_in_memory(Request(names, draws=4, seed=1)))["mean"].sel(year=list(YEARS))
    return {
        (str(scenario), str(measure), str(year)): float(
            found.sel(scenario=scenario, measure=measure, year=year)
        )
        for scenario in found["scenario"].values
        for measure in found["measure"].values
        for year in YEARS
    }


def kept() -> Numbers:
    with FILE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {(r["scenario"], r["measure"], r["year"]): float(r["mean"]) for r in rows}


def test_headlines_are_as_they_were() -> None:
    now, before = measured(), kept()
    assert set(now) == set(before)
    moved = {key: (before[key], now[key]) for key in now if abs(now[key] - before[key]) > TOLERANCE}
    assert not moved


def test_the_headlines_are_worth_keeping() -> None:
    before = kept()
    assert np.isfinite(list(before.values())).all()
    assert before["us_action", "huawei_world_share", "2030"] < -1.0
    assert before["us_action", "allied_restricting", "2030"] > 1.0
    assert sum(value != 0.0 for value in before.values()) > len(before) / 3


def write() -> None:
    """Write the numbers anew."""
    with FILE.open("w", encoding="utf-8", newline="") as handle:
        handle.write("scenario,measure,year,mean\n")
        handle.writelines(f"{','.join(key)},{value:.9g}\n" for key, value in measured().items())


if __name__ == "__main__":
    write()
