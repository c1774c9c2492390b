"""The report of an ablation."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.plots.effects import effects
from sim.plots.headlines import headline_values
from sim.plots.pairs import headings, is_ablation, told_against
from sim.report.ablation import build_ablation, quiet, strongest

CASES = {
    "us_action": ("What the US did", "past", None),
    "us_action without peers": ("Governments follow their peers (G1)", "Governments", "peers"),
    "us_action without duties": ("Duties raise prices (W1, V2)", "The two powers", "duties"),
    "us_action without lock_in": ("Installed kit favours (O3)", "Operators", "lock_in"),
}


@pytest.fixture
def ablated(made):
    """Three mechanisms off: peers move allies, lock-in the shares, duties nothing at all."""
    ds = made(names=("baseline", "pressure", "us_action", "stop"), samples=12)
    ds = ds.assign_coords(scenario=list(CASES))
    whole = ds.sel(scenario="us_action")
    for name in ds.data_vars:
        for case in list(CASES)[1:]:
            ds[name].loc[{"scenario": case}] = whole[name].values
    ds["level"].loc[{"scenario": "us_action without peers"}] = 4
    huawei = {"scenario": "us_action without lock_in", "vendor": "huawei"}
    ds["sales_usd_m"].loc[huawei] = 0.5 * ds["sales_usd_m"].loc[huawei]
    ds.attrs |= {
        "baselines": dict.fromkeys(list(CASES)[1:], "us_action"),
        "titles": {name: title for name, (title, _, _) in CASES.items()},
        "families": {name: family for name, (_, family, _) in CASES.items()},
        "turned": {name: f"mechanism.{word}" for name, (_, _, word) in CASES.items() if word},
    }
    return ds


def test_rows_stand_under_the_part_of_the_model(ablated: xr.Dataset) -> None:
    assert is_ablation(ablated)
    assert told_against(ablated) == "the whole model"
    assert list(headings(ablated).values()) == ["Governments", "The two powers", "Operators"]
    words = {
        text.get_text().replace("\n", " ")
        for text in effects(ablated, headline_values(ablated)).axes[0].texts
    }
    assert {"Governments", "The two powers", "Operators"} < words


def test_each_measure_names_what_moves_it(ablated: xr.Dataset) -> None:
    said = list(strongest(ablated, headline_values(ablated)))
    assert said[0].startswith(
        "Huawei\N{RIGHT SINGLE QUOTATION MARK}s share of the world market: without "
        "\N{LEFT DOUBLE QUOTATION MARK}Installed kit favours (O3)\N{RIGHT DOUBLE QUOTATION MARK} "
        "it is 11.7 points lower"
    )
    assert "Governments follow their peers (G1)" in said[2]
    assert said[4].endswith(": nothing moves it clearly.")


def test_what_moves_no_headline_is_listed_with_what_it_does_move(ablated, tmp_path) -> None:
    assert quiet(ablated, headline_values(ablated)) == ["us_action without duties"]
    report = build_ablation(ablated, tmp_path)
    text = report.read_text(encoding="utf-8")
    assert "Duties raise prices (W1, V2) (moves nothing)" in text
    ablated["cost_usd_m"].loc[{"scenario": "us_action without duties"}] *= np.float32(1.25)
    text = build_ablation(ablated, tmp_path).read_text(encoding="utf-8")
    assert "Duties raise prices (W1, V2) (Costs: by 0.25 of its size)" in text
    assert "What does each mechanism of the model do?" in text
    assert (tmp_path / "figures" / "ablation.svg").exists()
