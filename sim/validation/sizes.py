"""Sizes of markets, and their growth, beside the model's own and plain rivals'.

The model spends at constant prices of 2014, and buys of everything but 5G about what it bought
then; published sizes are dollars of the day. So levels drift apart with prices and rates of
exchange, which their errors allow for, and growth says more than levels do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.pieces import in_pieces
from sim.validation.evidence import Figure
from sim.validation.rows import Row, Sieve
from sim.validation.size import GROWTH, LEVEL, Size, sizes
from sim.world import Floats

TABLE: Final = "market_size"
BOUGHT: Final = "new_kit_usd_m"
ANYBODY: Final = "anybody's last"
PRICES: Final = "model at constant prices of 2014"
_MILLIONS_A_BILLION: Final = 1000.0


def size_figures(
    rows: Iterable[Row],
    runs: Mapping[str, xr.Dataset],
    cut_off: int | None,
    sieve: Sieve,
    known: Iterable[Row] = (),
) -> list[Figure]:
    """Return sizes of markets, and their growth, beside the model's and its rivals'.

    Parameters
    ----------
    rows
        Of ``market_size``.
    runs
        By variant, a result with one scenario that keeps every quarter of :data:`BOUGHT`.
    cut_off
        Figures of earlier years are what rivals know, and are not returned. None: all are
        returned, and a rival knows those of the years before each.
    sieve
        Gets rows that give no figure.
    known
        Further rows, which rivals may know.

    Returns
    -------
    list of Figure
        Levels in USD billion, growth as a share; a row that gives both gives two. Levels of the
        world's whole market to 2020 are marked as seed: the spend of 2014 was chained back from
        them.
    """
    own = sizes(list(rows), sieve)
    history = [*sizes(list(known), Sieve()), *own]
    played = [each for each in own if each.is_simulated]
    asked = [each for each in played if cut_off is None or each.year >= cut_off]
    model = {name: modelled(ds, asked) for name, ds in runs.items()}
    return [
        Figure(
            table=TABLE,
            line=each.line,
            what=_words(each),
            groups=_groups(each),
            cluster=f"{each.market}, {each.place}",
            unit=each.unit,
            observed=each.value,
            error=each.error,
            model={name: values[row] for name, values in model.items()},
            rivals={name: rival(history, each, cut_off) for name, rival in RIVALS.items()},
            seed=each.seed,
        )
        for row, each in enumerate(asked)
    ]


def modelled(ds: xr.Dataset, asked: Sequence[Size]) -> Floats:
    """Return the model's value for each size, axes (size, sample).

    NaN where a quarter that is needed is not simulated, or the outcome is not stored.
    """
    found = np.full((len(asked), ds.sizes["sample"]), np.nan)
    if BOUGHT not in ds or not asked:
        return found
    markets = list(dict.fromkeys((each.countries, each.classes) for each in asked))

    def spend(piece: xr.Dataset) -> xr.DataArray:
        kit = piece[BOUGHT].isel(scenario=0, drop=True).sum("vendor", dtype=np.float64)
        parts = [
            kit.sel({"country": list(where), "class": list(what)}).sum(["country", "class"])
            for where, what in markets
        ]
        return xr.concat(parts, "market").transpose("market", "quarter", "sample")

    spent = in_pieces(ds, [BOUGHT], spend) / _MILLIONS_A_BILLION
    for row, each in enumerate(asked):
        found[row] = _value(spent[markets.index((each.countries, each.classes))], each)
    return found


def _value(line: xr.DataArray, size: Size) -> Floats:
    now = _spent(line, size.year, size.quarters)
    if size.unit == LEVEL:
        return now
    before_now = _spent(line, size.year - 1, size.quarters)
    nothing = np.full_like(now, np.nan)
    return np.asarray(np.divide(now, before_now, out=nothing, where=before_now > 0) - 1.0)


def _spent(line: xr.DataArray, year: int, part: tuple[int, int]) -> Floats:
    wanted = [f"{year}Q{quarter}" for quarter in range(part[0], part[1] + 1)]
    if not set(wanted) <= set(line["quarter"].values.tolist()):
        return np.full(line.sizes["sample"], np.nan)
    return np.asarray(line.sel(quarter=wanted).sum("quarter").values)


def before(known: Sequence[Size], asked: Size, cut_off: int | None) -> list[tuple[int, float]]:
    """Return what a rival knows of a figure's own series: how many years earlier, and how much.

    Figures of years before its own and before the cut-off, the latest last.
    """
    last = asked.year if cut_off is None else min(asked.year, cut_off)
    same = [each for each in known if each.series == asked.series and each.year < last]
    return [(each.year - asked.year, each.value) for each in sorted(same, key=lambda e: e.year)]


def persistence(known: Sequence[Size], asked: Size, cut_off: int | None) -> float:
    """Return the publisher's figure of the last year, the mean of several; NaN of none."""
    series = before(known, asked, cut_off)
    last = [value for year, value in series if year == series[-1][0]]
    return float(np.mean(last)) if last else float("nan")


def trend(known: Sequence[Size], asked: Size, cut_off: int | None) -> float:
    """Return where the straight line through its figures stands, from two years on."""
    series = before(known, asked, cut_off)
    if len({year for year, _ in series}) < 2:
        return float("nan")
    years, values = zip(*series, strict=True)
    return float(np.polyfit(years, values, 1)[1])


def last_of_anybody(known: Sequence[Size], asked: Size, cut_off: int | None) -> float:
    """Return what :func:`persistence` does, of whatever publisher."""
    same = [each._replace(publisher=asked.publisher) for each in known]
    return persistence(same, asked, cut_off)


RIVALS: Final[Mapping[str, Callable[[Sequence[Size], Size, int | None], float]]] = {
    "persistence": persistence,
    "trend": trend,
    ANYBODY: last_of_anybody,
}


def _words(size: Size) -> str:
    kind = "growth of " if size.unit == GROWTH else ""
    first, last = size.quarters
    part = (
        "" if (first, last) == (1, 4) else f" Q{first}" if first == last else f" Q{first}-Q{last}"
    )
    return f"{kind}{size.market}, {size.place}, {size.year}{part} ({PRICES})"


def _groups(size: Size) -> dict[str, str]:
    return {
        "market": size.market,
        "place": size.place,
        "publisher": size.publisher,
        "measure": "growth" if size.unit == GROWTH else "size",
        "prices": PRICES,
    }
