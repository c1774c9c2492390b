import numpy as np
import pytest

from sim.plots.words import MINUS, Change, change_of, change_phrase, is_clear, number, range_words


def test_change_of_leaves_out_missing_samples():
    change = change_of(np.array([1.0, 3.0, np.nan]))
    assert change.mean == 2.0
    assert change.low == pytest.approx(1.1)  # 5 % of the way from 1 to 3
    assert change.high == pytest.approx(2.9)
    assert change.samples == 2


def test_change_of_nothing_cannot_be_measured():
    change = change_of(np.array([np.nan]))
    assert change.samples == 0
    assert change_phrase(change, "points") == "cannot be measured"


@pytest.mark.parametrize(
    ("low", "high", "clear"),
    [
        (-2.0, -0.1, True),
        (0.1, 3.0, True),
        (-1.0, 1.0, False),
        (-1.0, 0.0, False),
        (0.001, 1, False),
    ],
)
def test_a_change_is_clear_when_its_range_excludes_zero(low, high, clear):
    assert is_clear(Change((low + high) / 2, low, high, 64)) is clear


def test_wording_when_the_range_includes_zero():
    text = change_phrase(Change(-3.0, -6.0, 0.4, 64), "points")
    assert text == "shows no clear change [−6.0 to 0.4 points]"  # noqa: RUF001
    assert "lower" not in text


def test_wording_of_a_clear_change():
    text = change_phrase(Change(-3.0, -6.0, -0.4, 64), "points")
    assert text == "is 3.0 points lower [−6.0 to −0.4]"  # noqa: RUF001
    assert change_phrase(Change(4.0, 2.0, 6.0, 16), "", decimals=0) == "is 4 higher [2 to 6]"


def test_wording_of_no_change_and_of_one_run():
    assert change_phrase(Change(0.0, 0.0, 0.0, 64), "points") == "does not change"
    assert range_words(Change(1.0, 1.0, 1.0, 1)) == "[one run: no range]"
    assert change_phrase(change_of(np.array([2.0])), "points").startswith("is 2.0 points higher")


def test_numbers_are_never_written_as_a_false_zero():
    assert number(-0.04) == "−0.04"  # noqa: RUF001
    assert number(0.3, 0) == "0.3"
    assert number(0.004) == "0"
    assert number(12345.6, 0) == "12,346"
    assert number(float("nan")) == "none"


def test_few_runs_make_nothing_clear():
    assert not is_clear(change_of(np.array([-5.8, -4.1])))
    assert not is_clear(change_of(np.array([1.0, 0.0, 2.0])))
    assert is_clear(change_of(np.full(20, 2.0) + np.linspace(-1, 1, 20)))
    phrase = change_phrase(change_of(np.array([-5.8, -4.2])), "points")
    assert phrase == f"is not clear from 2 runs [{MINUS}5.7 to {MINUS}4.3 points]"


def test_a_change_of_nothing_in_one_run_is_none():
    assert change_phrase(change_of(np.array([0.001])), "quarters") == "does not change"
    assert change_phrase(change_of(np.array([2.0])), "points").startswith(
        "is 2.0 points higher in the one run"
    )
