"""The table on the terminal, as text."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.compare import compare
from sim.analysis.headline import HEADLINES
from sim.analysis.table import WIDTH, cell, table
from sim.errors import ResultError
from sim.plots.words import MINUS, Change
from sim.report.phrases import cell as written
from tests.analysis.tiny import QUARTERS, tiny


def result() -> xr.Dataset:
    host = np.zeros((3, 2, QUARTERS))
    host[1, 0], host[1, 1] = -0.1, -0.2
    host[2] = host[1] + 0.012
    return tiny(host_exposure=(("quarter",), host), level=(("quarter", "country"), 0.0))


def test_the_whole_table() -> None:
    assert table(compare(result()), 2015).splitlines() == [
        "What each scenario changes by 2015: mean [range] of the difference to its baseline",
        "",
        "          Allies at no          Exposure of",
        "         new kit or up        US-base hosts",
        "           governments               points",
        "against calm",
        "  press        0 [0 0]  -15.0 [-19.5 -10.5]",
        "against press",
        "  pay          0 [0 0]        1.2 [1.2 1.2]",
        "",
        "The range holds 5 to 95 % of the differences over 2 paired runs, which differ in "
        "uncertain",
        "parameters and chance.",
        "2 runs are too few to call anything clear.",
        "Simulation error of the means, at most, column by column: 0 governments, 32 points.",
        "Uncalibrated: this shows how the rules work; it is not a forecast.",
    ]


def test_a_made_up_world_is_told_of() -> None:
    made_up = result().assign_attrs(synthetic="Synthetic world: 30 countries")
    assert table(compare(made_up), 2015).splitlines()[-2:] == [
        "Synthetic world: 30 countries.",
        "Uncalibrated: this shows how the rules work; it is not a forecast.",
    ]


def full(mean: float, low: float, high: float, name: str = "china_retaliates") -> xr.Dataset:
    """Return a comparison with all five measures."""
    numbers = {"mean": mean, "low": low, "high": high, "error": 0.4}
    axes = ("scenario", "measure", "year")
    return xr.Dataset(
        {key: (axes, np.full((1, len(HEADLINES), 1), value)) for key, value in numbers.items()},
        coords={
            "scenario": [name],
            "measure": [headline.name for headline in HEADLINES],
            "year": [2030],
            "unit": ("measure", [headline.unit for headline in HEADLINES]),
            "baseline": ("scenario", ["us_action"]),
        },
        attrs={
            "samples": 64,
            "against": "baseline",
            "paired": True,
            "parameters": "fixed",
            "samples_left_out": 3,
            "uncalibrated": False,
            "families": {},
        },
    )


@pytest.mark.parametrize("numbers", [(-5.55, -9.94, 0.14), (-43.2, -99.6, -12.5)])
def test_five_columns_fit_in_the_width(numbers: tuple[float, float, float]) -> None:
    lines = table(full(*numbers)).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert max(line.count("] ") + line.endswith("]") for line in lines) == 5


def test_a_long_name_gets_a_line_of_its_own() -> None:
    lines = table(full(1, 0, 2, "pay campaign.strength=1.5 aid.budget=5")).splitlines()
    place = lines.index("  pay campaign.strength=1.5 aid.budget=5")
    assert lines[place + 1].count("1.0 [0 2.0]") == 5


def test_notes_follow_what_was_run() -> None:
    text = table(full(1, 0, 2))
    assert "which differ in chance." in text
    assert "Samples left out because a run failed or is missing: 3." in text
    assert "Uncalibrated" not in text
    failed = full(1, 0, 2).assign_attrs(runs_failed=4, first_failure="stop, draw 1: no spend")
    assert "3. Runs failed: 4; the first: stop, draw 1: no\nspend." in table(failed)


def test_one_run_has_no_range_and_no_error() -> None:
    text = table(compare(result().isel(sample=[0])), 2015)
    assert "There is 1 paired run, so there is no range." in text
    assert "nan" not in text


def test_small_numbers_have_a_digit_and_no_negative_nought() -> None:
    assert cell(-0.04, -0.2, 0.004) == "-0.04 [-0.2 0]"
    assert cell(0.011, 0.0, 0.0312) == "0.01 [0 0.03]"
    assert cell(-0.0, -0.004, 0.004) == "0 [0 0]"
    assert cell(-12.4, -20.0, 3.0) == "-12.4 [-20.0 3.0]"


def test_the_report_has_the_same_digits() -> None:
    for mean, low, high in ((-0.578, -2.0, 0.0), (-6.7, -12.31, -3.14), (0.02, 0.0, 0.06)):
        told = written(Change(mean, low, high, 64)).replace(MINUS, "-").replace(" to ", " ")
        assert told.removeprefix("+") == cell(mean, low, high)


def test_a_year_that_is_not_simulated_is_one_line() -> None:
    with pytest.raises(ResultError) as caught:
        table(compare(result()), 2040)
    assert str(caught.value) == "year: 2040 is not between 2014 and 2015"


def test_against_the_first_result_that_is_named_and_what_has_no_pairs_is_said() -> None:
    told = {"against": "first", "first": "A", "paired": False, "pairing": "seeds 1 and 2"}
    whose = {
        "result": ("scenario", ["B"]),
        "policy": ("scenario", ["us_action"]),
        "paired": ("scenario", [False]),
    }
    lines = table(full(1, 0, 2).assign_attrs(told).assign_coords(whose)).splitlines()
    assert lines[0] == "What is not as in A by 2030: mean [range] of the difference to A"
    assert "against the same in A" in lines
    assert "do not share draws or chance (seeds 1 and 2), so the range is wider" in " ".join(lines)
