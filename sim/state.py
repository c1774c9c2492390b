"""What changes in a run: records of the actors and arrays of kit, with a leading run axis."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts
from sim.streams import MANY
from sim.terms import CLASSES, COMPONENTS, COSTS, EXPOSURES, MARKETS, REGIONS

Records = NDArray[Any]
Floats = NDArray[np.float64]

LINE: Final = 64
"""Bytes that a processor moves at once."""

GOVERNMENT = np.dtype(
    [
        (name, np.float64)
        for name in (
            "resolve",
            "resolve_seen",  # at the start of the quarter, as operators read it
            "fixed_effect",
            "suspicion",
            "suspicion_seen",  # at the start of the quarter, as governments and operators read it
            "risk_ran",  # perceived risk of Huawei's radio kit
            "campaign",
            "peers",
            "aid_usd_m",
            "aid_discount",
            "finance_usd_m",
            "finance_discount",
            "chinese_share",  # of all installed kit
            "chinese_ran_share",  # of installed radio kit
            "coverage",
            "coverage_wanted",
            "spend_usd_m",  # kit delivered last quarter
            "chinese_spend_usd_m",
        )
    ]
    + [
        (name, np.int64)
        for name in (
            "level",
            "level_before",  # at the start of the quarter
            "deadline",  # quarter by which Chinese kit must be gone; -1: none
            "launch",  # quarter of the 5G launch
            "adopted",  # quarter in which it last came to "no new kit" or above
            "punished_left",  # quarters of trade retaliation left
            "disfavoured_left",  # quarters in which its home vendors lose favour in China
        )
    ]
    + [(name, np.bool_) for name in ("hawkish", "punished")]
    + [("capped", np.bool_)],  # whether the cap held 5G orders back last quarter
    align=True,
)
"""A government and the market it rules."""

VENDOR_STATE = np.dtype(
    [
        (name, np.float64)
        for name in (
            "quality",
            "reputation",
            "capacity",
            "china_share",
            "disfavour",  # utility lost in China through its home government's laws
            "fill",  # share of orders that components allow
            "delivered_share",  # share of orders delivered
            "orders_usd_m",
            "revenue_usd_m",
            "revenue_2014_usd_m",
            "cost_usd_m",  # of the kit delivered, before mark-up and duty
        )
    ]
    + [
        ("recent_orders_usd_m", np.float64, (4,)),
        ("inventory", np.float64, (len(COMPONENTS),)),
        ("substitution", np.float64, (len(COMPONENTS),)),
        ("denied", np.float64, (len(COMPONENTS),)),
        ("exposed", np.float64, (len(COMPONENTS),)),
    ],
    align=True,
)
"""A vendor; components are indexed as in :data:`sim.terms.COMPONENTS`."""

SCENE = np.dtype(
    [
        (name, np.float64)
        for name in (
            "news",
            "reassurance",
            "bloc",
            "bloc_2014",
            "duty_us",
            "duty_cn",
            "breadth",
            "breadth_2014",
            "breadth_countries",
            "breadth_top50",
            "punished_share",
        )
    ]
    + [("last_scare", np.int64), ("scare", np.bool_), ("new_adopter", np.bool_)],
    align=True,
)
"""What concerns the world as a whole."""


class State(NamedTuple):
    """A block of runs. Money is in USD million at constant 2014 prices.

    Attributes
    ----------
    seed : int
        Seed of all runs of the block.
    replicates : int (run,)
        Which draw of chance each run lives in.
    governments : GOVERNMENT records (run, country)
    vendors : VENDOR_STATE records (run, vendor)
    scene : SCENE records (run,)
    young, old : float (run, operator, class, vendor)
        Installed kit in the first and the second half of its life.
    award : float (run, operator, class, vendor)
        Shares of the operator's orders; sums to 1, or to 0 before 5G is tendered.
    won_5g : float (run, operator, vendor)
        The 5G award as tendered, before the cap.
    chinese_odds : float (run, operator, class)
        Part of the contract in force that was expected to go to Chinese vendors, before the cap.
    backlog : float (run, operator, class)
        Orders waiting; none for 5G.
    demand : float (run, operator, class)
        Orders of the quarter.
    constant : float (run, country, market, vendor)
        Utility constants of rule O3; minus infinity where a vendor is infeasible.
    price : float (run, country, market, vendor)
        Over the cost of 2014.
    price_2014 : float (run, country, market)
        The mean of what was bought in 2014.
    edges : float (run, market, vendor)
        What one unit of suspicion makes of each vendor's ownership and factories (T3).
    bought, installed : float (run, country, class, vendor)
        Kit delivered in the quarter, and standing at its end.
    costs : float (run, country, cost)
    waiting, lapsed, overdue : float (run, country)
        Backlog, backlog that lapsed, Chinese kit standing past its deadline.
    lost_sales : float (run, component)
    """

    seed: int
    replicates: NDArray[np.int64]
    governments: Records
    vendors: Records
    scene: Records
    young: Floats
    old: Floats
    award: Floats
    won_5g: Floats
    chinese_odds: Floats
    backlog: Floats
    demand: Floats
    constant: Floats
    price: Floats
    price_2014: Floats
    edges: Floats
    bought: Floats
    installed: Floats
    costs: Floats
    waiting: Floats
    lapsed: Floats
    overdue: Floats
    lost_sales: Floats


def aligned(shape: int | tuple[int, ...], kind: Any = np.float64) -> NDArray[Any]:
    """Return zeros that start where a line of the processor's memory does.

    So a row of eight vendors is one line, which is read and written at once.
    """
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    memory = np.zeros(size + LINE, np.uint8)
    first = -memory.ctypes.data % LINE
    array: NDArray[Any] = memory[first : first + size].view(kind).reshape(shape)
    return array


def allocate(facts: Facts, seed: int, replicates: NDArray[np.int64]) -> State:
    """Return an empty state for one run a replicate."""
    runs, countries = len(replicates), len(facts.countries)
    operators, vendors = len(facts.operators), len(facts.vendors)
    by_operator = (runs, operators, len(CLASSES), vendors)
    by_class = (runs, countries, len(CLASSES), vendors)
    by_market = (runs, countries, len(MARKETS), vendors)
    state = State(
        seed=seed,
        replicates=np.ascontiguousarray(replicates, dtype=np.int64),
        governments=aligned((runs, countries), GOVERNMENT),
        vendors=aligned((runs, vendors), VENDOR_STATE),
        scene=aligned(runs, SCENE),
        young=aligned(by_operator),
        old=aligned(by_operator),
        award=aligned(by_operator),
        won_5g=aligned((runs, operators, vendors)),
        chinese_odds=aligned((runs, operators, len(CLASSES))),
        backlog=aligned((runs, operators, len(CLASSES))),
        demand=aligned((runs, operators, len(CLASSES))),
        constant=aligned(by_market),
        price=aligned(by_market),
        price_2014=aligned((runs, countries, len(MARKETS))),
        edges=aligned((runs, len(MARKETS), vendors)),
        bought=aligned(by_class),
        installed=aligned(by_class),
        costs=aligned((runs, countries, len(COSTS))),
        waiting=aligned((runs, countries)),
        lapsed=aligned((runs, countries)),
        overdue=aligned((runs, countries)),
        lost_sales=aligned((runs, len(COMPONENTS))),
    )
    clear(state)
    return state


def clear(state: State) -> None:
    """Empty a state, for another run in the same memory."""
    for table in state[2:]:
        table.view(np.uint8).fill(0)
    state.constant.fill(-np.inf)
    state.price.fill(1.0)
    state.price_2014.fill(1.0)


class Room(NamedTuple):
    """Room in which rules work, so that they need not make arrays; nothing in it lasts.

    Attributes
    ----------
    own, worth, world_kit : float (class, vendor)
        An operator's kit, vendors' utilities in a country, and the world's kit.
    known : int (class,)
        Country whose utilities have been worked out.
    called, open : bool (country, class)
        Where law or launch call for tenders, and where there are any.
    calling : bool (country,)
        Where everybody tenders some class.
    agenda : int (operator * class + 1,)
        Tenders of the quarter.
    words : uint64 (4, MANY)
    ids : uint64 (MANY,)
    likely : int (MANY,)
        Places of operators, out of as many, that may have to tender.
    draws, more_draws : float (4, MANY)
        Random numbers of as many entities, of which :data:`sim.streams.MANY` are drawn at once.
    chances : float (MANY, vendor)
    weight : float (MANY,)
        Of as many tenders: choice weights, and their sums.
    stock, chance : float (vendor,)
    ours : float (vendor,)
        1 for Chinese vendors, 0 for others.
    total, chinese, removed, retired, standing : float (class,)
    orders, home_orders, ratio, home_ratio, asked, granted : float (vendor,)
        Of a quarter's deliveries: what is ordered, delivered of it, asked of and lent by others.
    part, placed, sold, made : float (vendor,)
    short : bool (country,)
        Where some orders cannot be met.
    unmet : float (operator, class)
    late : int (operator * class + 1,)
        Orders that are not met, as operator times classes plus class.
    members, adopters : float (region + 1,)
    spent, spent_chinese, discounts, factors : float (country,)
    kit, chinese_kit : float (class, country)
    lead : float (operator, vendor)
    exposures : float (1, measure, country)
    hosts : float (1,)
    prices : float (1, vendor)
    by_region : float (region, class * vendor)
    """

    own: Floats
    worth: Floats
    world_kit: Floats
    known: NDArray[np.int64]
    called: NDArray[np.bool_]
    open: NDArray[np.bool_]
    calling: NDArray[np.bool_]
    agenda: NDArray[np.int64]
    words: NDArray[np.uint64]
    ids: NDArray[np.uint64]
    likely: NDArray[np.int64]
    draws: Floats
    more_draws: Floats
    chances: Floats
    weight: Floats
    stock: Floats
    chance: Floats
    ours: Floats
    total: Floats
    chinese: Floats
    removed: Floats
    retired: Floats
    standing: Floats
    orders: Floats
    home_orders: Floats
    ratio: Floats
    home_ratio: Floats
    asked: Floats
    granted: Floats
    part: Floats
    placed: Floats
    sold: Floats
    made: Floats
    short: NDArray[np.bool_]
    unmet: Floats
    late: NDArray[np.int64]
    members: Floats
    adopters: Floats
    spent: Floats
    spent_chinese: Floats
    discounts: Floats
    factors: Floats
    kit: Floats
    chinese_kit: Floats
    lead: Floats
    exposures: Floats
    hosts: Floats
    prices: Floats
    by_region: Floats


def make_room(facts: Facts) -> Room:
    """Return room for a world of this size."""
    countries, operators, vendors = map(len, facts[:3])
    sizes: dict[str, tuple[int, ...]] = {
        **dict.fromkeys(("own", "worth", "world_kit"), (len(CLASSES), vendors)),
        **dict.fromkeys(
            ("known", "total", "chinese", "removed", "retired", "standing"), (len(CLASSES),)
        ),
        **dict.fromkeys(("members", "adopters"), (len(REGIONS) + 1,)),
        **dict.fromkeys(("spent", "spent_chinese", "discounts", "factors"), (countries,)),
        **dict.fromkeys(("kit", "chinese_kit"), (len(CLASSES), countries)),
        **dict.fromkeys(("short", "calling"), (countries,)),
        **dict.fromkeys(("called", "open"), (countries, len(CLASSES))),
        "unmet": (operators, len(CLASSES)),
        **dict.fromkeys(("agenda", "late"), (operators * len(CLASSES) + 1,)),
        **dict.fromkeys(("words", "draws", "more_draws"), (4, MANY)),
        **dict.fromkeys(("ids", "likely", "weight"), (MANY,)),
        "chances": (MANY, vendors),
        "lead": (operators, vendors),
        "exposures": (1, len(EXPOSURES), countries),
        "hosts": (1,),
        "prices": (1, vendors),
        "by_region": (len(REGIONS), len(CLASSES) * vendors),
    }
    kinds: dict[str, Any] = {
        **dict.fromkeys(("known", "agenda", "likely", "late"), np.int64),
        **dict.fromkeys(("words", "ids"), np.uint64),
        **dict.fromkeys(("called", "open", "calling", "short"), np.bool_),
    }
    tables: dict[str, Any] = {
        name: aligned(sizes.get(name, (vendors,)), kinds.get(name, np.float64))
        for name in Room._fields
    }
    return Room(**tables)
