"""The series of the summary: every headline quantity, for every group worth a line."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import count, islice
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis import governments, market
from sim.analysis.groups import REPORTED, people_means
from sim.analysis.pieces import pieces_of
from sim.analysis.rollout import delay_by_country, no_delay
from sim.analysis.years import year_end, year_sum
from sim.terms import CHINA_REGION, REGIONS

COUNTRIES: Final = (
    "AUS", "BRA", "CAN", "DEU", "EGY", "ESP", "FRA", "GBR", "IDN", "IND", "ITA", "JPN", "KOR",
    "MEX", "NGA", "PHL", "POL", "SAU", "SWE", "THA", "TUR", "TWN", "USA", "ZAF",
)  # fmt: skip
"""Countries that get lines of their own."""

_SCOPES: Final = ("world", "outside_china", *REGIONS)
_AXES: Final = ("scenario", "year", "sample")
#: Bytes of the series of all samples that are held at once.
_HELD_BYTES: Final = 256 * 2**20
_DOUBLE: Final = 8


class Series(NamedTuple):
    """One quantity of one group.

    Attributes
    ----------
    values
        Axes (scenario, year, sample).
    is_difference
        The values are against the baseline already.
    """

    outcome: str
    group: str
    values: NDArray[np.float64]
    is_difference: bool = False


def all_series(ds: xr.Dataset) -> Iterator[Series]:
    """Yield every series for which a result stores what is needed, in bounded memory."""
    for name, series in _SOURCES:
        if name in ds:
            yield from _of_all_samples(ds[[name]], series)


def _of_all_samples(
    ds: xr.Dataset, series: Callable[[xr.Dataset], Iterator[Series]]
) -> Iterator[Series]:
    """Yield series of any number of samples: as many as there is room for, then the next."""
    cells = ds.sizes["scenario"] * ds.sizes["sample"] * len(set(ds["year"].values.tolist()))
    room = max(1, _HELD_BYTES // (_DOUBLE * cells))
    for first in count(0, room):
        if (yield from _put_together(ds, series, slice(first, first + room))) < room:
            return


def _put_together(
    ds: xr.Dataset, series: Callable[[xr.Dataset], Iterator[Series]], some: slice
) -> Generator[Series, None, int]:
    """Yield some of the series, of all samples; return how many there are."""
    found: list[Series] = []
    done = 0
    for piece in pieces_of(ds):
        parts = list(islice(series(piece), some.start, some.stop))
        if piece.sizes["sample"] == ds.sizes["sample"]:
            found = parts
            break
        found = found or [_longer(part, ds.sizes["sample"]) for part in parts]
        upto = done + piece.sizes["sample"]
        for whole, part in zip(found, parts, strict=True):
            whole.values[..., done:upto] = part.values
        done = upto
    yield from found
    return len(found)


def _longer(part: Series, samples: int) -> Series:
    """Return a series with room for the values of all samples."""
    return part._replace(values=np.empty((*part.values.shape[:-1], samples)))


def _series(outcome: str, group: str, values: xr.DataArray) -> Series:
    return Series(outcome, group, values.transpose(*_AXES).values.astype(np.float64))


def _split(values: xr.DataArray, dim: str) -> dict[str, NDArray[np.float64]]:
    """Return the values of each label of an axis, axes (scenario, year, sample)."""
    array = values.transpose(dim, *_AXES).values.astype(np.float64)
    return {str(label): array[i] for i, label in enumerate(values[dim].values)}


def _new_spend(ds: xr.Dataset) -> Iterator[Series]:
    yield from _sellers(market.volumes(ds), "share_of_new_spend", _SCOPES)


def _installed_kit(ds: xr.Dataset) -> Iterator[Series]:
    kit = market.volumes(ds, stock=True)
    yield from _sellers(kit, "share_of_installed_kit", ("world", "outside_china"))


def _sellers(volume: xr.DataArray, outcome: str, scopes: Sequence[str]) -> Iterator[Series]:
    kit = volume.sum("class")
    for scope in scopes:
        share = market.share_of(kit, scope)
        for vendor, values in _split(share, "vendor").items():
            yield Series(f"{outcome}:{vendor}", scope, values)
        yield _series(f"{outcome}:chinese", scope, market.chinese_share(share))
        yield _series(f"{outcome}:hhi", scope, (share**2).sum("vendor", skipna=False))


def _governments(ds: xr.Dataset) -> Iterator[Series]:
    level = year_end(ds["level"])
    ends = ds[["decides"]].assign(level=level)
    for group in REPORTED:
        count = governments.restricting(ends, group, yearly=False)
        yield _series("governments_at_no_new_kit", group, count)
    for country, values in _split(level.sel(country=_present(ds)), "country").items():
        yield Series("level", country, values)


def _exposure(ds: xr.Dataset) -> Iterator[Series]:
    yield from _by_people(ds, "exposure", year_end(ds["exposure"]).astype(np.float64))


def _by_people(ds: xr.Dataset, name: str, values: xr.DataArray) -> Iterator[Series]:
    groups = (*REPORTED, *REGIONS)
    for group, mean in zip(groups, people_means(ds, values, groups), strict=True):
        yield _series(name, group, mean)
    for country, own in _split(values.sel(country=_present(ds)), "country").items():
        yield Series(name, country, own)


def _coverage(ds: xr.Dataset) -> Iterator[Series]:
    yield from _by_people(ds, "coverage", year_end(ds["coverage"]).astype(np.float64))


def _delay(ds: xr.Dataset) -> Iterator[Series]:
    if no_delay(ds):
        return
    for series in _by_people(ds, "delay_quarters", delay_by_country(ds, ds["coverage"])):
        yield series._replace(is_difference=True)


def _costs(ds: xr.Dataset) -> Iterator[Series]:
    costs = year_sum(ds["cost_usd_m"])
    abroad = costs.sel(region=[region for region in REGIONS if region != REGIONS[CHINA_REGION]])
    for group, part in (("world", costs), ("outside_china", abroad)):
        for cost, values in _split(part.sum("region"), "cost").items():
            yield Series(f"cost_usd_m:{cost}", group, values)


def _hosts(ds: xr.Dataset) -> Iterator[Series]:
    yield _series("host_exposure", "hosts", year_end(ds["host_exposure"]))


def _blocs(ds: xr.Dataset) -> Iterator[Series]:
    yield _series("bloc_index", "world", year_end(ds["bloc_index"]))


def _by_vendor(ds: xr.Dataset) -> Iterator[Series]:
    """Yield one series a vendor of the only outcome of a dataset."""
    (values,) = ds.data_vars.values()
    for vendor, own in _split(year_end(values), "vendor").items():
        yield Series(f"{values.name}:{vendor}", "world", own)


def _present(ds: xr.Dataset) -> list[str]:
    return [code for code in COUNTRIES if code in ds["country"].values]


_SOURCES: Final[tuple[tuple[str, Callable[[xr.Dataset], Iterator[Series]]], ...]] = (
    ("sales_usd_m", _new_spend),
    ("installed_usd_m", _installed_kit),
    ("level", _governments),
    ("exposure", _exposure),
    ("coverage", _coverage),
    ("coverage", _delay),
    ("cost_usd_m", _costs),
    ("host_exposure", _hosts),
    ("bloc_index", _blocs),
    ("price", _by_vendor),
    ("quality", _by_vendor),
    ("fill", _by_vendor),
    ("china_manufacturing", _by_vendor),
)
"""Outcomes that are read, each with its series, in the order of the summary."""
