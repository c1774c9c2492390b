"""The parts of an HTML page that needs nothing but itself; every text is escaped."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Final

from sim.plots.chart import Spot

_REM_PER_INCH: Final = 4.6
_WEB: Final = Path(__file__).parent / "web"
#: In this order: what stands in a later one may use an earlier one.
_SCRIPTS: Final = (
    "tools", "points", "tables", "chart", "choose", "map", "panel", "countries", "vendors", "start",
)  # fmt: skip
#: In a script element a text could end the script; here it cannot.
_HARMLESS: Final = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page from its title (plain text) and the HTML of its body."""
    content = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_text('page.css')}</style>\n</head>\n<body>\n"
        f'<main>\n{content}\n</main>\n<div id="said" class="unseen" role="status"></div>\n'
        f"<script>{script()}</script>\n</body>\n</html>\n"
    )


@cache
def script() -> str:
    """Return the one script of a page."""
    parts = "\n".join(_text(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def policy() -> str:
    """Return what a page allows: its own script and pictures, whatever a scenario's text holds."""
    known = b64encode(sha256(script().encode("utf-8")).digest()).decode("ascii")
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    )


def data(value: Any, name: str = "", style: str = "") -> str:
    """Return plain data for the script, under the id ``name`` or the class ``style``."""
    named = f' id="{name}"' if name else _class(style)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_HARMLESS)
    return f'<script type="application/json"{named}>{text}</script>'


def heading(text: str, name: str) -> str:
    """Return the heading of a section, with an id to jump to."""
    return f'<h2 id="{name}">{escape(text)}</h2>'


def jumps(label: str, places: Iterable[tuple[str, str]]) -> str:
    """Return links to sections, each given as its id and its heading."""
    links = (f'<li><a href="#{name}">{escape(text)}</a></li>' for name, text in places)
    return (
        f'<nav class="jump" aria-label="{escape(label)}"><p>{escape(label)}</p>'
        f"<ul>{''.join(links)}</ul></nav>"
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
    told = escape(caption)
    return (
        f'<div class="table">{scrolled(caption)}<table><caption><span>{told}</span></caption>'
        f"<thead><tr>{names}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></div>"
    )


def scrolled(label: str) -> str:
    """Return the opening of a box that scrolls sideways, with a keyboard too."""
    return f'<div class="wide" tabindex="0" role="group" aria-label="{escape(label)}">'


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


def figure(
    image: Path,
    title: str,
    caption: str,
    inches: float,
    spots: Sequence[Spot] = (),
    alternative: str = "",
    above: float = 0.0,
) -> str:
    """Return a figure with its image inside the page.

    Parameters
    ----------
    image
        The image file, PNG or SVG.
    title
        What stands above the drawing inside the image. Where the screen is too narrow for the
        image it is shown as text too; elsewhere it is there for those who listen.
    caption
        The text below, plain.
    inches
        Width at which it was drawn; on a small screen it scrolls rather than become unreadable.
    spots
        What is said where somebody points at the image.
    alternative
        What the image shows, in few words, for those who do not see it; without it the title.
    above
        How far down the title reaches in the image, in parts of its width: so much is cut off
        where the title is shown as text.
    """
    kind = "svg+xml" if image.suffix == ".svg" else "png"
    inside = b64encode(image.read_bytes()).decode("ascii")
    words = alternative or title
    shown = f'<img src="data:image/{kind};base64,{inside}" alt="{escape(words)}">'
    told = [[round(spot.x, 4), round(spot.y, 4), spot.text] for spot in spots]
    sizes = f"--least: {_REM_PER_INCH * inches:.0f}rem; --title: {above:.4f}"
    return (
        f"<figure>{element('p', title, 'title')}{scrolled(words)}"
        f'<div class="picture" style="{sizes}">{shown}</div>'
        f"</div>{data(told, style='spots') if told else ''}"
        f"{element('figcaption', caption) if caption else ''}</figure>"
    )


@cache
def _text(name: str) -> str:
    return (_WEB / name).read_text(encoding="utf-8")


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""
