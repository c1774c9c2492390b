"""Scenarios: policy worlds read from files, each its baseline plus what it does differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.folders import search_path
from sim.worlds import FAMILIES, Card, Library, Scenario

if TYPE_CHECKING:
    from sim.data.load import Tables
    from sim.instruments import Instruments
    from sim.world import Names

__all__ = [
    "Card",
    "Scenario",
    "compile_scenario",
    "list_scenarios",
    "load_scenario",
    "scenario_texts",
]


def load_scenario(name: str, search: Sequence[Path] | None = None) -> Scenario:
    """Return a scenario by its name or by the path of its file.

    Parameters
    ----------
    name : str
        A name such as ``us_action``, or a path that ends in ``.yaml``.
    search : sequence of Path, optional
        Folders to look in, the first match counts; default ``./scenarios``, then the shipped.

    Raises
    ------
    ScenarioError
        If it, or a scenario it builds on, is missing or wrong: file, line and nearest word.

    Examples
    --------
    >>> load_scenario("pressure").baseline
    'baseline'
    """
    return Library(search or search_path("scenarios")).scenario(name)


def scenario_texts(names: Iterable[str], search: Sequence[Path]) -> dict[str, str]:
    """Return what the files of some scenarios, and of all they build on, say: name -> text.

    Raises
    ------
    ScenarioError
        If one is missing or wrong.
    """
    found: dict[str, str] = {}
    for name in names:
        found |= Library(search).texts(name)
    return found


def list_scenarios(search: Sequence[Path] | None = None) -> list[Card]:
    """Return the cards of all scenarios, past ones first, baselines before what uses them.

    Raises
    ------
    ScenarioError
        If one of the files is wrong.
    """
    library = Library(search or search_path("scenarios"))
    cards = {name: library.card(name) for name in library.names()}

    def depth(card: Card) -> int:
        above, found = card, 0
        while above.baseline in cards and found <= len(cards):
            above, found = cards[above.baseline], found + 1
        return found

    return sorted(cards.values(), key=lambda c: (FAMILIES.index(c.family), depth(c), c.name))


def compile_scenario(
    scenario: Scenario,
    names: Names,
    tables: Tables,
    levers: Mapping[str, Any] | None = None,
) -> Instruments:
    """Return a scenario as dated doses.

    Parameters
    ----------
    scenario : Scenario
        What happens.
    names : Names
        Labels of the countries and vendors.
    tables : Tables
        Groups of countries, vendors and incidents.
    levers : mapping, optional
        ``"instrument.key"`` -> value that replaces the file's, such as ``"aid.budget_usd_m"``.

    Raises
    ------
    ScenarioError
        If a country, group or vendor is unknown, or the scenario differs from its baseline
        before it starts.
    ConfigError
        If a lever fits no instrument, key or range.
    """
    from sim.dosing import compiled

    return compiled(scenario, names, tables, levers or {})
