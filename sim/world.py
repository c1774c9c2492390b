"""Facts that never change in a run, as plain arrays.

Countries are sorted by ISO 3166 code, operators by country and then by identifier, vendors
in the order of ``vendors.csv``. Markets, classes, regions and quarters are indexed as in
:mod:`sim.terms`. The tuples hold arrays only, so that compiled rules can read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Countries(NamedTuple):
    """Facts by country. Axis (country,) unless said otherwise."""

    stream_id: NDArray[np.uint64]  #: stable key of the country's random draws
    decides: Bools  #: takes part in G1-G4 (all but USA, CHN, HKG, MAC, PRK)
    start_level: Ints  #: level in 2014Q1
    region: Ints  #: index into REGIONS
    income: Ints  #: index into INCOME_GROUPS
    low_income: Floats  #: 1, 0.6, 0.2, 0
    ally: Floats  #: 0, 0.5 or 1
    five_eyes: Floats  #: 0 or 1
    eu: Bools  #: EU of 27
    alliance_bloc: Bools  #: NATO, bilateral ally or EU: one of the peer groups of G1
    base_index: Floats  #: 0-1
    troops: Floats  #: US troops, mean 2013-17, persons
    host: Bools  #: US-base host
    campaign_target: Bools  #: may be pressed at all (U1)
    trade_exposure: Floats  #: 0-1, trade with China
    exports_to_china_usd_m: Floats  #: (country, quarter), half of two-way trade, a quarter's worth
    gdp_usd_m: Floats  #: (country, quarter), a YEAR's GDP in force in that quarter
    population_m: Floats  #: (country, quarter), millions
    log_gdp_2014: Floats  #: log of mean GDP of 2013-15
    gdp_neighbours: Ints  #: (country, 10), the ten countries nearest in log GDP
    rivalry: Floats  #: 0-1, with China
    values_distance: Floats  #: 0-1
    democracy: Bools
    bri: Floats  #: 0 or 1
    launch_quarter: Ints  #: 5G launch, quarter index
    launch_is_drawn: Bools  #: the launch above is a group mean and is shifted by a keyed draw
    spend_usd_m: Floats  #: (country, market), equipment spend of one quarter of 2014
    is_usa: Bools
    is_china: Bools  #: CHN alone (home market rules); region China also has HKG, MAC
    operator_start: Ints  #: (country + 1,), first operator of each country
    largest_two: Ints  #: (country, 2), its two largest operators (the same twice if it has one)


class Operators(NamedTuple):
    """Facts by operator. Axis (operator,)."""

    stream_id: NDArray[np.uint64]
    country: Ints
    share: Floats  #: of its country's market, sums to 1 by country
    spend_usd_m: Floats  #: (operator, market), equipment spend of a quarter of 2014 (O1)
    state_china: Bools  #: China Mobile, Telecom, Unicom, Broadnet
    top50: Bools  #: one of the 50 largest of the world (T2)


class Vendors(NamedTuple):
    """Facts by vendor. Axis (vendor,)."""

    chinese: Bools
    home: Bools  #: (vendor, country)
    sells: Bools  #: (vendor, class)
    ran_home_only: Bools
    china_share: Floats  #: of manufacturing, 2018
    us_share: Floats  #: of manufacturing
    opacity: Floats


class KitOwners(NamedTuple):
    """What the draw of initial kit knows of operators. Axis (operator,)."""

    order: Ints  #: the operators, those of a group one after the other
    own_key: NDArray[np.uint64]
    group_key: NDArray[np.uint64]  #: the same for all operators of a group
    in_group: Bools
    country: Ints
    tie: Ints  #: index into the ties of ``KitSources``


class KitSources(NamedTuple):
    """What the draw of initial kit knows of countries, and of operators' known ties."""

    target: Floats  #: (country, market, vendor), shares of 2014
    shape: Floats  #: (country, market, vendor), target x concentration
    log_gamma: Floats  #: (country, market, vendor), of shape + 1
    contract: Floats  #: (tie, market, vendor), adds up to 1 or to 0 where none is known
    absent: Bools  #: (tie, vendor), known to sell nothing to the operator


class KitBlocks(NamedTuple):
    """Countries whose kit adds up to known shares together.

    A country whose share is on record is alone in its block; the others of a region are in one.
    """

    order: Ints  #: countries, those of a block one after the other
    start: Ints  #: (block + 1,), places in the order
    weight: Floats  #: (market, place in the order), spend as a part of the block's
    target: Floats  #: (block, market, vendor), shares of 2014


class KitWeights(NamedTuple):
    """The numbers of the draw of initial kit, shares of 1."""

    group_correlation: float
    contract_weight: float
    trace_share: float


@dataclass(frozen=True, eq=False)
class InitialKit:
    """What the draw of initial kit needs, worked out once for all replicates."""

    owners: KitOwners
    sources: KitSources
    weights: KitWeights
    blocks: KitBlocks
    share: Floats  #: (operator,), of its country
    start: Ints  #: (country + 1,)
    concentration: float
    countries: tuple[str, ...]


class World(NamedTuple):
    """Everything that is known before a run starts."""

    countries: Countries
    operators: Operators
    vendors: Vendors
    seed_share: Floats  #: (country, market, vendor), shares of 2014 after proportional fitting
    on_record: Bools  #: (country,), its share of 2014 is worked out from a published one
    barred_at_start: Bools  #: (country, market, vendor), seeded 0 by a start law
    initial_kit: InitialKit


class Names(NamedTuple):
    """Labels of the axes, in the order of the arrays."""

    countries: tuple[str, ...]  #: ISO3 codes
    country_names: tuple[str, ...]
    operators: tuple[str, ...]
    vendors: tuple[str, ...]
    vendor_names: tuple[str, ...]
    groups: tuple[str, ...] = ()  #: by country: the groups it belongs to, names of groups.csv
    models: tuple[str, ...] = ()  #: by country: the real one whose facts it has
    vendor_models: tuple[str, ...] = ()  #: by vendor: the real one of which it is a part
