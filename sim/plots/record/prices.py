"""Duties of the two powers beside the averages on record, and prices by vendor."""

from __future__ import annotations

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec

from sim.analysis.measures import vendor_share
from sim.analysis.observed import average_duties
from sim.plots.chart import Chart, mark
from sim.plots.labels import label_line_ends
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import (
    Mark,
    from_zero,
    legend,
    line_key,
    mean_words,
    record_key,
    show_years,
)
from sim.plots.style import (
    INK,
    MUTED,
    RANGE,
    VENDOR_COLOURS,
    new_figure,
    room_in,
    styled,
    tidy,
    vendor_label,
)
from sim.plots.words import quoted

NEEDS: Final = ("sales_usd_m", "duty_us", "duty_cn", "price")
_LEADER: Final = "huawei"
_US, _CHINA = "#0072B2", "#D55E00"
_US_MARK: Final = Mark("o", _US, "white")
_CHINA_MARK: Final = Mark("s", _CHINA, "white")
_DAYS_A_YEAR: Final = 365.25
_YEAR: Final = 2030


@styled
def duties_and_prices(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw both sides' duties with the averages on record, and prices by vendor.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        Two panels: per cent of the price, and an index of prices.
    """
    own = ds.sel(scenario=scenario)
    huawei = own["price"].sel(vendor=_LEADER, quarter=f"{_YEAR}Q4").astype(float)
    title = (
        f"In {_YEAR} Huawei\N{RIGHT SINGLE QUOTATION MARK}s prices are {mean_words(huawei, 2)} "
        "times the mean of 2014"
    )
    subtitle = (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Lines and bands: mean and {RANGE}. "
        "Duties: in the model on network kit, on record the average over all goods. Prices: "
        "outside China and the USA; range of Huawei only."
    )
    figure, box = new_figure(ds, (8.6, 4.9), title, subtitle)
    grid = GridSpec(1, 2, figure, **room_in(box, figure, 0.55, 1.35, 0.85), wspace=0.28)
    duties, prices = (figure.add_subplot(grid[0, column]) for column in range(2))
    _draw_duties(duties, own)
    _draw_prices(prices, own)
    keys = [
        line_key("model, US duty on China", _US),
        record_key("on record, US average", _US_MARK),
        line_key("model, Chinese duty on US", _CHINA),
        record_key("on record, Chinese average", _CHINA_MARK),
    ]
    legend(figure, box, keys, 2)
    return figure


def _draw_duties(axes: Axes, own: xr.Dataset) -> None:
    axes.set_title("Duties")
    for outcome, colour, label in (
        ("duty_us", _US, "Model, US duty"),
        ("duty_cn", _CHINA, "Model, Chinese duty"),
    ):
        draw_range(axes, 100 * own[outcome].astype(float), colour, 1.8, 0.16)
        mark_line(axes, 100 * own[outcome].astype(float), label, "%")
    recorded = average_duties()
    when = [_year_of(duty.date) for duty in recorded]
    for each, whose, rates in (
        (_US_MARK, "US", [duty.us_on_china for duty in recorded]),
        (_CHINA_MARK, "Chinese", [duty.china_on_us for duty in recorded]),
    ):
        axes.plot(when, rates, each.shape, mfc=each.fill, mec=each.edge, mew=0.7, ms=5.5, zorder=4)
        for duty, time, rate in zip(recorded, when, rates, strict=True):
            mark(axes, time, rate, f"On record, {duty.date}, {whose} average: {rate:.1f} %")
    axes.set_ylabel("% of the price")
    show_years(axes)
    from_zero(axes)
    tidy(axes)


def _draw_prices(axes: Axes, own: xr.Dataset) -> None:
    axes.set_title("Prices")
    vendors = sellers_abroad(own)
    colours = [VENDOR_COLOURS.get(vendor, MUTED) for vendor in vendors]
    price = own["price"].astype(float)
    for vendor, colour in zip(vendors, colours, strict=True):
        draw_range(axes, price.sel(vendor=vendor), colour, 1.6, 0.16 * (vendor == _LEADER))
        mark_line(axes, price.sel(vendor=vendor), vendor_label(own, vendor), "", decimals=2)
    axes.axhline(1, color=INK, lw=0.7)
    axes.set_ylabel("index, 1 = mean of 2014")
    show_years(axes)
    tidy(axes)
    ends = price.isel(quarter=-1).sel(vendor=vendors).mean("sample").values
    names = [vendor_label(own, vendor) for vendor in vendors]
    label_line_ends(axes, axes.get_xlim()[1], ends, names, colours)


def sellers_abroad(ds: xr.Dataset) -> list[str]:
    """Return the vendors that ever sell outside China: of the others the price means nothing."""
    sold = vendor_share(ds, "outside_china").max(["sample", "year"])
    return [str(vendor) for vendor in sold["vendor"].values[sold.values > 0]]


def _year_of(date: str) -> float:
    """Return a day as a fraction of its year.

    Examples
    --------
    >>> round(_year_of("2018-07-01"), 2)
    2018.5
    """
    day = np.datetime64(date)
    year = day.astype("datetime64[Y]")
    return int(str(year)) + float((day - year).astype(int)) / _DAYS_A_YEAR
