"""Which figures a report shows, in which order, with which words under them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xarray as xr

from sim.analysis.headline import headlines_of
from sim.analysis.pairs import held_beside
from sim.analysis.tornado import no_swings
from sim.plots.chart import Chart, spots
from sim.plots.cost_steps import cost_steps
from sim.plots.effects import effects
from sim.plots.hosts import host_arrows
from sim.plots.levels import level_areas
from sim.plots.market_share import market_share
from sim.plots.pairs import compared, main_scenario, pairs_in, title_of, told_against
from sim.plots.picture import Picture
from sim.plots.restriction_times import restriction_times
from sim.plots.save import save_figure
from sim.plots.share_multiples import share_multiples
from sim.plots.tornado import tornado
from sim.plots.words import quoted
from sim.plots.world_map import has_map, world_map
from sim.report import page

_PAIRED = (
    "Each line is one scenario held against its own baseline, run by run, with the same "
    "uncertain numbers and the same chance."
)
#: Images in SVG above this are inlined as PNG: a map is ten times lighter that way.
_HEAVY_BYTES = 400_000


def drawn(pictures: Iterable[Picture], folder: Path) -> list[str]:
    """Draw pictures into a folder; return them as parts of a page, each with its heading."""
    parts = []
    for picture in pictures:
        shown = picture.draw()
        png, svg = save_figure(shown, folder, picture.name)
        image = svg if svg.stat().st_size < _HEAVY_BYTES else png
        title = shown.texts[0].get_text().replace("\n", " ")
        parts += [
            page.element("h3", picture.heading),
            page.figure(
                image,
                title,
                picture.caption,
                float(shown.get_size_inches()[0]),
                spots(shown),
                f"Figure: {picture.heading}",
                _title_depth(shown),
            ),
        ]
    return parts


def _title_depth(chart: Chart) -> float:
    """Return how far down the title of a drawn chart reaches, in parts of its width."""
    width, height = chart.bbox.size
    return float((height - chart.texts[0].get_window_extent().y0) / width)


def pictures(ds: xr.Dataset, pair: xr.Dataset) -> list[Picture]:
    """Choose the figures of a report: few, and only those whose outcomes are stored.

    Parameters
    ----------
    ds
        A result.
    pair
        The same without all scenarios but the main one and its baseline.

    Returns
    -------
    list of Picture
        Future market shares, and the main scenario in detail.
    """
    chosen = [*_future(ds), *_main_scenario(pair)]
    if "exposure" in ds and has_map(ds):
        chosen.append(_map(pair))
    return [picture for picture in chosen if all(name in ds for name in picture.needs)]


def in_one_figure(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> list[Picture]:
    """Return the figure that stands beside the answer: every scenario's effects."""
    if not values or not compared(ds):
        return []
    beside = f"Each line is one scenario held against {told_against(ds)}, over {pairs_in(ds)}."
    caption = beside if held_beside(ds) else _PAIRED
    return [Picture("effects", "In one figure", caption, (), lambda: effects(ds, values))]


def own_effects(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> Picture:
    """Return the figure of every scenario's effects in its own result."""
    heading = "What each scenario changes in its own result"
    return Picture("own_effects", heading, _PAIRED, (), lambda: effects(ds, values))


def where_from(ds: xr.Dataset, pair: xr.Dataset) -> list[Picture]:
    """Return the figure of which uncertain numbers the range comes from, if any were drawn."""
    if no_swings(ds) or not headlines_of(pair) or not compared(pair):
        return []
    name = main_scenario(pair)
    caption = (
        "Each line compares the runs in which one number was high with those in which it was "
        "low, while all others varied as well. Hollow: no more than chance makes of so many."
    )
    heading = f"Which uncertain numbers move the change in {quoted(title_of(ds, name))}"
    return [Picture("tornado", heading, caption, (), lambda: tornado(pair, [name], paired=True))]


def _future(ds: xr.Dataset) -> list[Picture]:
    future = compared(ds, "future")
    if not future:
        return []
    return [
        Picture(
            "future_shares",
            "Huawei outside China, by future scenario",
            "One panel a future scenario, all on the same scale.",
            ("sales_usd_m",),
            lambda: share_multiples(ds, future),
        )
    ]


def _main_scenario(ds: xr.Dataset) -> list[Picture]:
    name = main_scenario(ds)
    title, names = quoted(title_of(ds, name)), [name]
    return [
        Picture(
            "market_share",
            f"Who gains: market shares in {title}",
            '"Outside China" leaves out mainland China, Hong Kong and Macao.',
            ("sales_usd_m",),
            lambda: market_share(ds, name),
        ),
        Picture(
            "levels",
            f"How many governments restrict in {title}",
            "Levels from mild to strict: guideline (powers exist, unused), cap (no new Chinese "
            "core, at most 35 % of 5G radio), no new kit, removal by a deadline.",
            ("level",),
            lambda: level_areas(ds, name),
        ),
        Picture(
            "restriction_times",
            f"Who restricts when in {title}",
            "Darker: in more of the runs. Triangles: decisions on record to the end of 2020. The "
            "United States is left out: its level is set by the scenario and not decided inside "
            "the model.",
            ("level",),
            lambda: restriction_times(ds, names),
        ),
        Picture(
            "hosts",
            f"Exposure of US-base hosts in {title}",
            "Counts the traffic of US bases that rides on commercial networks, through each "
            "host's two largest operators; the headline table counts all of a host's operators. "
            "Both weight hosts by US troops.",
            ("base_traffic_exposure",),
            lambda: host_arrows(ds, name),
        ),
        Picture(
            "costs",
            f"Who pays in {title}",
            "What a purse gets from another is taken off. Losses for which nobody is paid stand "
            "apart and are not in the total.",
            ("cost_usd_m",),
            lambda: cost_steps(ds, names),
        ),
    ]


def _map(ds: xr.Dataset) -> Picture:
    name = main_scenario(ds)
    return Picture(
        "map",
        f"Who stays exposed in {quoted(title_of(ds, name))}",
        "Hatched: land that is not one of the 198 countries of the model. Borders are those "
        "of the map's source and take no position.",
        ("exposure",),
        lambda: world_map(ds, name),
    )
