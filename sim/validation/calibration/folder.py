"""The folder of a calibration: one request each, and never somebody else's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sim import __version__
from sim.errors import ResultError
from sim.sweeps.chunks import unfinished
from sim.sweeps.fingerprint import of_code, of_facts, of_package, of_words
from sim.sweeps.folder import RESULTS, check_versions, in_use, unused
from sim.sweeps.manifest import versions
from sim.validation.calibration.calibrate import Asked
from sim.validation.calibration.record import Record
from sim.validation.calibration.window import Window

REQUEST: Final = "request.json"
_HASHES: Final = {
    "code": "made by another version of the model's code",
    "judge": "made by another version of what judges draws",
    "facts": "made from other tables of the model",
    "targets": "made beside another record",
}


def request_of(asked: Asked, over: Window, on_record: Record) -> dict[str, Any]:
    """Return everything that the runs of a calibration follow from, and what they are made with.

    How many rows the posterior sample has moves no run, so that another number goes on in the
    same folder.
    """
    wanted = {key: value for key, value in asked._asdict().items() if key != "rows"}
    hashes = {
        "code": of_code(),
        "judge": of_package("validation"),
        "facts": of_facts(over.world),
        "targets": on_record.hash,
    }
    return {
        "request": wanted,
        "hashes": hashes,
        "version": __version__,
        "versions": versions(),
    }


def choose_folder(request: Mapping[str, Any], out: Path | None, *, resume: bool) -> Path:
    """Return the folder of a calibration; it is empty, new, or holds the same request.

    Parameters
    ----------
    request
        What :func:`request_of` gave.
    out
        The folder asked for; None: one with a name of its own.
    resume
        Go on where an earlier launch stopped; else a new folder.

    Raises
    ------
    ResultError
        If the folder asked for holds something else.
    """
    identity = of_words([request["request"], request["hashes"]])[:8]
    folder = out or RESULTS / f"calibrate-{identity}"
    if not resume:
        return unused(folder)
    if in_use(folder):
        _check_same(folder, request)
    return folder


def begin(folder: Path, request: Mapping[str, Any]) -> None:
    """Make the folder and note what is asked, unless an earlier launch did."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / REQUEST
    if file.exists():
        return
    new = unfinished(file)
    new.write_text(json.dumps(request, indent=1) + "\n", encoding="utf-8")
    new.replace(file)


def _check_same(folder: Path, request: Mapping[str, Any]) -> None:
    file = folder / REQUEST
    if not file.exists():
        raise ResultError(f"{folder}: holds files that are no calibration; choose another out=")
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        then, hashes = dict(told["request"]), dict(told["hashes"])
    except (ValueError, KeyError, TypeError):
        raise ResultError(f"{file}: cannot be read; choose another out=") from None
    now = request["request"]
    if other := [key for key in now if then.get(key) != now[key]]:
        said = "; ".join(f"{key} {then.get(key)}, asked {now[key]}" for key in other)
        raise ResultError(
            f"{folder}: holds a calibration of another request ({said}); choose another out="
        )
    for key, why in _HASHES.items():
        if hashes.get(key) != request["hashes"][key]:
            raise ResultError(f"{folder}: holds a calibration {why}; choose another out=")
    check_versions(folder, {"versions": {}, **told})
