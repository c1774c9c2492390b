"""The first lines: what a window is to the model, and how sure it is who is better."""

from __future__ import annotations

import math

import pytest

from sim.validation.groups import Group, grouped
from sim.validation.judge import BRIER, BRIER_SKILL, HAPPENED, MODEL, SKILL, Row
from sim.validation.scores import Score
from sim.validation.summary import NOTHING, WIDTH, summary, telling, title_of, told_of
from sim.validation.windows import AFTER, NEVER, SEEN, Window, Years

NAN = math.nan
SIZE = {"measure": "size"}
LAW = {"coding": "de jure", "level": "no new kit", "among": "all countries"}


def size(value: float, measure: str = "RMSE", figures: int = 9, predictor: str = "default",
         **more: object) -> Row:  # fmt: skip
    plain = Row("market_size", SIZE, predictor, MODEL, measure, "USD billion",
                Score(value, value - 0.1, value + 0.1, figures), SEEN)  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


def skill_of(value: float, figures: int = 9, rival: str = "trend", beside: float = 4.0) -> Row:
    own = (1.0 - value) * beside
    return size(value, SKILL, figures, rival=rival, beside=beside, own=own)


def lines(*rows: Row, until: int = 2020, variants: tuple[str, ...] = ()) -> list[str]:
    return [*summary(grouped(rows), Years(2014, until), variants)]


def said(*rows: Row) -> str:
    """Return what is said of some rows of one group, as one line."""
    _, _, *rest = lines(*rows)
    return " ".join(" ".join(line for line in rest if line.startswith("  ")).split())


def test_a_window_of_one_year_is_called_by_it() -> None:
    assert title_of(Window(AFTER, Years(2023, 2023))) == "out of sample: 2023"
    assert title_of(Window(NEVER, Years(2014, 2020))) == "not fitted: 2014 to 2020"


@pytest.mark.parametrize(
    ("window", "variants", "told"),
    [
        (SEEN, ("default",), "Nothing here was fitted to the record: all is a test."),
        (NEVER, ("default",), "Nothing here was fitted to the record: all is a test."),
        (SEEN, ("default", "posterior"), "posterior was fitted to these, or to figures that"),
        (NEVER, ("best", "posterior"), "best and posterior were fitted to other figures of"),
        (AFTER, ("posterior",), "No figure of these years was fitted, and rivals know of none."),
    ],
)
def test_a_window_says_what_was_fitted_to_it(
    window: str, variants: tuple[str, ...], told: str
) -> None:
    found = lines(size(3.0, window=window), until=2025, variants=variants)
    assert told in " ".join(found[:3])


def test_where_nothing_is_scored_nothing_is_said() -> None:
    assert lines() == []
    other = size(3.0, groups={"market": "ran", "measure": "size"})
    assert NOTHING in lines(other), "a part of the whole is in the tables below alone"


def test_a_rival_with_fewer_figures_stands_beside_the_model_s_error_on_these() -> None:
    told = said(size(2.5), skill_of(0.25, figures=6))
    assert told == (
        "Markets, size (9): RMSE of 2.5 [2.4, 2.6] USD billion; best rival, trend, 4.0 where the "
        "model has 3.0 (6); skill 0.25 [0.15, 0.35]: the model is better."
    )
    assert "best rival, trend, 4.0; skill" in said(size(3.0), skill_of(0.5))


def test_without_a_rival_no_skill_is_told() -> None:
    assert said(size(3.0)).endswith("USD billion; no rival has a value.")
    few = said(size(3.0, figures=2))
    assert few.endswith("no rival has a value, and so few say little.")


def test_few_figures_have_no_skill() -> None:
    told = said(size(3.0, figures=3), skill_of(0.9, figures=3))
    assert told.endswith("best rival, trend, 4.0; 3 figures cannot tell who is better.")


def test_the_variant_with_most_behind_it_is_told() -> None:
    rows = [size(9.0), size(3.0, predictor="posterior"), size(NAN, predictor="last")]
    assert "RMSE of 3.0 [" in said(*rows)


def law(value: float, measure: str, figures: int, rival: str = "") -> Row:
    return Row("policy_events", LAW, "default", MODEL, measure, "",
               Score(value, value - 0.05, value + 0.05, figures), SEEN, rival, 0.2)  # fmt: skip


def decided(cases: int, yes: int) -> list[Row]:
    return [law(0.1, BRIER, cases), law(yes, HAPPENED, cases),
            law(0.5, BRIER_SKILL, cases, "base rate")]  # fmt: skip


def group(cases: int, yes: int) -> Group:
    (found,) = grouped(decided(cases, yes))
    return found


def test_of_decisions_only_the_rarer_outcome_can_tell() -> None:
    assert "cannot tell who is better" in said(*decided(190, 4))
    assert "cannot tell who is better" in said(*decided(190, 186))
    assert "skill 0.50 [0.45, 0.55]: the model is better" in said(*decided(190, 5))
    skill = Score(0.5, 0.4, 0.6, 190)
    assert [telling(group(190, yes), "default", skill).figures for yes in (5, 188)] == [5, 2]


def test_cases_are_counted() -> None:
    assert told_of(group(12, 3), "default") == "12 cases, 3 of them yes"
    assert told_of(group(1, 1), "default") == "1 case, 1 of them yes"
    assert said(*decided(12, 3)).startswith(
        "Who comes to 'no new kit' or above (12 cases, 3 of them yes): Brier score 0.100 ["
    )


def test_lines_are_no_wider_than_the_page() -> None:
    assert max(map(len, lines(size(3.0), skill_of(0.5, figures=6), *decided(190, 5)))) <= WIDTH
