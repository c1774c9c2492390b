"""What can be compared, and by what: stored outcomes and what is derived from them.

Every stored outcome is there under its own name: flows summed over each year, anything else at
the year's end. Its own axes say by what it can be split; over the others it is added up where
that means something. Derived quantities have the names of ``summary.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis import governments, market
from sim.analysis.costs import cost_by_bearer, paid_for_networks
from sim.analysis.groups import REPORTED, people_means
from sim.analysis.rollout import delay_by_country, no_delay
from sim.analysis.years import year_end, year_sum
from sim.errors import ConfigError, nearest
from sim.outcomes import Outcome, registry
from sim.terms import REGIONS

Measure = Callable[[xr.Dataset], xr.DataArray]

WORLD: Final = "world"
"""Not split: one number for the world."""
BY: Final = (
    WORLD, "group", "region", "country", "vendor", "class", "cost", "bearer", "component",
)  # fmt: skip

_SCOPES: Final = ("world", "outside_china", "china")
#: Shares of which a mean over people is defined (E1, O2).
_PEOPLE: Final = ("exposure", "coverage", "coverage_wanted")
_SUMMED: Final = ("USD million", "USD million a quarter")
_PAID: Final = "paid_for_networks_usd_m"
#: What one line pays another may receive: a sum of costs would count that twice.
_NOT_ADDED: Final = (
    "Lines of costs are not to be added up: most move money from one purse to another. All that "
    f"is paid is the outcome {_PAID}."
)


class Quantity(NamedTuple):
    """Something that can be compared.

    Attributes
    ----------
    name, label
        As a user writes it, and as a reader sees it.
    unit, scale
        What is shown, and by how much the measure is multiplied for that.
    needs
        The outcome that must have been stored.
    ways
        By what it can be split -> the measure, from a result to axes (scenario, sample, year)
        and, unless it is the world, the split.
    is_difference
        It is against the baseline by nature.
    note
        What else a reader of a table must know, in a sentence.
    """

    name: str
    label: str
    unit: str
    scale: float
    needs: str
    ways: Mapping[str, Measure]
    is_difference: bool = False
    note: str = ""


def quantities(ds: xr.Dataset) -> dict[str, Quantity]:
    """Return what a result stores the outcomes, and the quarters, for, by name."""
    found = [*_derived(ds), *(_stored(outcome) for outcome in registry().values())]
    left_out = "delay_quarters" if no_delay(ds) else ""
    return {q.name: q for q in found if q.needs in ds and q.ways and q.name != left_out}


def choose(ds: xr.Dataset, outcome: str, by: str | None) -> tuple[Quantity, str]:
    """Return a quantity and by what it is split.

    Parameters
    ----------
    ds
        A result, or several as one.
    outcome
        Name of a quantity.
    by
        One of :data:`BY`; None: the world, or the one way there is.

    Raises
    ------
    ConfigError
        If there is no such quantity, or it cannot be split so.
    """
    known = quantities(ds)
    if outcome not in known:
        few = [name for name in known if ":" not in name]
        raise ConfigError(
            f"outcome: {outcome!r} is not in this result (there are: {', '.join(few)})"
            f"{nearest(outcome, known)}"
        )
    found = known[outcome]
    way = by or (WORLD if WORLD in found.ways else next(iter(found.ways)))
    if way not in found.ways:
        raise ConfigError(
            f"by: {outcome} cannot be split by {way!r}, but by: {', '.join(found.ways)}"
            f"{nearest(way, found.ways)}"
        )
    return found, way


def _stored(outcome: Outcome) -> Quantity:
    """Return a stored outcome as a quantity."""
    scale, unit = (100.0, "points") if outcome.unit == "share" else (1.0, outcome.unit)
    if outcome.is_flow:
        unit = unit.replace("a quarter", "a year")
    note = _NOT_ADDED if outcome.name == "cost_usd_m" else ""
    ways = _ways(outcome)
    return Quantity(outcome.name, outcome.label, unit, scale, outcome.name, ways, note=note)


def _ways(outcome: Outcome) -> Mapping[str, Measure]:
    """Return by what a stored outcome can be split."""
    axes = [axis for axis in outcome.dims if axis != "quarter"]
    if outcome.name == "cost_usd_m":
        return {
            "cost": lambda ds: year_sum(ds["cost_usd_m"].sum("region")),
            "bearer": cost_by_bearer,
        }
    if not axes:
        return {WORLD: partial(_only, outcome, None)}
    if outcome.unit in _SUMMED:
        return {WORLD: partial(_only, outcome, None)} | {
            axis: partial(_only, outcome, axis) for axis in axes
        }
    if outcome.name in _PEOPLE:
        by_people = {
            WORLD: partial(_people, outcome.name, None),
            "group": partial(_people, outcome.name, REPORTED),
            "region": partial(_people, outcome.name, REGIONS),
        }
        return by_people | {"country": partial(_only, outcome, "country")}
    return {axes[0]: partial(_only, outcome, axes[0])} if len(axes) == 1 else {}


def _only(outcome: Outcome, axis: str | None, ds: xr.Dataset) -> xr.DataArray:
    """Return an outcome by year and one axis, added up over the others."""
    values = ds[outcome.name]
    others = [dim for dim in outcome.dims if dim not in ("quarter", axis)]
    added = values.astype(np.float64).sum(others) if others else values
    yearly = year_sum(added) if outcome.is_flow else year_end(added)
    return yearly.astype(np.float64)


def _people(name: str, groups: Sequence[str] | None, ds: xr.Dataset) -> xr.DataArray:
    values = year_end(ds[name]).astype(np.float64)
    means = list(people_means(ds, values, groups or [WORLD]))
    return means[0] if groups is None else _along("group", groups, means)


def _along(axis: str, labels: Sequence[str], parts: Sequence[xr.DataArray]) -> xr.DataArray:
    name = "region" if tuple(labels) == REGIONS else axis
    index = xr.DataArray(list(labels), dims=name, name=name)
    return xr.concat(list(parts), index, coords="minimal", compat="override")


def _derived(ds: xr.Dataset) -> list[Quantity]:
    """Return what is worked out from stored outcomes, under the names of the summary."""
    return [
        *_shares(ds, "share_of_new_spend", "share of new spend", stock=False),
        *_shares(ds, "share_of_installed_kit", "share of installed kit", stock=True),
        Quantity(
            "governments_at_no_new_kit",
            "Governments at no new kit or above",
            "governments",
            1.0,
            "level",
            {
                WORLD: lambda ds: governments.restricting(ds, WORLD),
                "group": partial(_restricting, REPORTED),
                "region": partial(_restricting, REGIONS),
            },
        ),
        Quantity(
            _PAID,
            "All that is paid for networks",
            "USD million a year",
            1.0,
            "cost_usd_m",
            {
                WORLD: lambda ds: paid_for_networks(ds).sum("region"),
                "region": paid_for_networks,
            },
        ),
        Quantity(
            "delay_quarters",
            "5G delay against the baseline",
            "quarters",
            1.0,
            "coverage",
            {
                WORLD: partial(_delay, (WORLD,)),
                "group": partial(_delay, REPORTED),
                "region": partial(_delay, REGIONS),
                "country": lambda ds: delay_by_country(ds, ds["coverage"]),
            },
            is_difference=True,
        ),
    ]


def _restricting(groups: Sequence[str], ds: xr.Dataset) -> xr.DataArray:
    ends = ds[["decides"]].assign(level=year_end(ds["level"]))
    counts = [governments.restricting(ends, group, yearly=False) for group in groups]
    return _along("group", groups, counts)


def _delay(groups: Sequence[str], ds: xr.Dataset) -> xr.DataArray:
    means = list(people_means(ds, delay_by_country(ds, ds["coverage"]), groups))
    return means[0] if tuple(groups) == (WORLD,) else _along("group", groups, means)


def _shares(ds: xr.Dataset, name: str, words: str, *, stock: bool) -> list[Quantity]:
    """Return shares of sellers: of all by vendor, of each vendor and of the Chinese by place."""
    needs = "installed_usd_m" if stock else "sales_usd_m"
    if needs not in ds:
        return []
    by_vendor = {"vendor": lambda ds: market.vendor_share(ds, stock=stock)}
    found = [Quantity(name, f"Vendors' {words}", "points", 100.0, needs, by_vendor)]
    titles = dict(
        zip(map(str, ds["vendor"].values), map(str, ds["vendor_name"].values), strict=True)
    )
    for seller, title in {"chinese": "Chinese vendors", **titles}.items():
        ways = {
            WORLD: partial(_share, seller, (WORLD,), stock),
            "group": partial(_share, seller, _SCOPES, stock),
            "region": partial(_share, seller, REGIONS, stock),
        }
        label = f"{title}: {words}"
        found.append(Quantity(f"{name}:{seller}", label, "points", 100.0, needs, ways))
    return found


def _share(seller: str, scopes: Sequence[str], stock: bool, ds: xr.Dataset) -> xr.DataArray:
    kit = market.volumes(ds, stock).sum("class")
    shares = [market.share_of(kit, scope) for scope in scopes]
    ours = [
        market.chinese_share(share) if seller == "chinese" else share.sel(vendor=seller, drop=True)
        for share in shares
    ]
    return ours[0] if tuple(scopes) == (WORLD,) else _along("group", scopes, ours)
