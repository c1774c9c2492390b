"""What the page is told about countries and vendors is what the result holds."""

from __future__ import annotations

from base64 import b64decode

import numpy as np
import pytest
import xarray as xr

from sim.analysis.measures import vendor_share
from sim.plots.words import change_of, is_clear, number
from sim.report.lookup import (
    MISSING,
    SCOPES,
    chosen,
    country_figures,
    most_scenarios,
    packed,
    vendor_figures,
)

YEARS = 22


def unpacked(text: str, *shape: int) -> np.ndarray:
    return np.frombuffer(b64decode(text), "<i2").reshape(shape) / 10


def test_numbers_travel_as_tenths() -> None:
    found = unpacked(packed(np.array([0.04, -3.26, 100.0, np.nan])), 4)
    assert found.tolist() == [0.0, -3.3, 100.0, MISSING / 10]


def test_exposure_and_its_change_by_country_and_year(made) -> None:
    ds = made(samples=5)
    figures = country_figures(ds, ["us_action"])["us_action"]
    ends = 100 * ds["exposure"].isel(quarter=slice(3, None, 4))
    own, base = (ends.sel(scenario=name).values for name in ("us_action", "baseline"))
    for name, values in (("exposure", own), ("change", own - base)):
        wanted = [values.mean(axis=0), *np.quantile(values, [0.05, 0.95], axis=0)]
        found = unpacked(figures[name], 3, 198, YEARS)
        np.testing.assert_allclose(found, np.swapaxes(wanted, 1, 2), atol=0.1001)


@pytest.mark.parametrize(
    ("levels", "restricting", "median"),
    [([1, 3, 4, 3], 75, 3), ([2, 2, 4, 3], 50, 3), ([2, 2, 2, 4], 25, 2), ([0, 1, 0, 4], 25, 1)],
)
def test_levels_by_country_and_year(made, levels, restricting, median) -> None:
    ds = made(samples=4)
    at = ds.get_index("country").get_loc("DEU")
    ds["level"][:] = 0
    where = {"scenario": "us_action", "quarter": "2030Q4", "country": "DEU"}
    ds["level"].loc[where] = levels
    figures = country_figures(ds, ["us_action"])["us_action"]
    year = 2030 - 2014
    names = ("restricting", "median")
    found = {name: unpacked(figures[name], 198, YEARS)[at, year : year + 2] for name in names}
    assert {name: values.tolist() for name, values in found.items()} == {
        "restricting": [restricting, 0],
        "median": [median, 0],
    }


def test_what_is_not_stored_or_has_no_baseline_is_left_out(made) -> None:
    ds = made(samples=2)

    def keys(ds: xr.Dataset, name: str) -> list[str]:
        return list(country_figures(ds, [name])[name])

    assert keys(ds, "baseline") == ["exposure", "restricting", "median"]
    assert keys(ds[["exposure"]], "us_action") == ["exposure", "change", "clear"]
    assert keys(ds[["sales_usd_m"]], "us_action") == []
    assert set(vendor_figures(ds, ["baseline"])["baseline"]["world"]) == {"share"}


def test_shares_of_vendors_by_scope_and_year(made) -> None:
    ds = made(samples=5)
    figures = vendor_figures(ds, ["us_action"])["us_action"]
    assert list(figures) == list(SCOPES)
    for scope in ("outside_china", "South Asia"):
        share = 100 * vendor_share(ds, scope)
        own, base = (share.sel(scenario=name).values for name in ("us_action", "baseline"))
        for name, values in (("share", own), ("change", own - base)):
            wanted = [values.mean(axis=0), *np.quantile(values, [0.05, 0.95], axis=0)]
            found = unpacked(figures[scope][name], 3, 8, YEARS) / 10
            np.testing.assert_allclose(found, np.swapaxes(wanted, 1, 2), atol=0.0501)


def test_pieces_give_the_same(made, monkeypatch: pytest.MonkeyPatch) -> None:
    ds, names = made(samples=5), ["us_action"]
    whole = country_figures(ds, names), vendor_figures(ds, names)
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 1)
    monkeypatch.setattr("sim.analysis.pieces.LEAST_SAMPLES", 1)
    assert (country_figures(ds, names), vendor_figures(ds, names)) == whole


