"""Fingerprints: a short hash of everything that a result depends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_BYTES: Final = 8
_PACKAGE: Final = Path(__file__).parents[1]
_PRESENTATION: Final = ("analysis", "explain", "pages", "plots", "report", "validation", "verbs")


def of_words(value: object) -> str:
    """Return the fingerprint of plain data (what JSON can hold), 16 hex digits."""
    text = json.dumps(value, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).hexdigest()


def of_arrays(arrays: Mapping[str, NDArray[Any]]) -> str:
    """Return the fingerprint of named arrays: names, types, shapes and bytes."""
    digest = hashlib.blake2b(digest_size=_BYTES)
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.descr} {array.shape};".encode())
        digest.update(array.data)
    return digest.hexdigest()


def of_rows(table: NDArray[np.void]) -> list[str]:
    """Return the fingerprint of each row of a table: names and types of its fields, and bytes."""
    fields = hashlib.blake2b(f"{table.dtype.descr};".encode(), digest_size=_BYTES)
    found = []
    for row in table:
        digest = fields.copy()
        digest.update(row.tobytes())
        found.append(digest.hexdigest())
    return found


def of_facts(facts: Any) -> str:
    """Return the fingerprint of a named tuple or dataclass of arrays, or of such.

    Raises
    ------
    TypeError
        If something in it is neither, so that its bytes would say nothing of its content.
    """
    return of_arrays(_flatten(facts, ""))


def _flatten(facts: Any, prefix: str) -> dict[str, NDArray[Any]]:
    if hasattr(facts, "_asdict"):
        fields = facts._asdict()
    elif is_dataclass(facts):
        fields = {field.name: getattr(facts, field.name) for field in dataclass_fields(facts)}
    else:
        array = np.asarray(facts)
        if array.dtype.hasobject:
            raise TypeError(f"{prefix}: {type(facts).__name__} has no fingerprint")
        return {prefix: array}
    flat: dict[str, NDArray[Any]] = {}
    for name, value in fields.items():
        flat |= _flatten(value, f"{prefix}.{name}")
    return flat


def of_files(files: Iterable[Path], root: Path) -> str:
    """Return the fingerprint of files below ``root``: their relative paths and content."""
    digest = hashlib.blake2b(digest_size=_BYTES)
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()} {len(content)};".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def of_package(name: str) -> str:
    """Return the fingerprint of the code and tables of one package of the program."""
    root = _PACKAGE / name
    return of_files([*root.rglob("*.py"), *root.rglob("*.csv")], _PACKAGE)


@cache
def of_code() -> str:
    """Return the fingerprint of the model's code and tables, without what only shows results."""
    files = [
        file
        for pattern in ("*.py", "*.csv")
        for file in _PACKAGE.rglob(pattern)
        if file.relative_to(_PACKAGE).parts[0] not in _PRESENTATION
    ]
    return of_files(files, _PACKAGE)
