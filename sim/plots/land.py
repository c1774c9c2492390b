"""Drawing land in the colours of values, with what each country's value is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection
from matplotlib.colors import BoundaryNorm, Colormap, to_rgba
from matplotlib.path import Path as Outline

from sim.plots.chart import mark
from sim.plots.projection import equal_earth
from sim.plots.shapes import Shape, codes_on_map, country_shapes
from sim.plots.style import MUTED, NO_DATA, UNCLEAR
from sim.world import Floats

#: Countries smaller than this (the sphere has 4 pi) would not be seen, and get a dot.
_DOT_AREA: Final = 1e-4
Colour = tuple[float, float, float, float]
_SEA: Final = "#EDF2F7"
#: Edges of the map: the antimeridian, south of Cape Horn, north of Greenland.
_WEST_EAST: Final = equal_earth(np.array([[-180.0, 0.0], [180.0, 0.0]]))[:, 0]
_SOUTH_NORTH: Final = equal_earth(np.array([[0.0, -57.0], [0.0, 88.0]]))[:, 1]


class Scale(NamedTuple):
    """How values become colours."""

    colours: Colormap
    steps: Floats  #: between neighbouring colours; values beyond the outer ones take the outer
    label: str
    extend: Literal["neither", "both", "max"] = "neither"
    names: tuple[str, ...] = ()  #: of the colours, in place of the steps
    dotted_above: float | None = None  #: larger values are dotted, so that grey tells them apart


def has_map(ds: xr.Dataset) -> bool:
    """Return whether most countries of a result lie on the map; made-up ones do not."""
    on_map = codes_on_map().intersection(ds["country"].values.tolist())
    return len(on_map) > ds.sizes["country"] / 2


def draw_land(
    axes: Axes,
    values: xr.DataArray,
    scale: Scale,
    told: Mapping[str, str],
    unclear: Collection[str] = (),
) -> dict[str, float]:
    """Draw a map with its colour bar, and return the values that are known by country code.

    Parameters
    ----------
    axes
        Where to draw.
    values
        Axis (country,), with ``country_name``; NaN: no data.
    scale
        Colours of the values.
    told
        What is said of a country, by its code.
    unclear
        Codes of countries whose value is not told from zero; they are grey.
    """
    known = _by_code(values)
    norm = BoundaryNorm(scale.steps, scale.colours.N, extend=scale.extend)
    shapes = [shape for shape in country_shapes() if shape.iso3 in known]
    unknown = [shape for shape in country_shapes() if shape.iso3 not in known]
    _draw(axes, unknown, [NO_DATA] * len(unknown), hatch="////")
    fills = {
        code: to_rgba(UNCLEAR) if code in unclear else scale.colours(norm(value))
        for code, value in known.items()
    }
    _draw(axes, shapes, [fills[shape.iso3] for shape in shapes])
    if scale.dotted_above is not None:
        risen = [shape for shape in shapes if known[shape.iso3] > scale.dotted_above
                 and shape.iso3 not in unclear]  # fmt: skip
        _draw(axes, risen, ["none"] * len(risen), hatch="....")
    _draw_dots(axes, shapes, fills)
    names = dict(zip(values["country"].values, values["country_name"].values, strict=True))
    for shape in shapes:
        doubt = ", no clear change" if shape.iso3 in unclear else ""
        mark(axes, *shape.centre, f"{names[shape.iso3]}: {told[shape.iso3]}{doubt}")
    _frame(axes)
    _bar(axes, scale, norm)
    return known


def _by_code(values: xr.DataArray) -> dict[str, float]:
    pairs = zip(values["country"].values, values.values, strict=True)
    return {str(code): float(value) for code, value in pairs if np.isfinite(value)}


def _frame(axes: Axes) -> None:
    axes.fill(*_globe().T, color=_SEA, zorder=0)
    axes.set_aspect("equal")
    axes.set_xlim(*_WEST_EAST)
    axes.set_ylim(*_SOUTH_NORTH)
    axes.set_axis_off()


def _bar(axes: Axes, scale: Scale, norm: BoundaryNorm) -> None:
    bar = axes.figure.colorbar(
        ScalarMappable(norm, scale.colours),
        ax=axes,
        orientation="horizontal",
        fraction=0.035,
        pad=0.02,
        aspect=38,
        ticks=scale.steps,
    )
    bar.set_label(scale.label)
    if scale.names:
        middles = (scale.steps[1:] + scale.steps[:-1]) / 2
        bar.set_ticks(middles.tolist(), labels=list(scale.names))
    bar.ax.tick_params(length=0)


def _globe() -> Floats:
    """Return the outline of the projected sphere, (point, 2)."""
    latitudes = np.linspace(-90, 90, 61)
    east = np.column_stack([np.full(61, 180.0), latitudes])
    return equal_earth(np.concatenate([east, -east]))


def _draw(axes: Axes, shapes: list[Shape], fills: Sequence[object], hatch: str = "") -> None:
    outlined = [(shape, fill) for shape, fill in zip(shapes, fills, strict=True) if shape.rings]
    axes.add_collection(
        PathCollection(
            [_outline(shape) for shape, _ in outlined],
            facecolors=[fill for _, fill in outlined],
            edgecolors="#9A9A9A" if hatch else "#6B6B6B",
            linewidths=0.0 if hatch else 0.25,
            hatch=hatch or None,
        )
    )


def _outline(shape: Shape) -> Outline:
    return Outline.make_compound_path(*(Outline(ring, closed=True) for ring in shape.rings))


def _draw_dots(axes: Axes, shapes: list[Shape], fills: Mapping[str, Colour]) -> None:
    small = [shape for shape in shapes if shape.area < _DOT_AREA]
    if small:
        axes.scatter(
            [shape.centre[0] for shape in small],
            [shape.centre[1] for shape in small],
            c=[fills[shape.iso3] for shape in small],
            s=14,
            linewidths=0.5,
            edgecolors=MUTED,
            zorder=3,
        )
