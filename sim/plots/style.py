"""One style for every figure: colours, sizes, title and footer."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, ParamSpec

import xarray as xr
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.plots.chart import Chart

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

#: Okabe-Ito based: Chinese vendors warm, Nordic ones cool, the rest green and grey.
VENDOR_COLOURS: Final = {
    "huawei": "#D55E00",
    "zte": "#E69F00",
    "other_cn": "#B8860B",
    "ericsson": "#0072B2",
    "nokia": "#56B4E9",
    "samsung": "#009E73",
    "cisco": "#4D4D4D",
    "other_west": "#999999",
}
#: Vendors from the bottom of a stack; neighbours differ in lightness and to the colour-blind.
STACKED: Final = (
    "huawei",
    "zte",
    "other_cn",
    "ericsson",
    "nokia",
    "samsung",
    "cisco",
    "other_west",
)
_SHORT_NAMES: Final = {"other_west": "Other West, Japan"}
#: From none to removal, darker for stricter, so that they read in grey too.
LEVEL_COLOURS: Final = ("#EFEFEF", "#BDD7EE", "#6BAED6", "#2171B5", "#08306B")
SCENARIO_COLOUR: Final = "#0B3C5D"
BASELINE_COLOUR: Final = "#8A8A8A"
INK: Final = "#222222"
MUTED: Final = "#595959"
NO_DATA: Final = "#E3E3E3"
UNCLEAR: Final = "#D0D0D0"

#: How figures name the range, with spaces that do not break.
RANGE: Final = "5\N{EN DASH}95\N{NO-BREAK SPACE}%"
UNCALIBRATED: Final = "Uncalibrated: shows how the rules work, not a forecast"
CALIBRATED: Final = "Fitted to the record to 2020, not a forecast of one country"
SOURCE: Final = "Faultlines model; data sources in the report"

_STYLE: Final[dict[RcKeyType, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    # Titles are other people's words: a dollar sign in them is money, not mathematics.
    "text.parse_math": False,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "svg.fonttype": "path",
    "svg.hashsalt": "faultlines",
}
_TITLE_SIZE, _SUBTITLE_SIZE, _FOOTER_SIZE = 13.0, 10.0, 8.5
_LINE_INCHES = 1.35 / 72
_MARGIN_INCHES = 0.15
#: Of title and subtitle; a figure grows by what is more, so that its axes keep their size.
_USUAL_LINES = 6

Arguments = ParamSpec("Arguments")


class Box(NamedTuple):
    """The part of a figure that is free for axes, in fractions of its size."""

    left: float
    right: float
    bottom: float
    top: float


def styled(draw: Callable[Arguments, Chart]) -> Callable[Arguments, Chart]:
    """Run a function that draws a figure with the project's style in force."""

    @wraps(draw)
    def inner(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Chart:
        with rc_context(_STYLE):
            return draw(*args, **kwargs)

    return inner


def style_context() -> AbstractContextManager[None]:
    """Return the style as a context, for work on a figure that is already drawn."""
    return rc_context(_STYLE)


def new_figure(
    ds: xr.Dataset, size: tuple[float, float], title: str, subtitle: str
) -> tuple[Chart, Box]:
    """Open a figure with its title, subtitle and footer.

    Parameters
    ----------
    ds
        The result that is drawn; its attribute ``uncalibrated`` says what the footer warns of.
    size
        Width and height in inches; the height grows under a long title.
    title
        What is seen, in one sentence.
    subtitle
        What is measured, with its unit, and what the marks mean.

    Returns
    -------
    tuple of Chart and Box
        The figure, and the room that is left for axes.
    """
    width = size[0]
    texts = (
        (wrapped(title, width, _TITLE_SIZE, "bold"), _TITLE_SIZE, "bold", INK),
        (wrapped(subtitle, width, _SUBTITLE_SIZE, "normal"), _SUBTITLE_SIZE, "normal", MUTED),
    )
    lines_over = max(0, sum(len(lines) for lines, *_ in texts) - _USUAL_LINES)
    height = size[1] + lines_over * _TITLE_SIZE * _LINE_INCHES
    figure = Chart(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    left = _MARGIN_INCHES / width
    top = 1 - _MARGIN_INCHES / height
    for lines, font_size, weight, colour in texts:
        figure.text(
            left, top, "\n".join(lines), size=font_size, weight=weight, color=colour, va="top"
        )
        top -= (len(lines) * font_size * _LINE_INCHES + 0.04) / height
    footer = wrapped(_footer(ds), width, _FOOTER_SIZE, "normal")
    figure.text(left, 0.06 / height, "\n".join(footer), size=_FOOTER_SIZE, color=MUTED, va="bottom")
    used = 0.12 + len(footer) * _FOOTER_SIZE * _LINE_INCHES
    return figure, Box(left, 1 - left, used / height, top)


def room_in(
    box: Box,
    figure: Chart,
    left: float = 0.0,
    right: float = 0.0,
    below: float = 0.3,
    above: float = 0.32,
) -> dict[str, float]:
    """Return the edges of a grid that leaves inches free for labels on the sides of a box."""
    width, height = figure.get_size_inches()
    return {
        "left": box.left + left / width,
        "right": box.right - right / width,
        "bottom": box.bottom + below / height,
        "top": box.top - above / height,
    }


def shortened(
    text: str, width: float, font_size: float, weight: str = "normal", most: int = 2
) -> str:
    """Return a text on at most so many lines of some inches, cut with three dots if need be."""
    lines = wrapped(text, width, font_size, weight)
    dots = " \N{HORIZONTAL ELLIPSIS}" if len(lines) > most else ""
    return "\n".join(lines[:most]) + dots


def vendor_label(ds: xr.Dataset, vendor: str) -> str:
    """Return a short name of a vendor, without what stands in brackets."""
    name = str(ds["vendor_name"].sel(vendor=vendor).item())
    return _SHORT_NAMES.get(vendor, name.split(" (")[0])


def tidy(axes: Axes, grid: str = "y") -> None:
    """Draw the grid lines of one axis, ``"x"`` or ``"y"``, and hide the marks of its ticks."""
    axes.grid(visible=True, axis="x" if grid == "x" else "y")
    axes.tick_params(length=0)


def _footer(ds: xr.Dataset) -> str:
    return " ".join([f"{SOURCE}.", *warnings(ds)])


def warnings(ds: xr.Dataset) -> list[str]:
    """Return what everybody must know who looks at a result, in sentences."""
    made_up = ds.attrs.get("synthetic", "")
    standing = UNCALIBRATED if ds.attrs.get("uncalibrated", True) else CALIBRATED
    return [*([f"{made_up}."] if made_up else []), f"{standing}."]


def wrapped(text: str, width: float, font_size: float, weight: str) -> list[str]:
    """Break a text into lines that fit the width; DejaVu Sans averages 0.54 em a letter."""
    em = 0.61 if weight == "bold" else 0.54
    letters = int((width - 2 * _MARGIN_INCHES) * 72 / (font_size * em))
    # Textwrap breaks at plain spaces only: a range in brackets stays on one line.
    whole = re.sub(r"\[[^]]*\]", lambda span: span[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    whole = whole.replace(" %", "\N{NO-BREAK SPACE}%")
    return textwrap.wrap(whole, letters, break_on_hyphens=False)
