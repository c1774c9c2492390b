"""Results small enough to check by hand: two years, three scenarios, two samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.groups import titles
from sim.terms import CLASSES, COST_BEARER, COSTS, REGIONS, quarter_label

SCENARIOS = ("calm", "press", "pay")
QUARTERS = 8
VENDORS = ("huawei", "zte", "ericsson", "nokia")
SAMPLES = 2

# iso3: region, ally, host, decides, EU, population in millions
COUNTRIES = {
    "CHN": (0, 0.0, False, False, False, 1400.0),
    "DEU": (2, 1.0, True, True, True, 80.0),
    "EGY": (6, 0.5, False, True, False, 100.0),
    "NAM": (7, 0.0, False, True, False, 20.0),
    "USA": (1, 0.0, False, False, False, 330.0),
}


def groups_of(country: str) -> str:
    """Return the groups of a country as a result carries them."""
    region, ally, host, _, eu, _ = COUNTRIES[country]
    found = {
        "world": True,
        "outside_china": region != 0,
        "allies": ally == 1.0,
        "partners": ally == 0.5,
        "alliance_bloc": ally == 1.0,
        "hosts": host,
        "eu27": eu,
        "five_eyes": country == "USA",
        **{name: True for name, title in titles().items() if title == REGIONS[region]},
    }
    return " ".join(name for name, inside in found.items() if inside)


def tiny(**outcomes: Any) -> xr.Dataset:
    """Return a result; each outcome is (dims after sample, values that broadcast)."""
    facts = list(COUNTRIES.values())
    coords = {
        "scenario": list(SCENARIOS),
        "draw": ("sample", [0, 1]),
        "replicate": ("sample", [0, 1]),
        "quarter": [quarter_label(q) for q in range(QUARTERS)],
        "year": ("quarter", [2014] * 4 + [2015] * 4),
        "region": list(REGIONS),
        "class": list(CLASSES),
        "cost": list(COSTS),
        "bearer": ("cost", [COST_BEARER[cost] for cost in COSTS]),
        "vendor": list(VENDORS),
        "vendor_name": ("vendor", [vendor.capitalize() for vendor in VENDORS]),
        "chinese": ("vendor", [True, True, False, False]),
        "country": list(COUNTRIES),
        "country_name": ("country", ["China", "Germany", "Egypt", "Namibia", "United States"]),
        "country_region": ("country", [REGIONS[fact[0]] for fact in facts]),
        "ally": ("country", [fact[1] for fact in facts]),
        "host": ("country", [fact[2] for fact in facts]),
        "decides": ("country", [fact[3] for fact in facts]),
        "groups": ("country", [groups_of(name) for name in COUNTRIES]),
        "population_m": ("country", [fact[5] for fact in facts]),
    }
    found = xr.Dataset(coords=coords, attrs=texts())
    for name, (dims, values) in outcomes.items():
        found[name] = (("scenario", "sample", *dims), spread(dims, values))
    return found


def texts() -> dict[str, Any]:
    """Return the attributes of a result."""
    return {
        "baselines": {"press": "calm", "pay": "press"},
        "titles": {"calm": "Calm", "press": "Pressure", "pay": "Pressure and aid"},
        "questions": {name: f"What of {name}?" for name in SCENARIOS},
        "families": {"calm": "past", "press": "past", "pay": "future"},
        "seed": 1,
        "uncalibrated": True,
        "parameters": "drawn",
        "name": "tiny",
        "samples_left_out": 0,
    }


def spread(dims: tuple[str, ...], values: Any) -> NDArray[np.float64]:
    """Return values broadcast to the axes (scenario, sample, *dims)."""
    sizes = {
        "quarter": QUARTERS,
        "region": len(REGIONS),
        "class": len(CLASSES),
        "cost": len(COSTS),
        "vendor": len(VENDORS),
        "country": len(COUNTRIES),
    }
    shape = (len(SCENARIOS), SAMPLES, *(sizes[dim] for dim in dims))
    return np.broadcast_to(np.asarray(values, dtype=np.float64), shape).copy()
