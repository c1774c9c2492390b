"""Every figure of a result: what it answers, what it needs, how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.headline import headlines_of
from sim.analysis.pairs import baseline_of, held_beside
from sim.analysis.tornado import no_swings
from sim.errors import ConfigError, ResultError, nearest
from sim.plots.bloc import bloc_lines
from sim.plots.chart import Chart
from sim.plots.cost_steps import cost_steps
from sim.plots.effects import effects
from sim.plots.exposure_dots import exposure_dots
from sim.plots.exposure_lines import exposure_lines
from sim.plots.exposure_moves import exposure_moves
from sim.plots.headlines import headline_values
from sim.plots.hosts import all_hosts, host_arrows
from sim.plots.land import has_map
from sim.plots.levels import level_areas
from sim.plots.market_share import market_share
from sim.plots.pairs import compared, main_scenario, scenarios
from sim.plots.restricting import who_restricts
from sim.plots.restriction_times import restriction_times
from sim.plots.share_areas import share_areas
from sim.plots.share_multiples import share_multiples
from sim.plots.share_regions import share_regions
from sim.plots.side_by_side import main_ones, side_by_side, with_the_first
from sim.plots.supply import OUTCOMES, supply
from sim.plots.tornado import headline_named, tornado
from sim.plots.world_map import difference_map, level_map, world_map


class Asked(NamedTuple):
    """What a figure is asked to show."""

    scenarios: list[str]
    year: int = 2030
    measure: str | None = None  #: of the tornado


def _everywhere(ds: xr.Dataset) -> str:
    """Return that nothing hinders a figure."""
    return ""


def _main(ds: xr.Dataset) -> list[str]:
    """Return the main scenario of a result, or of each of several."""
    if held_beside(ds) or "result" not in ds.coords:
        return main_ones(ds)
    labels = list(dict.fromkeys(ds["result"].values.tolist()))
    each = (ds.isel(scenario=np.flatnonzero(ds["result"].values == label)) for label in labels)
    return [main_scenario(part) for part in each]


class Entry(NamedTuple):
    """A figure of the catalogue."""

    name: str
    question: str  #: that it answers
    needs: tuple[str, ...]  #: stored outcomes without which it cannot be drawn
    draw: Callable[[xr.Dataset, Asked], Chart]
    alone: bool = False  #: it shows one scenario
    against: bool = False  #: it draws beside each scenario what that is held against
    measured: bool = False  #: it can be asked for a measure
    chosen: Callable[[xr.Dataset], list[str]] = _main  #: the scenarios, where none are named
    hindered: Callable[[xr.Dataset], str] = _everywhere  #: why else it cannot be drawn

    def default(self, ds: xr.Dataset) -> list[str]:
        """Return the scenarios that it shows where none are named."""
        names = self.chosen(ds)
        return names[:1] if self.alone else self.shown(ds, names)

    def shown(self, ds: xr.Dataset, names: list[str]) -> list[str]:
        """Return what it shows of scenarios: of results side by side, the first too."""
        return names if self.alone or self.against else with_the_first(ds, names)


def why_not(entry: Entry, ds: xr.Dataset) -> str:
    """Return why a figure cannot be drawn from a result; empty if it can."""
    missing = [name for name in entry.needs if name not in ds]
    if missing:
        return f"needs {' and '.join(missing)}, which the result does not store"
    return entry.hindered(ds)


def find(name: str) -> Entry:
    """Return a figure by its name.

    Raises
    ------
    ConfigError
        If there is none of that name.
    """
    if name not in CATALOGUE:
        raise ConfigError(
            f"{name!r} is not a figure (there are: {', '.join(CATALOGUE)})"
            f"{nearest(name, CATALOGUE)}"
        )
    return CATALOGUE[name]


def draw(
    ds: xr.Dataset,
    name: str,
    chosen: str | Sequence[str] | None = None,
    year: int = 2030,
    measure: str | None = None,
) -> Chart:
    """Draw one figure of a result.

    Parameters
    ----------
    ds
        A result, or several as one: each policy is then held against the same in the first.
    name
        Of the figure.
    chosen
        Scenarios; None: the figure's own choice. Of several results, a policy stands for its
        scenario in each; scenarios named with their result are against their own baselines.
    year
        The year it speaks of.
    measure
        Of the tornado, a headline measure; None: the first.

    Raises
    ------
    ConfigError
        If a name or the year is wrong.
    ResultError
        If the result does not hold what the figure needs.
    """
    entry = find(name)
    beside, shown = side_by_side(ds, chosen)
    if problem := why_not(entry, beside):
        raise ResultError(f"{name}: {problem}")
    check_year(ds, year)
    if measure is not None:
        check_measure(ds, [entry], measure)
    names = entry.default(beside) if shown is None else entry.shown(beside, shown)
    return entry.draw(beside, Asked(names, year, measure))


def check_year(ds: xr.Dataset, year: int) -> None:
    """Refuse a year that is not simulated.

    Raises
    ------
    ConfigError
        That it is not, with the years that are.
    """
    years = ds["year"].values
    if year not in years:
        raise ConfigError(f"year: {year} is not between {years.min()} and {years.max()}")


def check_measure(ds: xr.Dataset, entries: Sequence[Entry], measure: str) -> None:
    """Refuse a measure that the result has not, or that none of the figures has a use for.

    Raises
    ------
    ConfigError
        What is allowed.
    """
    if not any(entry.measured for entry in entries):
        able = " and ".join(entry.name for entry in _ENTRIES if entry.measured)
        asked = ", ".join(entry.name for entry in entries)
        raise ConfigError(f"measure: only {able} can be asked for one, not {asked}")
    headline_named(ds, measure)


def _effects(ds: xr.Dataset, asked: Asked) -> Chart:
    bases = [base for name in asked.scenarios if (base := baseline_of(ds, name))]
    if not bases:
        raise ResultError("effects: no scenario that is named has its baseline in this result")
    part = ds.sel(scenario=list(dict.fromkeys([*asked.scenarios, *bases])))
    return effects(part, headline_values(part, asked.year), asked.year)


def _no_effects(ds: xr.Dataset) -> str:
    if not compared(ds):
        return "no scenario has its baseline in this result"
    return "" if headlines_of(ds) else "none of the headline outcomes is stored in this result"


def _no_future(ds: xr.Dataset) -> str:
    return "" if compared(ds, "future") else "no future scenario has its baseline in this result"


def _no_map(ds: xr.Dataset) -> str:
    return "" if has_map(ds) else "the countries of this world are made up, so there is no map"


def _no_pair(ds: xr.Dataset) -> str:
    alone = ds.sizes["scenario"] < 2
    return _no_map(ds) or ("there is one scenario, and a difference takes two" if alone else "")


def _no_hosts(ds: xr.Dataset) -> str:
    return "" if bool(ds["host"].any()) else "no country of this world is a US-base host"


def _no_tornado(ds: xr.Dataset) -> str:
    return no_swings(ds) or ("" if headlines_of(ds) else "it stores none of the headline outcomes")


def _two(ds: xr.Dataset) -> list[str]:
    """Return the main scenario with its baseline, or with the next that there is."""
    first = main_scenario(ds)
    others = [name for name in scenarios(ds) if name != first]
    return [first, baseline_of(ds, first) or others[0]]


_ENTRIES: Final = (
    Entry(
        "effects",
        "What does each scenario change?",
        (),
        _effects,
        against=True,
        chosen=compared,
        hindered=_no_effects,
    ),
    Entry(
        "market_share",
        "Who sells, in the world and outside China?",
        ("sales_usd_m",),
        lambda ds, asked: market_share(ds, asked.scenarios, asked.year),
        against=True,
    ),
    Entry(
        "share_areas",
        "How do the vendors share the market outside China?",
        ("sales_usd_m",),
        lambda ds, asked: share_areas(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "share_regions",
        "Who sells in which region?",
        ("sales_usd_m",),
        lambda ds, asked: share_regions(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "future_shares",
        "What does Huawei sell outside China, scenario by scenario?",
        ("sales_usd_m",),
        lambda ds, asked: share_multiples(ds, asked.scenarios, asked.year),
        against=True,
        chosen=lambda ds: compared(ds, "future"),
        hindered=_no_future,
    ),
    Entry(
        "levels",
        "How many governments restrict, and how strictly?",
        ("level",),
        lambda ds, asked: level_areas(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "who_restricts",
        "Which governments restrict in a year?",
        ("level",),
        lambda ds, asked: who_restricts(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "restriction_times",
        "Who restricts when, and who did on record?",
        ("level",),
        lambda ds, asked: restriction_times(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "level_map",
        "Where do governments restrict?",
        ("level",),
        lambda ds, asked: level_map(ds, asked.scenarios, asked.year),
        hindered=_no_map,
    ),
    Entry(
        "exposure",
        "How exposed do allies, hosts and others stay?",
        ("exposure",),
        lambda ds, asked: exposure_lines(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "exposure_ranked",
        "Which countries stay most exposed?",
        ("exposure",),
        lambda ds, asked: exposure_dots(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "exposure_moves",
        "Where does exposure fall or rise most?",
        ("exposure",),
        lambda ds, asked: exposure_moves(ds, asked.scenarios, asked.year),
        alone=True,
    ),
    Entry(
        "map",
        "Where does exposure stay, and what changes it?",
        ("exposure",),
        lambda ds, asked: world_map(ds, asked.scenarios, asked.year),
        alone=True,
        hindered=_no_map,
    ),
    Entry(
        "difference_map",
        "Where does exposure differ between two scenarios?",
        ("exposure",),
        lambda ds, asked: difference_map(ds, asked.scenarios, asked.year),
        against=True,
        chosen=_two,
        hindered=_no_pair,
    ),
    Entry(
        "hosts",
        "How exposed is US-base traffic in the main hosts?",
        ("base_traffic_exposure",),
        lambda ds, asked: host_arrows(ds, asked.scenarios, asked.year),
        alone=True,
        hindered=_no_hosts,
    ),
    Entry(
        "all_hosts",
        "How exposed is US-base traffic, host by host?",
        ("base_traffic_exposure",),
        lambda ds, asked: all_hosts(ds, asked.scenarios, asked.year),
        alone=True,
        hindered=_no_hosts,
    ),
    Entry(
        "costs",
        "What does it cost, and who pays?",
        ("cost_usd_m",),
        lambda ds, asked: cost_steps(ds, asked.scenarios, asked.year),
        against=True,
    ),
    Entry(
        "supply",
        "Who runs short of chips, how deeply, for how long?",
        OUTCOMES,
        lambda ds, asked: supply(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "bloc",
        "Does the world split into two blocs?",
        ("bloc_index",),
        lambda ds, asked: bloc_lines(ds, asked.scenarios, asked.year),
    ),
    Entry(
        "tornado",
        "Which uncertain numbers move a headline most?",
        (),
        lambda ds, asked: tornado(ds, asked.scenarios, asked.year, asked.measure),
        alone=True,
        measured=True,
        hindered=_no_tornado,
    ),
    Entry(
        "tornado_change",
        "Which uncertain numbers move what a scenario changes?",
        (),
        lambda ds, asked: tornado(ds, asked.scenarios, asked.year, asked.measure, paired=True),
        alone=True,
        measured=True,
        hindered=lambda ds: _no_effects(ds) or _no_tornado(ds),
    ),
)
CATALOGUE: Final[Mapping[str, Entry]] = {entry.name: entry for entry in _ENTRIES}
"""Every figure by its name, in the order in which a reader asks."""
