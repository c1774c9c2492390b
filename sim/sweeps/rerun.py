"""A result asked for again, from its manifest alone, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import sim
from sim.errors import ConfigError, ResultError
from sim.folders import check_result
from sim.sweeps import asked
from sim.sweeps.manifest import FILE, other_versions, read_manifest, versions

if TYPE_CHECKING:
    from sim.sweeps.plan import Plan
    from sim.sweeps.request import Request


@contextmanager
def remembered(folder: Path, tables: Mapping[str, Path] | None = None) -> Iterator[Request]:
    """Give the request that a result answers; its scenario files stand while it is used.

    Parameters
    ----------
    folder
        A result folder.
    tables
        Table -> file that stands in for the one the result was made with.

    Raises
    ------
    ResultError
        If the manifest does not keep all that was asked, or was changed.
    ConfigError
        If a table of the user's is no longer there.
    """
    check_result(folder)
    manifest = read_manifest(folder)
    place = str(folder / FILE)
    request = asked.recall(manifest.get("request"), place)
    files = {name: Path(str(file)) for name, file in dict(manifest.get("data", {})).items()}
    files |= tables or {}
    for name, file in files.items():
        if not file.is_file():
            raise ConfigError(
                f"data.{name}: {file} is no longer there, and {folder} was made with it; say "
                f"data.{name}=FILE if it has moved"
            )
    with TemporaryDirectory(prefix="faultlines-") as scratch:
        for name, text in _texts(manifest, place).items():
            (Path(scratch) / f"{name}.yaml").write_text(text, encoding="utf-8")
        yield replace(
            request,
            **_laid_out(request, folder, Path(scratch)),
            data=files,
            scenario_folders=(Path(scratch),),
            provenance={**manifest.get("provenance", {}), "rerun": str(folder)},
        )


def _texts(manifest: Mapping[str, Any], place: str) -> dict[str, str]:
    """Return the scenario files that a manifest keeps; a name must be no path."""
    told = manifest.get("scenario_files", {})
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise ResultError(f"{place}: scenario_files is not whole; the file was changed")
    for name in told:
        if not _is_name(name):
            raise ResultError(f"{place}: {name!r} is not the name of a scenario")
    return told


def _is_name(name: str) -> bool:
    """Return whether a name is no path."""
    plain = name.isprintable() and name[:1] not in ("", ".") and "\\" not in name
    return plain and Path(name).name == name


def _laid_out(request: Request, folder: Path, scratch: Path) -> dict[str, Any]:
    """Return where copies of the tables are that lay out a sweep, under the names they had."""
    found = {}
    for setting, named in asked.tables(request).items():
        kept = folder / asked.TABLES[setting]
        if not _is_name(named.name) or str(named) != named.name:
            raise ResultError(f"{folder / FILE}: {str(named)!r} is not the name of a table")
        if not kept.is_file():
            raise ResultError(f"{kept}: is missing, and {folder} was made with it")
        copy = scratch / setting / named.name
        copy.parent.mkdir()
        copy.write_bytes(kept.read_bytes())
        found[setting] = str(copy)
    return found


def changes(folder: Path, plan: Plan) -> list[str]:
    """Return what is different since a result was made, a line each, and what follows from it.

    Parameters
    ----------
    folder
        The result folder.
    plan
        What its request comes to now.
    """
    manifest = read_manifest(folder)
    hashes = manifest["hashes"]
    told = {
        "faultlines": (manifest.get("version"), sim.__version__),
        **{name: (manifest["versions"].get(name), now) for name, now in versions().items()},
        "model code": (hashes.get("code"), plan.code),
        "facts of the world": (hashes.get("data"), plan.data),
        **_tables(hashes.get("tables", {}), plan.request),
    }
    changed = {what: pair for what, pair in told.items() if pair[0] != pair[1]}
    lines = [f"{what}: {then}, now {now}" for what, (then, now) in changed.items()]
    if plan.identity == manifest["identity"]:
        same = f"Model code and data are those of {folder}"
        if other := ", ".join(other_versions(manifest)):
            return [*lines, f"{same}, but another version of {other} may give other bytes"]
        return [*lines, f"{same}: the same bytes are to be expected"]
    if not changed.keys() & {"model code", "facts of the world"}:
        return [*lines, f"{folder / FILE} was changed: this is not what its result was made from"]
    return [*lines, f"Model code or data differ from those of {folder}: results may differ"]


def _tables(then: Mapping[str, str], request: Request) -> dict[str, tuple[str, str]]:
    """Return the content of each table of the user's, then and now, under its name."""
    named = {name: (f"data.{name} ({file})", file) for name, file in request.data.items()}
    named |= {name: (asked.TABLES[name], file) for name, file in asked.tables(request).items()}
    return {
        f"content of {words}": (then.get(name, "unknown"), asked.file_hash(file))
        for name, (words, file) in named.items()
    }
