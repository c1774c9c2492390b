"""Made-up countries: each has the facts of a real one, all of them together."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.country_facts import gdp_neighbours
from sim.operator_facts import stream_ids
from sim.synthetic.draws import COUNTRY_CHOICE, COUNTRY_SIZE, in_proportion, numbers
from sim.terms import REGIONS
from sim.world import Bools, Countries, Floats, Ints, Names, World

#: Log of how far a country's size may lie from its model's, so that copies are not alike.
SIZE_SPREAD: Final = 0.4


class Chosen(NamedTuple):
    """The countries of a made-up world, in the order of its axis. Axis (country,)."""

    model: Ints  #: index of the real country whose facts it has
    copy: Ints  #: which copy of that one it is, from 0
    codes: tuple[str, ...]
    size: Floats  #: GDP, people and trade over those of the model
    times: float  #: how many times as many there are as in the real world, the powers apart


def as_they_are(names: Names) -> Chosen:
    """Return the real countries."""
    count = len(names.countries)
    same, first = np.arange(count), np.zeros(count, dtype=np.int64)
    return Chosen(same, first, names.countries, np.ones(count), 1.0)


def choose(world: World, names: Names, count: int, seed: int) -> Chosen:
    """Return so many countries: the USA and China once each, copies of the others.

    Every region keeps its part of the number, and inside a region every country has as many
    copies as any other, or one more; draws say which. The USA and China are as many times as
    large as there are times as many others.
    """
    facts = world.countries
    powers = facts.is_usa | facts.is_china
    copies = np.where(powers, 1, _copies(world, powers, count - int(powers.sum()), seed))
    model = np.repeat(np.arange(copies.size), copies)
    copy = np.arange(model.size) - np.repeat(np.cumsum(copies) - copies, copies)
    known = powers[model]
    words = [f"{names.countries[m]} copy {c}" for m, c in zip(model, copy, strict=True)]
    drawn = numbers(seed, COUNTRY_SIZE, stream_ids(words))
    order = np.lexsort((drawn[:, 0], ~known))
    times = (count - int(powers.sum())) / int((~powers).sum())
    size = np.where(known, times, np.exp(SIZE_SPREAD * (2.0 * drawn[:, 1] - 1.0)))
    model, copy, known = model[order], copy[order], known[order]
    width = max(3, len(str(count)))
    invented = iter(range(1, count + 1))
    codes = tuple(
        names.countries[m] if real else f"X{next(invented):0{width}}"
        for m, real in zip(model, known, strict=True)
    )
    return Chosen(model, copy, codes, size[order], times)


def with_facts(world: World, names: Names, chosen: Chosen, elasticity: float) -> Countries:
    """Return the facts of made-up countries; those of their operators are still to be set.

    Parameters
    ----------
    elasticity
        How spend within a region rises with GDP.
    """
    facts, model = world.countries, chosen.model
    kept = ("operator_start", "largest_two")
    fields = facts._asdict().items()
    taken = Countries(**{n: each if n in kept else each[model] for n, each in fields})
    words = [f"{names.countries[m]} copy {c}" for m, c in zip(model, chosen.copy, strict=True)]
    size = chosen.size[:, None]
    log_gdp = taken.log_gdp_2014 + np.log(chosen.size)
    return taken._replace(
        stream_id=stream_ids(words),
        gdp_usd_m=taken.gdp_usd_m * size,
        population_m=taken.population_m * size,
        exports_to_china_usd_m=taken.exports_to_china_usd_m * size,
        log_gdp_2014=log_gdp,
        gdp_neighbours=gdp_neighbours(log_gdp),
        spend_usd_m=_spend(facts, chosen, elasticity),
    )


def homes(world: World, chosen: Chosen) -> Bools:
    """Return whether a country is a vendor's home, (vendor, country): the first copy of one."""
    return np.ascontiguousarray(world.vendors.home[:, chosen.model] & (chosen.copy == 0))


def _copies(world: World, powers: Bools, count: int, seed: int) -> Ints:
    """Return how many copies of each country there are, shape (country,), none of the powers."""
    facts = world.countries
    first = numbers(seed, COUNTRY_CHOICE, facts.stream_id)[:, 0]
    first = np.where(world.vendors.home.any(axis=0), -1.0, first)  # homes are never left out
    copies = np.zeros(powers.size, dtype=np.int64)
    for region, slots in enumerate(_slots(facts.region[~powers], count)):
        members = np.flatnonzero((facts.region == region) & ~powers)
        if members.size:
            copies[members] = slots // members.size
            extra = members[np.argsort(first[members], kind="stable")][: slots % members.size]
            copies[extra] += 1
    return copies


def _slots(region: Ints, count: int) -> Ints:
    """Return how many of ``count`` countries go to each region that has any, at least one."""
    members = np.bincount(region, minlength=len(REGIONS))
    slots = in_proportion(members, count)
    for empty in np.flatnonzero((slots == 0) & (members > 0)):
        slots[empty] += 1
        slots[np.argmax(slots)] -= 1
    return slots


def _spend(facts: Countries, chosen: Chosen, elasticity: float) -> Floats:
    """Return spend, (country, market): regions and powers keep their parts of the world's."""
    powers = (facts.is_usa | facts.is_china)[chosen.model]
    spend = facts.spend_usd_m[chosen.model]
    spend = spend * np.where(powers, chosen.times, chosen.size**elasticity)[:, None]
    region = facts.region[chosen.model]
    others = ~(facts.is_usa | facts.is_china)
    for index in range(len(REGIONS)):
        wanted = chosen.times * facts.spend_usd_m[(facts.region == index) & others].sum(axis=0)
        members = (region == index) & ~powers
        if members.any():
            spend[members] *= wanted / spend[members].sum(axis=0)
    return spend
