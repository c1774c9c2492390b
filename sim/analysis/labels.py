"""What several results are called: short, readable, and each its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def folder_labels(folders: Sequence[Path]) -> list[str]:
    """Return a label for each of some folders: as much of the end of its path as tells them apart.

    Examples
    --------
    >>> folder_labels([Path("/a/strong/run"), Path("/a/weak/run")])
    ['strong/run', 'weak/run']
    >>> folder_labels([Path("/a/one"), Path("/b/two")])
    ['one', 'two']
    """
    parts = [[part for part in folder.resolve().parts if part != "/"] for folder in folders]
    different = len(set(map(tuple, parts)))
    most = max(map(len, parts), default=1)
    for length in range(1, most + 1):
        labels = ["/".join(each[-length:]) for each in parts]
        if len(set(labels)) == different:
            return numbered(labels)
    return numbered(["/".join(each) for each in parts])


def numbered(names: Sequence[str]) -> list[str]:
    """Return names of which those that stand more than once have a number behind them.

    Examples
    --------
    >>> numbered(["run", "run", "sweep"])
    ['run 1', 'run 2', 'sweep']
    """
    times = Counter(names)
    taken = {name for name in names if times[name] == 1}
    found: list[str] = []
    for name in names:
        found.append(name if times[name] == 1 else _free(name, taken))
        taken.add(found[-1])
    return found


def printable(label: str) -> str:
    """Return a label that a terminal only prints: a folder may have any name.

    Examples
    --------
    >>> printable("red\\x1b[31m")
    'red?[31m'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in label)


def _free(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"
