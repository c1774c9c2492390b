"""From tables to a :class:`~sim.world.World`: everything known before a run starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import country_facts as facts
from sim.country_shares import blocks
from sim.data.covariates import codes, country_rows
from sim.data.groups import Groups, income_index, region_index
from sim.data.load import Tables
from sim.initial import prepare
from sim.operator_facts import (
    largest_two,
    operator_country,
    operator_ids,
    operator_rows,
    operators,
    starts,
    stream_ids,
)
from sim.recorded_shares import on_record
from sim.seed import barred_at_start, seed_share
from sim.spend import spend_usd_m
from sim.vendor_facts import vendors
from sim.world import Countries, Names, World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def build_countries(tables: Tables, groups: Groups, spend: Floats) -> Countries:
    """Return all facts by country.

    Parameters
    ----------
    spend
        Equipment spend of a quarter of 2014, USD million, shape (country, market).
    """
    region, income = region_index(groups), income_index(groups)
    troops = facts.troops(tables, groups)
    ratio = facts.trade_ratio(tables, groups)
    gdp = facts.gdp_usd_m(tables, groups)
    log_gdp = np.log(facts.start_gdp(tables, groups))
    launch, drawn = facts.launch(tables, groups)
    country = operator_country(tables)
    share = tables["operators"].number("market_share")[operator_rows(tables)]
    return Countries(
        stream_id=stream_ids(codes(tables)),
        decides=groups.mask("decides"),
        start_level=facts.start_level(tables),
        region=region,
        income=income,
        low_income=np.array(facts.LOW_INCOME_WEIGHT)[income],
        ally=facts.ally(groups),
        five_eyes=groups.mask("five_eyes").astype(np.float64),
        eu=groups.mask("eu27"),
        alliance_bloc=groups.mask("alliance_bloc"),
        base_index=facts.base_index(troops),
        troops=troops,
        host=groups.mask("hosts"),
        campaign_target=groups.mask("campaign_targets"),
        trade_exposure=facts.trade_exposure(ratio),
        exports_to_china_usd_m=facts.exports_to_china_usd_m(tables, ratio, gdp),
        gdp_usd_m=gdp,
        population_m=facts.population_m(tables),
        log_gdp_2014=log_gdp,
        gdp_neighbours=facts.gdp_neighbours(log_gdp),
        rivalry=facts.rivalry(tables),
        values_distance=facts.values_distance(tables, groups),
        democracy=groups.mask("democracies"),
        bri=groups.mask("bri").astype(np.float64),
        launch_quarter=launch,
        launch_is_drawn=drawn,
        spend_usd_m=spend,
        is_usa=groups.mask("usa"),
        is_china=groups.mask("china"),
        operator_start=starts(country, len(codes(tables))),
        largest_two=largest_two(country, share, len(codes(tables))),
    )


def build_names(tables: Tables, groups: Groups) -> Names:
    """Return the labels of the axes, and the groups of each country."""
    names = tables["countries"].text("name")
    inside = {name: groups.mask(name) for name in groups}
    return Names(
        countries=codes(tables),
        country_names=tuple(names[row] for row in country_rows(tables, "countries")),
        operators=operator_ids(tables),
        vendors=tables["vendors"].text("vendor"),
        vendor_names=tables["vendors"].text("name"),
        groups=tuple(
            " ".join(name for name, mask in inside.items() if mask[c])
            for c in range(len(codes(tables)))
        ),
        models=codes(tables),
        vendor_models=tables["vendors"].text("vendor"),
    )


def build_world(tables: Tables) -> tuple[World, Names]:
    """Return the world of 2014 and the labels of its axes.

    Raises
    ------
    DataError
        If a group cannot be worked out or the shares of 2014 cannot be met.
    """
    groups = Groups(tables)
    region = region_index(groups)
    spend = spend_usd_m(tables, region, facts.start_gdp(tables, groups))
    countries = build_countries(tables, groups, spend)
    everyone = operators(tables, region, spend)
    shares, known = seed_share(tables, region, spend), on_record(tables)
    together = blocks(known, region, spend, shares)
    world = World(
        countries=countries,
        operators=everyone,
        vendors=vendors(tables),
        seed_share=shares,
        on_record=known,
        barred_at_start=barred_at_start(tables),
        initial_kit=prepare(everyone, countries.operator_start, shares, together, tables),
    )
    return world, build_names(tables, groups)
