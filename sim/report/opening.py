"""The answer to the four parts of the question, in a sentence each, for the main scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.change import few_words
from sim.analysis.costs import PAYERS, net_by_purse
from sim.analysis.headline import headlines_of
from sim.analysis.largest import Row
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import in_pieces
from sim.plots.changes import change_in
from sim.plots.headlines import headline_change
from sim.plots.pairs import base_label
from sim.plots.places import in_sentence
from sim.plots.words import change_phrase, size_phrase
from sim.report.phrases import effect, is_told, listed, subject
from sim.terms import FIRST_YEAR, REGIONS

_STOPS: Final = ("huawei_world_share", "chinese_share_outside_china", "allied_restricting")
_BILLION: Final = 1000.0
_NAMED: Final = 3
_GROUPS: Final = {
    "US treaty allies": "among US treaty allies",
    "US-base hosts": "among US-base hosts",
    "EU": "in the EU",
}

Rows = Mapping[tuple[str, str], Sequence[Row]]
"""Changes of the main scenario, by outcome and split, as ``changes_by`` gives them."""


def answers(
    ds: xr.Dataset, scenario: str, values: dict[str, xr.DataArray], rows: Rows, year: int = 2030
) -> list[tuple[str, str]]:
    """Return each part of the question with its answer; parts that are not stored are left out.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    scenario
        The scenario.
    values
        What :func:`sim.plots.headlines.headline_values` gave.
    rows
        What :func:`sim.report.comparison.changes_by` gave.
    year
        The year over which, or at whose end, things are measured.
    """
    found = {
        "Who stops buying?": _stops(ds, scenario, values, rows),
        "Who gains?": _gains(rows),
        "What does it cost?": _costs(ds, scenario, year),
        "Who stays exposed?": _exposed(rows, base_label(ds)),
    }
    return [(question, sentence) for question, sentence in found.items() if sentence]


def _stops(ds: xr.Dataset, scenario: str, values: dict[str, xr.DataArray], rows: Rows) -> str:
    items = [item for item in headlines_of(ds) if item.name in _STOPS]
    changes = [(item, headline_change(ds, values, item, scenario)) for item in items]
    runs = ds.sizes["sample"]
    told = [effect(item, change) for item, change in changes if is_told(change)]
    if rest := [subject(item) for item, change in changes if not is_told(change)]:
        told.append(f"{'no change' if runs == 1 else 'no clear change'} in {listed(rest, 'or')}")
    falls = [in_sentence(row.name) for row in rows.get(("exposure", "country"), ()) if _falls(row)]
    if falls:
        told.append(f"exposure is lowered most, on average, in {listed(falls[:_NAMED])}")
    return _sentence("; ".join(told))


def _falls(row: Row) -> bool:
    return row.clear and row.change.mean < 0


def _gains(rows: Rows) -> str:
    own = rows.get(("share_of_new_spend", "vendor"), ())
    if not own:
        return ""
    sides = ("lower", "higher")
    up = [row for row in own if row.clear and row.change.mean > 0]
    down = [row for row in own if _falls(row)]
    told = [f"{row.name}: {size_phrase(row.change, 'points', sides)}" for row in up]
    few = few_words(own[0].change.samples, "a gain or a loss")
    none = f"{few[0].upper()}{few[1:]}" if few else "No vendor clearly gains a share of new spend"
    gain = "; ".join(told) or none
    lose = f". Clearly lower: {listed([row.name for row in down])}" if down else ""
    return f"{gain}{lose}."


def _costs(ds: xr.Dataset, scenario: str, year: int) -> str:
    if "cost_usd_m" not in ds:
        return ""
    pair = ds.sel(scenario=[scenario, str(baseline_of(ds, scenario))])

    def paid(piece: xr.Dataset) -> xr.DataArray:
        """Return what each purse pays to the year, USD billion."""
        return net_by_purse(piece).sel(year=slice(FIRST_YEAR, year)).sum("year") / _BILLION

    total = in_pieces(pair, ["cost_usd_m"], paid)
    spent = total.sel(purse=[name for name in PAYERS if name in total["purse"].values])
    operators = change_in(ds, spent.sel(purse="operators"), scenario, rows=2)
    whole = change_in(ds, spent.sum("purse"), scenario, rows=2)
    unit = "USD billion"
    return (
        f"All that is paid for networks from {FIRST_YEAR} through {year} "
        f"{change_phrase(whole, unit)}; what operators pay {change_phrase(operators, unit)}."
    )


def _exposed(rows: Rows, base: str) -> str:
    groups = {row.name: row for row in rows.get(("exposure", "group"), ())}
    regions = [
        row for row in rows.get(("exposure", "region"), ())
        if row.name in REGIONS and row.name != "China" and np.isfinite(row.value)
    ]  # fmt: skip
    told = [
        f"{_share(groups[name], base)} {where}" for name, where in _GROUPS.items() if name in groups
    ]
    if regions:
        most = max(regions, key=lambda row: row.value)
        told.append(f"{_share(most, base)} in {in_sentence(most.name)}, the most outside China")
    return f"Mean exposure, weighted by people, is then {listed(told)}." if told else ""


def _share(row: Row, base: str) -> str:
    return f"{row.value:.0f} % ({base} {row.baseline_value:.0f})"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
