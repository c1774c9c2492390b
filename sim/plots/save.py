"""Writing figures to files that are the same each time they are drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.plots.chart import Chart
from sim.plots.style import style_context

_DOTS_PER_INCH = 150
OURS: Final = "drawn by faultlines plot"
"""What is written into every file of :func:`write_figure`, so that only these are replaced."""
_NOTES: Final = {
    "png": {"Software": None, "Source": OURS},
    "svg": {"Date": None, "Creator": OURS},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": OURS},
}


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


def write_figure(figure: Chart, file: Path, dots: int = _DOTS_PER_INCH) -> None:
    """Write a figure to a file that ends in ``.png``, ``.svg`` or ``.pdf``.

    The same figure gives the same bytes, without dates or versions.
    """
    ending = file.suffix.removeprefix(".")
    with style_context():
        figure.savefig(file, dpi=dots, format=ending, metadata=_NOTES[ending])


def is_ours(file: Path) -> bool:
    """Return whether a file was written by :func:`write_figure`."""
    return OURS.encode() in file.read_bytes()
