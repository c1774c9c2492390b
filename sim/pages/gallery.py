"""The gallery of the docs: ``python -m sim.pages.gallery RESULT`` draws it from a sweep.

The page follows from the catalogue alone; a test fails when it is stale. The images are those of
the sweep that is named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import sim
from sim.pages import DOCS
from sim.plots.catalogue import CATALOGUE, draw
from sim.plots.save import write_figure

FOLDER: Final = DOCS / "gallery"
_DOTS_PER_INCH: Final = 84
_HEAD: Final = """\
# Gallery

Every figure that `faultlines plot` draws, with the question it answers. All are of one sweep of \
all scenarios (`faultlines sweep`: 64 draws of what is uncertain, from the posterior); they show \
what follows from the rules and are no forecast of one country. Titles are written by the \
program from the numbers and claim nothing that the range over the runs does not support.

`faultlines plot RESULT` lists what a result of yours can show. Without `scenarios=` a figure \
shows the main scenario beside its baseline; many take several. In Python the same is \
`sim.plot(result, "market_share", scenarios=["us_action", "stop"], year=2030)`.
"""


class _Picture(NamedTuple):
    """One image of the gallery."""

    figure: str
    scenarios: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Name of its file."""
        return "-".join([self.figure, *(["several"] if self.scenarios else [])]) + ".png"

    @property
    def command(self) -> str:
        """The command that draws it."""
        chosen = f" scenarios=[{','.join(self.scenarios)}]" if self.scenarios else ""
        return f"faultlines plot results/FOLDER {self.figure}{chosen}"


_SEVERAL: Final = {
    "exposure": ("us_action", "pressure", "stop", "eu_law"),
    "share_areas": ("us_action", "export_control", "pressure", "eu_law"),
    "costs": ("us_action", "decoupling", "pay", "eu_law"),
    "supply": ("baseline", "us_action", "decoupling"),
}
"""Figures that are shown a second time, with several scenarios."""


def pictures() -> Iterator[_Picture]:
    """Yield every image in the order of the catalogue."""
    for name in CATALOGUE:
        yield _Picture(name)
        if name in _SEVERAL:
            yield _Picture(name, _SEVERAL[name])


def page() -> str:
    """Return the text of the page."""
    parts = [_HEAD]
    for picture in pictures():
        question = CATALOGUE[picture.figure].question
        if not picture.scenarios:
            parts.append(f"## {question}\n")
        parts += [f"`{picture.command}`\n", f"![{question}]({picture.file})\n"]
    return "\n".join(parts)


def write(result: Path) -> None:
    """Write the page and draw its images from a sweep of all scenarios.

    Raises
    ------
    FaultlinesError
        If there is no such result, or it lacks what a figure needs.
    """
    FOLDER.mkdir(exist_ok=True)
    ds = sim.load(result)
    for picture in pictures():
        figure = draw(ds, picture.figure, picture.scenarios or None)
        write_figure(figure, FOLDER / picture.file, _DOTS_PER_INCH)
    (FOLDER / "README.md").write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    (folder,) = sys.argv[1:]
    write(Path(folder))
