"""A calibration as files: what came of it, where it is from, and the parameters at their means."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim import __version__
from sim.params import uncertain_parameters
from sim.sweeps.asked import file_hash
from sim.sweeps.fingerprint import of_code, of_package
from sim.sweeps.manifest import versions
from sim.validation.calibration.calibrate import POSTERIOR, Asked, Calibration
from sim.validation.calibration.fit import errors
from sim.validation.calibration.window import LAST

CALIBRATION: Final = "calibration.json"
PROVENANCE: Final = "posterior.json"
BEST: Final = "best.yaml"
_HEADER: Final = """\
# @package _global_
# Every uncertain parameter at its mean over what "faultlines calibrate" found likely on the record
# to {until} (faultlines {faultlines}, {coding}, seed {seed}, targets {targets}). The mean of each
# need not be the likeliest point of all, and with this file no parameter is drawn. Put it into
# ./configs/model/ and choose it with model=best: faultlines run us_action model=best
defaults: [default]
"""


def write_calibration(found: Calibration, folder: Path) -> None:
    """Write ``calibration.json``, ``posterior.json`` and ``best.yaml`` beside the posterior."""
    origin = provenance(found)
    _write(folder / CALIBRATION, {"provenance": origin, **told(found)})
    _write(folder / PROVENANCE, {**origin, "table": file_hash(folder / POSTERIOR)})
    (folder / BEST).write_text(best_yaml(found), encoding="utf-8")


def provenance(found: Calibration) -> dict[str, Any]:
    """Return where a posterior is from: nothing of when or where it was made."""
    return {
        "faultlines": __version__,
        "versions": versions(),
        "code": of_code(),
        "judge": of_package("validation"),
        "targets": found.record.hash,
        "until": LAST,
        "coding": found.record.coding,
        "level": found.record.least,
        "seed": found.asked.seed,
        "draws": found.asked.draws,
        "replicates": found.asked.replicates,
        "waves": found.asked.waves,
        "rows": found.asked.rows,
        "distinct": distinct(found.sample),
        "command": command(found.asked),
        "effective": found.weights.effective,
        "power": found.weights.power,
    }


def distinct(sample: Mapping[str, NDArray[np.float64]]) -> int:
    """Return how many rows of a sample differ: likely draws are in it several times."""
    return len(np.unique(np.column_stack([*sample.values()]), axis=0))


def command(asked: Asked) -> str:
    """Return the command that makes the calibration again."""
    words = [f"{key}={quote(str(value))}" for key, value in asked._asdict().items()]
    return " ".join(["faultlines calibrate", *words])


def best_yaml(found: Calibration) -> str:
    """Return a file of parameters with every uncertain one at its mean in the sample."""
    means = {key: float(values.mean()) for key, values in found.sample.items()}
    blocks = [_HEADER.format(**provenance(found))]
    for group, parameters in groupby(uncertain_parameters(), key=lambda p: p.group):
        lines = [f"  {p.name}: {float(f'{means[p.key]:.6g}')!r}" for p in parameters]
        blocks.append("\n".join([f"{group}:", *lines, ""]))
    return "".join(blocks)


def told(found: Calibration) -> dict[str, Any]:
    """Return what came of a calibration as plain data."""
    return {
        "waves": [
            {
                "name": w.name,
                "draws": w.bank.draws,
                "passed": w.passed,
                "cutoff": w.cutoff,
                "left_out": w.bank.left_out,
            }
            for w in found.waves
        ],
        "weights": {
            "power": found.weights.power,
            "effective": found.weights.effective,
            "untempered": found.weights.untempered,
        },
        "parameters": {key: each._asdict() for key, each in found.beliefs.items()},
        "hazard": {key: each._asdict() for key, each in found.starts.items()},
        "shares": [each._asdict() for each in found.fits],
        "errors": [each._asdict() for each in errors(found.fits)],
        "cross_validation": [
            {**each._asdict(), "score": each.score._asdict()} for each in found.scores
        ],
        "folds": [each._asdict() for each in found.folds],
        "recovered": {
            name: {
                **each._asdict(),
                "parameters": {key: p._asdict() for key, p in each.parameters.items()},
            }
            for name, each in found.recovered.items()
        },
    }


def _write(file: Path, content: Mapping[str, Any]) -> None:
    text = json.dumps(_plain(content), indent=1, allow_nan=False)
    file.write_text(text + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    """Return what JSON can hold: what is not finite becomes null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(each) for each in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value
