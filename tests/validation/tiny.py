"""A result small enough to work out by hand: two countries, two operators, eight vendors."""

from __future__ import annotations

import numpy as np
import xarray as xr

VENDORS = ("huawei", "zte", "other_cn", "ericsson", "nokia", "samsung", "cisco", "other_west")
CLASSES = ("legacy_ran", "ran_5g", "core", "transport")
EUROPE, AFRICA = "Europe & Central Asia", "Sub-Saharan Africa"


def tiny(samples: int = 2, years: tuple[int, ...] = (2019, 2020)) -> xr.Dataset:
    """Return a result in which nothing is sold, stands or is restricted."""
    quarters = [f"{year}Q{quarter}" for year in years for quarter in range(1, 5)]
    sizes = {
        "scenario": 1, "sample": samples, "quarter": len(quarters), "region": 2, "country": 2,
        "operator": 2, "class": len(CLASSES), "vendor": len(VENDORS),
    }  # fmt: skip
    ds = xr.Dataset(
        coords={
            "scenario": ["us_action"],
            "draw": ("sample", np.arange(samples)),
            "replicate": ("sample", np.zeros(samples, dtype=int)),
            "quarter": quarters,
            "year": ("quarter", np.repeat(years, 4)),
            "region": [EUROPE, AFRICA],
            "country": ["DEU", "NGA"],
            "country_region": ("country", [EUROPE, AFRICA]),
            "operator": ["deu-vodafone", "nga-mtn"],
            "class": list(CLASSES),
            "vendor": list(VENDORS),
        }
    )
    for name, axis in (
        ("sales_usd_m", "region"), ("installed_usd_m", "region"),
        ("new_kit_usd_m", "country"), ("country_kit_usd_m", "country"),
        ("operator_kit_usd_m", "operator"), ("operator_award", "operator"),
    ):  # fmt: skip
        dims = ("scenario", "sample", "quarter", axis, "class", "vendor")
        ds[name] = (dims, np.zeros([sizes[dim] for dim in dims], dtype=np.float32))
    dims = ("scenario", "sample", "quarter", "country")
    ds["level"] = (dims, np.zeros([sizes[dim] for dim in dims], dtype=np.int8))
    return ds
