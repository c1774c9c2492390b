"""The manifest: what a result folder holds, where each setting came from, how far it is."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sim
from sim import params
from sim.errors import ResultError
from sim.levers import as_data
from sim.sweeps import asked
from sim.sweeps.ledger import Entry

if TYPE_CHECKING:
    from sim.sweeps.design import Design
    from sim.sweeps.plan import Plan

FILE: Final = "manifest.json"
UNFINISHED: Final = f"{FILE}.new"
FORMAT: Final = 2
"""Counts up when a manifest of an older program can no longer be read."""
_LIBRARIES: Final = ("numpy", "numba", "scipy", "xarray", "zarr")
#: A version of one of these may change the last digits of a number.
_NUMBERS: Final = ("faultlines", "python", "numpy", "numba", "scipy")
_NEEDED: Final = ("identity", "scenarios", "seed", "cases", "block", "counts", "hashes", "versions")


def make_manifest(plan: Plan, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the manifest of a plan of which nothing is done yet.

    Parameters
    ----------
    texts
        Scenario -> what its file says, for all that the plan builds on.
    """
    request = plan.request
    tables = {**request.data, **asked.tables(request)}
    return {
        "program": "faultlines",
        "format": FORMAT,
        "version": sim.__version__,
        "verb": request.verb,
        "identity": plan.identity,
        "scenarios": list(request.scenarios),
        "seed": request.seed,
        "draws": request.draws,
        "replicates": request.replicates,
        "parameters": request.parameters,
        "vary": list(request.vary),
        "overrides": dict(request.overrides),
        "design": dict(plan.design.told),
        "levers": {name: as_data(given) for name, given in request.levers.items()},
        "scan": Path(request.scan).name,
        "lever_settings": request.lever_settings,
        "data": {name: str(file) for name, file in request.data.items()},
        "world": {"size": request.world.given(), "told": plan.told},
        "outcomes": list(request.outcomes),
        "request": asked.describe(request),
        "every": request.every,
        "provenance": dict(request.provenance),
        "values": _values(plan),
        "cases": describe_cases(plan),
        "block": plan.block,
        "hashes": {
            "code": plan.code,
            "data": plan.data,
            "tables": {name: asked.file_hash(file) for name, file in tables.items()},
        },
        "versions": versions(),
        "scenario_files": dict(texts),
        "uncalibrated": not plan.design.is_calibrated,
        "until": None,
        "counts": count(plan, {}, None),
        "started": _now(),
    }


def describe_cases(plan: Plan) -> list[dict[str, Any]]:
    """Return label, baseline, texts, levers and held parameters of each case of a plan."""
    return [
        {
            "label": case.label,
            "scenario": case.card.name,
            "baseline": case.baseline,
            "title": case.card.title,
            "question": case.card.question,
            "family": case.card.family,
            "levers": dict(case.levers),
            "overrides": dict(case.overrides),
        }
        for case in plan.cases
    ]


def _values(plan: Plan) -> dict[str, Any]:
    """Return the value of each parameter, or how it varies."""
    design, centre = plan.design, plan.design.centre
    drawn = {key: _spread(key, design) for key in design.values}
    held = {**centre, **plan.request.overrides}
    return {
        key: drawn.get(key, float(held.get(key, p.default))) for key, p in params.registry().items()
    }


