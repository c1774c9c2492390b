"""World maps: exposure, level of restriction, and the difference between two scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.gridspec import GridSpec
from matplotlib.patches import Patch

from sim.analysis.change import few_words, is_few
from sim.analysis.pairs import baseline_of
from sim.errors import ConfigError
from sim.plots.changes import change_between
from sim.plots.chart import Chart
from sim.plots.land import Scale, draw_land
from sim.plots.land import has_map as has_map
from sim.plots.marks import value_words
from sim.plots.pairs import base_words, pair_words, runs_in, title_of
from sim.plots.panels import above
from sim.plots.several import Scenarios, beside_baseline, main_first, named, only
from sim.plots.style import (
    LEVEL_COLOURS,
    NO_DATA,
    UNCLEAR,
    Box,
    new_figure,
    room_in,
    shortened,
    styled,
)
from sim.plots.words import Change, is_clear, number, quoted, range_words, signed
from sim.terms import LEVELS, NO_NEW_KIT
from sim.world import Floats

_EXPOSURE: Final = Scale(
    LinearSegmentedColormap.from_list(
        "exposure", ["#FEF0D0", "#FDCC8A", "#FC8D59", "#C0392B", "#5C0A12"]
    ),
    np.arange(0.0, 81.0, 10.0),
    "Exposure (%)",
    "max",
)
_CHANGE: Final = Scale(
    LinearSegmentedColormap.from_list(
        "change", ["#08306B", "#4A90C2", "#F7F7F7", "#F4A460", "#8C2D04"]
    ),
    np.array([-30.0, -20.0, -10.0, -5.0, -1.0, 1.0, 5.0, 10.0, 20.0, 30.0]),
    "Difference (points)",
    "both",
    dotted_above=1.0,
)
_LEVEL: Final = Scale(
    ListedColormap(list(LEVEL_COLOURS)),
    np.arange(-0.5, len(LEVELS)),
    "Level of restriction",
    names=LEVELS,
)
_DOTS: Final = "Dots: countries too small to be seen."
_WORDS: Final = "Chinese share of installed kit, weighted by class"
_MOST_MAPS: Final = 2


class _Map(NamedTuple):
    """One map of a figure."""

    title: str
    values: xr.DataArray  #: (country,)
    scale: Scale
    told: Mapping[str, str]  #: what is said of a country, by its code
    unclear: frozenset[str] = frozenset()  #: codes of countries whose range includes zero
    hatched: str = "No data"  #: why land has no colour


@styled
def world_map(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw exposure by country at the end of a year, and its difference to the baseline.

    Parameters
    ----------
    ds
        A result.
    scenarios
        The scenario to draw.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        One map, or two below each other if the scenario has a baseline; means over the runs.
        Land without data is hatched.
    """
    scenario = only(ds, scenarios)
    baseline = baseline_of(ds, scenario)
    runs = _exposure(ds, scenario, year)
    drawn = runs.mean("sample")
    change = _change(ds, (scenario, baseline), year) if baseline else None
    subtitle = (
        f"{pair_words(ds, scenario)}. Exposure: {_WORDS}, end of {year}, mean of {runs_in(ds)}. "
        f"{_DOTS}"
    )
    told = _by_country(drawn, (value_words(each, "%") for each in _by_run(runs)))
    maps = [_Map(f"Exposure, {quoted(title_of(ds, scenario))}", drawn, _EXPOSURE, told)]
    if change is None:
        middle = number(float(drawn.median()), 0)
        title = f"In {year} half of the countries have an exposure above {middle} %"
        return _figure(ds, title, subtitle, maps)
    maps.append(change._replace(title=f"Difference to {base_words(ds)}"))
    return _figure(ds, _changed(ds, change, year), subtitle, maps)


