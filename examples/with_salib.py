"""Which assumptions matter most for what US action achieves? Morris screening with SALib."""

from __future__ import annotations

import sys

import numpy as np
from SALib.analyze import morris as analysis
from SALib.sample import morris as sampling

import sim

BOUNDS = {
    "government.b_ally": (0.1, 1.2),
    "government.b_base": (0.0, 1.5),
    "government.b_trade": (0.0, 2.0),
    "government.b_sunk": (1.0, 5.0),
}
MEASURE = "host_exposure_change"


def main(trajectories: int) -> None:
    """Print how much each parameter moves the measure."""
    names = list(BOUNDS)
    problem = {"num_vars": len(names), "names": names, "bounds": list(BOUNDS.values())}
    points = sampling.sample(problem, trajectories, seed=1)
    results = np.array(
        [sim.evaluate(dict(zip(names, map(float, row), strict=True)))[MEASURE] for row in points]
    )
    found = analysis.analyze(problem, points, results, seed=1)
    print(f"Mean effect on {MEASURE}, from the lowest to the highest value, {len(points)} calls:")
    for name, effect in sorted(zip(names, found["mu_star"], strict=True), key=lambda x: -x[1]):
        print(f"  {name:20s} {100 * effect:5.1f} points")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
