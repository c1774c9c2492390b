"""Under which assumptions does US action achieve least? A search for the worst with Optuna."""

from __future__ import annotations

import sys

import optuna

import sim

BOUNDS = {
    "b_ally": (0.1, 1.2),
    "b_base": (0.0, 1.5),
    "b_trade": (0.0, 2.0),
    "b_sunk": (1.0, 5.0),
}
MEASURE = "host_exposure_change"


def achieved(trial: optuna.Trial) -> float:
    """Return what US action does to the exposure of US-base hosts under a trial's assumptions."""
    return sim.evaluate({name: trial.suggest_float(name, *ends) for name, ends in BOUNDS.items()})[
        MEASURE
    ]


def main(trials: int) -> None:
    """Print the assumptions under which exposure falls least."""
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(achieved, n_trials=trials)
    print(f"Exposure of US-base hosts falls least, by {-100 * study.best_value:.1f} points, with")
    for name, value in study.best_params.items():
        print(f"  {name:10s} {value:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
