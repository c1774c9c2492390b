"""Words that ``validate`` knows in its tables, and what each is held against."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np

from sim.analysis.recorded_levels import level_of
from sim.data.groups import Groups
from sim.data.load import load_tables
from sim.pages.markdown import table
from sim.pages.patterns import ANY, spelt
from sim.terms import CLASSES, LEVELS, NONE
from sim.validation import definitions, places, questions, sellers
from sim.validation.kinds import MARKETS as MARKETS_CALLED
from sim.validation.restrictions import WORDS
from sim.validation.shares import COUNTRY, WORLD
from sim.validation.size import MARKETS
from sim.validation.suppliers import AWARDED, INSTALLED, SHUT_OUT

KIT: Final = dict(zip(CLASSES, ("2G-4G radio", "5G radio", "core", "transport"), strict=True))
NOT_SCORED: Final = "left out"
GENERATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "2G, 3G, 4G, or several of these": ("4g", "2g+3g+4g"),
    "5G": ("5g",),
    "5G with others": ("4g+5g", "2g+3g+4g+5g"),
    "blank, or `all`": ("all",),
}
"""Generations in words, with what :mod:`sim.validation.kinds` may call them."""
MEASURES: Final[Mapping[str, str]] = {
    "cost": "what operators pay more",
    "purchases": "that cost, in months of what is paid for radio kit",
    "recent": "what Chinese radio kit cost that was bought since that year",
    "delay": "by how much 5G comes later",
    "price": "by how much radio kit gets dearer",
    "premium": "by how much other radio kit is dearer than Chinese",
    "discount": "by how much Chinese radio kit is cheaper than other",
    "due": "radio kit that grows old in those years by itself",
    "time": "until nearly no Chinese radio and core kit stands",
    "share": "the Chinese part of radio and core kit that stands",
}
"""What is measured for a study, by its name in :data:`sim.validation.effects.EFFECTS`."""
STATUSES: Final[Mapping[str, str]] = {
    AWARDED: "it was chosen for new kit",
    INSTALLED: "its kit stands",
    "excluded": "it was shut out of new kit; what stands is not said",
    "replaced": "its kit is being replaced: no new orders; what stands is not said",
}
Kind = TypeVar("Kind", bound=Hashable)
_PERCENT: Final = 100.0
_UNITS: Final = {".*": "any", "[A-Z]{3}( .*)?": "money"}


def market_table() -> str:
    """Return the markets of ``vendor_share_global``."""
    rows = (
        (_markets(rule.market.pattern), _holding(rule.basis.pattern), *_held_against(rule))
        for rule in definitions.rules()
        if rule.table == WORLD
    )
    return table(("Market", "Market or metric says", "Held against", "Error, points", ""), rows)


def basis_table() -> str:
    """Return what ``vendor_share_country`` may have counted."""
    rows = (
        (_generations(rule.market.fullmatch), _holding(rule.basis.pattern), *_held_against(rule))
        for rule in definitions.rules()
        if rule.table == COUNTRY
    )
    return table(("Generation", "Basis says", "Held against", "Error, points", ""), rows)


def size_table() -> str:
    """Return the markets of ``market_size``."""
    rows = (
        (
            _markets(market.name),
            _kit(market.classes) or NOT_SCORED,
            f"{_PERCENT * market.error:.0f}" if market.classes else "",
            market.why,
        )
        for market in MARKETS
    )
    return table(("Market", "Held against", "Error, %", ""), rows)


def quantity_table() -> str:
    """Return the quantities of ``study_results``."""
    rows = []
    for rule in questions.rules():
        of = [study for study in spelt(rule.study.pattern) if study != ANY.strip()]
        whose = f" (study: {_written(of)})" if of else ""
        law = [LEVELS[level] for level in (rule.level, rule.against) if level != NONE]
        rows.append(
            (
                f"{_written(spelt(rule.quantity.pattern))}{whose}",
                _unit(rule.unit.pattern),
                MEASURES.get(rule.measure, NOT_SCORED),
                " against ".join(law),
                rule.note,
            )
        )
    return table(("Quantity", "Unit", "What the model measures", "Law", ""), rows)


def event_table() -> str:
    """Return the words of ``policy_events``: those that count, and those that do not."""
    rows = (
        (
            f"`{column}`",
            _written(counted),
            "; ".join(f"{_written(words)}: {kind}" for kind, words in _kinds(others).items()),
        )
        for column, (counted, others) in WORDS.items()
    )
    return table(("Column", "Counts", "Read, and no restriction"), rows)


def level_table() -> str:
    """Return from which stringency on a decision counts as which level."""
    grid = np.round(np.arange(0.0, 1.001, 0.01), 2).tolist()
    least = {level: next(each for each in grid if level_of(each) == level)
             for level in range(1, len(LEVELS))}  # fmt: skip
    rows = ((f"{value:g} or more", LEVELS[level]) for level, value in least.items())
    return table(("Stringency", "Level"), rows)


def status_table() -> str:
    """Return the statuses of ``operator_vendors``."""
    known = (AWARDED, INSTALLED, *SHUT_OUT)
    return table(("Status", "What it says of the vendor"), ((f"`{s}`", STATUSES[s]) for s in known))


def vendor_table() -> str:
    """Return what a vendor may be called."""
    titles = dict(
        zip(*(load_tables()["vendors"].text(name) for name in ("vendor", "name")), strict=True)
    )
    rows = [(_written(names), titles[each]) for each, names in _kinds(sellers.NAMES).items()]
    rows += [
        (_written(names), f"the sum of {', '.join(members)}")
        for members, names in _kinds(sellers.GROUPS).items()
    ]
    rows += [
        (_written(names), f"{NOT_SCORED}: a part of {whole}")
        for whole, names in _kinds(sellers.PARTS).items()
    ]
    return table(("Vendor", "Read as"), rows)


def place_table() -> str:
    """Return the groups of countries, and what publishers call them."""
    also: dict[str, list[str]] = {}
    for word, meant in places.WORDS.items():
        also.setdefault(meant, []).append(word.replace("_", " "))
    rows = []
    for name, group in Groups(load_tables()).items():
        called = [name.replace("_", " "), *also.get(name, ())]
        if words := [word for word in called if places.place(word) == group.members]:
            rows.append((_written(words), group.label))
    return table(("Place", "Countries"), rows)


def _held_against(rule: definitions.Definition) -> tuple[str, str, str]:
    if rule.what is None:
        return NOT_SCORED, "", rule.note
    kind = "stands" if rule.what.installed else "is bought in the year"
    return (
        f"what {kind}: {_kit(rule.what.classes)}", f"{_PERCENT * rule.error:.2g}", rule.note
    )  # fmt: skip


def _markets(pattern: str) -> str:
    """Return what a market may be called, other words for it included."""
    words = spelt(pattern)
    return _written([*words, *(also for also, word in MARKETS_CALLED.items() if word in words)])


def _kit(classes: Sequence[str]) -> str:
    if len(classes) == len(CLASSES):
        return "all kit"
    return " and ".join(KIT[name] for name in classes)


def _generations(matches: Callable[[str], object]) -> str:
    told = [name for name, words in GENERATIONS.items() if all(map(matches, words))]
    return "any" if len(told) == len(GENERATIONS) else ", ".join(told)


def _holding(pattern: str) -> str:
    """Return the words that a text must hold; it may hold others as well."""
    words = [each.strip(ANY) for each in spelt(pattern)]
    return _written(words) if any(words) else "anything"


def _unit(pattern: str) -> str:
    return _UNITS.get(pattern) or _written(pattern.split("|"))


def _written(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _kinds(words: Mapping[str, Kind]) -> dict[Kind, list[str]]:
    """Return words by what they stand for, in their order."""
    found: dict[Kind, list[str]] = {}
    for word, kind in words.items():
        found.setdefault(kind, []).append(word)
    return found


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "markets": market_table,
    "bases": basis_table,
    "events": event_table,
    "levels": level_table,
    "sizes": size_table,
    "quantities": quantity_table,
    "statuses": status_table,
    "vendors": vendor_table,
    "places": place_table,
}
"""What each table of words is made by."""
