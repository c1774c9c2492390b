"""One scenario or many: which are shown, in which line, and which are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import xarray as xr
from matplotlib.lines import Line2D

from sim.analysis.pairs import baseline_of
from sim.errors import ConfigError, nearest
from sim.plots.pairs import main_scenario, scenarios
from sim.plots.style import BASELINE_COLOUR
from sim.plots.words import counted

Scenarios = str | Sequence[str]


class Line(NamedTuple):
    """How the line of a scenario looks; no two are told apart by colour alone."""

    colour: str
    dashes: str | tuple[int, tuple[int, ...]]
    marker: str


LINES: Final = (
    Line("#0B3C5D", "-", "o"),
    Line("#D55E00", (0, (6, 2)), "s"),
    Line("#009E73", (0, (3, 1, 1, 1)), "^"),
    Line("#CC79A7", (0, (1, 1)), "D"),
    Line("#56B4E9", (0, (8, 2, 1, 2)), "v"),
    Line("#8C6D00", (0, (5, 1, 1, 1, 1, 1)), "P"),
)
BASELINE: Final = Line(BASELINE_COLOUR, (0, (4, 2)), "o")


def named(ds: xr.Dataset, chosen: Scenarios) -> list[str]:
    """Return the names of one or more scenarios as a list, each once.

    The name that a policy has in several results stands for all its scenarios.

    Raises
    ------
    ConfigError
        If one is not in the result, or none is named.
    """
    asked = [chosen] if isinstance(chosen, str) else list(chosen)
    if not asked:
        raise ConfigError("scenarios: the list is empty; name at least one")
    return list(dict.fromkeys(name for each in asked for name in _meant(ds, each)))


def _meant(ds: xr.Dataset, name: str) -> list[str]:
    """Return the scenario of a name, or those of the policy that is called so."""
    known = scenarios(ds)
    if name in known:
        return [name]
    policies = [str(policy) for policy in ds["policy"].values] if "policy" in ds.coords else []
    found = [each for each, policy in zip(known, policies, strict=False) if policy == name]
    if not found:
        raise ConfigError(
            f"scenarios: {name!r} is not in this result (there are: {', '.join(known)})"
            f"{nearest(name, [*known, *policies])}"
        )
    return found


def only(ds: xr.Dataset, chosen: Scenarios) -> str:
    """Return the one scenario of a figure that shows one.

    Raises
    ------
    ConfigError
        If there are more.
    """
    names = named(ds, chosen)
    if len(names) > 1:
        raise ConfigError(f"scenarios: this figure shows one, and {len(names)} are named")
    return names[0]


def beside_baseline(ds: xr.Dataset, names: Sequence[str]) -> list[str]:
    """Return a lone scenario with its baseline; several stay as they are."""
    baseline = baseline_of(ds, names[0]) if len(names) == 1 else None
    return [*names, baseline] if baseline else list(names)


def at_most(names: Sequence[str], most: int) -> tuple[list[str], str]:
    """Return the first so many scenarios, and a sentence on what is left out.

    Examples
    --------
    >>> at_most(["a", "b", "c"], 2)
    (['a', 'b'], ' Not shown: 1 more scenario.')
    """
    rest = len(names) - most
    return list(names[:most]), f" Not shown: {counted(rest, 'more scenario')}." if rest > 0 else ""


def main_first(ds: xr.Dataset, names: Sequence[str]) -> list[str]:
    """Return scenarios, of more than two the main one and its baseline first."""
    main = main_scenario(ds)
    if len(names) <= 2 or main not in names:
        return list(names)
    ahead = [main, *(name for name in names if name == baseline_of(ds, main))]
    return [*ahead, *(name for name in names if name not in ahead)]


def lines_of(ds: xr.Dataset, names: Sequence[str]) -> dict[str, Line]:
    """Return the line of each scenario; one that all others are measured against is grey."""
    against = {baseline_of(ds, name) for name in names}
    roots = {name for name in names if name in against and baseline_of(ds, name) not in names}
    plain = iter(LINES)
    grey = roots if len(roots) == 1 else set()
    return {name: BASELINE if name in grey else next(plain) for name in names}


def handles_of(
    lines: Iterable[Line], labels: Iterable[str], *, marked: bool = False
) -> list[Line2D]:
    """Return what a legend shows of scenarios; ``marked``: their markers too."""
    return [
        Line2D(
            [],
            [],
            color=line.colour,
            ls=line.dashes,
            lw=1.8,
            marker=line.marker if marked else None,
            mfc="white" if line is BASELINE else line.colour,
            label=label,
        )
        for line, label in zip(lines, labels, strict=True)
    ]
