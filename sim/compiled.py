"""Compile rules to machine code once, and never reuse code that has gone stale.

Compiled code is kept in the user's cache folder, under a name made from the version of Numba
and the text of every file that compiled code is made from: Numba alone looks only at the file
a function stands in, and would give back old code after an edit to a function it calls.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

_COMPLETE = "complete"
_KEPT_VERSIONS = 8
_SHARED = ("compiled", "facts", "gamma", "rake", "state", "streams", "terms", "vendor_mix", "world")


@cache
def source_hash() -> str:
    """Return a hash of the version of Numba and of every file behind compiled code."""
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=10)
    for path in compiled_sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compiled_sources() -> list[Path]:
    """Return the files whose text can reach compiled code: rules, streams, shared tables."""
    folder = Path(__file__).parent
    shared = [folder / f"{name}.py" for name in _SHARED]
    return sorted((folder / "rules").glob("*.py")) + shared


def cache_root() -> Path:
    """Return the folder of compiled code; ``FAULTLINES_CACHE`` moves it."""
    chosen = os.environ.get("FAULTLINES_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "faultlines"


def cache_folder() -> Path:
    """Return the folder of the code compiled from the files as they are."""
    return cache_root() / f"compiled-{source_hash()}"


def is_warm() -> bool:
    """Return whether every rule has been compiled and kept."""
    return (cache_folder() / _COMPLETE).exists()


def mark_warm() -> None:
    """Note that every rule has been compiled and kept."""
    (cache_folder() / _COMPLETE).touch()


def _forget_old_versions(root: Path) -> None:
    versions = sorted(root.glob("compiled-*"), key=lambda path: path.stat().st_mtime)
    for stale in versions[:-_KEPT_VERSIONS]:
        shutil.rmtree(stale, ignore_errors=True)


def _prepare() -> None:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    _forget_old_versions(folder.parent)
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]


def jit(function: Function) -> Function:
    """Compile a rule: no global lock, IEEE arithmetic as written, cached."""
    compiled = numba.njit(nogil=True, error_model="numpy", cache=True)(function)
    return cast(Function, compiled)


_prepare()
