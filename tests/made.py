"""A made-up result with the shapes of a real one, for the tests of figures and report."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import xarray as xr

from sim.plots.headlines import headline_values
from sim.plots.pairs import main_pair
from sim.plots.picture import Picture
from sim.report.figures import in_one_figure, pictures
from sim.terms import CLASSES, COMPONENTS, COSTS, QUARTERS, REGIONS, quarter_label

CODES = Path(__file__).parents[1] / "sim" / "data" / "iso_numeric.csv"
HOSTS = {"DEU": 37_000, "JPN": 50_000, "ITA": 11_700, "KOR": 25_000, "GBR": 9_000, "QAT": 700}
EU = ("DEU", "ITA", "FRA", "POL", "SWE")
VENDORS = {
    "huawei": "Huawei",
    "zte": "ZTE",
    "other_cn": "Other Chinese (CICT/Datang; FiberHome)",
    "ericsson": "Ericsson",
    "nokia": "Nokia (with Alcatel-Lucent throughout)",
    "samsung": "Samsung",
    "cisco": "Cisco",
    "other_west": "Other Western and Japanese (Ciena, Juniper, NEC, Fujitsu, ...)",
}
WORLD_SHARES = (0.28, 0.09, 0.03, 0.15, 0.16, 0.04, 0.07, 0.18)
BASELINES = {
    "baseline": "baseline",
    "pressure": "baseline",
    "us_action": "baseline",
    "stop": "us_action",
    "eu_law": "us_action",
}
TITLES = {
    "baseline": "No US action",
    "pressure": "Pressure on allies",
    "us_action": "What the US did",
    "stop": "The US stops",
    "eu_law": "The EU must remove",
}


PARAMETERS = ("government.b_peer", "government.b_ally", "vendor.catch_up", "operator.lock_in")


def chosen(ds: xr.Dataset) -> list[Picture]:
    """Return the figures of a result's report."""
    values = headline_values(ds)
    return [*in_one_figure(ds, values), *pictures(ds, main_pair(ds))]


def made_result(
    names: tuple[str, ...] = tuple(BASELINES), samples: int = 4, seed: int = 0
) -> xr.Dataset:
    """Make a result with plausible random values; paired scenarios share their chance."""
    ds = xr.Dataset(coords=_coordinates(names, samples))
    fields = {**_fields(names, samples, seed), **_supply(names, samples)}
    for name, (dims, values) in fields.items():
        ds[name] = (("scenario", "sample", *dims), values)
    ds.attrs = {
        "baselines": {name: BASELINES[name] for name in names},
        "titles": {name: TITLES[name] for name in names},
        "questions": {name: f"What if: {TITLES[name]}?" for name in names},
        "families": {name: "future" if name in ("stop", "eu_law") else "past" for name in names},
        "seed": seed,
        "uncalibrated": True,
    }
    return ds


