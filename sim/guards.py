"""What must hold in every quarter whatever the rules: checked on request, off in sweeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import GuardError
from sim.facts import Facts
from sim.state import State
from sim.terms import (
    AID,
    CAP,
    CLASSES,
    COMPONENTS,
    CORE,
    DUTIES,
    FINANCE,
    LEGACY_RAN,
    MARKET_OF_CLASS,
    NO_NEW_KIT,
    PURCHASES,
    RAN_5G,
    REMOVAL,
    TRANSPORT,
    quarter_label,
)
from sim.world import Names

Array = NDArray[Any]
ROUNDING = 1e-9
FIRST_BARRED = {LEGACY_RAN: REMOVAL, RAN_5G: NO_NEW_KIT, CORE: CAP, TRANSPORT: REMOVAL}
FIRST_REMOVED = {LEGACY_RAN: REMOVAL, RAN_5G: REMOVAL, CORE: CAP}
BETWEEN: dict[str, dict[str, tuple[float, float | str]]] = {
    "governments": {
        "suspicion": (0, "suspicion_max"),
        "risk_ran": (0, "risk_max"),
        "campaign": (0, "campaign_cap"),
        "peers": (0, 1),
        "aid_discount": (0, "aid_discount_max"),
        "finance_discount": (0, "finance_discount_max"),
        "coverage": (0, 1),
        "coverage_wanted": (0, 1),
        "chinese_share": (0, 1),
        "level": (0, 4),
    },
    "vendors": {
        "fill": (0, 1),
        "delivered_share": (0, 1),
        "substitution": (0, 1),
        "denied": (0, 1),
        "china_share": (0, 1),
        "reputation": (-np.inf, 0),
        "capacity": (0, np.inf),
        "inventory": (0, np.inf),
    },
    "scene": {
        "reassurance": (0, 1),
        "bloc": (0, 1),
        "breadth": (0, 1),
        "duty_us": (0, 1),
        "duty_cn": (0, 1),
        "punished_share": (0, 1),
    },
}
"""Ranges by table and field of :class:`State`; a word is a parameter."""
AXES = {"governments": ("country",), "vendors": ("vendor",), "scene": ()}


class Breach(NamedTuple):
    """Something that must hold and does not.

    Attributes
    ----------
    rule : str
        What must hold.
    where : bool array
        True where it does not, with the axes named in ``axes``.
    value : array
        What is there instead, of the same shape.
    """

    rule: str
    where: Array
    value: Array
    axes: tuple[str, ...]


class Guard:
    """Watches a block of runs, quarter by quarter.

    Parameters
    ----------
    facts, parameters, state
        Of the block.
    names : Names
        In whose words a breach is told.
    """

    def __init__(self, facts: Facts, parameters: Array, state: State, names: Names) -> None:
        self.facts, self.parameters, self.state, self.names = facts, parameters, state, names
        self.note()

    def note(self) -> None:
        """Keep what stands at the start of a quarter."""
        self.young, self.old = self.state.young.copy(), self.state.old.copy()
        self.china_share = self.state.vendors["china_share"].copy()

    def check(self, quarter: int) -> None:
        """Check the quarter that was played.

        Raises
        ------
        GuardError
            With the quarter, the run, what must hold, and where it does not.
        """
        for breach in self._breaches(quarter):
            if breach.where.any():
                raise GuardError(self._told(breach, quarter))

    def _breaches(self, quarter: int) -> Iterator[Breach]:
        yield from self._numbers()
        yield from self._ranges()
        yield from self._awards()
        yield from self._purchases()
        yield from self._kit(quarter)
        yield from self._money()

    def _numbers(self) -> Iterator[Breach]:
        for name, table in self.state._asdict().items():
            if name in ("seed", "replicates", "constant"):
                continue  # a constant of minus infinity bars a vendor that sold nothing
            for field in table.dtype.names or ("",):
                values = table[field] if field else table
                if values.dtype.kind == "f":
                    told = f"{name} {field}".strip()
                    yield _breach(f"{told} is a number", ~np.isfinite(values), values)

    def _ranges(self) -> Iterator[Breach]:
        for name, fields in BETWEEN.items():
            table = getattr(self.state, name)
            for field, (low, high) in fields.items():
                values = table[field]
                most = self.parameters[high] if isinstance(high, str) else np.array(high)
                most = most.reshape(-1, *(1,) * (values.ndim - 1))
                wrong = (values < low - ROUNDING) | (values > most + ROUNDING)
                axes = ("run", *AXES[name], "component")[: values.ndim]
                yield Breach(f"{field} lies in {low:g} to {high}", wrong, values, axes)

    def _awards(self) -> Iterator[Breach]:
        award = self.state.award
        total = award.sum(axis=-1)
        whole = np.abs(total - 1.0) <= ROUNDING
        whole[:, :, RAN_5G] |= total[:, :, RAN_5G] == 0.0  # not tendered yet
        axes = ("run", "operator", "class")
        yield Breach("an award sums to 1", ~whole, total, axes)
        yield Breach("an award has no negative part", award.min(axis=-1) < 0, award.min(-1), axes)
        odds = self.state.chinese_odds
        wrong = (odds < -ROUNDING) | (odds > 1.0 + ROUNDING)
        yield Breach("odds of Chinese vendors lie in 0 to 1", wrong, odds, axes)
        chinese = award[:, :, RAN_5G, self.facts.vendors["chinese"]].sum(axis=-1)
        level = self.state.governments["level"][:, self.facts.operators["country"]]
        most = np.where(level == CAP, self.parameters["cap_share"][:, None], 1.0)
        over = chinese > most + ROUNDING
        yield Breach("the cap on Chinese 5G radio holds", over, chinese, ("run", "operator"))

    def _purchases(self) -> Iterator[Breach]:
        level = self.state.governments["level"]
        for k, first in FIRST_BARRED.items():
            bought = self.state.bought[:, :, k, self.facts.vendors["chinese"]].sum(axis=-1)
            wrong = (level >= first) & (bought > 0.0)
            rule = f"no barred Chinese {CLASSES[k]} kit is bought"
            yield Breach(rule, wrong, bought, ("run", "country"))

    def _kit(self, quarter: int) -> Iterator[Breach]:
        """Stock is stock before, less what retired and what the law removed, plus deliveries."""
        owner = self.facts.operators["country"]
        rate = (2.0 / self.parameters["life"])[:, None, None, None]
        stayed = self.young + self.old - rate * self.old
        before, after = np.zeros_like(self.state.bought), np.zeros_like(self.state.bought)
        standing = self.state.young + self.state.old
        for operator, country in enumerate(owner):
            before[:, country] += stayed[:, operator]
            after[:, country] += standing[:, operator]
        removed = before + self.state.bought - after
        size = ROUNDING * np.maximum(before + self.state.bought, 1.0)
        axes = ("run", "country", "class", "vendor")
        yield Breach(
            "stock is stock + delivered - retired - removed", removed < -size, removed, axes
        )
        allowed = np.zeros(removed.shape, np.bool_)
        chinese = self.facts.vendors["chinese"]
        for k, first in FIRST_REMOVED.items():
            allowed[:, :, k, :] = (self.state.governments["level"] >= first)[..., None] & chinese
        wrong = (removed > size) & ~allowed
        yield Breach("only Chinese kit leaves by law, where the law says so", wrong, removed, axes)
        fast = removed > self._removable(quarter, before) + size
        yield Breach("no more leaves than the law demands", fast & allowed, removed, axes)
        gap = np.abs(after - self.state.installed)
        yield Breach("a country's kit is its operators' kit", gap > size, gap, axes)

    def _removable(self, quarter: int, stayed: Array) -> Array:
        """Return the most that a law makes leave, (run, country, class, vendor) (O6)."""
        g = self.state.governments
        by_deadline = np.where(
            g["level"] == REMOVAL, 1.0 / np.maximum(1, g["deadline"] - quarter), 0.0
        )
        rate = np.zeros(stayed.shape[:3])
        rate[:, :, [LEGACY_RAN, RAN_5G]] = by_deadline[..., None]
        by_cap = np.where(g["level"] >= CAP, 1.0 / self.parameters["core_exit"][:, None], 0.0)
        rate[:, :, CORE] = np.maximum(by_cap, by_deadline)
        return rate[..., None] * stayed

    def _money(self) -> Iterator[Breach]:
        """What buyers pay is what others receive, and vendors earn what they deliver."""
        state, axes = self.state, ("run", "country")
        market = list(MARKET_OF_CLASS)
        rise = (state.price / state.price_2014[..., None])[:, :, market]
        kit = np.where(state.bought > 0.0, state.bought, 0.0)
        costs = state.costs
        paid = (kit * rise).sum(axis=(2, 3))
        outlay = costs[..., PURCHASES] + costs[..., DUTIES]
        yield Breach("buyers pay the day's prices", _differ(paid, outlay), outlay, axes)
        aid = state.governments["aid_discount"]
        finance = state.governments["finance_discount"]
        chinese = self.facts.vendors["chinese"]
        without_help = np.where(chinese, np.exp(finance)[..., None], 1.0 / (1.0 - aid)[..., None])
        full = kit * rise * without_help[:, :, None]
        received = (full / self._duty()[:, :, None]).sum(axis=(2, 3))
        sent = costs[..., PURCHASES] + costs[..., AID] + costs[..., FINANCE]
        yield Breach("what is paid is received", _differ(received, sent), sent - received, axes)
        yield Breach("no cost is negative", costs.min(axis=-1) < 0.0, costs.min(axis=-1), axes)
        sold, booked = state.bought.sum(axis=(1, 2)), state.vendors["revenue_usd_m"]
        yield Breach(
            "vendors book what they deliver", _differ(sold, booked), booked, ("run", "vendor")
        )

    def _duty(self) -> Array:
        """Return one plus the duty, (run, country, vendor), from the duties of the quarter."""
        facts, scene = self.facts, self.state.scene
        cover = self.parameters["duty_coverage"][:, None]
        duty = np.ones((len(scene), len(facts.countries), len(facts.vendors)))
        american = scene["duty_us"][:, None] * self.china_share * cover
        chinese = scene["duty_cn"][:, None] * facts.vendors["us_share"] * cover
        duty[:, facts.countries["is_usa"]] += american[:, None]
        duty[:, facts.countries["is_china"]] += chinese[:, None]
        return duty

    def _told(self, breach: Breach, quarter: int) -> str:
        place = tuple(int(i) for i in np.argwhere(breach.where)[0])
        labels = {
            "country": self.names.countries,
            "operator": self.names.operators,
            "vendor": self.names.vendors,
            "class": CLASSES,
            "component": COMPONENTS,
        }
        words = [
            f"{axis} {labels[axis][i] if axis in labels else i}"
            for axis, i in zip(breach.axes, place, strict=True)
        ]
        value = breach.value[place]
        return f"{quarter_label(quarter)}: not so: {breach.rule} ({', '.join(words)}: {value:.6g})"


def _breach(rule: str, where: Array, value: Array) -> Breach:
    return Breach(rule, where, value, ("run", *(f"axis {i}" for i in range(1, value.ndim))))


def _differ(one: Array, other: Array) -> Array:
    gap: Array = np.abs(one - other) > ROUNDING * np.maximum(np.abs(one), 1.0)
    return gap
