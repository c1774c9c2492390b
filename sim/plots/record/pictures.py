"""Which figures show the world beside the record, in which order, with which words."""

from __future__ import annotations

import xarray as xr

from sim.plots.picture import Picture
from sim.plots.record.china import china_in_radio
from sim.plots.record.coverage import coverage_by_income
from sim.plots.record.governments import levels_and_record, who_and_record
from sim.plots.record.market import market_by_class, market_by_region
from sim.plots.record.parts import NEEDS as PARTS
from sim.plots.record.parts import chinese_parts
from sim.plots.record.prices import NEEDS as PRICES
from sim.plots.record.prices import duties_and_prices
from sim.plots.record.shares import shares_of_kit, shares_of_radio
from sim.plots.record.waiting import NEEDS as WAITING
from sim.plots.record.waiting import orders_waiting
from sim.plots.words import quoted

_DELLORO = "Dell\N{RIGHT SINGLE QUOTATION MARK}Oro"
_SALES = ("sales_usd_m",)
_LEVEL = ("level",)
_COUNTED = (
    "Filled dots: decisions enacted by law; hollow ones: also those that work without a law. A "
    "decision counts by the strictness that the table of policy events gives it; rules for "
    "federal procurement do not count. Taiwan restricts since before 2014 and counts in both. "
    "Listed are those on record, and others by how often the model has them."
)


def record_pictures(ds: xr.Dataset, scenario: str = "us_action") -> list[Picture]:
    """Choose the figures that hold a scenario beside what is on record to 2020.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    list of Picture
        Those whose outcomes are stored.
    """
    chosen = [*_market(ds, scenario), *_governments(ds, scenario), *_supply(ds, scenario)]
    return [picture for picture in chosen if all(name in ds for name in picture.needs)]


def _market(ds: xr.Dataset, scenario: str) -> list[Picture]:
    return [
        Picture(
            "market_by_class",
            "How large the market is",
            f"Lines and bands are the model, dots the record: {_DELLORO} "
            "for all telecom equipment; years before 2020 follow from published growth. For radio "
            "no level of the world to 2020 is on record that was not worked back from a later "
            "year. The model starts from the market of 2014 and leaves the 4G peak out.",
            _SALES,
            lambda: market_by_class(ds, scenario),
        ),
        Picture(
            "market_by_region",
            "Where kit is bought",
            "Model only: nothing comparable is on record by region. The shares of the regions at "
            "the start are a judgement.",
            _SALES,
            lambda: market_by_region(ds, scenario),
        ),
        Picture(
            "shares_of_kit",
            "Who sells, all kit",
            f"Lines and bands are the model, dots the record ({_DELLORO}, "
            "shares of revenue, rounded to whole points). Two dots for one year are two reports. "
            "Those of 2013 and 2015 are worked back from stated changes.",
            _SALES,
            lambda: shares_of_kit(ds, scenario),
        ),
        Picture(
            "shares_of_radio",
            "Who sells, radio kit",
            f"Lines and bands are the model, marks the record ({_DELLORO}, "
            "RAN revenue). Outside China two reports of one year differ by one or two points. In "
            "China only the share of Huawei is on record.",
            _SALES,
            lambda: shares_of_radio(ds, scenario),
        ),
        Picture(
            "china_in_radio",
            "How much of the radio kit China buys",
            "The part of China is not published. It follows from the shares of one vendor in the "
            "world, in China and outside: (world less outside) over (China less outside), here "
            "those of Huawei. Two dots for one year are two reports. The square is from Omdia and "
            "counts more than radio.",
            _SALES,
            lambda: china_in_radio(ds, scenario),
        ),
    ]


def _governments(ds: xr.Dataset, scenario: str) -> list[Picture]:
    return [
        Picture(
            "levels_and_record",
            "How many governments restrict",
            "Areas are the mean of the model, the mark is the record at the end of 2020: "
            "first by law alone, then with decisions that work without one. Compare it with the "
            f"top of the area {quoted('no new kit')}.",
            _LEVEL,
            lambda: levels_and_record(ds, scenario),
        ),
        Picture(
            "who_and_record",
            "Which governments restrict",
            _COUNTED,
            _LEVEL,
            lambda: who_and_record(ds, scenario),
        ),
    ]


def _supply(ds: xr.Dataset, scenario: str) -> list[Picture]:
    return [
        Picture(
            "coverage_by_income",
            "How 5G spreads",
            "Model only. Launches to 2020 are those on record; later ones are drawn by income.",
            ("coverage",),
            lambda: coverage_by_income(ds, scenario),
        ),
        Picture(
            "chinese_parts",
            "What parts the Chinese vendors have",
            "Model only. Where stocks and replacement meet a denial in time nothing happens, and "
            "where they do not orders fail: a mean of the two would be neither.",
            PARTS,
            lambda: chinese_parts(ds, scenario),
        ),
        Picture(
            "duties_and_prices",
            "Duties and prices",
            "Recorded averages are those of the Peterson Institute over all goods, so they tell "
            "the order of size and the dates, not the level on network kit. In the model network "
            "kit bears half of what the Chinese average has risen by since mid-2018.",
            PRICES,
            lambda: duties_and_prices(ds, scenario),
        ),
        Picture(
            "orders_waiting",
            "Orders that wait or lapse",
            "Model only. An order waits where parts or capacity are short, and lapses beyond four "
            "quarters of normal renewal.",
            WAITING,
            lambda: orders_waiting(ds, scenario),
        ),
    ]
