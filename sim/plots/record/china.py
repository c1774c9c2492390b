"""China's part of the world's spend on radio kit, beside what follows from the record."""

from __future__ import annotations

import xarray as xr

from sim.analysis.measures import china_part
from sim.analysis.observed import LAST_YEAR, china_part_of_5g, china_part_of_ran
from sim.plots.chart import Chart
from sim.plots.lines import draw_range
from sim.plots.marks import mark_line
from sim.plots.pairs import runs_in, title_of
from sim.plots.record.panels import (
    ELSEWHERE,
    ON_RECORD,
    draw_record,
    from_zero,
    legend,
    mean_words,
    model_keys,
    panels,
    record_key,
    record_words,
    show_years,
)
from sim.plots.style import SCENARIO_COLOUR, new_figure, styled
from sim.plots.words import quoted

_PANELS = {"ran": "Radio, 2G to 5G", "5g": "Radio, 5G"}


@styled
def china_in_radio(ds: xr.Dataset, scenario: str) -> Chart:
    """Draw China's part of the world's new spend on radio kit, all of it and 5G alone.

    Parameters
    ----------
    ds
        A result.
    scenario
        The scenario to draw.

    Returns
    -------
    Chart
        Two panels, per cent of the world's spend in a year.
    """
    own = ds.sel(scenario=scenario)
    parts = {market: 100 * china_part(own, market) for market in _PANELS}
    radio, new = china_part_of_ran(), china_part_of_5g()
    last = [row for row in radio if row.year == LAST_YEAR]
    title = (
        f"China buys {mean_words(parts['ran'].sel(year=LAST_YEAR))} % of radio kit in "
        f"{LAST_YEAR}; on record {record_words(last, 100)}"
    )
    subtitle = (
        f"{quoted(title_of(ds, scenario))}, {runs_in(ds)}. Part of all new spend in the "
        "world in a year, in value."
    )
    figure, box = new_figure(ds, (8.6, 4.3), title, subtitle)
    axes = panels(figure, box, list(_PANELS.values()), 2, below=0.82)
    for panel, part, rows, shape in zip(
        axes, parts.values(), (radio, new), (ON_RECORD, ELSEWHERE), strict=True
    ):
        draw_range(panel, part, SCENARIO_COLOUR, 1.8, 0.22)
        mark_line(panel, part, "Model", "%")
        draw_record(panel, rows, 100, shape, "%")
        from_zero(panel)
        show_years(panel)
    axes[0].set_ylabel("China\N{RIGHT SINGLE QUOTATION MARK}s part (%)")
    keys = [
        *model_keys(),
        record_key("follows from shares on record, bars: rounding"),
        record_key("on record for 5G infrastructure, Q1 to Q3", ELSEWHERE),
    ]
    legend(figure, box, keys, 2)
    return figure
