"""A small world and a model that is all arithmetic, so that sweeps can be checked by hand.

It stays at top level and importable, because worker processes look it up by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import zarr
from numpy.typing import NDArray

from sim.errors import GuardError, ScenarioError, nearest
from sim.instruments import Instruments
from sim.outcomes import FIXED_SIZES, registry
from sim.sweeps.model import Card, Model
from sim.sweeps.request import Request
from sim.terms import QUARTERS
from sim.world import Countries, Names, Operators, Vendors, World
from tests.worlds import plain_kit

COUNTRIES = ("CHN", "DEU", "JPN", "NAM", "USA")
VENDORS = ("huawei", "zte", "ericsson")
CARDS = {
    card.name: card
    for card in (
        Card("calm", "Nothing happens", "What if nobody acts?", "past", None),
        Card("press", "Pressure", "What if it presses?", "past", "calm", frozenset({"campaign"})),
        Card("pay", "Pressure and aid", "And pays?", "future", "press", frozenset({"campaign"})),
    )
}
STRENGTH = {"calm": 0.0, "press": 1.0, "pay": 2.0}


def small_world() -> World:
    """Five countries, one operator each, three vendors."""
    n, v = len(COUNTRIES), len(VENDORS)
    ids = np.arange(n, dtype=np.uint64)
    people = np.array([1400.0, 80.0, 120.0, 2.0, 330.0])
    countries = Countries(
        stream_id=ids,
        decides=np.array([False, True, True, True, False]),
        start_level=np.zeros(n, dtype=np.int64),
        region=np.array([0, 2, 3, 7, 1]),
        income=np.array([2, 3, 3, 2, 3]),
        low_income=np.zeros(n),
        ally=np.array([0.0, 1.0, 0.5, 0.0, 0.0]),
        five_eyes=np.array([0.0, 0.0, 0.0, 0.0, 1.0]),
        eu=np.array([False, True, False, False, False]),
        alliance_bloc=np.array([False, True, True, False, True]),
        base_index=np.zeros(n),
        troops=np.array([0.0, 30_000.0, 50_000.0, 0.0, 0.0]),
        host=np.array([False, True, True, False, False]),
        campaign_target=np.ones(n, dtype=np.bool_),
        trade_exposure=np.zeros(n),
        exports_to_china_usd_m=np.zeros((n, QUARTERS)),
        gdp_usd_m=np.ones((n, QUARTERS)),
        population_m=np.repeat(people[:, None], QUARTERS, axis=1),
        log_gdp_2014=np.zeros(n),
        gdp_neighbours=np.zeros((n, 10), dtype=np.int64),
        rivalry=np.zeros(n),
        values_distance=np.zeros(n),
        democracy=np.ones(n, dtype=np.bool_),
        bri=np.zeros(n),
        launch_quarter=np.full(n, 24),
        launch_is_drawn=np.zeros(n, dtype=np.bool_),
        spend_usd_m=np.ones((n, 3)),
        is_usa=np.array([c == "USA" for c in COUNTRIES]),
        is_china=np.array([c == "CHN" for c in COUNTRIES]),
        operator_start=np.arange(n + 1),
        largest_two=np.repeat(np.arange(n)[:, None], 2, axis=1),
    )
    operators = Operators(
        stream_id=ids,
        country=np.arange(n),
        share=np.ones(n),
        spend_usd_m=np.ones((n, 3)),
        state_china=countries.is_china,
        top50=np.ones(n, dtype=np.bool_),
    )
    vendors = Vendors(
        chinese=np.array([True, True, False]),
        home=np.zeros((v, n), dtype=np.bool_),
        sells=np.ones((v, 4), dtype=np.bool_),
        ran_home_only=np.zeros(v, dtype=np.bool_),
        china_share=np.zeros(v),
        us_share=np.zeros(v),
        opacity=np.zeros(v),
    )
    shares = np.full((n, 3, v), 1 / v)
    kit = plain_kit(operators, countries.operator_start, shares, COUNTRIES)
    known = np.ones(n, dtype=np.bool_)
    return World(countries, operators, vendors, shares, known, shares < 0, kit)


def small_names() -> Names:
    """Return the labels of :func:`small_world`."""
    long = ("China", "Germany", "Japan", "Namibia", "United States")
    groups = tuple("allies eu27" if c == "DEU" else "" for c in COUNTRIES)
    operators = tuple(f"{c}-1" for c in COUNTRIES)
    return Names(COUNTRIES, long, operators, VENDORS, VENDORS, groups)


def card_of(name: str) -> Card:
    """Return the card of a scenario of this file."""
    if name not in CARDS:
        raise ScenarioError(f"{name!r} is not a scenario{nearest(name, CARDS)}")
    return CARDS[name]


def doses_of(name: str, levers: Mapping[str, Any]) -> Instruments:
    """Return doses of which only the campaign says anything."""
    strength = STRENGTH[name] * float(levers.get("campaign.strength", 1.0))
    q, c, v = QUARTERS, len(COUNTRIES), len(VENDORS)
    zero, no = np.zeros(q), np.zeros(q, dtype=np.bool_)
    return Instruments(
        campaign=np.full(q, strength),
        campaign_active=no,
        aid_usd_m=zero,
        swap_paid_by_state=np.zeros((q, c)),
        control=np.zeros((q, v, 3)),
        finance_usd_m=zero,
        retaliation=zero,
        home_vendor_punished=no,
        export_bar=zero,
        duty_us=zero,
        duty_cn=zero,
        usa_level=np.zeros(q, dtype=np.int64),
        imposed_level=np.full((q, c), -1),
        imposed_deadline=np.full((q, c), -1),
        toolbox=no,
        scare=zero,
        scare_rate_factor=zero,
        incident=np.zeros((q, c)),
    )


def sizes() -> dict[str, int]:
    """Return the lengths of the axes."""
    return {**FIXED_SIZES, "country": len(COUNTRIES), "vendor": len(VENDORS)}


def arithmetic(
    world: World,
    instruments: Instruments,
    parameters: NDArray[np.void],
    replicates: Sequence[int],
    seed: int,
    outcomes: Sequence[str],
    debug: Names | None = None,
) -> dict[str, NDArray[Any]]:
    """Return numbers that depend on policy, parameters, chance and place alone."""
    if debug is not None and "DEU" in debug.countries and replicates[0] == 1:
        raise GuardError("2014Q1: not so: an award sums to 1")
    ally = parameters["b_ally"]
    keyed = [np.random.default_rng([seed, replicate]).random() for replicate in replicates]
    value = 1 + instruments.campaign[0] + ally + np.array(keyed)
    made = {}
    for name in outcomes:
        outcome = registry()[name]
        shape = tuple(sizes()[dim] for dim in outcome.dims)
        place = np.arange(np.prod(shape), dtype=np.float64).reshape(shape) % 97
        whole = value.reshape(-1, *(1 for _ in shape)) + place
        made[name] = (whole % 5 if outcome.dtype == "int8" else whole).astype(outcome.dtype)
    return made


def fails_at(bad: tuple[int, ...], *args: Any) -> dict[str, NDArray[Any]]:
    """Do arithmetic, but raise when one of some replicates is among the runs."""
    if set(bad) & set(args[3]):
        raise ZeroDivisionError("no spend in region 3")
    return arithmetic(*args)


class Interrupted(BaseException):
    """Stands for a kill: nothing in the program catches it."""


def stops_after(counter: Path, blocks: int, *args: Any) -> dict[str, NDArray[Any]]:
    """Do arithmetic for some calls, counted in a file, then stop dead."""
    done = counter.read_text(encoding="utf-8").count("x") if counter.exists() else 0
    if done >= blocks:
        raise Interrupted
    counter.write_text("x" * (done + 1), encoding="utf-8")
    return arithmetic(*args)


def open_small(request: Request, simulate: Any = arithmetic) -> Model:
    """Open the small model, with another engine if need be."""
    return Model(small_world(), small_names(), card_of, doses_of, simulate)


def open_failing(*bad: int) -> Any:
    """Return an opener whose engine fails at some replicates."""
    return partial(open_small, simulate=partial(fails_at, bad))


def open_stopping(counter: Path, blocks: int) -> Any:
    """Return an opener whose engine stops dead after some calls."""
    return partial(open_small, simulate=partial(stops_after, counter, blocks))


def read_block(path: Path, runs: range, outcomes: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Return the outcomes of one block as they stand on disk."""
    group: Any = zarr.open_group(path, mode="r", zarr_format=3, use_consolidated=False)
    return {name: np.asarray(group[name][runs.start : runs.stop]) for name in outcomes}
