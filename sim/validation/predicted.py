"""Observed shares and decisions beside what the model and its rivals say of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import xarray as xr

from sim.terms import FIRST_YEAR, LEVELS, REGIONS
from sim.validation.baselines.panel import GROUPS, Panel, covariates, panel
from sim.validation.baselines.restricting import RIVALS, left_out
from sim.validation.baselines.shares import known_of, share_rivals
from sim.validation.evidence import Event, Figure
from sim.validation.observe import observe
from sim.validation.restrictions import CODINGS, Restriction, onsets
from sim.validation.risk import at_risk
from sim.validation.scores import chance_at_risk
from sim.validation.target import Target
from sim.world import Floats, Names, World

Runs = Mapping[str, xr.Dataset]
"""Variants of the model, each a result with one scenario."""

_WHOLE_YEAR: Final = (1, 4)
_GENERATIONS: Final = {
    "legacy_ran": "2G-4G",
    "ran_5g": "5G",
    "legacy_ran ran_5g": "radio",
    "core": "core",
}


def share_figures(
    targets: Sequence[Target],
    known: Sequence[Target],
    runs: Runs,
    world: World,
    names: Names,
    cut_off: int | None,
) -> list[Figure]:
    """Return published shares beside the model's and the rivals'.

    Parameters
    ----------
    targets
        What is scored.
    known
        What rivals may learn from; of it only what :func:`known_of` allows.
    runs
        The model, by variant, with the outcomes of :data:`sim.validation.observe.NEEDS`.
    world, names
        The real world.
    cut_off
        Rivals see no figure of this year or later; None: none of the target's year or later.
    """
    values = {name: observe(ds, targets) for name, ds in runs.items()}
    of_country = np.array(REGIONS)[world.countries.region].tolist()
    regions = dict(zip(names.countries, of_country, strict=True))
    rivals = share_rivals(regions, dict(zip(names.countries, covariates(world), strict=True)))
    figures = []
    for row, target in enumerate(targets):
        seen = known_of(known, target, cut_off)
        figures.append(
            Figure(
                table=target.table,
                line=target.line,
                what=words(target),
                groups=_groups(target, regions),
                cluster=target.cluster,
                unit="share",
                observed=target.value,
                error=target.error,
                model={name: each[row] for name, each in values.items()},
                rivals={name: rival(seen, target) for name, rival in rivals.items()},
                seed=target.seed,
            )
        )
    return figures


def words(target: Target) -> str:
    """Return what a target is a figure of, for a reader."""
    kind = "installed" if target.what.installed else "bought"
    first, last = target.quarters
    part = "" if target.quarters == _WHOLE_YEAR else f" Q{first}" + f"-{last}" * (last > first)
    where = f"{target.operator} ({target.place})" if target.operator else target.place
    return f"{target.seller}, {target.market} {kind}, {where}, {target.year}{part}"


def _groups(target: Target, regions: Mapping[str, str]) -> dict[str, str]:
    single = len(target.countries) == 1
    return {
        "market": target.market,
        "place": target.place,
        "publisher": target.publisher,
        "generation": _generation(target.what.classes),
        "region": regions[target.countries[0]] if single else "several countries",
        "of": "an operator" if target.operator else "a country" if single else "the world, parts",
        "period": "year" if target.quarters == _WHOLE_YEAR else "part of a year",
        "measure": "installed" if target.what.installed else "bought",
    }


def _generation(classes: Sequence[str]) -> str:
    return _GENERATIONS.get(" ".join(classes), "all kit")


def restriction_events(
    found: Iterable[Restriction],
    known: Iterable[Restriction],
    runs: Runs,
    world: World,
    names: Names,
    years: tuple[int, int],
    least: int,
    unread: Collection[str] = (),
) -> list[Event]:
    """Return who restricted in some years, beside the chances of it, in each coding.

    Where the years are those that rivals learn from as well, each country's chance comes from
    all other countries; for later years rivals learn from all that went before. When somebody
    acted is a year with its quarter as a fraction.

    Parameters
    ----------
    found, known
        Decisions that are scored, and those that rivals may learn from.
    world, names
        The real world.
    years
        The first and the last.
    least
        The level that counts as restricting.
    unread
        Countries of which a row of these years cannot be read: they are no cases.
    """
    decisions, learnt = [*found], [*known]
    events = []
    for coding in CODINGS:
        own, before = onsets(decisions, least, coding), onsets(learnt, least, coding)
        asked = at_risk(own, before, world, names, years, least, unread)
        rivals = _rivals(asked, world, names, before, least)
        model = {name: chances(ds, asked, least) for name, ds in runs.items()}
        for row, country in enumerate(asked.countries):
            events.append(
                Event(
                    table="policy_events",
                    what=f"{country}: {LEVELS[least]} or above, {coding}",
                    groups={
                        "coding": coding,
                        "level": LEVELS[least],
                        "group": GROUPS[int(asked.group[row])],
                    },
                    cluster=country,
                    happened=float(asked.acted[row]),
                    when=_when(own[country]) if asked.acted[row] else float("inf"),
                    model={name: float(each[row]) for name, (each, _) in model.items()},
                    rivals={name: float(each[row]) for name, each in rivals.items()},
                    runs={name: int(each[row]) for name, (_, each) in model.items()},
                )
            )
    return events


def _when(onset: tuple[int, int]) -> float:
    """Return a year with its quarter as a fraction."""
    year, quarter = onset
    return year + (quarter - 1) / 4


def _rivals(
    asked: Panel, world: World, names: Names, learnt: Mapping[str, tuple[int, int]], least: int
) -> dict[str, Floats]:
    if asked.first <= FIRST_YEAR:
        return {name: left_out(rival, asked) for name, rival in RIVALS.items()}
    before = panel(world, names, learnt, least, (FIRST_YEAR, asked.first - 1))
    return {name: rival(before, asked) for name, rival in RIVALS.items()}


def chances(ds: xr.Dataset, asked: Panel, least: int) -> tuple[Floats, Floats]:
    """Return the model's chance that each country restricts in the years of a panel.

    And of how many runs it is the count.

    Runs in which it did so earlier are left out, country by country: those who are asked about
    had not.

    Returns
    -------
    tuple of two arrays
        Axis (country,): the chance, never 0 or 1, NaN where too few runs are left; the runs.
    """
    level = ds["level"].isel(scenario=0).sel(country=list(asked.countries))
    year = level["year"].values
    strict = (level >= least).transpose("quarter", "sample", "country").values
    before = strict[year < asked.first].any(axis=0)
    during = strict[(year >= asked.first) & (year <= asked.last)].any(axis=0)
    at_risk = (~before).sum(axis=0).astype(np.float64)
    count = (during & ~before).sum(axis=0).astype(np.float64)
    return chance_at_risk(count, at_risk), at_risk
