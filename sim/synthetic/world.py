"""A made-up world of any size with the real one's statistics."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.country_shares import blocks
from sim.data.load import Tables
from sim.instruments import Instruments
from sim.spend import initial_value
from sim.synthetic import countries, operators, vendors
from sim.synthetic.size import WorldSize
from sim.world import Names, World


class MadeUp(NamedTuple):
    """A made-up world, its labels, and how many times the budgets of a scenario count in it."""

    world: World
    names: Names
    times: float


def make_up(world: World, names: Names, tables: Tables, size: WorldSize, seed: int) -> MadeUp:
    """Return a world of the size asked for, drawn from the real one; the same for a seed.

    Parameters
    ----------
    world, names
        The real ones.
    tables
        Of the real world, for how spend rises with GDP.

    Raises
    ------
    ConfigError
        If there would be too few operators or vendors.
    """
    chosen = countries.as_they_are(names)
    nations, home = world.countries, world.vendors.home
    if size.countries is not None:
        chosen = countries.choose(world, names, size.countries, seed)
        elasticity = initial_value(tables, "gdp_elasticity")
        nations = countries.with_facts(world, names, chosen, elasticity)
        home = countries.homes(world, chosen)
    everyone, owners = world.operators, world.initial_kit.owners
    labels = names.operators
    if size.operators is not None or size.countries is not None:
        pieces = operators.split(world, chosen, size.operators)
        nations, everyone = operators.with_facts(world, nations, pieces, seed)
        owners = operators.owners_of(world, chosen, pieces, everyone)
        labels = operators.operator_names(chosen.codes, pieces.country)
    parts = vendors.split(world, names, size.vendors, seed)
    target = vendors.shared_out(world.seed_share[chosen.model], parts)
    known = world.on_record[chosen.model]
    made = World(
        countries=nations,
        operators=everyone,
        vendors=vendors.with_facts(world.vendors, parts, home),
        seed_share=target,
        on_record=known,
        barred_at_start=np.ascontiguousarray(
            world.barred_at_start[chosen.model][:, :, parts.model]
        ),
        initial_kit=replace(
            world.initial_kit,
            owners=owners,
            sources=vendors.sources_of(world, target, parts),
            blocks=blocks(known, nations.region, nations.spend_usd_m, target),
            share=everyone.share,
            start=nations.operator_start,
            countries=chosen.codes,
        ),
    )
    return MadeUp(made, _names(world, names, chosen, labels, parts), chosen.times)


def with_budgets(doses: Instruments, times: float) -> Instruments:
    """Return doses whose budgets grow with the number of countries that they are spread over."""
    return doses._replace(
        campaign=doses.campaign * times,
        aid_usd_m=doses.aid_usd_m * times,
        finance_usd_m=doses.finance_usd_m * times,
    )


def _names(
    world: World,
    names: Names,
    chosen: countries.Chosen,
    labels: tuple[str, ...],
    parts: vendors.Parts,
) -> Names:
    models = chosen.model.tolist()
    words, vendor_names = vendors.vendor_names(names, world.vendors.chinese, parts)
    return Names(
        countries=chosen.codes,
        country_names=tuple(
            names.country_names[m] if code == names.countries[m] else code
            for m, code in zip(models, chosen.codes, strict=True)
        ),
        operators=labels,
        vendors=words,
        vendor_names=vendor_names,
        groups=tuple(names.groups[m] for m in models) if names.groups else (),
        models=tuple(names.countries[m] for m in models),
        vendor_models=tuple(names.vendors[m] for m in parts.model.tolist()),
    )
