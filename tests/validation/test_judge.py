"""Scores of figures and events: who is scored on what."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from sim.validation.evidence import Event, Figure
from sim.validation.judge import (
    BRIER_SKILL,
    MODEL,
    RIVAL,
    SKILL,
    Row,
    by_groups,
    event_rows,
    figure_rows,
)


def figure(observed: float, model: Sequence[float], rival: float, **more: object) -> Figure:
    base = Figure(
        table="vendor_share_global", line=2, what=f"Huawei {observed}", groups={"market": "ran"},
        cluster=f"{observed}", unit="share", observed=observed, error=0.01,
        model={"default": np.array(model)}, rivals={"trend": rival},
    )  # fmt: skip
    return base._replace(**more)  # type: ignore[arg-type]


def pick(rows: Sequence[Row], predictor: str, measure: str) -> Row:
    (found,) = (row for row in rows if (row.predictor, row.measure) == (predictor, measure))
    return found


def test_shares_are_scored_in_points_and_the_model_by_its_mean() -> None:
    rows = [*figure_rows([figure(0.30, [0.31, 0.35], 0.32), figure(0.10, [0.10, 0.12], 0.10)], {})]
    model = pick(rows, "default", "RMSE")
    assert model.score.value == pytest.approx(math.sqrt((3.0**2 + 1.0**2) / 2))
    assert (model.unit, model.kind) == ("points", MODEL)
    assert pick(rows, "trend", "MAE").score.value == pytest.approx(1.0)
    assert pick(rows, "trend", "MAE").kind == RIVAL
    assert pick(rows, "default", "bias").score.value == pytest.approx(2.0)


def test_skill_is_on_the_figures_that_both_have() -> None:
    some = [figure(0.30, [0.31], 0.32), figure(0.10, [0.90], float("nan"))]
    rows = [*figure_rows(some, {})]
    assert pick(rows, "default", SKILL).score.value == pytest.approx(0.5)
    assert pick(rows, "default", SKILL).score.figures == 1
    assert pick(rows, "default", SKILL).rival == "trend"
    assert pick(rows, "trend", "RMSE").score.figures == 1
    assert pick(rows, "default", "RMSE").score.figures == 2


def test_what_the_model_starts_from_is_not_scored() -> None:
    some = [figure(0.30, [0.31], 0.32), figure(0.10, [0.9], 0.5, seed=True)]
    assert pick([*figure_rows(some, {})], "default", "RMSE").score.figures == 1
    assert [*figure_rows([figure(0.1, [0.1], 0.1, seed=True)], {})] == []


def test_one_figure_told_twice_by_a_publisher_counts_once() -> None:
    twice = [figure(0.30, [0.31], 0.3, what="a"), figure(0.30, [0.31], 0.3, what="a"),
             figure(0.10, [0.14], 0.1, what="b")]  # fmt: skip
    found = pick([*figure_rows(twice, {})], "default", "MAE").score
    assert found.value == pytest.approx((1.0 + 4.0) / 2)
    assert found.figures == 2


def test_runs_without_such_kit_are_passed_over() -> None:
    some = [figure(0.30, [float("nan"), *[0.31] * 5], 0.3, what="a"),
            figure(0.30, [float("nan"), float("nan"), *[0.9] * 4], 0.3, what="b")]  # fmt: skip
    found = pick([*figure_rows(some, {})], "default", "MAE").score
    assert (found.value, found.figures) == (pytest.approx(1.0), 1)


def test_figures_of_few_vendors_or_places_have_no_interval_however_many_they_are() -> None:
    def of(clusters: str) -> list[Figure]:
        return [figure(0.3, [0.3 + 0.01 * place], 0.35, what=f"{place}", cluster=name)
                for place, name in enumerate(clusters)]  # fmt: skip

    few, enough = ([*figure_rows(of(each), {})] for each in ("AAAABBBBCCCC", "AAABBBCCCDDD"))
    for rows, told in ((few, False), (enough, True)):
        for measure in ("RMSE", "coverage of the 90% range", SKILL):
            score = pick(rows, "default", measure).score
            assert (score.figures, np.isfinite(score.low), np.isfinite(score.high)) == (
                12, told, told,
            )  # fmt: skip


def test_figures_of_a_vendor_or_place_err_together() -> None:
    """Each of four is told three times: that is as sure as once, and not as twelve of their own."""
    once = [figure(0.3, [0.3 + 0.02 * place], 0.35, what=name, cluster=name)
            for place, name in enumerate("abcd")]  # fmt: skip
    thrice = [each._replace(what=f"{each.what} {time}") for time in range(3) for each in once]
    apart = [each._replace(cluster=each.what) for each in thrice]
    one, three, twelve = (
        pick([*figure_rows(some, {})], "default", "RMSE").score for some in (once, thrice, apart)
    )
    assert (three.low, three.high) == pytest.approx((one.low, one.high))
    assert twelve.high - twelve.low < 0.8 * (three.high - three.low)


def test_decisions_and_contracts_of_few_places_have_no_interval() -> None:
    some = [event(place % 2 == 0, 0.05 + 0.1 * place, 0.4)._replace(cluster="ABC"[place % 3])
            for place in range(9)]  # fmt: skip
    assert np.isnan(pick([*event_rows(some, {})], "default", "Brier score").score.low)
    apart = [each._replace(cluster=f"{place}") for place, each in enumerate(some)]
    assert np.isfinite(pick([*event_rows(apart, {})], "default", "Brier score").score.low)


def test_coverage_counts_who_lies_inside() -> None:
    wide = np.linspace(0.2, 0.4, 41).tolist()
    rows = [*figure_rows([figure(0.31, wide, 0.3), figure(0.9, wide, 0.3)], {})]
    assert pick(rows, "default", "coverage of the 90% range").score.value == 0.5


def test_other_units_are_scored_as_they_are() -> None:
    rows = [*figure_rows([figure(90.0, [92.0], 95.0, unit="USD billion")], {})]
    assert pick(rows, "default", "RMSE").score.value == pytest.approx(2.0)
    assert pick(rows, "default", "RMSE").unit == "USD billion"


def event(happened: bool, chance: float, rival: float, when: float = np.inf) -> Event:
    return Event("policy_events", "x", {"coding": "de jure"}, f"{chance}", float(happened),
                 when, {"default": chance}, {"nobody acts": rival})  # fmt: skip


def test_chances_are_scored_for_model_and_rivals() -> None:
    some = [event(True, 0.9, 0.1, 2018.0), event(False, 0.2, 0.1)]
    rows = [*event_rows(some, {"coding": "de jure"})]
    assert pick(rows, "default", "Brier score").score.value == pytest.approx((0.01 + 0.04) / 2)
    assert pick(rows, "default", "AUC").score.value == 1.0
    assert pick(rows, "nobody acts", "AUC").score.value == 0.5
    assert pick(rows, "default", "concordance").score.value == 1.0


def test_the_best_rival_is_the_one_beside_which_the_model_looks_worst() -> None:
    rivals = {"near": 0.32, "far": 0.40, "silent": float("nan")}
    some = [figure(0.30, [0.31], 0.0, rivals=rivals, what=what) for what in "abcd"]
    lucky = [each._replace(rivals={**rivals, "silent": 0.30}) for each in some[:1]]
    rows = [*figure_rows([*lucky, *some[1:]], {})]
    found = pick(rows, "default", SKILL)
    assert (found.rival, found.score.figures) == ("near", 4)
    assert found.score.value == pytest.approx(0.5)


def test_who_has_no_value_has_no_row() -> None:
    rows = [*figure_rows([figure(0.30, [float("nan")], 0.32)], {})]
    assert {row.predictor for row in rows} == {"trend"}
    assert all(row.score.figures for row in rows)


def test_chances_have_a_skill_on_what_both_have() -> None:
    some = [event(True, 0.9, 0.8), event(False, 0.2, 0.4), event(False, float("nan"), 0.1)]
    rows = [*event_rows(some, {})]
    found = pick(rows, "default", BRIER_SKILL)
    assert found.score.value == pytest.approx(1 - 0.05 / 0.20)
    assert (found.score.figures, found.rival) == (2, "nobody acts")
    assert pick(rows, "nobody acts", "Brier score").score.figures == 3


def test_groups_keep_their_order() -> None:
    some = [figure(0.1, [0.1], 0.1, groups={"market": name}) for name in ("ran", "core", "ran")]
    found = by_groups(some, ["market"])
    assert [*found] == [("ran",), ("core",)]
    assert [len(items) for items in found.values()] == [2, 1]
