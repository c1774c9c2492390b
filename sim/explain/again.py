"""A run of a result folder, asked for again."""

from __future__ import annotations

from pathlib import Path

from sim.errors import ConfigError
from sim.sweeps.manifest import read_manifest
from sim.sweeps.request import Request


def request_again(folder: Path, scenario: str, sample: int) -> Request:
    """Return the request that plays a case of a result folder again.

    Parameters
    ----------
    folder : Path
        A result folder.
    scenario : str
        Which case, by label; one that the result does not hold means its last case.
    sample : int
        Which of its samples will be looked at.

    Raises
    ------
    ResultError
        If the folder holds no result.
    ConfigError
        If the result has fewer samples.
    """
    found = read_manifest(folder)
    cases = {case["label"]: case for case in found["cases"]}
    case = cases.get(scenario, found["cases"][-1])
    count = found["counts"]["runs"] // len(cases)
    if sample >= count:
        raise ConfigError(f"sample: {sample}, but {folder} holds samples 0 to {count - 1}")
    return Request(
        scenarios=(case["scenario"],),
        draws=found["draws"],
        replicates=found["replicates"],
        parameters=found["parameters"],
        overrides={**found["overrides"], **case.get("overrides", {})},
        levers=case["levers"],
        seed=found["seed"],
        data={name: Path(file) for name, file in found["data"].items()},
        verb="explain",
    )
