"""Tables of a world of eight vendors, the real one's number, with sizes that the compiler knows.

It then works on all vendors of a row at once. The numbers are the same.
"""

from __future__ import annotations

from typing import Any

from sim.compiled import lean, sized
from sim.facts import Facts
from sim.rules.rows import MAKERS
from sim.state import Room, State
from sim.streams import MANY
from sim.terms import CLASS_COUNT, MARKET_COUNT


@lean
def eight_facts(f: Any) -> Any:
    """Return the facts, of eight vendors."""
    countries = f.countries.size
    return Facts(
        f.countries,
        f.operators,
        sized(f.vendors, (MAKERS,)),
        sized(f.home, (MAKERS, countries)),
        f.scheduled,
        f.by_country,
        f.control,
        f.control_by_parts,
    )


@lean
def eight_state(s: Any) -> Any:
    """Return the state of one run, of eight vendors."""
    countries, operators = s.installed.shape[1], s.young.shape[1]
    by_operator = (1, operators, CLASS_COUNT, MAKERS)
    by_class = (1, countries, CLASS_COUNT, MAKERS)
    by_market = (1, countries, MARKET_COUNT, MAKERS)
    return State(
        s.seed,
        s.replicates,
        s.governments,
        sized(s.vendors, (1, MAKERS)),
        s.scene,
        sized(s.young, by_operator),
        sized(s.old, by_operator),
        sized(s.award, by_operator),
        sized(s.won_5g, (1, operators, MAKERS)),
        sized(s.chinese_odds, (1, operators, CLASS_COUNT)),
        sized(s.backlog, (1, operators, CLASS_COUNT)),
        sized(s.demand, (1, operators, CLASS_COUNT)),
        sized(s.constant, by_market),
        sized(s.price, by_market),
        sized(s.price_2014, (1, countries, MARKET_COUNT)),
        sized(s.edges, (1, MARKET_COUNT, MAKERS)),
        sized(s.bought, by_class),
        sized(s.installed, by_class),
        s.costs,
        s.waiting,
        s.lapsed,
        s.overdue,
        s.lost_sales,
    )


@lean
def eight_room(r: Any) -> Any:
    """Return the room, for eight vendors."""
    row, grid = (MAKERS,), (CLASS_COUNT, MAKERS)
    return Room(
        sized(r.own, grid),
        sized(r.worth, grid),
        sized(r.world_kit, grid),
        r.known,
        r.called,
        r.open,
        r.calling,
        r.agenda,
        r.words,
        r.ids,
        r.likely,
        r.draws,
        r.more_draws,
        sized(r.chances, (MANY, MAKERS)),
        r.weight,
        sized(r.stock, row),
        sized(r.chance, row),
        sized(r.ours, row),
        sized(r.total, (CLASS_COUNT,)),
        sized(r.chinese, (CLASS_COUNT,)),
        sized(r.removed, (CLASS_COUNT,)),
        sized(r.retired, (CLASS_COUNT,)),
        sized(r.standing, (CLASS_COUNT,)),
        sized(r.orders, row),
        sized(r.home_orders, row),
        sized(r.ratio, row),
        sized(r.home_ratio, row),
        sized(r.asked, row),
        sized(r.granted, row),
        sized(r.part, row),
        sized(r.placed, row),
        sized(r.sold, row),
        sized(r.made, row),
        r.short,
        r.unmet,
        r.late,
        r.members,
        r.adopters,
        r.spent,
        r.spent_chinese,
        r.discounts,
        r.factors,
        sized(r.kit, (CLASS_COUNT, r.kit.shape[1])),
        sized(r.chinese_kit, (CLASS_COUNT, r.kit.shape[1])),
        sized(r.lead, (r.lead.shape[0], MAKERS)),
        r.exposures,
        r.hosts,
        sized(r.prices, (1, MAKERS)),
        r.by_region,
    )
