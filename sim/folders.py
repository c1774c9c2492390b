"""Where the folders ``configs/`` and ``scenarios/`` are, wherever the program is, and results."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.errors import ConfigError, FaultlinesError, ResultError, nearest

_MODELS: Final = ("posterior", "default")
_PACKAGE: Final = Path(__file__).resolve().parent


def shipped(folder: str, package: Path = _PACKAGE) -> Path:
    """Return the copy of ``configs`` or ``scenarios`` that came with the program.

    In a wheel the folders lie inside the package; in a checkout, also one that is installed
    as editable, they lie beside it.

    Parameters
    ----------
    folder : str
        ``"configs"`` or ``"scenarios"``.
    package : Path
        Folder of the package ``sim``.

    Raises
    ------
    FaultlinesError
        If the folder is in neither place, that is if the installation is broken.
    """
    for place in (package / "shipped" / folder, package.parent / folder):
        if place.is_dir():
            return place
    raise FaultlinesError(f"{folder}/ is missing from this installation; install faultlines again")


def search_path(folder: str) -> tuple[Path, ...]:
    """Return where files of a folder are looked for: here first, then what was shipped."""
    own, theirs = Path.cwd() / folder, shipped(folder)
    if own.is_dir() and own.resolve() != theirs:
        return (own, theirs)
    return (theirs,)


def posterior_named(model: str | Path) -> str:
    """Return the table that a model's draws are taken from; empty: none, they are from ranges.

    Parameters
    ----------
    model
        ``"posterior"``: the one in ``configs/model/``, here or shipped; ``"default"``: none; or
        a table of one's own, ``.csv``.

    Raises
    ------
    ConfigError
        If it is none of these.
    """
    word = str(model)
    if word == _MODELS[0]:
        return str(posterior_file(f"{word}.csv") or "")
    if word not in _MODELS and not word.endswith(".csv"):
        words = ", ".join(_MODELS)
        raise ConfigError(
            f"model: {word!r} is not one of: {words}, or a file .csv{nearest(word, _MODELS)}"
        )
    return "" if word in _MODELS else word


def posterior_file(name: str) -> Path | None:
    """Return a posterior by its name in ``configs/model/``, here or shipped; None: it is not there.

    Examples
    --------
    >>> posterior_file("posterior.csv").parent.name
    'model'
    """
    files = (folder / "model" / name for folder in search_path("configs"))
    return next((file for file in files if file.is_file()), None)


def check_result(folder: Path) -> None:
    """Refuse a result folder that is not there.

    Raises
    ------
    ResultError
        That it is a file, or with the folder beside it whose name is nearest.
    """
    if folder.is_dir():
        return
    if folder.exists():
        inside = f"; did you mean {str(folder.parent)!r}?" if _is_in_result(folder) else ""
        raise ResultError(f"{folder}: is a file; a result is a folder{inside}")
    beside = folder.parent
    names = [other.name for other in beside.iterdir() if other.is_dir()] if beside.is_dir() else []
    raise ResultError(f"{folder}: no such result{nearest(folder.name, names)}")


def _is_in_result(file: Path) -> bool:
    return (file.parent / "manifest.json").exists()


def label(file: Path) -> str:
    """Return how messages name a file: short for the top-level folders, else its path.

    Examples
    --------
    >>> label(Path("/anywhere/scenarios/stop.yaml"))
    'scenarios/stop.yaml'
    """
    parts = file.parts
    for folder in ("scenarios", "configs"):
        if folder in parts[:-1]:
            start = len(parts) - 1 - parts[::-1].index(folder)
            return "/".join(parts[start:])
    return str(file)
