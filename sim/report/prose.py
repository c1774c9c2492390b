"""The sentences of the report, made from the numbers, and the ones that never change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xarray as xr

from sim.analysis.change import LEAST_RUNS, few_words, is_few
from sim.analysis.headline import headlines_of
from sim.analysis.pairs import baseline_of, held_beside
from sim.plots.headlines import headline_change
from sim.plots.pairs import pairs_in, title_of, told_against
from sim.plots.words import counted, quoted
from sim.report.phrases import effect, is_told, listed, subject

QUESTION: Final = (
    "If Washington presses allies, pays them, taxes, or cuts off chips: who stops buying Huawei, "
    "who gains, what does it cost, who stays exposed?"
)

SOURCES: Final = (
    "Countries, groups, income and regions: World Bank, United Nations, NATO and EU membership "
    "lists, ATOP alliance data, lists of US bases (Vine) and of Belt and Road partners.",
    "GDP, population, subscriptions: World Bank World Development Indicators, IMF World Economic "
    "Outlook, ITU, Gapminder.",
    "US troops: US Department of Defense figures as compiled in the troopdata package.",
    "Politics: V-Dem liberal democracy index; ideal points from votes in the UN General Assembly "
    "(Bailey, Strezhnev, Voeten).",
    "Operators: regulators' and companies' figures for 32 large markets, a rank-size rule for the "
    "others; contracts with vendors from trade press and company statements.",
    "Vendors: market shares as published by research firms and reported in the press, company "
    "accounts, Strand Consult's study of European networks.",
    "Policy: laws, orders and decisions to the end of 2020, moves of the United States and China "
    "to 2025, each with its page; duties from the Peterson Institute.",
    "Map: Natural Earth 1:50 million (public domain), Equal Earth projection.",
)

LIMITS: Final = (
    "Rules stand for the choices of governments, operators and vendors; people may choose "
    "otherwise.",
    "How opaque a vendor is, and how far it may be beholden to its state, cannot be observed. It "
    "enters as a range and is never a finding about a firm.",
    "Figures after 2020 are not used to set or to judge the rules; the moves of the United States "
    "and China after 2020 are inputs.",
    "Chinese firms' hold on China's own market before 2021 is put in by hand as a trend.",
    "Where export controls bind and where they do not are two different regimes; a mean over both "
    "describes neither.",
    "Money is at constant prices of a constant world market; no money value is put on delay or on "
    "exposure.",
)


_SHARED: Final = (
    "A scenario and its baseline share both these sets and chance, and are the same to the bit "
    "until the first policy differs."
)


def answer(ds: xr.Dataset, scenario: str, values: dict[str, xr.DataArray]) -> str:
    """Say in one sentence what a scenario clearly changes; nothing where nothing is clear.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    scenario
        The scenario.
    values
        What :func:`sim.plots.headlines.headline_values` gave.
    """
    changes = [(item, headline_change(ds, values, item, scenario)) for item in headlines_of(ds)]
    text = "; ".join(effect(item, change) for item, change in changes if is_told(change))
    return f"{text[0].upper()}{text[1:]}." if text else ""


def unclear(ds: xr.Dataset, scenarios: Sequence[str]) -> str:
    """Say which scenarios change none of the headline measures clearly."""
    runs = ds.sizes["sample"]
    if runs > 1 and is_few(runs):
        return f"{few_words(runs, 'a change')}: see the ranges below."
    titles = [quoted(title_of(ds, name)) for name in scenarios]
    subjects = [subject(item) for item in headlines_of(ds)]
    none = "no change" if runs == 1 else "no clear change"
    return f"{listed(titles)}: {none} in {listed(subjects, 'or')}."


def by_effect(
    ds: xr.Dataset, scenarios: Sequence[str], values: dict[str, xr.DataArray]
) -> list[str]:
    """Return scenarios in the order of their effect on the first headline measure."""
    first = headlines_of(ds)[0]

    def size(scenario: str) -> float:
        """Return how large the change of the first headline is in a scenario."""
        return abs(headline_change(ds, values, first, scenario).mean)

    return sorted(scenarios, key=size, reverse=True)


def against(ds: xr.Dataset, scenario: str) -> str:
    """Return ``against <title of the baseline>``, or an empty string without a baseline."""
    baseline = baseline_of(ds, scenario)
    return f"against {quoted(title_of(ds, baseline))}" if baseline else ""


def _beside(ds: xr.Dataset) -> str:
    """Say whether results that stand side by side share as much as a scenario and its baseline."""
    if not held_beside(ds):
        return ""
    shared = ds.attrs["paired"]
    return " So do these results." if shared else f" These results do not: {ds.attrs['pairing']}."


def assumptions(ds: xr.Dataset) -> list[str]:
    """Say how a result was made: runs, seed, ranges, and what "uncalibrated" means."""
    samples = ds.sizes["sample"]
    draws = len(set(ds["draw"].values.tolist()))
    told = [
        f"{counted(ds.sizes['scenario'], 'scenario')} with {counted(samples, 'run')} each: "
        f"{counted(draws, 'set')} of the uncertain numbers, seed "
        f"{ds.attrs.get('seed', 'not recorded')}. {_SHARED}{_beside(ds)}",
        f"Range: 5 to 95 % of the differences to {told_against(ds)}, over {pairs_in(ds)}. It "
        "holds both what nobody knows and chance. Where it includes zero, or where the mean is "
        "within what chance makes of as many differences as are looked at together, the report "
        f"says {quoted('no clear change')}. With fewer than {LEAST_RUNS} runs it calls nothing "
        "clear.",
    ]
    if ds.attrs.get("parameters") == "fixed":
        told.append(
            "The uncertain numbers stand at their central values: ranges show chance alone."
        )
    if not ds.attrs.get("uncalibrated", True):
        told.append(
            "The uncertain numbers are those that agree with the record to 2020, from "
            "configs/model/posterior.csv: 'faultlines validate' says how well, docs/evidence.md "
            "where it fails. The rules themselves, and the moves of the two powers after 2020, "
            "were written by people who know those years."
        )
    if enough := ds.attrs.get("until", ""):
        told.append(f"{enough}.")
    if left_out := ds.attrs.get("samples_left_out", 0):
        told.append(
            f"{left_out} further runs a scenario are left out everywhere, because they failed or "
            "are not done in at least one scenario."
        )
    if failed := ds.attrs.get("runs_failed", 0):
        told.append(f"{counted(failed, 'run')} failed; the first: {ds.attrs['first_failure']}.")
    if made_up := ds.attrs.get("synthetic", ""):
        told.append(
            f"{made_up}. What is made up was drawn from the real world with the seed: its "
            "statistics are the real ones, nobody in it is real."
        )
    if ds.attrs.get("uncalibrated", True):
        told.append(
            "Uncalibrated: the uncertain numbers have not been fitted to history. The report "
            "shows how the rules work; it is not a forecast."
        )
    return told
