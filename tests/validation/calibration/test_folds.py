"""What is left out has no say in what is told of it."""

import numpy as np
import pytest

from sim.params import draw
from sim.terms import REGIONS
from sim.validation.baselines.restricting import RIVALS
from sim.validation.calibration.fit import errors, fits
from sim.validation.calibration.folds import (
    FITTED,
    INSIDE,
    KNOWN,
    MODEL,
    NEVER,
    NOT_STARTED,
    PART,
    PERSISTENCE,
    PRIOR,
    STARTED,
    WHOLE,
    FoldScore,
    Scene,
    cross_validated,
    scene,
)
from sim.validation.calibration.record import Record
from tests.validation.calibration.made import COUNTRIES, NOBODY, made_bank, made_record

POINTS = draw(range(512), 1)
REGION_OF = dict(zip(COUNTRIES, (0, 1, 2, 0, 3, 4), strict=True))
WHEN = np.array([2018.0, np.inf, np.inf, 2020.0, np.inf, np.inf])


def made_scene(values: np.ndarray, when: np.ndarray = WHEN) -> Scene:
    on_record = made_record(values, when)
    return scene(made_bank(POINTS, 4, len(values), 1), on_record, np.zeros(512), REGION_OF, ())


def one_region(on: Scene) -> Record:
    """Return the record of a scene with a share of one region and one of a country in it."""
    targets = list(on.record.targets)
    targets[0] = targets[0]._replace(place="europe", countries=("DEU",))
    targets[1] = targets[1]._replace(place="DEU", countries=("DEU",))
    return on.record._replace(targets=tuple(targets), used=np.array([True, False, True]))


def found(scores: list[FoldScore], left: str, measure: str, predictor: str) -> float:
    (one,) = [
        each.score.value
        for each in scores
        if (each.left_out, each.measure, each.predictor) == (left, measure, predictor)
        and each.among in ("all countries", "2019 and 2020")
        and not each.against
    ]
    return one


def scores_of(on: Scene) -> list[FoldScore]:
    return cross_validated(on)[0]


def test_a_difference_is_one_of_scores_of_the_same_countries() -> None:
    scores = scores_of(made_scene(np.array([0.3, 0.3, 0.3])))
    rival = "base rate"
    for measure in ("Brier score", "AUC"):
        (paired,) = (
            each.score
            for each in scores
            if (each.left_out, each.measure, each.against, each.among)
            == ("a country", measure, rival, "all countries")
        )
        own, other = (found(scores, "a country", measure, who) for who in (MODEL, rival))
        assert paired.value == pytest.approx(own - other)
        assert paired.low <= paired.value <= paired.high
        assert paired.figures == len(COUNTRIES)


def test_what_each_fold_rests_on_is_told() -> None:
    on = made_scene(np.array([0.3, 0.31, 0.29]))
    scores, folds = cross_validated(on)
    assert {each.left_out for each in folds} <= {each.left_out for each in scores}
    assert [each.name for each in folds if each.left_out == "a country"] == list(COUNTRIES)
    (last,) = (each for each in folds if (each.left_out, each.name) == ("a year", "2020"))
    others = np.array([target.year != 2020 for target in on.record.targets])
    same = on.weights(others, np.ones(len(COUNTRIES), dtype=bool), 2019)
    assert (last.power, last.effective) == (same.power, same.effective)


def test_a_country_s_own_decision_has_no_say() -> None:
    on = made_scene(np.array([0.3, 0.3, 0.3]))
    others = np.arange(len(COUNTRIES)) != 1
    every = on.weights(on.record.used, others).share
    acted = np.where(np.arange(len(COUNTRIES)) == 1, 2020.0, WHEN)
    again = made_scene(np.array([0.3, 0.3, 0.3]), acted).weights(on.record.used, others).share
    np.testing.assert_array_equal(every, again)
    assert not np.array_equal(every, on.everything().share)


