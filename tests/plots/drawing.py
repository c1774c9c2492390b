"""Every figure of the catalogue drawn from made-up results, and where its texts lie."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import xarray as xr
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.analysis.years import QUARTERS_A_YEAR
from sim.plots.catalogue import CATALOGUE, draw
from sim.plots.chart import Chart
from tests.made import made_result

#: Two scenarios that every figure of two can show.
TWO = ["us_action", "stop"]
WITHOUT_DATA = "BRA"


def without_a_country(ds: xr.Dataset) -> xr.Dataset:
    """Return a result in which a country and a host have no exposure."""
    known = ~ds["country"].isin([WITHOUT_DATA, "QAT"])
    exposures = {n: ds[n].where(known) for n in ("exposure", "base_traffic_exposure") if n in ds}
    return ds.assign(exposures).assign_attrs(ds.attrs)


def by_year(ds: xr.Dataset) -> xr.Dataset:
    """Return a result that keeps one value a year."""
    kept = ds.isel(quarter=slice(QUARTERS_A_YEAR - 1, None, QUARTERS_A_YEAR))
    quarters = np.full(kept.sizes["quarter"], QUARTERS_A_YEAR)
    return kept.assign_coords(quarters=("quarter", quarters)).assign_attrs(ds.attrs)


def drawn(name: str, shown: str, many: xr.Dataset) -> Chart:
    """Draw a figure of one, two or all scenarios; that of one has one sample and a gap."""
    if shown == "one":
        return draw(without_a_country(_least(name)), name, None)
    if shown == "main":
        return draw(many, name, None)
    return draw(many, name, TWO if shown == "two" else [str(n) for n in many["scenario"].values])


def _least(name: str) -> xr.Dataset:
    """Return the smallest result that a figure can be drawn from."""
    return made_result(samples=10 if name.startswith("tornado") else 1)


def shown_by(name: str) -> list[str]:
    """Return which numbers of scenarios a figure can show."""
    if CATALOGUE[name].alone:
        return ["one", "main"]
    return ["one", "main", "two"] if name == "difference_map" else ["one", "main", "two", "all"]


def texts_of(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Return every text that is seen, with where it lies in pixels."""
    figure.canvas.draw()
    found = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    # That of a label at a line's end would hold its hair line too.
    boxes = [(t, Text.get_window_extent(t)) for t in found if _is_drawn(figure, t)]
    return [(text, box) for text, box in boxes if box.width > 1]


def _is_drawn(figure: Figure, text: Text) -> bool:
    """Leave out labels of ticks that are switched off or outside of their axes."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            if any(text in (tick.label1, tick.label2) for tick in ticks):
                low, high = sorted(axis.get_view_interval())
                shown = [t for t in ticks if low - 1e-9 <= t.get_loc() <= high + 1e-9]
                return axes.axison and any(text in (t.label1, t.label2) for t in shown)
    return True


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover each other by more than a pixel."""
    found = []
    for (one, box), (other, another) in combinations(texts_of(figure), 2):
        across = min(box.x1, another.x1) - max(box.x0, another.x0)
        up = min(box.y1, another.y1) - max(box.y0, another.y0)
        if across > 1 and up > 1:
            found.append((one.get_text(), other.get_text()))
    return found
