"""The verb ``init``: copies to be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from sim.errors import ConfigError
from sim.folders import shipped
from sim.verbs import Options


def main(words: list[str], options: Options) -> int:
    """Copy ``configs/`` and ``scenarios/`` into the current folder, never over a file.

    Raises
    ------
    ConfigError
        If a word follows the verb, or a file cannot be written.
    """
    if words:
        raise ConfigError(f"init: takes no words, but {words[0]!r} was given")
    copied, kept = [], 0
    for folder in ("configs", "scenarios"):
        for file in sorted(shipped(folder).rglob("*.yaml")):
            target = Path(folder) / file.relative_to(shipped(folder))
            if target.exists():
                kept += 1
            else:
                copied.append(target)
                if not options.dry_run:
                    _copy(file, target)
    verb = "would copy" if options.dry_run else "copied"
    stay = f"; {kept} files were there already and stay as they are" if kept else ""
    print(f"{verb} {len(copied)} files to configs/ and scenarios/{stay}")
    return 0


def _copy(file: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    except OSError as problem:
        raise ConfigError(f"{target}: cannot be written ({problem.strerror})") from None
