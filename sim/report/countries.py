"""The part of the report in which a reader looks up a country."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import xarray as xr

from sim.analysis.change import few_words
from sim.plots.pairs import main_scenario, scenarios, title_of
from sim.plots.words import counted, quoted
from sim.plots.world_map import has_map
from sim.report import page
from sim.report.lookup import chosen, country_figures, most_scenarios, partner_of
from sim.report.outline import HEIGHT, WIDTH, outlines
from sim.report.parts import choice, controls, search, slider
from sim.report.scales import MEASURES
from sim.terms import LEVELS

HEADING: Final = "Look up a country"
NO_MAP: Final = "There is no map, because the countries of this world are made up."
_TENTHS: Final = "Numbers of countries are exact to a tenth of a point."
_YEAR: Final = 2030
#: What people type who look for a country that the data call otherwise.
_ALSO: Final = {
    "ARE": ("UAE", "Emirates"),
    "CAF": ("CAR",),
    "CHN": ("PRC", "Mainland China"),
    "CIV": ("Ivory Coast",),
    "COD": ("DRC", "Democratic Republic of the Congo", "Congo-Kinshasa", "Zaire"),
    "COG": ("Republic of the Congo", "Congo-Brazzaville"),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic",),
    "GBR": ("UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "KOR": ("Republic of Korea", "ROK"),
    "LAO": ("Lao",),
    "MAC": ("Macao",),
    "MKD": ("Macedonia",),
    "MMR": ("Burma",),
    "NLD": ("Holland",),
    "PRK": ("DPRK",),
    "RUS": ("Russian Federation",),
    "SAU": ("KSA",),
    "SVK": ("Slovak Republic",),
    "SWZ": ("Swaziland",),
    "TLS": ("East Timor",),
    "TUR": ("Turkey",),
    "USA": ("US", "America", "United States of America"),
    "VNM": ("Viet Nam",),
    "ZAF": ("RSA",),
}
_CHART: Final = '<div id="country-chart" class="wide" tabindex="0" role="group"></div>'


def look_up(ds: xr.Dataset) -> list[str]:
    """Return the map, its controls and the room for a country; nothing without its outcomes."""
    if not {"exposure", "level"} & set(map(str, ds.data_vars)):
        return []
    most = most_scenarios(ds)
    names = chosen(ds, most)
    told = country_data(ds, names)
    return [
        '<div id="lookup" data-live hidden>',
        _controls(told),
        '<p id="shown" class="small"></p>',
        '<svg id="map" role="img" aria-label="World map"></svg>' if told["map"] else "",
        '<ul id="legend" class="legend"></ul>' if told["map"] else "",
        page.element("p", _about(ds, names, has_map=bool(told["map"])), "small"),
        _ranking(opened=not told["map"]),
        _panel(with_chart="exposure" in ds, has_map=bool(told["map"])),
        "</div>",
        page.data(told, "country-data"),
    ]


def country_data(ds: xr.Dataset, names: list[str]) -> dict[str, Any]:
    """Return what the script reads: names, measures, land, and the figures of some scenarios."""
    columns = (ds["country"], ds["country_name"], ds["decides"])
    rows = zip(*(column.values.tolist() for column in columns), strict=True)
    figures = country_figures(ds, names)
    own: list[dict[str, Any]] = [
        {
            "name": name,
            "title": title_of(ds, name),
            "baseline": names.index(base) if (base := partner_of(ds, name)) in names else -1,
            "figures": figures[name],
        }
        for name in names
    ]
    known = {key for scenario in own for key in scenario["figures"]}
    years = np.unique(ds["year"].values).tolist()
    return {
        "years": years,
        "year": _YEAR if _YEAR in years else years[-1],
        "runs": ds.sizes["sample"],
        "few": few_words(ds.sizes["sample"]),
        "means": means_of(ds),
        "levels": LEVELS,
        "main": main_scenario(ds),
        "countries": [(code, name, bool(decides)) for code, name, decides in rows],
        "also": _ALSO if has_map(ds) else {},
        "measures": [measure.told() for measure in MEASURES if measure.key in known],
        "scenarios": own,
        "map": {"width": WIDTH, "height": HEIGHT, "shapes": outlines()} if has_map(ds) else None,
    }


def means_of(ds: xr.Dataset) -> str:
    """Say what a number and its range are."""
    runs = ds.sizes["sample"]
    return f"mean [5 to 95 % of {counted(runs, 'run')}]" if runs > 1 else "one run"


def left_out(ds: xr.Dataset, names: list[str]) -> str:
    """Say how many scenarios cannot be looked up, if any."""
    missing = len(scenarios(ds)) - len(names)
    if not missing:
        return ""
    return (
        f" {counted(missing, 'scenario')} of {len(scenarios(ds))} left out here, to keep this "
        f"file small; the command {quoted('faultlines export')} gives all of them."
    )


def _controls(told: dict[str, Any]) -> str:
    years = told["years"]
    return controls(
        search("search", "Country", "Name or ISO code"),
        choice("scenario", "Scenario"),
        choice("show", "Show"),
        slider("year", "Year", years[0], years[-1], told["year"]),
    )


def _about(ds: xr.Dataset, names: list[str], *, has_map: bool) -> str:
    land = (
        "Point at a country for its number, click it for more. Dots: countries too small to be "
        "seen. Hatched: no data. Borders are those of the map\N{RIGHT SINGLE QUOTATION MARK}s "
        "source and take no position."
    )
    few = few_words(ds.sizes["sample"])
    told = f" {few[0].upper()}{few[1:]}: differences are shown as they came out." if few else ""
    return f"{land if has_map else NO_MAP} {_TENTHS}{told}{left_out(ds, names)}"


def _ranking(*, opened: bool) -> str:
    return (
        f'<details id="ranking"{" open" if opened else ""}><summary>All countries as a table'
        f"</summary>{_room()}</details>"
    )


def _room(name: str = "") -> str:
    """Return the place of a table that the script makes."""
    named = f' id="{name}"' if name else ""
    return f'<div class="table"{named}>{page.scrolled("Table")}</div></div>'


def _panel(*, with_chart: bool, has_map: bool) -> str:
    click = ", or click it on the map" if has_map else ""
    return (
        f'<p id="nobody">No country chosen yet: search for one above{click}.</p>'
        '<div id="country" class="panel" hidden><h3 id="country-name">Country</h3>'
        '<p id="country-words"></p>'
        f"{_CHART if with_chart else ''}{_room('country-scenarios')}"
        '<details id="country-years"><summary>Year by year</summary>'
        f"{_room()}</details></div>"
    )
