"""The five headline outcomes, as paired differences between a scenario and its baseline."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import xarray as xr

from sim.analysis import measures
from sim.analysis.pairs import baseline_of
from sim.plots.words import Change, change_of


class Headline(NamedTuple):
    """One outcome of the headline table and the figure of effects."""

    name: str
    label: str
    unit: str
    measure: Callable[[xr.Dataset], xr.DataArray]
    scale: float  #: from the unit of the measure to the unit shown
    sides: tuple[str, str]  #: words for below and above the baseline
    decimals: int
    needs: str  #: the stored outcome it is measured from
    paired: bool = False  #: the measure is a difference to the baseline already


HEADLINES = (
    Headline(
        "huawei_world_share",
        "Huawei\N{RIGHT SINGLE QUOTATION MARK}s share of the world market",
        "points",
        measures.huawei_world_share,
        100.0,
        ("lower", "higher"),
        1,
        "sales_usd_m",
    ),
    Headline(
        "chinese_share_outside_china",
        "Chinese vendors\N{RIGHT SINGLE QUOTATION MARK} share outside China",
        "points",
        measures.chinese_share_outside_china,
        100.0,
        ("lower", "higher"),
        1,
        "sales_usd_m",
    ),
    Headline(
        "allied_restricting",
        "Allied governments at no new kit or above",
        "governments",
        measures.allied_restricting,
        1.0,
        ("fewer", "more"),
        0,
        "level",
    ),
    Headline(
        "host_exposure",
        "Exposure of US-base hosts",
        "points",
        measures.host_exposure,
        100.0,
        ("lower", "higher"),
        1,
        "host_exposure",
    ),
    Headline(
        "delay_quarters",
        "Delay of 5G outside China",
        "quarters",
        measures.delay_quarters,
        1.0,
        ("shorter", "longer"),
        1,
        "coverage",
        paired=True,
    ),
)


def headlines_in(ds: xr.Dataset) -> list[Headline]:
    """Return the headlines that a result can be asked for, given the outcomes it stores."""
    return [item for item in HEADLINES if item.needs in ds]


def headline_values(ds: xr.Dataset, year: int = 2030) -> dict[str, xr.DataArray]:
    """Measure every headline that is stored once, at the end of a year.

    Returns
    -------
    dict
        By name of the headline, (scenario, sample), in the unit that is shown.
    """
    return {item.name: item.scale * item.measure(ds).sel(year=year) for item in headlines_in(ds)}


def headline_change(
    ds: xr.Dataset, values: dict[str, xr.DataArray], item: Headline, scenario: str
) -> Change:
    """Return the paired difference of one headline between a scenario and its baseline.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    values
        What :func:`headline_values` gave.
    item
        The headline.
    scenario
        The scenario.
    """
    measured = values[item.name]
    difference = measured.sel(scenario=scenario)
    if not item.paired:
        difference = difference - measured.sel(scenario=baseline_of(ds, scenario))
    return change_of(difference.values)
