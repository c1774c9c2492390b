"""What the page says, part by part."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

import sim.data
from sim.pages import DOCS
from sim.pages.evidence import (
    answer,
    beliefs,
    decisions,
    europe,
    facts,
    failures,
    ranges,
    reasons,
    rules,
    shares,
)
from sim.pages.evidence.inputs import Inputs, operators_counted_after
from sim.validation.calibration.folds import NEVER, NOT_STARTED
from sim.validation.calibration.space import FREE
from sim.validation.left_out import OF
from tests.pages.evidence.small import OTHER, ablated


def told(inputs: Inputs, part: object) -> str:
    return "\n".join(part.section(inputs))  # type: ignore[attr-defined]


def test_the_answer_has_five_sentences_with_their_numbers(inputs: Inputs) -> None:
    lines = answer.sentences(inputs)
    assert len(lines) == 5
    assert "2.9 points off on the 5 figures" in lines[0]
    assert "16.0 points on 1 that it never saw" in lines[0]
    assert (
        "6 points: no clear difference from the mean of others (28) and of its region (32); "
        "2 countries decide little." in lines[1]
    )
    assert "a little better than every rival" in lines[2]
    assert "difference -0.020 [-0.070 to +0.030]), and with so few" in lines[2]
    assert "hold 90 % of world figures" in lines[3]
    assert lines[2].endswith("Fitting lowered it: before it was 0.310.")
    assert "2 of 11 free parameters and of 0 of 1 others" in lines[4]
    assert "from made-up records only 1 of the free ones" in lines[4]


def test_the_condition_and_the_second_score_come_with_the_answer(inputs: Inputs) -> None:
    text = told(inputs, answer)
    assert "this tests numbers, not rules" in text
    assert "| Guesses at mid-range | 3.5 |" in text


def test_shares_in_and_out_of_sample_have_a_table_each(inputs: Inputs) -> None:
    text = told(inputs, shares)
    inside, _, outside = text.partition("### Out of sample")
    assert (
        "| RAN, world outside China | 1 | 8.0 | 6.0 | 7.0 | 6.0 (n = 1) | 10.0 (n = 1) |" in inside
    )
    assert "| 5G RAN, world | 1 | 14.0 | 16.0 | 15.0 |" in outside
    assert "5G RAN" not in inside


def test_countries_are_judged_by_the_chance_of_what_they_did(inputs: Inputs) -> None:
    wrong = decisions.misjudged(inputs)
    assert [(each.name, each.acted) for each in wrong] == [("Sweden", True), ("Canada", False)]
    text = told(inputs, decisions)
    assert "| Sweden | other allies | restricted | 2 % | too unlikely |" in text
    assert "| Canada | Five Eyes | did not | 80 % | too likely |" in text
    assert "Peru" not in text


def test_parameters_are_told_of_beyond_luck_alone(inputs: Inputs) -> None:
    found = {each.key: each for each in beliefs.beliefs(inputs)}
    assert [key for key, each in found.items() if each.is_told] == list(FREE[:2])
    few = copy.deepcopy(dict(inputs.calibration))
    few["weights"]["effective"] = 5.0
    assert not any(b.is_told for b in beliefs.beliefs(inputs._replace(calibration=few)))


def test_identified_is_what_comes_back_as_well(inputs: Inputs) -> None:
    text = told(inputs, beliefs)
    assert f"Identified: `{FREE[0]}`. Told something of, but not identified" in text
    assert f"from made-up records: `{FREE[1]}`. Not told of: `{FREE[2]}`" in text


def test_what_each_fold_rests_on_has_a_row(inputs: Inputs) -> None:
    text = told(inputs, ranges)
    assert "| a country | 3 | 0.80 | 100 (SWE) | 140 |" in text
    assert f"| `{FREE[-1]}` | 50 % | 90 % | no | yes | 0.200 | 10 % |" in text
    assert "30 % of the posterior fits worse" in text


def test_sizes_of_later_years_are_said_and_counted(inputs: Inputs) -> None:
    later, count = operators_counted_after(2020)
    assert f"of {later} of {count} operators" in told(inputs, answer)
    assert operators_counted_after(2100) == (0, count)
    odd = (DOCS / "odd.md").read_text(encoding="utf-8")
    assert f"of {later} of the {count} operators" in odd
    sources = (Path(sim.data.__file__).parent / "SOURCES_operators.md").read_text(encoding="utf-8")
    assert f"| rows with subscriber_year after 2020 | {later} of {count};" in sources


def off(inputs: Inputs, *told_of: float) -> failures.Failure:
    """Return the failure of Europe where the model says this of its two countries."""
    tree = copy.deepcopy(dict(inputs.validation))
    some = [each for each in tree["figures"] if each["groups"].get("of") == OF]
    for figure, value in zip(some, told_of, strict=True):
        for model in figure["model"].values():
            model |= dict.fromkeys(model, value) if model["mean"] is not None else {}
    (found,) = (
        each
        for each in failures.failures(inputs._replace(validation=tree))
        if each.where.startswith("European")
    )
    return found


def test_the_reason_of_europe_follows_from_its_errors(inputs: Inputs) -> None:
    level = off(inputs, 0.17, -0.13)
    assert level.reason == reasons.LEVEL
    assert "39.0 points too low" in level.rests_on
    assert "the level is off" in level.rests_on
    apart = off(inputs, 0.25, 0.57)
    assert apart.reason == reasons.APART
    assert "0.0 points too" in apart.rests_on
    assert "tells countries apart no better than a plain mean" in apart.rests_on
    assert not europe.Errors(32.1, 30.7, 30.7, 10, -17.1).is_level
    assert europe.Errors(32.1, 30.7, 30.7, 10, -22.0).is_level


def country(observed: float, told: float, mean: float) -> europe.Country:
    return europe.Country("A", observed, told, told, told, mean, mean)


def test_better_is_kept_for_what_luck_does_not_explain() -> None:
    published = (0.1, 0.3, 0.5, 0.7, 0.9)
    near = [country(value, value + 0.02, value + 0.2) for value in published]
    far = [country(value, value + 0.2, value + 0.02) for value in published]
    assert europe.beside_means(near) == "better than"
    assert europe.beside_means(far) == "worse than"
    assert europe.beside_means([*near[:2], *far[2:]]) == "no clear difference from"
    assert europe.beside_means(near[:2]) == "no clear difference from"


def test_a_reason_without_a_measurement_says_so(inputs: Inputs) -> None:
    found = {each.where: each.rests_on for each in failures.failures(inputs)}
    assert found["5G delay, and months of spend, in studies of bans"] == failures.UNTESTED
    assert (
        found["RAN, world outside China"] == "fitting moves the error from 8.0 to 6.0 points only"
    )


def test_parameters_that_go_together_are_named(inputs: Inputs) -> None:
    (pair,) = beliefs.together(inputs)
    assert pair == (FREE[0], FREE[1], pytest.approx(1.0))
    assert f"| `{FREE[0]}` | `{FREE[1]}` | +1.00 |" in told(inputs, beliefs)
    assert f"`{OTHER}`" not in told(inputs, beliefs)


def test_facts_have_their_sentences_and_verdicts(inputs: Inputs) -> None:
    text = told(inputs, facts)
    assert "1 of 2 hold" in text
    assert "| Governments act early in the campaign | points | > 0 | 1.5 [-1 to 3] |" in text
    assert "**does not hold**" in text
    assert "| Governments at guideline or above | 2020 | governments | 25 [24 to 26] |" in text


def test_rules_are_supported_spoken_against_or_neither(inputs: Inputs) -> None:
    found = {each.ablated.mechanism: each for each in rules.told(inputs.ablated)}
    assert (found["momentum"].shares, found["momentum"].decisions) == (
        rules.Word.SUPPORTS,
        rules.Word.SILENT,
    )
    assert found["peers"].decisions is rules.Word.AGAINST
    text = told(inputs, rules)
    assert "supports 1 of 3 mechanisms, says nothing clear of 1, and fits better without 1" in text
    assert "| without `momentum` | +2.00 | - |" in text
    assert "hundredth: `aid`" in text


def test_a_change_that_luck_explains_does_not_count() -> None:
    first, *_ = ablated()
    noisy = tuple(change._replace(error=2.0) for change in first.changes)
    (found,) = rules.told([first._replace(changes=noisy)])
    assert found.shares is rules.Word.SILENT


def test_ranges_that_are_too_narrow_are_told_with_what_lies_outside(inputs: Inputs) -> None:
    found = {each.where: each for each in failures.failures(inputs)}
    narrow = found[f"90 % ranges, a region left out: {NEVER}, {NOT_STARTED}"]
    assert narrow.numbers == "hold 50 % of 20 figures"
    assert narrow.rests_on == "of shares of 0 and 100 % 4 of 20 lie inside, of all others 18 of 20"


def test_years_left_out_have_their_error_and_more_folds_their_scores(inputs: Inputs) -> None:
    text = told(inputs, ranges)
    assert "each year told without its own: 1.5 [1.4 to 1.6] points (20 figures)." in text
    assert "Of the 20 whose publisher has an earlier figure: the model 1.4 [" in text
    assert "that figure again 1.7 [" in text
    assert "| of these, published as 0 or 100 % | 20 |" in text
    text = told(inputs, decisions)
    assert "| each region | **model** | 0.200 [0.150 to 0.250] |" in text
    assert "|  | best rival of each | 0.300 (nobody acts) |" in text


def test_what_says_the_same_as_a_fitted_share_is_counted_apart(inputs: Inputs) -> None:
    known = inputs.calibration["shares"]
    again = [{**each, "again": not each["used"]} for each in known]
    text = told(inputs._replace(calibration={**inputs.calibration, "shares": again}), shares)
    assert "5G RAN" not in text
    assert "1 more of these years tell again of what was fitted" in text


def test_failures_stand_there_only_where_numbers_fail(inputs: Inputs) -> None:
    where = {each.where: each for each in failures.failures(inputs)}
    assert "RAN, world outside China" in where
    assert "RAN, world" not in where
    assert "5G RAN, world" in where
    assert "Governments at guideline or above, 2020" in where
    assert not any("Market" in name for name in where)
    assert "5G delay, and months of spend, in studies of bans" in where
    assert "Stylised fact: Removal is slow" in where
    assert not any("European countries" in name for name in where)


def test_what_fails_for_one_reason_stands_in_one_line() -> None:
    some = [failures.Failure(name, "1", reason) for name, reason in ("ax", "by", "cx")]
    found = list(failures.merged(some))
    assert [each.where for each in found] == ["a<br>c", "b"]
