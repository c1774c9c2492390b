"""The made-up result of the other figures, with what the figures of the record need besides."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

from sim.analysis.groups import titles
from sim.terms import INCOME_GROUPS, QUARTERS
from tests.made import VENDORS, made_result

BY_VENDOR = ("fill", "price", "stock_us_chips", "stock_foundry", "substitution_us_chips")


@pytest.fixture
def whole() -> Callable[..., xr.Dataset]:
    return whole_result


def whole_result(
    names: tuple[str, ...] = ("baseline", "us_action"), samples: int = 3
) -> xr.Dataset:
    """Make a result with every outcome that a figure of the record needs."""
    rng = np.random.default_rng(1)
    ds = made_result(names, samples)
    income = np.resize(np.array(INCOME_GROUPS), ds.sizes["country"])
    named = {title: name for name, title in titles().items()}
    groups = [f"{g} {named[i]}" for g, i in zip(ds["groups"].values, income, strict=True)]
    groups = [
        f"{words} region_china" if code in ("CHN", "HKG", "MAC") else words
        for code, words in zip(ds["country"].values, groups, strict=True)
    ]
    ds = ds.assign_coords(income=("country", income), groups=("country", groups))
    runs = (len(names), samples, QUARTERS)
    for name in BY_VENDOR:
        values = rng.uniform(0.8, 1.0, (*runs, len(VENDORS)))
        ds[name] = (("scenario", "sample", "quarter", "vendor"), values)
    for name in ("duty_us", "duty_cn"):
        ds[name] = (("scenario", "sample", "quarter"), rng.uniform(0.0, 0.3, runs))
    for name in ("backlog_usd_m", "lapsed_usd_m"):
        values = rng.uniform(0.0, 200.0, (*runs, ds.sizes["region"]))
        ds[name] = (("scenario", "sample", "quarter", "region"), values)
    return ds
