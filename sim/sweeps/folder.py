"""Result folders: which one a plan goes to, and never into somebody else's."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultError
from sim.sweeps import asked, ledger
from sim.sweeps.fingerprint import of_words
from sim.sweeps.manifest import FILE, UNFINISHED, other_versions, read_manifest
from sim.sweeps.plan import Plan

RESULTS: Final = Path("results")
DESIGN: Final = asked.TABLES["design"]
LEDGER: Final = ledger.FILE
STORE: Final = "store"
#: All that a launch has made before its manifest: killed then, it has left nothing of anybody's.
_BEGUN: Final = {LEDGER, UNFINISHED}
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_FOLDER: Final = (errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def choose_folder(plan: Plan) -> Path:
    """Return the folder of a plan; it is empty, new, or holds the same request.

    Raises
    ------
    ResultError
        If the folder asked for holds something else.
    """
    request = plan.request
    made_up = "" if request.world.is_real else "synthetic-"
    usual = RESULTS / f"{request.verb}-{request.title}-{made_up}{plan.identity}"
    folder = request.out or usual
    if not request.resume:
        return unused(folder)
    if in_use(folder):
        check_same(folder, plan)
    return folder


def choose_together(plans: Mapping[str, Plan]) -> Path:
    """Return the folder for several results of one launch, each in a folder of its own name.

    Parameters
    ----------
    plans
        Name -> plan; all ask for the same verb, ``out`` and ``resume``.

    Raises
    ------
    ResultError
        If the folder asked for holds something else.
    """
    request = next(iter(plans.values())).request
    together = of_words({name: plan.identity for name, plan in plans.items()})[:8]
    folder = request.out or RESULTS / f"{request.verb}-{together}"
    if not request.resume:
        return unused(folder)
    if in_use(folder) and not any((folder / name).is_dir() for name in plans):
        raise ResultError(f"{folder}: holds something else; choose another out=")
    return folder


def in_use(folder: Path) -> bool:
    """Return whether a folder is there and holds anything that is somebody's.

    Raises
    ------
    ResultError
        If it is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise ResultError(f"{folder}: is a file; choose another out=")
    return folder.exists() and not {file.name for file in folder.iterdir()} <= _BEGUN


def unused(folder: Path) -> Path:
    """Return a folder, or one beside it with a number, that is new or empty."""
    numbered = (folder.with_name(f"{folder.name}-{n}") for n in count(2))
    return next(path for path in chain([folder], numbered) if not in_use(path))


def keep_tables(folder: Path, plan: Plan) -> None:
    """Keep the tables of the user's that lay out a sweep, so that it can be asked for again."""
    for name, file in asked.tables(plan.request).items():
        (folder / asked.TABLES[name]).write_bytes(file.read_bytes())


def check_same(folder: Path, plan: Plan) -> None:
    """Refuse a folder that does not hold the result of a plan.

    Raises
    ------
    ResultError
        With what it holds.
    """
    if not (folder / FILE).exists():
        raise ResultError(f"{folder}: holds files that are no result; choose another out=")
    found = read_manifest(folder)
    if found.get("identity") == plan.identity:
        return
    if found.get("hashes", {}).get("code") not in (None, plan.code):
        why = "made by another version of the model's code"
    else:
        why = f"of another request ({asked.differences(found.get('request'), plan.request)})"
    raise ResultError(f"{folder}: holds a result {why}; choose another out=")


def check_versions(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse to add runs to a result that other versions of the program or libraries began.

    Parameters
    ----------
    folder
        Of the result, for messages.
    manifest
        What it was made with, under ``version`` and ``versions``.

    Raises
    ------
    ResultError
        With the versions.
    """
    other = other_versions(manifest)
    if other:
        then = ", ".join(f"{name} {old}" for name, (old, _) in other.items())
        now = ", ".join(f"{name} {new}" for name, (_, new) in other.items())
        raise ResultError(
            f"{folder}: was made with {then} and this is {now}, so that runs added now might not "
            f"fit; choose another folder with out=, or use {then}"
        )


def unwritable(folder: Path, error: OSError) -> ResultError:
    """Return the error for a folder that cannot be written, with what to do."""
    why = f"{folder}: cannot be written ({error.strerror or error})"
    if error.errno in _FORBIDDEN:
        return ResultError(f"{why}; allow writing there, or choose another folder with out=")
    if error.errno in _NO_FOLDER:
        return ResultError(f"{why}; choose another folder with out=")
    return ResultError(f"{why}; what is done is kept, and the same command goes on with the rest")
