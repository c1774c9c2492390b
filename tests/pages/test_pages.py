"""Pages whose tables the program writes are never stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.pages import PAGES
from sim.pages.markdown import filled, marked, table


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_tables_are_fresh(page: Path) -> None:
    text, tables = page.read_text(encoding="utf-8"), PAGES[page]
    assert filled(text, tables) == text, "stale: run python -m sim.pages"
    assert sorted(marked(text)) == sorted(tables)


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x/y |\n"
