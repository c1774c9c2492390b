"""The report of an ablation: what each mechanism does, one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xarray as xr

from sim.analysis.ablation import trace
from sim.analysis.headline import Headline, headlines_of
from sim.plots.chart import spots
from sim.plots.effects import effects
from sim.plots.headlines import headline_change, headline_values
from sim.plots.pairs import compared, headings, title_of
from sim.plots.save import save_figure
from sim.plots.style import warnings
from sim.plots.words import Change, change_phrase, is_clear, quoted
from sim.report import page
from sim.report.prose import assumptions
from sim.report.tables import headline_table

_TITLE: Final = "What does each mechanism of the model do?"
_ABOUT: Final = (
    "Every mechanism is turned off alone, with the same uncertain numbers and the same chance as "
    "in the whole model. A line says what is different without it: minus 2 points means that the "
    "mechanism adds 2 points. Mechanisms work on each other, so that lines do not add up."
)
_NAMED: Final = 3


def build_ablation(ds: xr.Dataset, folder: Path) -> Path:
    """Draw the figure of an ablation and write its report into a folder; return the report."""
    values = headline_values(ds)
    drawn = effects(ds, values)
    _, svg = save_figure(drawn, folder / "figures", "ablation")
    title = drawn.texts[0].get_text().replace("\n", " ")
    parts = [
        page.element("h1", _TITLE),
        *(page.element("p", sentence, "warning") for sentence in warnings(ds)),
        page.element("p", _ABOUT),
        page.element("h2", "The answer"),
        page.bullets(strongest(ds, values)),
        page.element("h2", "In one figure"),
        page.figure(svg, title, "", float(drawn.get_size_inches()[0]), spots(drawn)),
        page.element("h2", "In numbers"),
        headline_table(ds, values),
        *_quiet(ds, values),
        page.element("h2", "What was assumed"),
        page.bullets(assumptions(ds)),
    ]
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: ablation", parts), encoding="utf-8", newline="\n")
    return path


def strongest(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> Iterator[str]:
    """Yield a sentence for each headline measure: what moves it most."""
    for item in headlines_of(ds):
        changes = {name: headline_change(ds, values, item, name) for name in compared(ds)}
        clear = {name: change for name, change in changes.items() if is_clear(change)}
        most = sorted(clear, key=lambda name: abs(clear[name].mean), reverse=True)[:_NAMED]
        told = (
            f"without {quoted(title_of(ds, name))} it "
            f"{change_phrase(clear[name], item.unit, _sides(item))}"
            for name in most
        )
        yield f"{item.label}: {'; '.join(told) or 'nothing moves it clearly'}."


def _sides(item: Headline) -> tuple[str, str]:
    return ("lower", "higher") if item.unit == "governments" else item.sides


def quiet(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> list[str]:
    """Return the cases that move no headline measure clearly, in the order of the figure."""

    def moves(name: str) -> bool:
        """Return whether turning a mechanism moves any headline clearly."""
        changes: list[Change] = [headline_change(ds, values, i, name) for i in headlines_of(ds)]
        return any(is_clear(change) for change in changes)

    return [name for family in headings(ds) for name in compared(ds, family) if not moves(name)]


def _quiet(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> Iterator[str]:
    names = quiet(ds, values)
    if not names:
        return
    yield page.element("h2", "What moves none of these clearly")
    yield page.element(
        "p", "In brackets: the stored outcome that it moves most, over all countries and years."
    )
    yield page.bullets(f"{title_of(ds, name)} ({_traced(ds, name)})" for name in names)


def _traced(ds: xr.Dataset, name: str) -> str:
    found = trace(ds, name)
    return f"{found.label}: by {found.change:.2g} of its size" if found else "moves nothing"
