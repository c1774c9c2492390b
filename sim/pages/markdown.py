"""Tables in Markdown, and the places in a page that the program fills."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

_BLOCK: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown.

    Examples
    --------
    >>> print(table(("a", "b"), [("1", "x|y")]), end="")
    | a | b |
    | --- | --- |
    | 1 | x/y |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def filled(text: str, tables: Mapping[str, Callable[[], str]]) -> str:
    """Return a page with every table between its marks written anew.

    Examples
    --------
    >>> filled("<!-- table: new -->\\nold\\n<!-- end -->", {"new": lambda: "fresh\\n"})
    '<!-- table: new -->\\nfresh\\n<!-- end -->'
    """
    return _BLOCK.sub(lambda match: f"{match[1]}{tables[match[2]]()}{match[3]}", text)


def marked(text: str) -> list[str]:
    """Return the names of the tables that a page has marks for."""
    return [match[2] for match in _BLOCK.finditer(text)]
