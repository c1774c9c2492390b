"""The folder that a comparison is written to: never over anything else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.errors import ConfigError

MARK: Final = "compare.json"
"""Says which results a folder compares, so that only the same ones are written over."""


def compare_folder(results: Sequence[Path], out: Path | None) -> Path:
    """Return the folder for a comparison of results; nothing is made yet.

    Parameters
    ----------
    results
        Their folders.
    out
        Where the user wants it; None: a name of its own in ``results/``.

    Raises
    ------
    ConfigError
        If something else is there: a file, a result, another comparison or any other files.
    """
    together = hashlib.blake2b("\n".join(map(str, results)).encode(), digest_size=4).hexdigest()
    target = out or Path("results") / f"compare-{together}"
    if target.exists() and not target.is_dir():
        raise ConfigError(f"{target}: is a file; choose another out=")
    if (target / "manifest.json").exists():
        raise ConfigError(f"{target}: is a result itself; choose another out=")
    if target.is_dir() and any(target.iterdir()):
        _check_ours(target, results)
    return target


def mark(target: Path, results: Mapping[str, Path]) -> None:
    """Make the folder and say in it what is compared: label -> folder of a result."""
    target.mkdir(parents=True, exist_ok=True)
    told = {"program": "faultlines", "compares": _places(results.values()), "labels": [*results]}
    (target / MARK).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _check_ours(target: Path, results: Sequence[Path]) -> None:
    try:
        told = json.loads((target / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ConfigError(f"{target}: holds other files; choose another out=") from None
    if not isinstance(told, dict) or told.get("compares") != _places(results):
        raise ConfigError(f"{target}: compares other results; choose another out=")


def _places(results: Iterable[Path]) -> list[str]:
    return [str(Path(folder).resolve()) for folder in results]
