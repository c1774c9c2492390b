"""A run of a result folder, asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import ConfigError, nearest
from sim.levers import Lever, Range, lever
from sim.sweeps.folder import DESIGN
from sim.sweeps.manifest import read_manifest
from sim.sweeps.request import CROSSED, DRAWS, Request
from sim.synthetic.size import WorldSize


def request_again(folder: Path, scenario: str | None, sample: int) -> Request:
    """Return the request that plays a case of a result folder again.

    Parameters
    ----------
    folder : Path
        A result folder.
    scenario : str or None
        Which case, by label; None: the last of the scenarios that it was launched for.
    sample : int
        Which of its samples will be looked at.

    Raises
    ------
    ResultError
        If the folder holds no result.
    ConfigError
        If the result has no such case, or fewer samples.
    """
    found = read_manifest(folder)
    cases = {case["label"]: case for case in found["cases"]}
    if scenario is not None and scenario not in cases:
        raise ConfigError(
            f"scenario: {scenario!r} is not in {folder} (there are: {', '.join(cases)})"
            f"{nearest(scenario, cases)}"
        )
    launched = [c for c in found["cases"] if c["label"] in found["scenarios"]]
    case = cases[scenario] if scenario is not None else [*found["cases"], *launched][-1]
    count = found["counts"]["runs"] // len(cases)
    if sample >= count:
        raise ConfigError(f"sample: {sample}, but {folder} holds samples 0 to {count - 1}")
    design = found.get("design", {})
    method = design.get("method", DRAWS)
    return Request(
        scenarios=(case["scenario"],),
        draws=found["draws"],
        replicates=found["replicates"],
        parameters=found["parameters"],
        vary=tuple(found.get("vary", ())),
        design=str(folder / DESIGN) if method == "table" else method,
        second_order=design.get("second_order", False),
        morris_levels=design.get("levels", 4),
        overrides={**found["overrides"], **case.get("overrides", {})},
        levers={**_sampled(found), **case["levers"]},
        seed=found["seed"],
        data={name: Path(file) for name, file in found["data"].items()},
        world=WorldSize(**found.get("world", {}).get("size", {})),
        verb="explain",
    )


def _sampled(manifest: Mapping[str, Any]) -> dict[str, Lever]:
    """Return the levers of which every draw had a setting of its own."""
    given = {name: lever(value) for name, value in manifest["levers"].items()}
    crossed = manifest.get("scan") in CROSSED
    return {n: found for n, found in given.items() if isinstance(found, Range) and not crossed}
