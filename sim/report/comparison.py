"""The page in words on several results: what differs, what that changes, and where most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.change import few_words, is_few
from sim.analysis.compare import compare
from sim.analysis.configuration import what_differs
from sim.analysis.differences import differences
from sim.analysis.headline import Headline, headlines_of
from sim.analysis.largest import Row, largest
from sim.analysis.quantities import quantities
from sim.analysis.ranges import no_pairs
from sim.analysis.sides import (
    BASELINE,
    FIRST,
    another_policy,
    policies_in_common,
    results_in,
    sides_of,
)
from sim.plots.pairs import title_of
from sim.plots.words import Change, is_clear, quoted, size_phrase
from sim.report import page
from sim.report.phrases import cell, effect, is_told, italics, listed, subject

YEAR: Final = 2030
_MOST: Final = 3
#: What is looked at where changes are largest: outcome, split, and words for them.
_WHERE: Final = (
    ("exposure", "group", "Exposure by group, mean over people"),
    ("exposure", "region", "Exposure by region, mean over people"),
    ("exposure", "country", "Exposure by country"),
    ("governments_at_no_new_kit", "region", "Governments at no new kit or above by region"),
    ("share_of_new_spend", "vendor", "Shares of new spend by vendor"),
)


def comparison(ds: xr.Dataset, year: int = YEAR) -> list[str]:
    """Return the parts in HTML that open the report of several results.

    Parameters
    ----------
    ds
        Several results as one (:func:`sim.analysis.join.join`); one alone has no such parts.
    year
        The year over which, or at whose end, things are measured.
    """
    results = results_in(ds)
    if len(results) < 2:
        return []
    parts = [
        page.element("h2", "What differs between these results"),
        page.bullets(what_differs(ds.attrs.get("configurations", {}))),
        *(
            [page.element("p", f"{aside}.", "small")]
            if (aside := ds.attrs.get("left_aside"))
            else []
        ),
    ]
    if not policies_in_common(ds):
        words = f"No scenario is in {results[0]} and in another result, so nothing is held side by "
        return [*parts, page.element("p", f"{words}side but each against its own baseline.")]
    headlines = compare(ds, FIRST).sel(year=year) if headlines_of(ds) else None
    found = [differences(ds, *each[:2], FIRST, [year]) for each in _measured(ds)]
    for result in dict.fromkeys(_compared_results(ds)):
        parts += [
            page.element("h2", f"What that changes by {year}: {result} beside {results[0]}"),
            page.element("p", _how_paired(ds, result), "small"),
        ]
        if headlines is not None:
            own = headlines.isel(scenario=headlines["result"].values == result)
            parts += [_sentences(ds, own), _table(ds, own, year)]
        heading = f"Where {result} differs most from {_other(ds, result)}, {year}"
        parts += [page.element("h3", heading), page.bullets(_places(ds, found, result, year))]
    return parts


def changes_by(ds: xr.Dataset, scenario: str, year: int = YEAR) -> dict[tuple[str, str], list[Row]]:
    """Return how a scenario changes each outcome that is looked at, by what it is split by.

    Parameters
    ----------
    ds
        A result in which the scenario has a baseline.
    scenario
        The scenario.
    year
        The year over which, or at whose end, things are measured.

    Returns
    -------
    dict
        By outcome and split, of what is stored: the largest clear changes first.
    """
    pair = ds.sel(scenario=[scenario, ds.attrs["baselines"][scenario]])
    return {
        (outcome, by): largest(differences(pair, outcome, by, BASELINE, [year]), year)
        for outcome, by, _ in _measured(pair)
    }


def largest_changes(ds: xr.Dataset, rows: Mapping[tuple[str, str], Sequence[Row]]) -> list[str]:
    """Say where a scenario changes most against its baseline: only what is clear.

    Parameters
    ----------
    ds
        The result.
    rows
        What :func:`changes_by` gave.

    Returns
    -------
    list of str
        A sentence each for groups, regions, countries and vendors, of what is stored; where
        nothing is clear, that is said.
    """
    words = {(outcome, by): told for outcome, by, told in _WHERE}
    return [f"{words[key]}: {_most(own, _unit(ds, key[0]), None)}." for key, own in rows.items()]


def _measured(ds: xr.Dataset) -> list[tuple[str, str, str]]:
    known = quantities(ds)
    return [each for each in _WHERE if each[0] in known]


def _unit(ds: xr.Dataset, outcome: str) -> str:
    return quantities(ds)[outcome].unit


def _compared_results(ds: xr.Dataset) -> Iterator[str]:
    """Yield the results, but for the first, that have a policy in common with it."""
    first = results_in(ds)[0]
    pairs = list(zip(map(str, ds["result"].values), map(str, ds["policy"].values), strict=True))
    own = {policy for result, policy in pairs if result == first}
    return (result for result, policy in pairs if result != first and policy in own)


def _how_paired(ds: xr.Dataset, result: str) -> str:
    """Say whether the runs of a result and of the first are pairs."""
    samples = ds.sizes["sample"]
    few = f" {few_words(samples).capitalize()}." if is_few(samples) else ""
    if all(side.paired for side in sides_of(ds, FIRST) if side.scenario in _own(ds, result)):
        holds = " Ranges hold 5 to 95 % of these differences." if samples > 1 else ""
        return (
            "Both share draws and chance: they are held side by side run by run, "
            f"{'one pair' if samples == 1 else f'{samples} pairs'} of runs a scenario.{holds}{few}"
        )
    return f"{no_pairs({**ds.attrs, 'samples': samples})}{few}"


def _own(ds: xr.Dataset, result: str) -> list[str]:
    """Return the scenarios of a result."""
    return [str(name) for name in ds["scenario"].values[ds["result"].values == result]]


def _sentences(ds: xr.Dataset, found: xr.Dataset) -> str:
    """Return one sentence a policy on what is clearly not as in the first result."""
    told, rest, same = [], [], []
    items = [item for item in headlines_of(ds) if item.name in found["measure"].values]
    for scenario in map(str, found["scenario"].values):
        row = found.sel(scenario=scenario)
        changes = [(item, _change(row, item, _moved(found))) for item in items]
        clear = [effect(item, change) for item, change in changes if is_told(change)]
        title = quoted(_title(ds, scenario))
        if all(change.low == change.high == 0 for _, change in changes):
            same.append(title)
        elif clear:
            end = _than(ds, row, found)
            told.append((abs(changes[0][1].mean), f"Under {title}: {'; '.join(clear)}, {end}."))
        else:
            rest.append(title)
    sentences = [sentence for _, sentence in sorted(told, key=lambda each: -each[0])]
    if rest:
        measures = ", ".join(subject(item) for item in items)
        none = "no change" if found.attrs["samples"] == 1 else "no clear change"
        sentences.append(f"Under {', '.join(rest)}: {none} in any of: {measures}.")
    if same:
        sentences.append(f"Under {listed(same)}: all of these are the same.")
    return page.bullets(sentences)


def _than(ds: xr.Dataset, row: xr.Dataset, found: xr.Dataset) -> str:
    """Return where it is so and what that is held against."""
    result, first = row["result"].item(), found.attrs["first"]
    other = another_policy(ds, str(row["scenario"].item()), str(row["baseline"].item()))
    under = f"under {quoted(_title(ds, other))} " if other else ""
    return f"in {result} than {under}in {first}"


def _other(ds: xr.Dataset, result: str) -> str:
    """Return what a result is held against: the first, or one scenario of it by its title."""
    first, own = results_in(ds)[0], set(_own(ds, result))
    side = next(side for side in sides_of(ds, FIRST) if side.scenario in own)
    other = another_policy(ds, side.scenario, side.against)
    return f"{quoted(_title(ds, other))} in {first}" if other else first


def _change(row: xr.Dataset, item: Headline, rows: int) -> Change:
    """Return the change of one measure, which is one of so many that are looked at together."""
    own = row.sel(measure=item.name)
    mean, low, high, error = (float(own[name]) for name in ("mean", "low", "high", "error"))
    samples, freedom = int(row.attrs["samples"]), int(row["freedom"])
    return Change(mean, low, high, samples, error if samples > 1 else 0.0, freedom, rows)


def _moved(found: xr.Dataset) -> int:
    """Return how many differences are not the same to the bit in every run."""
    moved = (found["low"] != 0) | (found["high"] != 0) | (found["mean"] != 0)
    return max(1, int((moved & np.isfinite(found["mean"])).sum()))


def _title(ds: xr.Dataset, scenario: str) -> str:
    """Return the title of a scenario without the label of its result."""
    label = str(ds["result"].sel(scenario=scenario).item())
    return title_of(ds, scenario).removesuffix(f" ({label})")


def _table(ds: xr.Dataset, found: xr.Dataset, year: int) -> str:
    items = [item for item in headlines_of(ds) if item.name in found["measure"].values]
    rows = []
    for scenario in map(str, found["scenario"].values):
        own = found.sel(scenario=scenario)
        cells = [_cell(_change(own, item, _moved(found))) for item in items]
        rows.append(page.row(_title(ds, scenario), cells))
    first = found.attrs["first"]
    other = _other(ds, str(found["result"].values[0]))
    caption = (
        f"Difference to {f'the same scenario in {first}' if other == first else other} at the end "
        f"of {year}: mean [5 to 95 % of the differences]. {italics(found.attrs['samples'])}"
    )
    return page.table(caption, ["Scenario", *(f"{i.label} ({i.unit})" for i in items)], rows)


def _cell(change: Change) -> str:
    return page.value_cell(cell(change), clear=is_clear(change))


def _places(ds: xr.Dataset, found: Sequence[xr.Dataset], result: str, year: int) -> Iterator[str]:
    """Yield a sentence a split on where a result differs most from the first."""
    for (outcome, _, words), each in zip(_measured(ds), found, strict=True):
        own = each.isel(scenario=each["result"].values == result)
        yield f"{words}: {_most(largest(own, year), _unit(ds, outcome), ds)}."


def _most(rows: Sequence[Row], unit: str, ds: xr.Dataset | None) -> str:
    """Return the largest clear changes in words, one a place, with the scenario if ``ds`` is given.

    ``rows`` are in the order of :func:`sim.analysis.largest.largest`.
    """
    first: dict[str, Row] = {}
    for row in rows:
        if row.clear:
            first.setdefault(row.name, row)
    clear = list(first.values())
    if not clear:
        if not any(row.change.mean for row in rows):
            return "all the same"
        return few_words(rows[0].change.samples) or "no clear change"
    sides = ("fewer", "more") if unit == "governments" else ("lower", "higher")
    told = [
        f"{row.name} {size_phrase(row.change, '' if unit == 'governments' else unit, sides)}"
        + (f" under {quoted(_title(ds, row.scenario))}" if ds is not None else "")
        for row in clear[:_MOST]
    ]
    more = len(clear) - _MOST
    return "; ".join(told) + (f"; clear but smaller: {more} more" if more > 0 else "")
