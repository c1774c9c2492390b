"""Who restricts when: governments down, years across, with what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.pieces import pieces_of
from sim.analysis.recorded_levels import Decision, decisions
from sim.analysis.years import quarters_kept_as_one
from sim.plots.chart import Chart, mark
from sim.plots.lines import times
from sim.plots.pairs import runs_in, title_of, titled
from sim.plots.panels import above, grid_of, year_axis
from sim.plots.several import Scenarios, at_most, beside_baseline, main_first, named
from sim.plots.style import INK, new_figure, shortened, styled
from sim.plots.words import quoted
from sim.terms import LEVELS, NO_NEW_KIT

_LAST_RECORDED: Final = 2020
_LONGEST_LIST: Final = 30
_MOST_PANELS: Final = 2
#: Half of the runs is not yet most of them, in colour as in the title.
_STEPS: Final = (0.0, 5.0, 25.0, float(np.nextafter(50.0, 100.0)), 75.0, 95.0, 100.0)
COLOURS: Final = ("#FFFFFF", "#DCE9F5", "#9CC5E3", "#4A90C2", "#1A5A9A", "#08306B")
_RECORD: Final = "#D55E00"


@styled
def restriction_times(ds: xr.Dataset, scenarios: Scenarios, year: int = 2030) -> Chart:
    """Draw in what share of the runs each government bars new Chinese kit, quarter by quarter.

    Parameters
    ----------
    ds
        A result.
    scenarios
        One, which gets its baseline beside it, or two; of more, the main one and its baseline.
    year
        The year the title speaks of (its fourth quarter).

    Returns
    -------
    Chart
        At most 30 governments, those most often and earliest at "no new kit" or above, and
        those that decided so on record to 2020; triangles mark the recorded dates.
    """
    shown, rest = at_most(main_first(ds, beside_baseline(ds, named(ds, scenarios))), _MOST_PANELS)
    share = 100 * share_over_time(ds, shown)
    recorded = [each for each in decisions(_LAST_RECORDED) if each.level >= NO_NEW_KIT
                and each.country in share["country"].values]  # fmt: skip
    chosen = _chosen(share, recorded)
    record = (
        f" Triangles: dates of such decisions by law on record to the end of {_LAST_RECORDED}, "
        "where the record ends (dotted line)."
    )
    subtitle = (
        f"Share of {runs_in(ds)} in which a government is at {quoted(LEVELS[NO_NEW_KIT])} or "
        f"above.{record if recorded else ''} {titled(ds, shown)}{rest}"
    )
    title = _title(share.sel(scenario=shown[0], quarter=f"{year}Q4"), year, ds.sizes["sample"])
    size = (8.2, 2.6 + 0.215 * chosen.size)
    figure, box = new_figure(ds, size, title, subtitle)
    titles = [shortened(title_of(ds, name), 3.2, 10.5, "bold") for name in shown]
    room = (1.35, 0.2, 0.95, above(titles))
    panels = grid_of(figure, box, len(shown), len(shown), room, (0.06, 0.0))
    for axes, name, words in zip(panels, shown, titles, strict=True):
        axes.set_title(words)
        _draw_shares(axes, share.sel(scenario=name).isel(country=chosen))
        _draw_record(axes, recorded, share["country"].values[chosen].tolist())
    _legend(figure, box.bottom, with_record=bool(recorded))
    return figure


def share_over_time(ds: xr.Dataset, names: Sequence[str]) -> xr.DataArray:
    """Return in what share of the runs governments that decide are at no new kit or above.

    Returns
    -------
    DataArray
        (scenario, quarter, country), 0-1.
    """
    decides = np.flatnonzero(ds["decides"].values.astype(bool))
    part = ds[["level"]].sel(scenario=list(names)).isel(country=decides)
    counts = [(piece["level"] >= NO_NEW_KIT).sum("sample") for piece in pieces_of(part)]
    total = counts[0]
    for count in counts[1:]:
        total = total + count
    return (total / ds.sizes["sample"]).transpose("scenario", "quarter", "country")


def _chosen(share: xr.DataArray, recorded: Sequence[Decision]) -> np.ndarray:
    """Return the places of the governments that are shown, in the order of the rows."""
    mean = share.mean("quarter").max("scenario").values
    order = np.argsort(-mean, kind="stable")
    codes = {each.country for each in recorded}
    on_record = [place for place in order if share["country"].values[place] in codes]
    others = [place for place in order if place not in on_record and mean[place] > 0]
    kept = {*on_record, *others[: max(0, _LONGEST_LIST - len(on_record))]}
    return np.array([place for place in order if place in kept], dtype=np.intp)


def _draw_shares(axes: Axes, share: xr.DataArray) -> None:
    when = times(share)
    width = quarters_kept_as_one(share) / 4
    # A value is that of a period's end, so its cell ends a quarter after the label's start.
    edges = np.append(when - width, when[-1]) + 0.25
    norm = BoundaryNorm(_STEPS, len(COLOURS))
    cells = share.transpose("country", "quarter").values
    rows = np.arange(len(cells) + 1) - 0.5
    if len(cells):
        axes.pcolormesh(edges, rows, cells, cmap=ListedColormap(list(COLOURS)), norm=norm)
    names = [str(name) for name in share["country_name"].values]
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize=8.5)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    year_axis(axes, share)
    axes.set_xlim(edges[0], edges[-1])
    axes.grid(visible=False)
    for row in range(1, len(names)):
        axes.axhline(row - 0.5, color="white", lw=0.8)
    for place, label in enumerate(share["quarter"].values):
        if str(label).endswith("Q4"):
            for row, name in enumerate(names):
                told = f"{name}, end of {str(label)[:4]}: {cells[row, place]:.0f} % of runs"
                mark(axes, when[place], row, told)


def _draw_record(axes: Axes, recorded: Sequence[Decision], codes: list[str]) -> None:
    if recorded:
        axes.axvline(_LAST_RECORDED + 1, color=INK, lw=0.9, ls=":")
    for each in recorded:
        if each.country in codes:
            row = codes.index(each.country)
            axes.plot([each.time], [row], "v", color=_RECORD, mec="white", mew=0.6, ms=8)
            told = f"On record, {each.date}: {each.country} decides {quoted(LEVELS[each.level])}"
            mark(axes, each.time, row, told)


def _legend(figure: Chart, bottom: float, *, with_record: bool) -> None:
    words = ["under 5", "5 to 25", "25 to 50", "over 50 to 75", "75 to 95", "95 or more"]
    handles = [
        Patch(facecolor=colour, edgecolor="#808080", lw=0.4, label=f"{word} %")
        for colour, word in zip(COLOURS, words, strict=True)
    ]
    record = Line2D([], [], color=_RECORD, marker="v", mec="white", ms=8, lw=0, label="on record")
    figure.legend(
        handles=[*handles, *([record] if with_record else [])],
        loc="lower center",
        bbox_to_anchor=(0.5, bottom),
        ncols=4,
        fontsize=9,
    )


def _title(share: xr.DataArray, year: int, runs: int) -> str:
    often = int((share > 50).sum())
    where = "more than half of the runs" if runs > 1 else "the one run"
    return (
        f"By the end of {year}, {often or 'no'} government{'' if often == 1 else 's'} "
        f"{'is' if often == 1 else 'are'} at {quoted(LEVELS[NO_NEW_KIT])} or above in {where}"
    )
