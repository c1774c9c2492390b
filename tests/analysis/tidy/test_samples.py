"""What samples were played with, by scenario where scenarios differ in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.tidy.samples import by_scenario, sample_frames, sample_rows, told
from tests.analysis.tiny import tiny


def test_levers_that_scenarios_or_samples_differ_in_have_columns() -> None:
    ds = tiny(bloc_index=(("quarter",), 0.5)).assign_coords(
        {
            "levers.aid.budget_usd_m": ("scenario", [np.nan, 0.0, 300.0]),
            "levers.campaign.from": ("sample", ["2019Q1", "2020Q1"]),
            "parameter": ["government.b_ally"],
            "drawn": (("sample", "parameter"), [[0.2], [0.4]]),
        }
    )
    assert by_scenario(ds)
    pieces = list(sample_frames(ds, samples=1))
    assert len(pieces) == sample_rows(ds) == 6
    table = pd.concat(pieces)
    assert list(table) == [
        "scenario", "draw", "replicate", "levers.aid.budget_usd_m", "levers.campaign.from",
        "government.b_ally",
    ]  # fmt: skip
    assert table.iloc[5].tolist() == ["pay", 1, 1, 300.0, "2020Q1", 0.4]
    assert table["scenario"].tolist() == ["calm", "calm", "press", "press", "pay", "pay"]
    lines = list(told(ds, "samples.csv"))
    assert lines[0].startswith("samples.csv holds what the runs were played with, one row a scen")
    assert "levers.aid.budget_usd_m: the setting of a lever" in lines


def test_where_nothing_differs_the_read_me_says_so() -> None:
    ds = tiny(bloc_index=(("quarter",), 0.5))
    (table,) = sample_frames(ds)
    assert list(table) == ["draw", "replicate"]
    assert sample_rows(ds) == len(table) == 2
    assert list(told(ds, "samples.csv"))[-1].startswith("none; all parameters are held")
