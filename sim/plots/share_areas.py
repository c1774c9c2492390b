"""Who sells outside China: vendors' shares stacked, a scenario beside its baseline or others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analysis.market import chinese_share, vendor_share
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.plots.changes import change_in
from sim.plots.chart import Chart
from sim.plots.lines import times
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.panels import above, grid_of, year_axis
from sim.plots.several import Scenarios, at_most, beside_baseline, named
from sim.plots.spread_words import spread_words
from sim.plots.style import (
    STACKED,
    VENDOR_COLOURS,
    new_figure,
    shortened,
    styled,
    vendor_label,
)
from sim.plots.words import change_phrase
from sim.world import Floats

_MOST_PANELS: Final = 6
_COLUMNS: Final = 2
#: Thinner bands than this, in per cent, have no room for a name.
_THIN: Final = 5.5
_MADE_UP: Final = "Made-up vendors"
_PALE: Final = "#D9D9D9"


@styled
def share_areas(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Stack the vendors' shares of new spend outside China, one panel a scenario.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One, which gets its baseline beside it, or several, of which six are shown.
    year
        The year the title speaks of.

    Returns
    -------
    Chart
        Areas, per cent of new spend, mean over the runs; Chinese vendors lie at the bottom.
    """
    names = named(ds, scenarios)
    shown, rest = at_most(beside_baseline(ds, names), _MOST_PANELS)

    def outside(piece: xr.Dataset) -> xr.DataArray:
        return vendor_share(piece, "outside_china")

    share = 100 * in_pieces(ds.sel(scenario=shown), ["sales_usd_m"], outside)
    subtitle = (
        "Share of new spend a year outside China, all kit. Areas: mean of "
        f"{runs_in(ds)}; Chinese vendors at the bottom, up to the black line.{rest}"
    )
    rows = -(-len(shown) // _COLUMNS)
    size = (8.2, 2.1 + (3.2 if rows == 1 else 2.3) * rows)
    figure, box = new_figure(ds, size, _title(ds, share, names, year), subtitle)
    titles = [shortened(title_of(ds, name), 3.6, 10.5, "bold") for name in shown]
    room = (0.6, 0.15, 0.95, above(titles))
    panels = grid_of(figure, box, len(shown), _COLUMNS, room, (0.08, 0.3))
    bands = _bands(ds, share)
    for axes, name, words in zip(panels, shown, titles, strict=True):
        axes.set_title(words)
        _stack(axes, share.sel(scenario=name), bands)
    for axes in panels[::_COLUMNS]:
        axes.set_ylabel("Share (%)")
    handles = [Patch(facecolor=colour, label=label) for label, colour, _ in bands]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, box.bottom), ncols=4, fontsize=9
    )
    return figure


def _bands(ds: xr.Dataset, share: xr.DataArray) -> list[tuple[str, str, list[str]]]:
    """Return label, colour and vendors of each band, from the bottom."""
    known = [vendor for vendor in STACKED if vendor in share["vendor"].values]
    bands = [(vendor_label(ds, vendor), VENDOR_COLOURS[vendor], [vendor]) for vendor in known]
    others = [str(vendor) for vendor in share["vendor"].values if vendor not in STACKED]
    return [*bands, (_MADE_UP, _PALE, others)] if others else bands


def _stack(axes: Axes, share: xr.DataArray, bands: Sequence[tuple[str, str, list[str]]]) -> None:
    parts = [share.sel(vendor=vendors).sum("vendor") for _, _, vendors in bands]
    heights = np.array([part.mean("sample").values for part in parts])
    colours = [colour for _, colour, _ in bands]
    axes.stackplot(times(share), heights, colors=colours, edgecolor="white", linewidth=0.7)
    tops = heights.cumsum(axis=0)
    for (label, colour, _), part, top, height in zip(bands, parts, tops, heights, strict=True):
        mark_line(axes, part, label, "%", heights=top - height / 2)
        _name(axes, label, colour, times(share), top - height / 2, height)
    chinese = chinese_share(share).mean("sample")
    axes.plot(times(share), chinese, color="black", lw=1.6)
    axes.set_ylim(0, 100)
    year_axis(axes, share)
    axes.grid(visible=False)


def _name(
    axes: Axes, label: str, colour: str, when: Floats, middle: Floats, height: Floats
) -> None:
    """Write a vendor's name into its band at the right, where there is room for it."""
    at = -4
    if height[at:].min() > _THIN:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 140
        ink = "white" if dark else "black"
        place: dict[str, Any] = {"ha": "right", "va": "center"}
        axes.text(when[-1] - 0.4, middle[at], label, size=8.5, color=ink, **place)


def _title(ds: xr.Dataset, share: xr.DataArray, names: Sequence[str], year: int) -> str:
    total = chinese_share(share.sel(year=year))
    baseline = baseline_of(ds, names[0])
    if len(names) == 1 and baseline:
        phrase = change_phrase(change_in(ds, total, names[0]), "points")
        return f"In {year} the share of Chinese vendors outside China {phrase}"
    words = spread_words(ds, total, " %")
    return f"In {year} the mean share of Chinese vendors outside China {words}"