def _spread(key: str, design: Design) -> dict[str, Any]:
    """Return how a parameter varies."""
    if design.table is not None:
        return {"table": design.table.file}
    fitted = design.posterior
    if fitted is not None and design.is_calibrated and key in fitted.values:
        return {"posterior": fitted.file, **fitted.spread(key)}
    p = params.lookup(key)
    return {"drawn": p.distribution, "low": p.low, "high": p.high}


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that results depend on."""
    return {"python": platform.python_version(), **_libraries()}


@cache
def _libraries() -> Mapping[str, str]:
    return {name: metadata.version(name) for name in _LIBRARIES}


def other_versions(manifest: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return what numbers depend on and has another version now: name -> (then, now)."""
    now = {"faultlines": sim.__version__, **versions()}
    then = {**manifest["versions"], "faultlines": manifest.get("version")}
    pairs = {name: (str(then.get(name, "unknown")), now[name]) for name in _NUMBERS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def count(
    plan: Plan, entries: Mapping[int, Entry], until: Mapping[str, Any] | None
) -> dict[str, int]:
    """Return how many runs there are: done, failed, missing, and not needed.

    Parameters
    ----------
    until
        How a launch ended that was to stop when there were enough runs.
    """
    worked = sum(len(plan.block_runs(block)) for block in entries)
    failed = sum(len(entry.failed) for entry in entries.values())
    size = len(plan.samples)
    enough = size if until is None else until["samples"]
    left = (plan.block_runs(b) for b in range(plan.blocks) if enough < size and b not in entries)
    spared = sum(run % size >= enough for runs in left for run in runs)
    return {
        "runs": plan.runs,
        "done": worked - failed,
        "failed": failed,
        "missing": plan.runs - worked - spared,
        "not_needed": spared,
    }


def until_words(manifest: Mapping[str, Any]) -> str:
    """Return how a sweep ended that was to stop when it had enough runs; empty: it was not.

    Examples
    --------
    >>> told = {"samples": 24, "of": 64, "year": 2030, "error": 0.21, "width": 0.5, "enough": True}
    >>> until_words({"until": told})
    'Stopped after 24 of 64 samples: the headline shares of 2030 are known to ±0.21 points'
    """
    until = manifest.get("until")
    if not until:
        return ""
    shares = f"the headline shares of {until['year']} are"
    if until["enough"] and until["samples"] < until["of"]:
        stopped = f"Stopped after {until['samples']} of {until['of']} samples"
        return f"{stopped}: {shares} known to ±{until['error']:.2g} points"
    done = f"All {until['of']} samples were called for"
    if until["enough"]:
        return f"{done}: {shares} known to ±{until['error']:.2g} points"
    known = "not known" if until["error"] is None else f"known to ±{until['error']:.2g} points only"
    return f"{done}: {shares} {known}, and ±{until['width'] / 2:.2g} was asked for"


def reopen_manifest(folder: Path, plan: Plan) -> None:
    """Say in a manifest how many runs are asked for from now on, if that was otherwise."""
    manifest = read_manifest(folder)
    request = {**manifest["request"], **asked.how_many(plan.request)}
    if manifest.get("until") is not None or manifest["request"] != request:
        write_manifest(folder, {**manifest, "request": request, "until": None})


def close_manifest(
    manifest: dict[str, Any],
    plan: Plan,
    entries: Mapping[int, Entry],
    until: Mapping[str, Any] | None,
) -> None:
    """Add what is known at the end of a launch: why it ended, counts and times."""
    manifest["until"] = until
    manifest["counts"] = count(plan, entries, until)
    manifest["seconds_of_work"] = round(sum(entry.seconds for entry in entries.values()), 1)
    manifest["finished"] = _now()


def describe_run(plan: Plan, run: int) -> str:
    """Return a run in words, such as ``"stop, draw 3, replicate 3"``."""
    case, index = divmod(run, len(plan.samples))
    sample = plan.samples[index]
    return f"{plan.cases[case].label}, draw {sample.draw}, replicate {sample.replicate}"


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest whole or not at all."""
    unfinished = folder / UNFINISHED
    unfinished.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(folder / FILE)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a result folder.

    Raises
    ------
    ResultError
        If there is none, or it cannot be read.
    """
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        parts = sorted(each.parent for each in Path(folder).glob(f"*/{FILE}"))
        hint = f"; there are results in it: {', '.join(map(str, parts[:4]))}" if parts else ""
        raise ResultError(f"{folder}: not a result folder (it has no {FILE}){hint}") from None
    except OSError as error:
        raise ResultError(f"{folder / FILE}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ResultError(
            f"{folder / FILE}: is cut short or was changed: it is no JSON text{place}"
        ) from None
    if not isinstance(found, dict) or found.get("program") != "faultlines":
        raise ResultError(f"{folder / FILE}: not written by this program")
    if int(found.get("format", 1)) > FORMAT:
        version = found.get("version", "?")
        raise ResultError(f"{folder / FILE}: written by a newer version of faultlines ({version})")
    for key in _NEEDED:
        if key not in found:
            raise ResultError(f"{folder / FILE}: {key!r} is missing; the file was changed")
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
