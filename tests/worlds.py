"""Small worlds for tests, where the sign of an effect follows from the rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.country_shares import blocks
from sim.initial import owners, sources
from sim.instruments import Instruments
from sim.terms import QUARTERS
from sim.world import (
    Countries,
    Floats,
    InitialKit,
    Ints,
    KitWeights,
    Operators,
    Vendors,
    World,
)

VENDORS = ("huawei", "zte", "other_cn", "ericsson", "nokia", "samsung", "cisco", "other_west")
COUNTRIES = ("AAA", "BBB", "CHN", "DDD", "EEE", "SWE", "USA")
"""An allied host, a neutral poor country, China, two plain allies, Sweden, the United States."""


def small_world(share: float = 0.4, operators: int = 2) -> World:
    """Return a world of seven countries in which Huawei has ``share`` of every market."""
    n, size = len(COUNTRIES), operators
    shares = np.array([share, 0.0, 0.0, 0.35, 0.25, 0.0, 0.0, 0.0])
    shares[3:5] *= (1 - share) / 0.6
    seed = np.tile(shares, (n, 3, 1))
    flag = {name: np.array([c == name for c in COUNTRIES]) for name in COUNTRIES}
    spend = np.full((n, 3), 100.0) * [0.35, 0.10, 0.55]
    home = np.zeros((8, n), bool)
    home[:3, 2] = home[3, 5] = home[6:, 6] = True
    countries = Countries(
        stream_id=np.arange(1, n + 1, dtype=np.uint64),
        decides=~(flag["CHN"] | flag["USA"]),
        start_level=np.zeros(n, np.int64),
        region=np.array([2, 7, 0, 2, 3, 2, 1]),
        income=np.array([3, 0, 2, 3, 3, 3, 3]),
        low_income=np.array([0.0, 1, 0.2, 0, 0, 0, 0]),
        ally=np.array([1.0, 0, 0, 1, 1, 0.5, 0]),
        five_eyes=np.zeros(n),
        eu=flag["SWE"],
        alliance_bloc=np.array([1, 0, 0, 1, 1, 1, 1], bool),
        base_index=np.array([1.0, 0, 0, 0, 0, 0, 0]),
        troops=np.array([50_000.0, 0, 0, 0, 0, 0, 0]),
        host=flag["AAA"],
        campaign_target=~(flag["CHN"] | flag["USA"]),
        trade_exposure=np.full(n, 0.2),
        exports_to_china_usd_m=np.full((n, QUARTERS), 1000.0),
        gdp_usd_m=np.full((n, QUARTERS), 100_000.0),
        population_m=np.full((n, QUARTERS), 10.0),
        log_gdp_2014=np.full(n, np.log(100_000.0)),
        gdp_neighbours=np.array([[(c + 1 + i % (n - 1)) % n for i in range(10)] for c in range(n)]),
        rivalry=np.zeros(n),
        values_distance=np.zeros(n),
        democracy=np.ones(n, bool),
        bri=flag["BBB"].astype(float),
        launch_quarter=np.full(n, 22),
        launch_is_drawn=np.zeros(n, bool),
        spend_usd_m=spend,
        is_usa=flag["USA"],
        is_china=flag["CHN"],
        operator_start=np.arange(n + 1) * size,
        largest_two=np.array([[c * size, c * size + min(1, size - 1)] for c in range(n)]),
    )
    everyone = Operators(
        stream_id=np.arange(1, n * size + 1, dtype=np.uint64) + np.uint64(1000),
        country=np.repeat(np.arange(n), size),
        share=np.full(n * size, 1 / size),
        spend_usd_m=np.repeat(spend / size, size, axis=0),
        state_china=np.repeat(flag["CHN"], size),
        top50=np.ones(n * size, bool),
    )
    sells = np.ones((8, 4), bool)
    sells[5, 3] = sells[6, :2] = False
    vendors = Vendors(
        chinese=np.arange(8) < 3,
        home=home,
        sells=sells,
        ran_home_only=np.arange(8) == 7,
        china_share=np.array([0.98, 0.95, 0.95, 0.45, 0.10, 0.10, 0.25, 0.15]),
        us_share=np.array([0, 0, 0, 0, 0.05, 0, 0.2, 0.2]),
        opacity=np.array([0.9, 0.9, 1.0, 0.1, 0.1, 0.1, 0.05, 0.1]),
    )
    kit = plain_kit(everyone, countries.operator_start, seed, COUNTRIES)
    known, barred = np.ones(n, bool), np.zeros((n, 3, 8), bool)
    return World(countries, everyone, vendors, seed, known, barred, kit)


def plain_kit(
    operators: Operators, start: Ints, target: Floats, countries: tuple[str, ...]
) -> InitialKit:
    """Return what the draw of initial kit needs where nobody has a group or a known tie."""
    n, market, vendor = len(operators.share), *target.shape[1:]
    return InitialKit(
        owners=owners(
            operators.stream_id,
            operators.stream_id,
            np.zeros(n, bool),
            operators.country,
            np.zeros(n, np.int64),
        ),
        sources=sources(target, 2.5, np.zeros((1, market, vendor)), np.zeros((1, vendor), bool)),
        weights=KitWeights(0.0, 0.0, 0.02),
        blocks=blocks(
            np.ones(len(countries), bool),
            np.zeros(len(countries), np.int64),
            np.ones((len(countries), market)),
            target,
        ),
        share=operators.share,
        start=start,
        concentration=2.5,
        countries=countries,
    )


def of_vendors(world: World, count: int) -> World:
    """Return a world without the last vendors, or with more like the last, which sells nothing."""
    kept = np.minimum(np.arange(count), len(world.vendors.chinese) - 1)

    def resized(values: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(values[..., kept])

    vendors = Vendors(**{name: values[kept] for name, values in world.vendors._asdict().items()})
    kit = world.initial_kit
    kit = replace(
        kit,
        sources=sources(
            resized(kit.sources.target),
            kit.concentration,
            resized(kit.sources.contract),
            resized(kit.sources.absent),
        ),
        blocks=kit.blocks._replace(target=resized(kit.blocks.target)),
    )
    seed, barred = resized(world.seed_share), resized(world.barred_at_start)
    return world._replace(vendors=vendors, seed_share=seed, barred_at_start=barred, initial_kit=kit)


def quiet(world: World) -> Instruments:
    """Return a scenario in which nobody does anything."""
    n, v = len(world.countries.ally), len(world.vendors.chinese)
    none = np.zeros(QUARTERS)
    never = np.zeros(QUARTERS, bool)
    return Instruments(
        campaign=none.copy(),
        campaign_active=never.copy(),
        aid_usd_m=none.copy(),
        swap_paid_by_state=np.zeros((QUARTERS, n)),
        control=np.zeros((QUARTERS, v, 3)),
        finance_usd_m=none.copy(),
        retaliation=none.copy(),
        home_vendor_punished=never.copy(),
        export_bar=none.copy(),
        duty_us=none.copy(),
        duty_cn=none.copy(),
        usa_level=np.zeros(QUARTERS, np.int64),
        imposed_level=np.full((QUARTERS, n), -1, np.int64),
        imposed_deadline=np.full((QUARTERS, n), -1, np.int64),
        toolbox=never.copy(),
        scare=none.copy(),
        scare_rate_factor=none.copy(),
        incident=np.zeros((QUARTERS, n)),
    )