def test_a_year_s_own_shares_have_no_say_and_are_held_against_the_rest() -> None:
    right = scores_of(made_scene(np.array([0.3, 0.31, 0.29])))
    wrong = scores_of(made_scene(np.array([0.3, 0.9, 0.9])))
    measure = "coverage of the 90% range"
    assert found(right, "a year", measure, MODEL) == 1.0
    assert found(wrong, "a year", measure, MODEL) == 0.0


def test_rivals_stand_beside_the_model_in_every_fold() -> None:
    scores = scores_of(made_scene(np.array([0.3, 0.3, 0.3])))
    for left, extra in (("a country", {PRIOR}), ("a region", set()), ("2020 and later", set())):
        who = {each.predictor for each in scores if each.left_out == left
               and each.of == "who restricts"}  # fmt: skip
        assert who == {MODEL, *RIVALS, *extra}


def test_coins_score_as_coins() -> None:
    scores = scores_of(made_scene(np.array([0.3, 0.3, 0.3]), NOBODY))
    assert found(scores, "a country", "Brier score", MODEL) == pytest.approx(0.25, abs=0.02)
    assert np.isnan(found(scores, "a country", "AUC", MODEL))


def test_a_region_is_told_from_the_world() -> None:
    base = made_scene(np.array([0.3, 0.3, 0.3]))
    bank = made_bank(POINTS, 4, 3, 1)
    on = scene(bank, one_region(base), np.zeros(512), REGION_OF, ())
    assert on.places[0].tolist() == [place == 2 for place in range(len(REGIONS))]
    assert regional(on) == [
        (FITTED, INSIDE, 1), (FITTED, INSIDE, 1), (NEVER, NOT_STARTED, 1), (NEVER, NOT_STARTED, 1),
        (NEVER, PART, 1), (NEVER, PART, 1),
    ]  # fmt: skip


def test_shares_of_a_country_that_the_model_starts_from_are_told_apart() -> None:
    record = one_region(made_scene(np.array([0.3, 0.3, 0.3])))
    on = scene(made_bank(POINTS, 4, 3, 1), record, np.zeros(512), REGION_OF, ("DEU",))
    assert on.started.tolist() == [True, True, True]  # the world holds it too
    assert [each for each in regional(on) if each[0] == NEVER] == [(NEVER, STARTED, 1)] * 2


def test_shares_that_are_all_or_nothing_are_told_apart() -> None:
    record = one_region(made_scene(np.array([0.3, 1.0, 0.3])))
    on = scene(made_bank(POINTS, 4, 3, 1), record, np.zeros(512), REGION_OF, ())
    assert {each[1] for each in regional(on) if each[0] == NEVER} == {NOT_STARTED, WHOLE}


def regional(on: Scene) -> list[tuple[str, str, int]]:
    return [(each.of, each.among, each.score.figures) for each in scores_of(on)
            if each.left_out == "a region" and each.of != "who restricts"]  # fmt: skip


def test_shares_of_a_year_left_out_have_an_error_beside_the_last_figure_again() -> None:
    scores = scores_of(made_scene(np.array([0.30, 0.32, 0.35])))
    told = {(each.among, each.predictor): each.score for each in scores if each.measure == "RMSE"}
    known = f"2019 and 2020, {KNOWN}"
    assert set(told) == {("2019 and 2020", MODEL), (known, MODEL), (known, PERSISTENCE)}
    assert told[known, PERSISTENCE].value == pytest.approx(np.sqrt((2.0**2 + 3.0**2) / 2))
    assert told["2019 and 2020", MODEL].figures == told[known, MODEL].figures == 2


def test_errors_are_those_of_means() -> None:
    on = made_scene(np.array([0.35, 0.3, 0.3]))
    told = fits(on, on.everything().share)
    assert told[0].before == pytest.approx(on.bank.shares[:, :, 0].mean())
    assert abs(told[0].after - 0.35) < abs(told[0].before - 0.35)
    (error,) = errors(told)
    away = [each.after - each.observed for each in told]
    assert error.after == pytest.approx(100 * np.sqrt(np.mean(np.square(away))))
    assert error.after < error.before
    assert (error.market, error.place, error.figures) == ("ran", "world", 3)
