"""The parts of an HTML page that needs nothing but itself; every text is escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Final

_CSS: Final = """
:root { color-scheme: light; }
body { font: 1.05rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #222;
  background: #fff; max-width: 58rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
h1 { font-size: 1.55rem; line-height: 1.25; margin: .6rem 0; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; border-top: 1px solid #ccc; padding-top: 1rem; }
h3 { font-size: 1.02rem; margin: 1.6rem 0 .3rem; }
.warning { background: #fdf3dc; border-left: .35rem solid #b8860b; padding: .5rem .8rem; }
.against, figcaption, .small { color: #595959; font-size: .92rem; }
li { margin: .45rem 0; }
.wide { overflow-x: auto; }
figure { margin: .5rem 0 1.4rem; }
figure img { width: 100%; height: auto; display: block; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .35rem .6rem; border-bottom: 1px solid #ddd;
  vertical-align: top; }
th:first-child, td:first-child { text-align: left; min-width: 9rem; }
th:first-child { position: sticky; left: 0; background: #fff; }
thead th { border-bottom: 2px solid #222; vertical-align: bottom; min-width: 6.2rem; }
td .range { display: block; white-space: nowrap; color: #595959; font-size: .85em; }
th .about { display: block; font-weight: normal; color: #595959; font-size: .9em;
  min-width: 15rem; }
td.unclear { color: #595959; font-style: italic; }
tr.group th { text-align: left; background: #f2f2f2; }
@media print { body { font-size: 10pt; max-width: none; padding: 0; }
  h2 { break-after: avoid; } figure, tr { break-inside: avoid; }
  .wide { overflow: visible; } figure img { min-width: 0 !important; } }
"""
_REM_PER_INCH: Final = 4.6
#: Nothing is fetched and nothing is run, whatever a scenario's text holds.
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page from its title (plain text) and the HTML of its body."""
    content = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
        f"{content}\n</main>\n</body>\n</html>\n"
    )


def element(name: str, text: str, style: str = "") -> str:
    """Return an element that holds plain text; ``style`` is the name of a class."""
    return f"<{name}{_class(style)}>{escape(text)}</{name}>"


def bullets(items: Iterable[str]) -> str:
    """Return a list of plain texts."""
    return nested("ul", (element("li", item) for item in items))


def nested(name: str, parts: Iterable[str], style: str = "") -> str:
    """Return an element that holds other elements, given as HTML."""
    return f"<{name}{_class(style)}>{''.join(parts)}</{name}>"


def table(caption: str, head: Sequence[str], rows: Iterable[str]) -> str:
    """Return a table that scrolls sideways where it does not fit.

    Parameters
    ----------
    caption
        What the numbers are, as plain text.
    head
        Names of the columns, as plain text.
    rows
        Rows as HTML, from :func:`row` or :func:`group_row`.
    """
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    return (
        f'<p class="small">{escape(caption)}</p><div class="wide"><table><thead><tr>{names}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def row(name: str, cells: Iterable[str], about: str = "") -> str:
    """Return a row: its name (plain text) and its cells (HTML, from :func:`value_cell`).

    Parameters
    ----------
    name, cells
        What the row shows.
    about
        What is meant, in small under the name; plain text.
    """
    more = f'<span class="about">{escape(about)}</span>' if about else ""
    return f'<tr><th scope="row">{escape(name)}{more}</th>{"".join(cells)}</tr>'


def group_row(name: str, columns: int) -> str:
    """Return a row that heads a group of rows."""
    return f'<tr class="group"><th colspan="{columns}" scope="colgroup">{escape(name)}</th></tr>'


def value_cell(text: str, *, clear: bool = True) -> str:
    """Return a cell; what stands in square brackets goes on a line of its own."""
    value, bracket, rest = text.partition(" [")
    span = f' <span class="range">[{escape(rest)}</span>' if bracket else ""
    return f"<td{_class('' if clear else 'unclear')}>{escape(value)}{span}</td>"


def figure(image: Path, alternative: str, caption: str, inches: float) -> str:
    """Return a figure with its image inside the page.

    Parameters
    ----------
    image
        The image file, PNG or SVG.
    alternative
        What the image shows, in words, for those who do not see it.
    caption
        The text below, plain.
    inches
        Width at which it was drawn; on a small screen it scrolls rather than become unreadable.
    """
    kind = "svg+xml" if image.suffix == ".svg" else "png"
    data = b64encode(image.read_bytes()).decode("ascii")
    shown = f'<img src="data:image/{kind};base64,{data}" alt="{escape(alternative)}" '
    shown += f'style="min-width: {_REM_PER_INCH * inches:.0f}rem">'
    return (
        f'<figure><div class="wide">{shown}</div><figcaption>{escape(caption)}</figcaption>'
        "</figure>"
    )


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""
