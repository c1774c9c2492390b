"""The simulated world beside what is on record to 2020, in numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.governments import level_counts
from sim.analysis.market import china_part, market_size, vendor_share
from sim.analysis.observed import (
    LAST_YEAR,
    Observed,
    china_part_of_5g,
    china_part_of_ran,
    market_growth,
    market_sizes,
    vendor_shares,
)
from sim.analysis.paired import spread
from sim.analysis.recorded_levels import standing
from sim.terms import CAP, GUIDELINE, LEVELS, NO_NEW_KIT

FILE: Final = "record.csv"
HEADS: Final = ("What", "Year", "Unit", "Model", "On record", "Publisher")
_OWN_CODING: Final = "policy_events.csv, coded by rule"
EUROPE: Final = "Europe & Central Asia"
_PERCENT: Final = 100.0


class Comparison(NamedTuple):
    """One quantity of one year, in the model and on record.

    Attributes
    ----------
    mean, p05, p95
        Over the samples of the model.
    low, high
        Least and most that one publisher gives, with the bounds that it gives itself.
    publisher, quality
        Who counted, and how sure the figure is (A to D, as in the tables; the worst of several).
    note
        What differs between the two, if anything does.
    """

    what: str
    year: int
    unit: str
    mean: float
    p05: float
    p95: float
    low: float
    high: float
    publisher: str
    quality: str
    note: str = ""


def compare_with_record(ds: xr.Dataset, scenario: str = "us_action") -> list[Comparison]:
    """Return every comparison that a result stores the outcomes for.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to compare.

    Returns
    -------
    list of Comparison
        Shares of vendors, China's part, sizes of markets, governments; by year within each.
        Publishers are kept apart: each has a row of its own.
    """
    own = ds.sel(scenario=scenario)
    rows: list[Comparison] = []
    if "sales_usd_m" in ds:
        rows += [*_shares(own), *_china(own), *_sizes(own)]
    if "level" in ds:
        rows += _governments(own)
    return rows


def write_record(rows: Iterable[Comparison], file: Path) -> Path:
    """Write comparisons as a table with one line each; return the file."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(Comparison._fields)
        for row in rows:
            writer.writerow(f"{cell:.6g}" if isinstance(cell, float) else cell for cell in row)
    return file


def cells_of(row: Comparison) -> tuple[str, ...]:
    """Return a comparison as words, under :data:`HEADS`."""
    bounds = f"{row.low:.3g}" if row.low == row.high else f"{row.low:.3g} to {row.high:.3g}"
    model = f"{row.mean:.1f} [{row.p05:.1f} {row.p95:.1f}]"
    return row.what, str(row.year), row.unit, model, bounds, row.publisher


def _shares(own: xr.Dataset) -> Iterator[Comparison]:
    markets = (
        ("telecom_equipment", "all", "world", "world, all kit"),
        ("ran", "ran", "world", "world, RAN"),
        ("ran", "ran", "outside_china", "outside China, RAN"),
        ("ran", "ran", "china", "China, RAN"),
    )
    for recorded, market, scope, words in markets:
        share = _PERCENT * vendor_share(own, scope, market)
        rows = vendor_shares(recorded, scope)
        for vendor, name in zip(share["vendor"].values, own["vendor_name"].values, strict=True):
            what = f"{str(name).split(' (')[0]}, {words}"
            of_vendor = share.sel(vendor=vendor)
            for group in _grouped(row for row in rows if row.vendor == vendor):
                yield from _row(what, "%", of_vendor, group, _PERCENT)


def _china(own: xr.Dataset) -> Iterator[Comparison]:
    parts = (
        ("ran", "China's part of RAN", china_part_of_ran(), "follows from shares of vendors"),
        ("5g", "China's part of 5G", china_part_of_5g(), "on record Q1 to Q3, wider than radio"),
    )
    for market, words, recorded, note in parts:
        part = _PERCENT * china_part(own, market)
        plain = [row._replace(low=row.value, high=row.value) for row in recorded]
        for group in _grouped(plain):
            yield from _row(words, "%", part, group, _PERCENT, note)


def _sizes(own: xr.Dataset) -> Iterator[Comparison]:
    note = "model at the prices of 2014"
    for group in _grouped(market_sizes("telecom_equipment")):
        yield from _row("Market, all kit", "USD bn", market_size(own), group, note=note)
    wide = f"{note}, and of all Europe and Central Asia"
    europe = market_size(own, EUROPE, "ran")
    for group in _grouped(market_sizes("ran", "europe")):
        yield from _row("Market, RAN in Europe", "USD bn", europe, group, note=wide)
    home = market_size(own, "china", "ran")
    growth = _PERCENT * (home / home.shift(year=1) - 1)
    for group in _grouped(market_growth("ran", "china")):
        yield from _row("Growth of RAN in China", "%", growth, group, _PERCENT, note)


def _governments(own: xr.Dataset) -> Iterator[Comparison]:
    counts = level_counts(own)
    if LAST_YEAR not in counts["year"].values:
        return
    for least in (NO_NEW_KIT, CAP, GUIDELINE):
        at_least = counts.sel(year=LAST_YEAR).isel(level=slice(least, None)).sum("level")
        mean, p05, p95 = _model(at_least)
        by_law, in_fact = standing(LAST_YEAR, least)
        note = "by law, and also without one"
        if least < NO_NEW_KIT:
            note += "; mild decisions are not all on record"
        yield Comparison(
            f"Governments at {LEVELS[least]} or above", LAST_YEAR, "governments", mean, p05, p95,
            by_law, in_fact, _OWN_CODING, "D", note,
        )  # fmt: skip


def _grouped(rows: Iterable[Observed]) -> Iterator[list[Observed]]:
    """Yield figures of one quantity by year and publisher, in the order of the years."""
    groups: dict[tuple[int, str], list[Observed]] = {}
    for row in rows:
        groups.setdefault((row.year, row.publisher), []).append(row)
    yield from (groups[key] for key in sorted(groups))


def _row(
    what: str,
    unit: str,
    values: xr.DataArray,
    group: Sequence[Observed],
    scale: float = 1.0,
    note: str = "",
) -> Iterator[Comparison]:
    """Yield the comparison of a group of figures, if its year is simulated."""
    first = group[0]
    if first.year not in values["year"].values:
        return
    mean, p05, p95 = _model(values.sel(year=first.year))
    low, high = scale * min(r.low for r in group), scale * max(r.high for r in group)
    worst = max(row.quality for row in group)
    yield Comparison(
        what, first.year, unit, mean, p05, p95, low, high, first.publisher, worst, note
    )


def _model(values: xr.DataArray) -> tuple[float, float, float]:
    samples: NDArray[np.float64] = values.values.astype(np.float64)
    found = spread(samples)
    return float(found.mean), float(found.p05), float(found.p95)
