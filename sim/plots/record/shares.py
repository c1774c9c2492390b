"""Vendors' shares to 2020 beside the record: all kit, and radio in and outside China."""

from __future__ import annotations

from typing import Final

import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from sim.analysis.measures import vendor_share
from sim.analysis.observed import vendor_shares
from sim.plots.chart import Chart
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import (
    ELSEWHERE,
    ON_RECORD,
    draw_record,
    from_zero,
    legend,
    line_key,
    mean_words,
    panels,
    record_key,
    record_words,
    show_years,
)
from sim.plots.style import INK, MUTED, RANGE, VENDOR_COLOURS, new_figure, styled, vendor_label
from sim.plots.words import quoted

_TICKS: Final = (2014, 2016, 2018, 2020)
_FIRST: Final = 2012.7
_YEAR: Final = 2020
_LEADER: Final = "huawei"
_OF_ALL: Final = ("huawei", "ericsson", "nokia", "zte", "cisco", "samsung")
_OF_RADIO: Final = ("huawei", "ericsson", "nokia", "zte", "samsung")


@styled
def shares_of_kit(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw six vendors' shares of all kit, in the world and outside China, to 2020.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        A panel for each vendor, per cent of new spend a year, each on its own scale.
    """
    vendors = _present(ds, _OF_ALL)
    figure, axes = _figure(ds, scenario, vendors, "all", "telecom_equipment", "all kit")
    for panel, vendor in zip(axes, vendors, strict=True):
        _draw_vendor(panel, ds, scenario, vendor, "all", "telecom_equipment")
    return figure


@styled
def shares_of_radio(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw five vendors' shares of radio kit in the world and outside China, Huawei's in China."""
    vendors = _present(ds, _OF_RADIO)
    figure, axes = _figure(ds, scenario, vendors, "ran", "ran", "radio kit", "Huawei in China")
    for panel, vendor in zip(axes, vendors, strict=False):
        _draw_vendor(panel, ds, scenario, vendor, "ran", "ran")
    home = _share(ds, scenario, _LEADER, "china", "ran")
    draw_range(axes[-1], home, VENDOR_COLOURS[_LEADER], 1.8, 0.2)
    mark_line(axes[-1], home, "Model, in China", "%")
    draw_record(axes[-1], vendor_shares("ran", "china"), 100, unit="%")
    _finish(axes[-1])
    return figure


def _figure(
    ds: xr.Dataset, scenario: str, vendors: list[str], market: str, name: str, kit: str, *more: str
) -> tuple[Chart, list[Axes]]:
    then = _share(ds, scenario, _LEADER, "world", market).sel(year=_YEAR)
    known = [row for row in vendor_shares(name) if row.vendor == _LEADER and row.year == _YEAR]
    title = (
        f"Huawei in {_YEAR}: {mean_words(then)} % of {kit} in the model, "
        f"{record_words(known, 100)} on record"
    )
    subtitle = (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Share of new spend a year on {kit}. "
        f"Lines and bands: mean and {RANGE}. Each panel has its own scale."
    )
    figure, box = new_figure(ds, (8.6, 5.9), title, subtitle)
    titles = [vendor_label(ds, vendor) for vendor in vendors]
    axes = panels(figure, box, [*titles, *more], 3, below=0.82)
    for panel in axes[::3]:
        panel.set_ylabel("Share (%)")
    keys = [
        line_key("model, world (China in the last panel)" if more else "model, world", INK),
        record_key("on record, the same" if more else "on record, world"),
        line_key("model, outside China", MUTED, dashed=True),
    ]
    keys += _outside_key(name)
    legend(figure, box, keys, 2 if len(keys) > 3 else 3)
    return figure, axes


def _outside_key(name: str) -> list[Artist]:
    if not vendor_shares(name, "outside_china"):
        return []
    return [record_key("on record, outside China", ELSEWHERE)]


def _draw_vendor(
    axes: Axes, ds: xr.Dataset, scenario: str, vendor: str, market: str, name: str
) -> None:
    colour = VENDOR_COLOURS.get(vendor, INK)
    abroad = _share(ds, scenario, vendor, "outside_china", market)
    world = _share(ds, scenario, vendor, "world", market)
    draw_range(axes, abroad, MUTED, 1.2, 0.12, "--")
    draw_range(axes, world, colour, 1.8, 0.2)
    mark_line(axes, abroad, "Model, outside China", "%")
    mark_line(axes, world, "Model, world", "%")
    for scope, mark in (("outside_china", ELSEWHERE), ("world", ON_RECORD)):
        rows = [row for row in vendor_shares(name, scope) if row.vendor == vendor]
        draw_record(axes, rows, 100, mark, "%")
    _finish(axes)


def _share(ds: xr.Dataset, scenario: str, vendor: str, scope: str, market: str) -> xr.DataArray:
    """Return a vendor's share in per cent, axes (sample, year), to 2020."""
    own = ds.sel(scenario=scenario)
    share = vendor_share(own, scope, market).sel(vendor=vendor, drop=True)
    return 100 * share.sel(year=slice(None, _YEAR))


def _present(ds: xr.Dataset, vendors: tuple[str, ...]) -> list[str]:
    return [vendor for vendor in vendors if vendor in ds["vendor"].values]


def _finish(axes: Axes) -> None:
    from_zero(axes)
    show_years(axes, _TICKS, _FIRST)
    axes.set_xlim(_FIRST, _YEAR + 0.4)
