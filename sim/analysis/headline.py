"""The five headline measures, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import xarray as xr

from sim.analysis.governments import allied_restricting, host_exposure
from sim.analysis.market import chinese_share_outside_china, huawei_world_share
from sim.analysis.pieces import in_pieces
from sim.analysis.rollout import delay_quarters, no_delay


class Headline(NamedTuple):
    """One headline measure.

    Attributes
    ----------
    label
        Its name as a reader sees it.
    columns
        Its name in two short lines, for a table.
    unit, scale
        What is shown, and by how much the measure is multiplied for that.
    needs
        The outcome that must have been stored.
    sides
        Words for less and more than in the baseline.
    is_difference
        The measure itself is against the baseline.
    """

    name: str
    label: str
    columns: tuple[str, str]
    unit: str
    scale: float
    function: Callable[[xr.Dataset], xr.DataArray]
    needs: str
    sides: tuple[str, str] = ("lower", "higher")
    is_difference: bool = False


HEADLINES: Final = (
    Headline(
        "huawei_world_share",
        "Huawei\N{RIGHT SINGLE QUOTATION MARK}s share of the world market",
        ("Huawei's share", "of world market"),
        "points",
        100.0,
        huawei_world_share,
        "sales_usd_m",
    ),
    Headline(
        "chinese_share_outside_china",
        "Chinese vendors\N{RIGHT SINGLE QUOTATION MARK} share outside China",
        ("Chinese share", "outside China"),
        "points",
        100.0,
        chinese_share_outside_china,
        "sales_usd_m",
    ),
    Headline(
        "allied_restricting",
        "Allied governments at no new kit or above",
        ("Allies at no", "new kit or up"),
        "governments",
        1.0,
        allied_restricting,
        "level",
        sides=("fewer", "more"),
    ),
    Headline(
        "host_exposure",
        "Troop-weighted exposure of US-base hosts",
        ("Exposure of", "US-base hosts"),
        "points",
        100.0,
        host_exposure,
        "host_exposure",
    ),
    Headline(
        "delay_quarters",
        "Delay of 5G outside China",
        ("5G delay", "outside China"),
        "quarters",
        1.0,
        delay_quarters,
        "coverage",
        sides=("shorter", "longer"),
        is_difference=True,
    ),
)


def headlines_of(ds: xr.Dataset) -> list[Headline]:
    """Return the headline measures that a result has the outcomes, and the quarters, for."""
    left_out = delay_quarters if no_delay(ds) else None
    return [h for h in HEADLINES if h.needs in ds and h.function is not left_out]


def measured(ds: xr.Dataset, headlines: Sequence[Headline]) -> dict[str, xr.DataArray]:
    """Return headline measures of all samples by their names, in the unit that is shown.

    Axes (scenario, sample, year). Each outcome is read once, in pieces.
    """
    found: dict[str, xr.DataArray] = {}
    for needs in dict.fromkeys(headline.needs for headline in headlines):
        together = [headline for headline in headlines if headline.needs == needs]

        def measure(piece: xr.Dataset, together: list[Headline] = together) -> xr.Dataset:
            return xr.Dataset({each.name: each.scale * each.function(piece) for each in together})

        values = in_pieces(ds, [needs], measure)
        found.update({each.name: values[each.name] for each in together})
    return found
