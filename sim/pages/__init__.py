"""Pages of the docs whose tables the program writes: ``python -m sim.pages``.

A test fails when one of them is stale. ``python -m sim.pages RESULT`` first takes down the effects
of an ablation, the result folder of ``faultlines ablate``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sim.pages import odd, rulebook, tablebook
from sim.pages.markdown import filled

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGES: Final[Mapping[Path, Mapping[str, Callable[[], str]]]] = {
    DOCS / "odd.md": {**odd.TABLES, "rules": rulebook.code_table},
    DOCS / "rules" / "README.md": rulebook.TABLES,
    DOCS / "tables.md": tablebook.TABLES,
}
"""Every such page, with what each of its tables is made by."""


def write() -> list[Path]:
    """Write the tables of all pages anew and return the pages' paths."""
    for file, tables in PAGES.items():
        text = filled(file.read_text(encoding="utf-8"), tables)
        file.write_text(text, encoding="utf-8", newline="\n")
    return list(PAGES)