@styled
def difference_map(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw by how much exposure differs between any two scenarios at the end of a year.

    Parameters
    ----------
    ds
        A result, or several that were joined.
    scenarios
        Two, the first less the second; or one with a baseline, which is then the second.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        One map, points of exposure, mean of the paired differences; countries whose range
        includes zero are grey, but with too few runs to tell.

    Raises
    ------
    ConfigError
        If there are not two scenarios to subtract.
    """
    names = beside_baseline(ds, named(ds, scenarios))
    if len(names) != 2:
        raise ConfigError(
            f"scenarios: a difference is between two, and {len(names)} "
            f"{'is' if len(names) == 1 else 'are'} named"
        )
    first, second = names
    change = _change(ds, (first, second), year)
    subtitle = (
        f"{quoted(title_of(ds, first))} less {quoted(title_of(ds, second))}. Exposure: {_WORDS}, "
        f"end of {year}, mean of {runs_in(ds)}. {_DOTS}"
    )
    return _figure(ds, _changed(ds, change, year), subtitle, [change])


@styled
def level_map(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw the level of restriction by country at the end of a year.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One, which gets its baseline below it, or two; of more, the main one and its baseline.
    year
        The year (its fourth quarter).

    Returns
    -------
    Chart
        A map a scenario: the level that over half of the runs reach. Countries whose level is
        not decided in the model are hatched.
    """
    names = main_first(ds, beside_baseline(ds, named(ds, scenarios)))
    rest = "" if len(names) <= _MOST_MAPS else f" Not shown: {len(names) - _MOST_MAPS} more."
    maps = [_level_map(ds, name, year) for name in names[:_MOST_MAPS]]
    strict = int((maps[0].values >= NO_NEW_KIT).sum())
    title = (
        f"Governments that are at {quoted(LEVELS[NO_NEW_KIT])} or above in {year} in most runs: "
        f"{strict or 'none'} of {int(ds['decides'].sum())}"
    )
    subtitle = (
        f"The title is of {quoted(title_of(ds, names[0]))}. Colour: the level that over half of "
        f"{runs_in(ds)} reach, end of {year}. {_DOTS}{rest}"
    )
    return _figure(ds, title, subtitle, maps)


def _exposure(ds: xr.Dataset, scenario: str, year: int) -> xr.DataArray:
    """Return exposure at the end of a year in per cent, (sample, country)."""
    return 100 * ds["exposure"].sel(scenario=scenario, quarter=f"{year}Q4").load()


def _change(ds: xr.Dataset, names: tuple[str, str], year: int) -> _Map:
    """Return the map of the differences of exposure between two; of few runs none is unclear."""
    sides = [_exposure(ds, name, year).transpose("country", "sample") for name in names]
    mean = sides[0].mean("sample") - sides[1].mean("sample")
    known = int(np.isfinite(mean).sum())
    changes = [
        change_between(ds, names, own, other, known)
        for own, other in zip(*(side.values for side in sides), strict=True)
    ]
    unclear = frozenset(
        str(code)
        for code, change in zip(mean["country"].values, changes, strict=True)
        if change.samples and not is_clear(change)
    )
    told = _by_country(mean, map(_points, changes))
    few = is_few(ds.sizes["sample"])
    return _Map("", mean, _CHANGE, told, frozenset() if few else unclear)


def _by_run(runs: xr.DataArray) -> Iterable[Floats]:
    """Return the runs of each country in turn."""
    return runs.transpose("country", "sample").values


def _by_country(values: xr.DataArray, told: Iterable[str]) -> dict[str, str]:
    return dict(zip(map(str, values["country"].values), told, strict=True))


def _level_map(ds: xr.Dataset, scenario: str, year: int) -> _Map:
    reached = _level(ds, scenario, year)
    values = reached.where(ds["decides"].values.astype(bool))
    told = _by_country(values, (LEVELS[round(level)] for level in reached.values.tolist()))
    title = quoted(title_of(ds, scenario))
    return _Map(title, values, _LEVEL, told, hatched="Not decided in the model, or no data")


def _level(ds: xr.Dataset, scenario: str, year: int) -> xr.DataArray:
    level = ds["level"].sel(scenario=scenario, quarter=f"{year}Q4").load()
    reached = [((level >= rung).mean("sample") > 0.5).astype(float) for rung in range(1, 5)]
    total = reached[0]
    for each in reached[1:]:
        total = total + each
    return total


def _points(change: Change) -> str:
    words = f"{signed(change.mean)} points"
    return f"{words} {range_words(change)}" if change.samples > 1 else words


def _changed(ds: xr.Dataset, change: _Map, year: int) -> str:
    clear = change.values.where(~change.values["country"].isin(list(change.unclear)))
    lower, higher = int((clear < -1).sum()), int((clear > 1).sum())
    runs = ds.sizes["sample"]
    if runs == 1:
        return (
            f"Countries whose exposure in {year} is lower by over 1 point in the one run: "
            f"{lower or 'none'}; higher: {higher or 'none'}"
        )
    if few := few_words(runs, "the difference of any country"):
        return f"Exposure in {year}: {few}"
    return (
        f"Countries whose exposure in {year} is clearly lower, on average by over 1 point: "
        f"{lower or 'none'}; clearly higher: {higher or 'none'}"
    )


def _figure(
    ds: xr.Dataset,
    title: str,
    subtitle: str,
    maps: Sequence[_Map],
) -> Chart:
    """Draw maps below each other."""
    figure, box = new_figure(ds, (7.2, 1.6 + 4.1 * len(maps)), title, subtitle)
    titles = [shortened(each.title, 7.2, 10.5, "bold") for each in maps]
    room = room_in(box, figure, below=0.75, above=above(titles))
    grid = GridSpec(len(maps), 1, figure, **room, hspace=0.28)
    risen = False
    for place, each in enumerate(maps):
        axes: Axes = figure.add_subplot(grid[place, 0])
        axes.set_title(titles[place])
        known = draw_land(axes, each.values, each.scale, each.told, each.unclear)
        rise = each.scale.dotted_above
        clear = [value for code, value in known.items() if code not in each.unclear]
        risen = risen or (rise is not None and any(value > rise for value in clear))
    unclear = any(each.unclear for each in maps)
    _legend(figure, box, maps[0].hatched, hatched_rise=risen, unclear=unclear)
    return figure


def _legend(figure: Chart, box: Box, hatched: str, *, hatched_rise: bool, unclear: bool) -> None:
    handles = [Patch(facecolor=NO_DATA, edgecolor="#9A9A9A", hatch="////", lw=0, label=hatched)]
    if unclear:
        handles.append(
            Patch(facecolor=UNCLEAR, edgecolor="#6B6B6B", lw=0.25, label="No clear change")
        )
    if hatched_rise:
        handles.append(
            Patch(facecolor="white", edgecolor="#9A9A9A", hatch="....", label="Dotted: higher")
        )
    figure.legend(handles=handles, loc="lower left", bbox_to_anchor=(box.left, box.bottom), ncols=3)
