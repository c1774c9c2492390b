"""The report of a result: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import xarray as xr

from sim.analysis.beside import beside_first
from sim.analysis.pairs import baseline_of
from sim.analysis.rollout import no_delay
from sim.plots.headlines import headline_values
from sim.plots.pairs import compared, main_pair, main_scenario, scenarios, title_of
from sim.plots.style import warnings
from sim.plots.words import quoted
from sim.report import page
from sim.report.comparison import changes_by, largest_changes
from sim.report.countries import HEADING, look_up
from sim.report.figures import drawn, in_one_figure, own_effects, pictures, where_from
from sim.report.gains import who_gains
from sim.report.opening import Rows, answers
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
from sim.report.titles import told_apart
from sim.report.uncertain import uncertainty

_NO_SCRIPT: Final = (
    "Looking up a country, a vendor by region, and pointing at figures need JavaScript, which is "
    "off here. Everything else in this report is complete without it."
)
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
        A result, or several as one: what is told is then each policy against the same in the
        first, and the effects against their own baselines stand in a section of their own.
    folder
        Where ``report.html`` and ``figures/`` are written.
    opening
        Parts of the page, as HTML, that stand right after the warning.

    Returns
    -------
    Path
        The report.
    """
    ds = told_apart(ds.drop_vars([name for name in ds.data_vars if name not in _USED]))
    beside = beside_first(ds)
    values = headline_values(beside) if compared(beside) else {}
    sections = [*_sections(beside, values, folder), *_own_baselines(ds, beside, folder)]
    first, *rest = (section for section in sections if section.parts)
    parts = [
        page.element("h1", QUESTION),
        *_warning(ds),
        *opening,
        *first.told(),
        page.jumps("In this report", [(section.name, section.heading) for section in rest]),
        page.nested("noscript", [page.element("p", _NO_SCRIPT, "small")]),
        *chain.from_iterable(section.told() for section in rest),
    ]
    path = folder / "report.html"
    path.write_text(page.page("Faultlines: report", parts), encoding="utf-8", newline="\n")
    return path


class _Section(NamedTuple):
    """A part of the report that can be jumped to; one without parts is left out."""

    name: str
    heading: str
    parts: Sequence[str]

    def told(self) -> list[str]:
        """Return the heading, then the parts."""
        return [page.heading(self.heading, self.name), *self.parts]


def _sections(ds: xr.Dataset, values: dict[str, xr.DataArray], folder: Path) -> Iterator[_Section]:
    pair = main_pair(ds)
    title = quoted(title_of(ds, main_scenario(ds)))
    shown = drawn(pictures(ds, pair), folder / "figures")
    yield _Section("answer", "The answer", _answer(ds, values, folder / "figures"))
    yield _Section("countries", HEADING, look_up(ds))
    yield _Section("gain", f"Who gains in {title}", _gains(ds, pair))
    yield _Section("cost", f"What it costs in {title}", _costs(pair))
    yield _Section("figures", "Figures", shown)
    more = drawn(where_from(ds, pair), folder / "figures")
    yield _Section("uncertain", "How uncertain", [*uncertainty(ds, values), *more])
    yield _Section("assumed", "What was assumed", [page.bullets(assumptions(ds))])
    yield _Section("scenarios", "The scenarios", [page.bullets(_scenarios(ds))])
    yield _Section("sources", "Where the data come from", [page.bullets(SOURCES)])
    yield _Section("limits", "Limits", [page.bullets(LIMITS)])


def _own_baselines(ds: xr.Dataset, beside: xr.Dataset, folder: Path) -> Iterator[_Section]:
    """Yield what each scenario changes in its own result, where results stand side by side."""
    if beside is ds or not compared(ds):
        return
    values = headline_values(ds)
    parts = [headline_table(ds, values), *drawn([own_effects(ds, values)], folder / "figures")]
    yield _Section("own", "Each scenario against its own baseline", parts if values else [])


def _warning(ds: xr.Dataset) -> list[str]:
    return [page.element("p", sentence, "warning") for sentence in warnings(ds)]


def _answer(ds: xr.Dataset, values: dict[str, xr.DataArray], figures: Path) -> list[str]:
    """Return the answer: a sentence a scenario, where most, one figure, the headline table."""
    names = compared(ds)
    if not values:
        words = "No scenario in this result has a baseline in it, so there are no differences."
        if names:
            words = "This result stores none of the outcomes that the answer is made of."
        return [page.element("p", words)]
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
    name = main_scenario(ds)
    rows = changes_by(ds, name) if baseline_of(ds, name) else {}
    return [
        *_four_answers(ds, values, rows),
        page.element("h3", "Scenario by scenario"),
        page.nested("ul", sentences),
        *_where_most(ds, rows),
        *drawn(in_one_figure(ds, values), figures),
        page.heading("The numbers behind it", "numbers"),
        headline_table(ds, values),
        *([page.element("p", left_out, "small")] if (left_out := no_delay(ds)) else []),
    ]


def _four_answers(ds: xr.Dataset, values: dict[str, xr.DataArray], rows: Rows) -> list[str]:
    """Return what the main scenario answers to each part of the question."""
    name = main_scenario(ds)
    if not rows:
        return []
    one = ", in the one run there is" if ds.sizes["sample"] == 1 else ""
    told = f"In {quoted(title_of(ds, name))} {against(ds, name)}, by 2030{one}:"
    items = [
        page.nested("li", [page.element("strong", question), " ", page.element("span", sentence)])
        for question, sentence in answers(ds, name, values, rows)
    ]
    return [page.element("p", told), page.nested("ul", items)]


def _where_most(ds: xr.Dataset, rows: Rows) -> list[str]:
    """Say where the main scenario changes most."""
    told = largest_changes(ds, rows)
    heading = f"Where {quoted(title_of(ds, main_scenario(ds)))} changes most, in 2030"
    return [page.element("h3", heading), page.bullets(told)] if told else []


def _gains(ds: xr.Dataset, pair: xr.Dataset) -> list[str]:
    if "sales_usd_m" not in ds:
        return []
    return [gain_table(pair, main_scenario(pair)), *who_gains(ds)]


def _costs(pair: xr.Dataset) -> list[str]:
    name = main_scenario(pair)
    return [cost_table(pair, name)] if "cost_usd_m" in pair and baseline_of(pair, name) else []


def _scenarios(ds: xr.Dataset) -> list[str]:
    """Say what each scenario asks, with what it is measured against."""
    questions = ds.attrs.get("questions", {})
    return [
        f"{title_of(ds, name)}: {questions.get(name) or 'no question given'}"
        f"{f' ({against(ds, name)})' if baseline_of(ds, name) else ''}"
        for name in scenarios(ds)
    ]
