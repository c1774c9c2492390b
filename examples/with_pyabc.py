"""If the world were a run of the model, would its share tell us a parameter? ABC with pyABC.

The "observed" share is the model's own, made with another draw of chance: an exercise in
recovering what is known, not a calibration.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pyabc

import sim

MEASURE = "chinese_share_outside_china"
TRUTH = 1.0


def played(given: pyabc.Parameter) -> dict[str, float]:
    """Return Chinese vendors' share outside China in 2030 under a value of ``b_ally``."""
    return {MEASURE: sim.evaluate({"b_ally": given["b_ally"]})[MEASURE]}


def main(particles: int) -> None:
    """Print the prior and the posterior mean of ``b_ally``."""
    observed = {MEASURE: sim.evaluate({"b_ally": TRUTH}, seed=2)[MEASURE]}
    search = pyabc.ABCSMC(
        played,
        pyabc.Distribution(b_ally=pyabc.RV("uniform", 0.1, 1.1)),
        pyabc.PNormDistance(p=1),
        population_size=particles,
        sampler=pyabc.sampler.SingleCoreSampler(),
    )
    with tempfile.TemporaryDirectory() as folder:
        search.new(f"sqlite:///{Path(folder) / 'abc.db'}", observed)
        history = search.run(max_nr_populations=2)
        values, weights = history.get_distribution()
    mean = float((values["b_ally"] * weights).sum())
    print(f"b_ally: prior mean 0.65, after {particles} particles {mean:.2f}; made with {TRUTH:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
