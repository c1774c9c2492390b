"""The world map of exposure in one year, and of what a scenario changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection
from matplotlib.colors import BoundaryNorm, Colormap, LinearSegmentedColormap
from matplotlib.gridspec import GridSpec
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline

from sim.analysis.pairs import baseline_of
from sim.plots.chart import Chart
from sim.plots.pairs import pair_words, runs_in, title_of
from sim.plots.projection import equal_earth
from sim.plots.shapes import Shape, codes_on_map, country_shapes
from sim.plots.style import MUTED, NO_DATA, Box, new_figure, room_in, styled
from sim.plots.words import number, quoted
from sim.world import Floats

#: Countries smaller than this (the sphere has 4 pi) would not be seen, and get a dot.
_DOT_AREA = 1e-4
_SEA = "#EDF2F7"
#: Edges of the map: the antimeridian, south of Cape Horn, north of Greenland.
_WEST_EAST = equal_earth(np.array([[-180.0, 0.0], [180.0, 0.0]]))[:, 0]
_SOUTH_NORTH = equal_earth(np.array([[0.0, -57.0], [0.0, 88.0]]))[:, 1]
_EXPOSURE_STEPS = np.arange(0.0, 81.0, 10.0)
_CHANGE_STEPS = np.array([-30.0, -20.0, -10.0, -5.0, -1.0, 1.0, 5.0, 10.0, 20.0, 30.0])
_EXPOSURE_COLOURS = LinearSegmentedColormap.from_list(
    "exposure", ["#FEF0D0", "#FDCC8A", "#FC8D59", "#C0392B", "#5C0A12"]
)
_CHANGE_COLOURS = LinearSegmentedColormap.from_list(
    "change", ["#08306B", "#4A90C2", "#F7F7F7", "#F4A460", "#8C2D04"]
)


def has_map(ds: xr.Dataset) -> bool:
    """Return whether most countries of a result lie on the map; made-up ones do not."""
    on_map = codes_on_map().intersection(ds["country"].values.tolist())
    return len(on_map) > ds.sizes["country"] / 2


@styled
def world_map(ds: xr.Dataset, scenario: str, year: int = 2030) -> Chart:
    """Draw exposure by country at the end of a year, and its difference to the baseline.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        One map, or two below each other if the scenario has a baseline; means over the runs.
        Land without data is hatched.
    """
    exposure = 100 * ds["exposure"].sel(quarter=f"{year}Q4").mean("sample")
    baseline = baseline_of(ds, scenario)
    drawn = exposure.sel(scenario=scenario)
    change = drawn - exposure.sel(scenario=baseline) if baseline else None
    subtitle = (
        f"{pair_words(ds, scenario)}. Exposure: Chinese share of installed kit, weighted by class, "
        f"end of {year}, mean of {runs_in(ds)}. Dots: countries too small to be seen."
    )
    maps = 1 if change is None else 2
    title = _title(drawn, change, year)
    figure, box = new_figure(ds, (7.2, 1.6 + 4.1 * maps), title, subtitle)
    grid = GridSpec(maps, 1, figure, **room_in(box, figure, below=0.75), hspace=0.28)
    axes = figure.add_subplot(grid[0, 0])
    axes.set_title(f"Exposure, {quoted(title_of(ds, scenario))}")
    _draw_map(axes, _by_code(drawn), _EXPOSURE_COLOURS, _EXPOSURE_STEPS, "Exposure (%)")
    if change is not None:
        axes = figure.add_subplot(grid[1, 0])
        axes.set_title("Difference to the baseline")
        _draw_map(axes, _by_code(change), _CHANGE_COLOURS, _CHANGE_STEPS, "Difference (points)")
    _legend(figure, box, hatched_rise=change is not None and bool((change > 1).any()))
    return figure


def _by_code(values: xr.DataArray) -> dict[str, float]:
    pairs = zip(values["country"].values, values.values, strict=True)
    return {str(code): float(value) for code, value in pairs if np.isfinite(value)}


def _title(drawn: xr.DataArray, change: xr.DataArray | None, year: int) -> str:
    if change is None:
        middle = number(float(drawn.median()), 0)
        return f"In {year} half of the countries have an exposure above {middle} %"
    lower, higher = int((change < -1).sum()), int((change > 1).sum())
    return (
        f"Countries whose mean exposure in {year} is over 1 point lower: {lower or 'none'}; "
        f"over 1 point higher: {higher or 'none'}"
    )


def _draw_map(
    axes: Axes, values: dict[str, float], colours: Colormap, steps: Floats, label: str
) -> None:
    """Draw one map with its colour bar; values beyond the outer steps take the outer colours."""
    norm = BoundaryNorm(steps, colours.N, extend="both" if steps[0] < 0 else "max")
    known = [shape for shape in country_shapes() if shape.iso3 in values]
    unknown = [shape for shape in country_shapes() if shape.iso3 not in values]
    _draw_land(axes, unknown, [NO_DATA] * len(unknown), hatch="////")
    fills = [colours(norm(values[shape.iso3])) for shape in known]
    _draw_land(axes, known, fills)
    if steps[0] < 0:
        risen = [shape for shape in known if values[shape.iso3] > 1]
        _draw_land(axes, risen, ["none"] * len(risen), hatch="....")
    _draw_dots(axes, known, values, colours, norm)
    axes.fill(*_globe().T, color=_SEA, zorder=0)
    axes.set_aspect("equal")
    axes.set_xlim(*_WEST_EAST)
    axes.set_ylim(*_SOUTH_NORTH)
    axes.set_axis_off()
    bar = axes.figure.colorbar(
        ScalarMappable(norm, colours),
        ax=axes,
        orientation="horizontal",
        fraction=0.035,
        pad=0.02,
        aspect=38,
        ticks=steps,
    )
    bar.set_label(label)
    bar.ax.tick_params(length=0)


def _globe() -> Floats:
    """Return the outline of the projected sphere, (point, 2)."""
    latitudes = np.linspace(-90, 90, 61)
    east = np.column_stack([np.full(61, 180.0), latitudes])
    return equal_earth(np.concatenate([east, -east]))


def _draw_land(axes: Axes, shapes: list[Shape], fills: Sequence[object], hatch: str = "") -> None:
    outlined = [(shape, fill) for shape, fill in zip(shapes, fills, strict=True) if shape.rings]
    outlines = [_outline(shape) for shape, _ in outlined]
    axes.add_collection(
        PathCollection(
            outlines,
            facecolors=[fill for _, fill in outlined],
            edgecolors="#9A9A9A" if hatch else "#6B6B6B",
            linewidths=0.0 if hatch else 0.25,
            hatch=hatch or None,
        )
    )


def _outline(shape: Shape) -> Outline:
    return Outline.make_compound_path(*(Outline(ring, closed=True) for ring in shape.rings))


def _draw_dots(
    axes: Axes, shapes: list[Shape], values: dict[str, float], colours: Colormap, norm: BoundaryNorm
) -> None:
    small = [shape for shape in shapes if shape.area < _DOT_AREA]
    if small:
        axes.scatter(
            [shape.centre[0] for shape in small],
            [shape.centre[1] for shape in small],
            c=[values[shape.iso3] for shape in small],
            cmap=colours,
            norm=norm,
            s=14,
            linewidths=0.5,
            edgecolors=MUTED,
            zorder=3,
        )


def _legend(figure: Chart, box: Box, *, hatched_rise: bool) -> None:
    handles = [Patch(facecolor=NO_DATA, edgecolor="#9A9A9A", hatch="////", lw=0, label="No data")]
    if hatched_rise:
        handles.append(
            Patch(facecolor="white", edgecolor="#9A9A9A", hatch="....", label="Dotted: higher")
        )
    figure.legend(handles=handles, loc="lower left", bbox_to_anchor=(box.left, box.bottom), ncols=2)
