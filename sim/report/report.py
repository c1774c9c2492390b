"""The report of a result: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import xarray as xr

from sim.analysis.pairs import baseline_of
from sim.analysis.rollout import no_delay
from sim.plots.headlines import headline_values
from sim.plots.pairs import compared, main_pair, main_scenario, scenarios, title_of
from sim.plots.style import warnings
from sim.plots.words import quoted
from sim.plots.world_map import has_map
from sim.report import page
from sim.report.figures import drawn, pictures
from sim.report.prose import (
    LIMITS,
    QUESTION,
    SOURCES,
    against,
    answer,
    assumptions,
    by_effect,
    unclear,
)
from sim.report.tables import cost_table, gain_table, headline_table

NO_MAP: Final = "There is no map, because the countries of this world are made up."
#: Outcomes that figures and tables read.
_USED = (
    "sales_usd_m",
    "level",
    "exposure",
    "base_traffic_exposure",
    "host_exposure",
    "coverage",
    "cost_usd_m",
)


def build_report(ds: xr.Dataset, folder: Path, opening: Sequence[str] = ()) -> Path:
    """Draw the figures of a result in memory and write its report into a folder.

    Parameters
    ----------
    ds
        A result.
    folder
        Where ``report.html`` and ``figures/`` are written.
    opening
        Parts of the page, as HTML, that stand right after the warning.

    Returns
    -------
    Path
        The report.
    """
    ds = ds.drop_vars([name for name in ds.data_vars if name not in _USED])
    values = headline_values(ds) if compared(ds) else {}
    pair = main_pair(ds)
    parts = [
        page.element("h1", QUESTION),
        *_warning(ds),
        *opening,
        *_answer(ds, values),
        *_money_and_gains(pair),
        page.element("h2", "Figures"),
        *drawn(pictures(ds, pair, values), folder / "figures"),
        *_no_map(ds),
        *_listed("What was assumed", assumptions(ds)),
        *_scenarios(ds),
        *_listed("Where the data come from", SOURCES),
        *_listed("Limits", LIMITS),
    ]
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: report", parts), encoding="utf-8", newline="\n")
    return path


def _warning(ds: xr.Dataset) -> list[str]:
    return [page.element("p", sentence, "warning") for sentence in warnings(ds)]


def _answer(ds: xr.Dataset, values: dict[str, xr.DataArray]) -> list[str]:
    """Return the answer in words, one sentence a scenario, and the headline table."""
    names = compared(ds)
    if not values:
        words = "No scenario in this result has a baseline in it, so there are no differences."
        if names:
            words = "This result stores none of the outcomes that the answer is made of."
        return [page.element("h2", "The answer"), page.element("p", words)]
    said = {name: answer(ds, name, values) for name in by_effect(ds, names, values)}
    sentences = [
        page.nested(
            "li",
            [
                page.element("strong", title_of(ds, name)),
                " ",
                page.element("span", f"{against(ds, name)}, in 2030:", "against"),
                " ",
                page.element("span", sentence),
            ],
        )
        for name, sentence in said.items()
        if sentence
    ]
    if rest := [name for name in names if not said[name]]:
        sentences.append(page.element("li", unclear(ds, rest)))
    return [
        page.element("h2", "The answer"),
        page.nested("ul", sentences),
        page.element("h2", "The numbers behind it"),
        headline_table(ds, values),
        *([page.element("p", left_out, "small")] if (left_out := no_delay(ds)) else []),
    ]


def _money_and_gains(ds: xr.Dataset) -> list[str]:
    name = main_scenario(ds)
    title = quoted(title_of(ds, name))
    parts = []
    if "sales_usd_m" in ds:
        parts += [page.element("h2", f"Who gains in {title}"), gain_table(ds, name)]
    if "cost_usd_m" in ds and baseline_of(ds, name):
        parts += [page.element("h2", f"What it costs in {title}"), cost_table(ds, name)]
    return parts


def _no_map(ds: xr.Dataset) -> list[str]:
    missing = "exposure" in ds and not has_map(ds)
    return [page.element("p", NO_MAP, "small")] if missing else []


def _scenarios(ds: xr.Dataset) -> list[str]:
    """Return what each scenario asks, with what it is measured against."""
    questions = ds.attrs.get("questions", {})
    lines = (
        f"{title_of(ds, name)}: {questions.get(name) or 'no question given'}"
        f"{f' ({against(ds, name)})' if baseline_of(ds, name) else ''}"
        for name in scenarios(ds)
    )
    return _listed("The scenarios", lines)


def _listed(heading: str, items: Iterable[str]) -> list[str]:
    return [page.element("h2", heading), page.bullets(items)]
