"""Composing one configuration from files and words, with every value's origin."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.cmdline import GROUPS, Word, check_key
from sim.errors import ConfigError, nearest
from sim.folders import label
from sim.plain import Section, read

_GLOBAL = "@package _global_"
_MODEL = "model"


@dataclass(frozen=True)
class Composed:
    """Plain values by key, and where each came from.

    Attributes
    ----------
    values : mapping
        Nested plain data.
    places : mapping
        Flat key -> file and line, or the word itself.
    """

    values: Mapping[str, Any]
    places: Mapping[str, str]


def compose(
    verb: str, words: Sequence[Word], folders: Sequence[Path], known: Mapping[str, str]
) -> Composed:
    """Return the configuration of a verb.

    Parameters
    ----------
    verb : str
        Name of the primary file.
    words : sequence of Word
        What was said on the command line; it wins over files.
    folders : sequence of Path
        Where files are looked for, the first match counts.
    known : mapping
        Keys that may be set.

    Raises
    ------
    ConfigError
        If a file or a word is wrong: one line, with the place.
    """
    files = _files(verb, words, folders)
    places: dict[str, str] = {}
    for file in files:
        group = file.parent.name
        prefix = f"{group}." if group in GROUPS and group != _MODEL else ""
        for key, where in _leaves(read(file, ConfigError), prefix):
            _check_file_key(key, where, known)
            places[key] = where if file.is_relative_to(folders[0]) else f"{where} (shipped)"
    places |= {word.key: word.written for word in words}
    return Composed(_composed(verb, words, folders), places)


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value under its full key, such as ``government.b_ally``."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _find(name: str, folders: Sequence[Path]) -> Path | None:
    candidates = (folder / f"{name}.yaml" for folder in folders)
    return next((file for file in candidates if file.is_file()), None)


def _files(verb: str, words: Sequence[Word], folders: Sequence[Path]) -> list[Path]:
    """Return the files that are read, those that win last."""
    primary = _find(verb, folders)
    if primary is None:
        raise ConfigError(f"configs/{verb}.yaml is missing from this installation")
    document = read(primary, ConfigError)
    chosen = _chosen(document)
    chosen |= {word.key: word.text for word in words if word.key in GROUPS}
    above = [
        file for group, name in chosen.items() for file in _group_files(group, name, folders, ())
    ]
    return [*above, primary]


def _chosen(document: Section) -> dict[str, str]:
    """Return the file of each group that a primary file starts from."""
    found: dict[str, str] = {}
    for entry in document.get("defaults") or []:
        if isinstance(entry, Section) and len(entry) == 1 and set(entry) <= set(GROUPS):
            found |= {group: str(name) for group, name in entry.items()}
        elif entry != "_self_":
            allowed = ", ".join(f"'{known}: NAME'" for known in GROUPS)
            where = document.at("defaults")
            raise ConfigError(f"{where}: {entry!r} is not allowed (allowed: {allowed}, _self_)")
    return found


def _group_files(
    group: str, name: str, folders: Sequence[Path], above: tuple[str, ...]
) -> list[Path]:
    file = _find(f"{group}/{name}", folders)
    if file is None or name in above:
        known = sorted({f.stem for folder in folders for f in (folder / group).glob("*.yaml")})
        problem = "builds on itself" if name in above else f"is not a file in configs/{group}/"
        listed = ", ".join(known)
        hint = nearest(name, known)
        raise ConfigError(f"{group}: {name!r} {problem} (there are: {listed}){hint}")
    first = file.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    if group == _MODEL and _GLOBAL not in first:
        raise ConfigError(f"{label(file)}, line 1: must be '# {_GLOBAL}'")
    files = []
    for entry in read(file, ConfigError).get("defaults") or []:
        if entry != "_self_":
            files += _group_files(group, str(entry), folders, (*above, name))
    return [*files, file]


def _leaves(section: Section, prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in section.items():
        if key == "defaults" and prefix.rstrip(".") in ("", *GROUPS):
            continue
        if isinstance(value, Section) and value:
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", section.where(key)
        if isinstance(value, str) and "${" in value:
            raise ConfigError(f"{section.at(key)}: values are plain; '${{...}}' is not looked up")


def _check_file_key(key: str, where: str, known: Mapping[str, str]) -> None:
    if key in ("levers", "data"):
        return
    problem = check_key(key, known)
    if problem:
        raise ConfigError(f"{where}: {problem}")


def _composed(verb: str, words: Sequence[Word], folders: Sequence[Path]) -> Mapping[str, Any]:
    """Let Hydra compose one folder in which the user's files lie over those shipped."""
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    with TemporaryDirectory(prefix="faultlines-") as scratch:
        _overlay(Path(scratch), folders)
        with initialize_config_dir(config_dir=scratch, version_base="1.3"):
            try:
                made = hydra_compose(verb, overrides=[word.override for word in words])
                plain = OmegaConf.to_container(made, resolve=False)
            except (HydraException, OmegaConfBaseException, YAMLError) as problem:
                raise ConfigError(_in_words(problem, words)) from None
    if not isinstance(plain, dict):
        raise ConfigError(f"configs/{verb}.yaml: expected lines such as 'seed: 1'")
    return {str(key): value for key, value in plain.items()}


def _overlay(scratch: Path, folders: Sequence[Path]) -> None:
    for folder in reversed(folders):
        grouped = (file for group in GROUPS for file in (folder / group).glob("*.yaml"))
        for file in (*folder.glob("*.yaml"), *grouped):
            target = scratch / file.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(file, target)


def _in_words(problem: Exception, words: Sequence[Word]) -> str:
    """Return one line: which word, or what the composer said first."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    parser = OverridesParser.create()
    for word in words:
        try:
            parsed = parser.parse_override(word.override)
        except HydraException:
            return f"{word.written!r}: the value cannot be understood; {_with_quotes(word)}"
        if parsed.is_sweep_override():
            return f"{word.written!r}: one value is needed; a list is written in brackets"
    return f"configuration: {str(problem).splitlines()[0]}"


def _with_quotes(word: Word) -> str:
    """Say how the text of a word, or of its list, is to be quoted.

    Examples
    --------
    >>> print(_with_quotes(Word("scenarios", "[pressure (after),stop]")))
    texts with spaces or brackets need quotes of their own: 'scenarios=["pressure (after)","stop"]'
    """
    text = word.text.strip().strip("[]")
    if not set(" ()") & set(text):
        return "put it in quotes?"
    quoted = ",".join(
        json.dumps(part.strip(" \"'"), ensure_ascii=False) for part in text.split(",")
    )
    shown = f"[{quoted}]" if word.text.strip().startswith("[") else quoted
    return f"texts with spaces or brackets need quotes of their own: '{word.key}={shown}'"
