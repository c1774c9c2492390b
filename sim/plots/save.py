"""Writing figures to files that are the same each time they are drawn."""

from __future__ import annotations

from pathlib import Path

from sim.plots.chart import Chart
from sim.plots.style import style_context

_DOTS_PER_INCH = 150


def save_figure(figure: Chart, folder: Path, name: str) -> tuple[Path, Path]:
    """Write a figure as ``name.png`` and ``name.svg``.

    The files hold neither dates nor versions, and the names inside the SVG come from its
    content, so that the same figure gives the same bytes.

    Parameters
    ----------
    figure
        The figure to write.
    folder
        Where to write; it is made if it is missing.
    name
        File name without its ending.

    Returns
    -------
    tuple of Path
        The PNG file and the SVG file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    png, svg = folder / f"{name}.png", folder / f"{name}.svg"
    with style_context():
        figure.savefig(png, dpi=_DOTS_PER_INCH, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
    return png, svg
