"""Laying numbers out for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def terms(rows: Iterable[tuple[str, float]], total: str = "") -> list[str]:
    """Return one line a term, the number to the right, and their sum if it has a name.

    Examples
    --------
    >>> terms([("campaign", 0.5), ("trade", -0.25)], "resolve")
    ['  campaign   +0.50', '  trade      -0.25', '  resolve    +0.25']
    """
    rows = list(rows)
    if total:
        rows.append((total, sum(value for _, value in rows)))
    width = max(len(name) for name, _ in rows)
    return [f"  {name:<{width}} {round(value, 2) + 0.0:>+7.2f}" for name, value in rows]


def grid(head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Return a table with its columns aligned.

    Examples
    --------
    >>> grid(["a", "bb"], [("x", ["1", "2"])])
    ['     a  bb', '  x  1   2']
    """
    rows = list(rows)
    first = max(len(name) for name, _ in rows)
    widths = [
        max(len(title), *(len(cells[i]) for _, cells in rows)) for i, title in enumerate(head)
    ]

    def line(name: str, cells: Sequence[str]) -> str:
        padded = (f"  {text:>{width}}" for text, width in zip(cells, widths, strict=True))
        return f"  {name:<{first}}{''.join(padded)}"

    return [line("", head), *(line(name, cells) for name, cells in rows)]
