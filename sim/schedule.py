"""The ten stages of a quarter, as data: what happens, in which order, by which function."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.rules import (
    components,
    deliveries,
    deployment,
    governments,
    outcomes,
    powers,
    tenders,
    trust,
    vendors,
)


@dataclass(frozen=True)
class Stage:
    """One stage of a quarter.

    Attributes
    ----------
    name, sentence : str
        What a reader sees.
    function : callable
        Compiled; each argument is named after what it reads or writes.
    """

    name: str
    sentence: str
    function: Callable[..., Any]

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of what the stage reads and writes."""
        return tuple(inspect.signature(self.function).parameters)


SCHEDULE = (
    Stage(
        "shocks",
        "Scares and incidents become news; governments turn hawkish or cease to be.",
        trust.shocks,
    ),
    Stage(
        "powers",
        "Washington spreads its campaign and its aid, Beijing its finance; duties move.",
        powers.powers,
    ),
    Stage(
        "suspicion",
        "Suspicion follows news, campaign and reassurance; risk is perceived.",
        trust.suspicion,
    ),
    Stage(
        "governments",
        "Resolve moves; where a window opens the law follows; China may punish.",
        governments.governments_act,
    ),
    Stage(
        "components",
        "Denied chips come from stock or are replaced, or orders cannot be filled.",
        components.components,
    ),
    Stage(
        "prices",
        "Vendors set prices from local shares, duties, finance, aid and lost scale.",
        vendors.prices,
    ),
    Stage(
        "tenders",
        "Operators whose turn it is, or whose law tightened, choose suppliers.",
        tenders.tenders,
    ),
    Stage(
        "orders",
        "Kit ages and is removed; operators order what they renew, replace and build.",
        deployment.order,
    ),
    Stage(
        "deliveries",
        "Orders are rationed and delivered; what is missing waits.",
        deliveries.deliver,
    ),
    Stage(
        "outcomes",
        "Installed kit, coverage, spending and costs are added up.",
        outcomes.outcomes,
    ),
    Stage(
        "vendors",
        "R&D moves quality; reputation, capacity, factories and reassurance follow.",
        vendors.vendors_learn,
    ),
    Stage(
        "blocs",
        "The world is measured: one market, or two technological blocs.",
        outcomes.blocs,
    ),
)
"""The order of a quarter; components and prices, and tenders and orders, are each one stage of the
model description."""