def test_families_of_any_size_give_the_same(made, monkeypatch: pytest.MonkeyPatch) -> None:
    ds = made(samples=3)
    names = ["stop", "baseline", "us_action", "pressure"]
    whole = country_figures(ds, names), vendor_figures(ds, names)
    assert whole[0] == {name: country_figures(ds, [name])[name] for name in names}
    assert set(whole[1]["stop"]["world"]) == {"share", "change", "clear"}
    monkeypatch.setattr("sim.report.lookup._AT_ONCE", 1)
    assert (country_figures(ds, names), vendor_figures(ds, names)) == whole


def test_scenarios_are_chosen_with_their_baselines(made) -> None:
    ds = made(samples=1)
    assert chosen(ds, 2) == ["baseline", "us_action"]
    assert chosen(ds, 4) == ["baseline", "pressure", "us_action", "stop"]
    assert chosen(ds, 24) == ["baseline", "pressure", "us_action", "stop", "eu_law"]
    assert chosen(made(names=("eu_law", "stop")), 1) == ["eu_law"]


def test_a_larger_world_has_room_for_fewer_scenarios(made) -> None:
    ds = made(samples=1)
    assert most_scenarios(ds) == 24
    for times, fit in ((2, 12), (16, 2)):
        assert most_scenarios(ds.isel(country=np.arange(198 * times) % 198)) == fit
    assert most_scenarios(ds.isel(quarter=slice(3, None, 4))) == 24


def test_shares_have_the_digits_of_the_tables(made) -> None:
    ds = made(samples=5)
    sold = ds["sales_usd_m"]
    sold.loc[{"scenario": "us_action"}] = sold.sel(scenario="baseline").values
    sold.loc[{"scenario": "us_action", "vendor": "zte"}] *= np.float32(1.004)
    figures = vendor_figures(ds, ["us_action"])["us_action"]["world"]
    found = unpacked(figures["change"], 3, 8, YEARS)[..., 2030 - 2014].T / 10
    share = 100 * vendor_share(ds).sel(year=2030)
    changes = share.sel(scenario="us_action") - share.sel(scenario="baseline")
    for (mean, low, high), vendor in zip(found, ds["vendor"].values, strict=True):
        wanted = change_of(changes.sel(vendor=vendor).values)
        exact = [number(value) for value in (wanted.mean, wanted.low, wanted.high)]
        assert [number(value) for value in (mean, low, high)] == exact
    assert {len(number(value)) for value in found[:, 0]} >= {4, 5}  # such as 0.03 and -0.01


def test_a_region_in_which_nothing_is_sold_in_some_runs(made) -> None:
    ds = made(samples=3)
    where = {"scenario": "us_action", "region": "South Asia"}
    ds["sales_usd_m"].loc[where | {"quarter": ["2030Q1", "2030Q2", "2030Q3", "2030Q4"]}] = 0
    ds["sales_usd_m"].loc[where | {"sample": 1}] = 0
    figures = vendor_figures(ds, ["us_action"])["us_action"]["South Asia"]
    found = unpacked(figures["share"], 3, 8, YEARS) / 10
    assert (found[..., 2030 - 2014] == MISSING / 100).all()
    share = 100 * vendor_share(ds, "South Asia").sel(scenario="us_action", year=2029)
    wanted = share.isel(sample=[0, 2]).mean("sample").values
    np.testing.assert_allclose(found[0, :, 2029 - 2014], wanted, atol=0.0501)


@pytest.mark.parametrize("samples", [4, 16])
def test_what_is_clear_is_what_figures_call_clear(made, samples: int) -> None:
    ds = made(samples=samples)
    ds["exposure"].loc[{"scenario": "us_action", "country": "POL"}] -= 0.04
    letters = country_figures(ds, ["us_action"])["us_action"]["clear"]
    ends = 100 * ds["exposure"].sel(quarter="2030Q4")
    moved = ends.sel(scenario="us_action") - ends.sel(scenario="baseline")
    moved = moved.transpose("country", "sample")
    wanted = [is_clear(change_of(each, len(moved))) for each in moved.values]
    assert [letter == "1" for letter in letters[2030 - 2014 :: YEARS]] == wanted
    assert any(wanted) == (samples == 16)


def test_which_vendors_change_clearly(made) -> None:
    ds = made(samples=16)
    letters = vendor_figures(ds, ["us_action"])["us_action"]["world"]["clear"]
    share = 100 * vendor_share(ds).sel(year=2030)
    moved = share.sel(scenario="us_action") - share.sel(scenario="baseline")
    wanted = [
        is_clear(change_of(moved.sel(vendor=vendor).values, ds.sizes["vendor"]))
        for vendor in ds["vendor"].values
    ]
    assert [letter == "1" for letter in letters[2030 - 2014 :: YEARS]] == wanted
    assert any(wanted)
