"""The bars: met, or not, by the numbers."""

from __future__ import annotations

import copy
from typing import Any

from sim.pages.evidence.bars import Bar, bars, section
from sim.pages.evidence.inputs import Inputs
from sim.validation.calibration.space import FREE


def with_calibration(inputs: Inputs, **more: Any) -> Inputs:
    told = {**copy.deepcopy(dict(inputs.calibration)), **more}
    return inputs._replace(calibration=told)


def one(inputs: Inputs, start: str) -> Bar:
    (found,) = (bar for bar in bars(inputs) if bar.what.startswith(start))
    return found


def test_shares_are_held_against_their_bars(inputs: Inputs) -> None:
    world = one(inputs, "Shares, Telecom equipment, world, 2015, 2018-2020")
    assert (world.measured, world.met) == ("1.0 points (2 figures)", True)
    assert "2018, 2019" in world.why
    outside = one(inputs, "Shares, RAN, world outside China")
    assert (outside.measured, outside.met) == ("6.0 points (1 figure)", False)


def test_figures_of_other_years_and_unfitted_ones_do_not_count(inputs: Inputs) -> None:
    shares = [{**share, "year": 2016} for share in inputs.calibration["shares"]]
    world = one(with_calibration(inputs, shares=shares), "Shares, Telecom equipment")
    assert (world.measured, world.met) == ("no figures", None)


def test_europe_is_met_where_both_means_are_beaten(inputs: Inputs) -> None:
    bar = one(inputs, "Chinese share of European countries")
    assert bar.met
    assert bar.measured == "model 6.1, others 27.5, region 24.8 points (2 countries)"


def test_decisions_are_met_only_beyond_the_best_rival(inputs: Inputs) -> None:
    found = {bar.what.partition(": ")[2]: bar for bar in bars(inputs) if "Who" in bar.what}
    assert found["Brier score"].met
    assert found["log score"].met
    assert "it could be luck" in found["Brier score"].why
    every = [bar for bar in bars(inputs) if bar.what.endswith("AUC")]
    assert [bar.met for bar in every] == [True, False]


def test_a_tie_is_not_better(inputs: Inputs) -> None:
    rows = copy.deepcopy(inputs.calibration["cross_validation"])
    for row in rows:
        if row["of"] == "who restricts":
            row["score"]["value"] = 0.5
    tied = bars(with_calibration(inputs, cross_validation=rows))
    assert [bar.met for bar in tied if bar.what.startswith("Who")] == [False] * 4


def test_coverage_has_two_ends(inputs: Inputs) -> None:
    found = [bar for bar in bars(inputs) if bar.what.startswith("90 %")]
    assert [bar.met for bar in found] == [True, False, False]
    assert "wide" in found[1].why
    assert "too few" in found[1].why
    assert "narrow" in found[2].why


def test_recovery_names_what_does_not_come_back(inputs: Inputs) -> None:
    ranges, values = [bar for bar in bars(inputs) if bar.what.startswith("Made-up")]
    assert (ranges.met, values.met) == (False, False)
    assert ranges.why == f"Not for `{FREE[-1]}`."
    assert values.measured == f"1 of {len(FREE)} parameters"


def test_a_later_window_is_no_calibration_to_2020(inputs: Inputs) -> None:
    assert one(inputs, "Nothing after 2020Q4").met
    made = {**inputs.calibration["provenance"], "until": 2021}
    assert one(with_calibration(inputs, provenance=made), "Nothing after 2020Q4").met is False


def test_every_bar_is_in_the_table_with_its_verdict(inputs: Inputs) -> None:
    text = "\n".join(section(inputs))
    found = bars(inputs)
    assert f"{sum(bar.met is True for bar in found)} of {len(found)} are met" in text
    assert text.count("**met**") + text.count("**not met**") == len(found)