def _coordinates(names: tuple[str, ...], samples: int) -> dict[str, object]:
    with CODES.open(encoding="utf-8", newline="") as file:
        codes = [row["iso3"] for row in csv.DictReader(file)]
    allies = [1.0 if code in (*HOSTS, *EU) else 0.0 for code in codes]
    return {
        "scenario": list(names),
        "sample": np.arange(samples),
        "draw": ("sample", np.arange(samples)),
        "replicate": ("sample", np.arange(samples)),
        "quarter": [quarter_label(index) for index in range(QUARTERS)],
        "year": ("quarter", [2014 + index // 4 for index in range(QUARTERS)]),
        "region": list(REGIONS),
        "class": list(CLASSES),
        "component": list(COMPONENTS),
        "cost": list(COSTS),
        "vendor": list(VENDORS),
        "vendor_name": ("vendor", list(VENDORS.values())),
        "chinese": ("vendor", [True] * 3 + [False] * 5),
        "parameter": list(PARAMETERS),
        "drawn": (("sample", "parameter"), _drawn(samples)),
        "country": codes,
        "country_name": ("country", [f"Land {code}" for code in codes]),
        "ally": ("country", allies),
        "groups": ("country", [_groups(code) for code in codes]),
        "host": ("country", [code in HOSTS for code in codes]),
        "troops": ("country", [float(HOSTS.get(code, 0)) for code in codes]),
        "population_m": ("country", np.linspace(1.0, 80.0, len(codes))),
        "decides": ("country", [code not in ("USA", "CHN", "HKG", "MAC", "PRK") for code in codes]),
    }


def _drawn(samples: int) -> np.ndarray:
    """Settings of what is drawn, (sample, parameter); they have no effect."""
    return np.random.default_rng(1).uniform(0.0, 1.0, (samples, len(PARAMETERS)))


def _supply(names: tuple[str, ...], samples: int) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    """Supply of every vendor, and the bloc index; Huawei runs short in every other sample."""
    when = np.arange(QUARTERS)
    short = np.clip(1 - np.abs(when - 34) / 8, 0, 1)
    strength = np.array([0.0 if name == "baseline" else 0.6 for name in names])[:, None, None]
    dip = strength * (np.arange(samples) % 2 == 0)[None, :, None] * short
    vendors = len(VENDORS)
    hit = np.zeros((*dip.shape, vendors))
    hit[..., 0] = dip
    axes = ("quarter", "vendor")
    return {
        "delivered_share": (axes, 1 - hit),
        "stock_us_chips": (axes, 0.25 + 4 * hit),
        "stock_foundry": (axes, 0.25 + 6 * hit),
        "substitution_us_chips": (axes, 1 - np.exp(-hit.cumsum(axis=2) / 4)),
        "bloc_index": (("quarter",), 0.2 + 0.1 * dip),
    }


def _groups(code: str) -> str:
    found = {
        "world": True,
        "outside_china": code not in ("CHN", "HKG", "MAC"),
        "allies": code in (*HOSTS, *EU),
        "hosts": code in HOSTS,
        "eu27": code in EU,
    }
    return " ".join(name for name, inside in found.items() if inside)


def _fields(
    names: tuple[str, ...], samples: int, seed: int
) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    rng = np.random.default_rng(seed)
    chance = rng.normal(0.0, 1.0, (1, samples, 1))
    strength = np.array([0.0 if name == "baseline" else 1.0 for name in names])[:, None, None]
    ramp = np.clip((np.arange(QUARTERS) - 18) / 30, 0, 1)[None, None, :]
    loss = strength * ramp * (0.06 + 0.01 * chance)
    countries = 198
    exposure = rng.uniform(0.05, 0.8, countries)[None, None, None, :] * (1 - 3 * loss[..., None])
    willing = rng.uniform(0.0, 3.5, countries)[None, None, None, :]
    level = np.floor(np.clip(willing * 60 * loss[..., None] / 4, 0, 4)).astype(np.int8)
    coverage = np.clip((np.arange(QUARTERS) - 24) / 50, 0, 1)[None, None, :, None] * np.ones(
        (len(names), samples, 1, countries)
    )
    host = np.where([code in HOSTS for code in _coordinates(names, samples)["country"]], 1, np.nan)
    sales = _sales(loss, rng)
    spread = 1 + loss[..., None, None]
    costs = (
        spread
        * np.abs(rng.normal(40.0, 5.0, (1, samples, QUARTERS, 8, 8)))
        * (1 + loss[..., None, None])
    )
    return {
        "sales_usd_m": (("quarter", "region", "class", "vendor"), sales),
        "installed_usd_m": (("quarter", "region", "class", "vendor"), 20 * sales),
        "exposure": (("quarter", "country"), exposure),
        "base_traffic_exposure": (("quarter", "country"), 0.7 * exposure * host),
        "host_exposure": (("quarter",), 0.3 - loss),
        "level": (("quarter", "country"), level),
        "coverage": (("quarter", "country"), coverage * (1 - loss[..., None])),
        "cost_usd_m": (("quarter", "region", "cost"), costs),
    }


def _sales(loss: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Kit sold, (scenario, sample, quarter, region, class, vendor): what Huawei loses, two gain."""
    shares = np.array(WORLD_SHARES) * np.ones((*loss.shape, 1))
    shares[..., 0] -= loss
    shares[..., 3] += loss / 2
    shares[..., 4] += loss / 2
    regional = rng.uniform(0.5, 1.5, (8, 4, 1)) * 400
    return (shares[..., None, None, :] * regional).astype(np.float32)
