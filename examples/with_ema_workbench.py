"""Does a stronger campaign help, whatever we assume? Experiments with the EMA Workbench."""

from __future__ import annotations

import sys

from ema_workbench import Model, Policy, RealParameter, ScalarOutcome, SequentialEvaluator

import sim

MEASURE = "host_exposure_change"


def played(campaign: float, b_ally: float, b_base: float, b_sunk: float) -> dict[str, float]:
    """Play US action with a campaign so many times as strong."""
    given = {"b_ally": b_ally, "b_base": b_base, "b_sunk": b_sunk}
    return sim.evaluate(given | {"levers.campaign.strength": campaign}, scenario="us_action")


def main(assumptions: int) -> None:
    """Print what each strength of the campaign does, over the same assumptions."""
    model = Model("faultlines", function=played)
    model.uncertainties = [
        RealParameter("b_ally", 0.1, 1.2),
        RealParameter("b_base", 0.0, 1.5),
        RealParameter("b_sunk", 1.0, 5.0),
    ]
    model.levers = [RealParameter("campaign", 0.0, 2.0)]
    model.outcomes = [ScalarOutcome(MEASURE)]
    policies = [Policy(f"campaign x {strength}", campaign=strength) for strength in (0.5, 1.0, 1.5)]
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(assumptions, policies)
    for policy in policies:
        changes = 100 * outcomes[MEASURE][(experiments["policy"] == policy.name).to_numpy()]
        least, most = changes.min(), changes.max()
        print(f"{policy.name}: {changes.mean():.1f} points [{least:.1f}, {most:.1f}]")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
