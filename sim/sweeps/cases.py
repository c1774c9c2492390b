"""Cases: each scenario under each setting of its levers, with the case it is measured against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from sim.errors import ConfigError, nearest
from sim.params import switches
from sim.sweeps.model import Card, Levers
from sim.sweeps.request import Request
from sim.sweeps.scan import Scan, Setting, make_scan


@dataclass(frozen=True)
class Case:
    """One policy world of a sweep.

    Attributes
    ----------
    label
        The scenario's name, followed by the levers that the request scans.
    baseline
        Label of the case it is measured against; None for one that is only a baseline.
    overrides
        Parameters that are held at another value than in the rest of the sweep.
    place
        The line of a table that its levers come from, if any.
    """

    label: str
    card: Card
    levers: Levers = field(default_factory=dict)
    baseline: str | None = None
    overrides: Mapping[str, float | bool] = field(default_factory=dict)
    place: str = ""


def cases(request: Request, card: Callable[[str], Card]) -> tuple[Case, ...]:
    """Return the cases of a request, every baseline before what is measured against it.

    A lever applies wherever its instrument is found, in the baseline too, so that both sides
    of a comparison see the same setting. In an ablation the scenario itself is the baseline, and
    a case turns one mechanism round.

    Raises
    ------
    ConfigError
        If a lever fits none of the scenarios.
    """
    if request.ablated:
        cards = {
            found.name: replace(found, baseline=None) for found in map(card, request.scenarios)
        }
    else:
        cards = _with_baselines(request.scenarios, card)
    scan = make_scan(request)
    check_levers([*request.levers, *scan.settings[0].levers], cards.values())
    found: dict[str, Case] = {}
    for name, setting in product(cards, scan.settings):
        case = _case(cards[name], setting, scan, cards)
        for each in (case, *ablations(case, request)):
            found.setdefault(each.label, each)
    return tuple(found.values())


def ablations(whole: Case, request: Request) -> Iterator[Case]:
    """Yield a case for each mechanism that is to be turned round, measured against the whole."""
    known = switches()
    for name in request.ablated:
        switch = known[name]
        on = bool(request.overrides.get(switch.key, switch.default))
        card = replace(
            whole.card,
            title=f"{'' if on else 'With: '}{switch.meaning} ({switch.rule})",
            question=f"What if this were {'not so' if on else 'so'}?",
            family=switch.part,
        )
        word = "without" if on else "with"
        yield Case(
            f"{whole.label} {word} {name}", card, whole.levers, whole.label, {switch.key: not on}
        )


def _with_baselines(names: Iterable[str], card: Callable[[str], Card]) -> dict[str, Card]:
    ordered: dict[str, Card] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            chain = " -> ".join([*above, name])
            raise ConfigError(f"scenarios: baselines run in a circle: {chain}")
        found = card(name)
        if found.baseline is not None:
            add(found.baseline, (*above, name))
        ordered.setdefault(found.name, found)

    for name in names:
        add(name, ())
    return ordered


def check_levers(levers: Iterable[str], cards: Iterable[Card]) -> None:
    """Refuse a lever that moves no instrument of any scenario.

    Raises
    ------
    ConfigError
        With the lever and the instruments that there are.
    """
    known = sorted(set().union(*(card.instruments for card in cards)))
    for lever in levers:
        instrument = lever.partition(".")[0]
        if instrument not in known:
            words = ", ".join(known) or "none"
            raise ConfigError(
                f"levers.{lever}: no scenario of this request has an instrument {instrument!r} "
                f"(there are: {words}){nearest(instrument, known)}"
            )


def _case(card: Card, setting: Setting, scan: Scan, cards: Mapping[str, Card]) -> Case:
    base = None if card.baseline is None else _label(cards[card.baseline], setting, scan)
    ours = fitting(card, setting.levers)
    return Case(_label(card, setting, scan), card, ours, base, place=setting.place)


def fitting(card: Card, setting: Levers) -> Levers:
    """Return those of a setting's levers that move an instrument of a scenario."""
    return {k: v for k, v in setting.items() if k.partition(".")[0] in card.instruments}


def _label(card: Card, setting: Setting, scan: Scan) -> str:
    ours = fitting(card, setting.levers)
    return " ".join([card.name, *(f"{k}={v}" for k, v in ours.items() if k in scan.differs)])
