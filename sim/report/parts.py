"""Form parts of a page: each has a label, and its choices are put in by the script."""

from __future__ import annotations

from html import escape


def choice(name: str, label: str) -> str:
    """Return a list of choices under the id ``name``."""
    return _field(name, label, f'<select id="{name}"></select>')


def search(name: str, label: str, hint: str) -> str:
    """Return a field that finds by typing, with the list of what is found."""
    field = (
        f'<input id="{name}" type="text" role="combobox" aria-autocomplete="list" '
        f'aria-expanded="false" aria-controls="{name}-found" aria-activedescendant="" '
        f'autocomplete="off" spellcheck="false" placeholder="{escape(hint)}">'
        f'<ul id="{name}-found" class="found" role="listbox" aria-label="Found" hidden>'
        f'</ul><p id="{name}-none" class="none"></p>'
    )
    return _field(name, label, field)


def slider(name: str, label: str, first: int, last: int, value: int) -> str:
    """Return a slider over years with its value and a button that plays it."""
    field = (
        f'<div class="slider"><input id="{name}" type="range" min="{first}" max="{last}" '
        f'step="1" value="{value}"><output id="{name}-said" for="{name}">{value}</output>'
        '<button id="play" type="button">Play</button></div>'
    )
    return _field(name, label, field, "field year")


def controls(*fields: str) -> str:
    """Return fields side by side."""
    return f'<div class="controls">{"".join(fields)}</div>'


def _field(name: str, label: str, control: str, style: str = "field") -> str:
    return f'<div class="{style}"><label for="{name}">{escape(label)}</label>{control}</div>'
