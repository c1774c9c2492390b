"""Scores are looked up by who predicts, and what is not there is nothing."""

from __future__ import annotations

import math

from sim.validation.cells import NONE
from sim.validation.groups import grouped
from sim.validation.judge import MODEL, RIVAL, Row
from sim.validation.scores import Score
from sim.validation.windows import AFTER, SEEN


def row(predictor: str, value: float = 1.0, kind: str = MODEL, measure: str = "RMSE",
        **more: object) -> Row:  # fmt: skip
    plain = Row("market_size", {"measure": "size"}, predictor, kind, measure, "USD billion",
                Score(value, value, value, 5), SEEN)  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


def test_what_is_scored_together_is_one_group_in_the_order_it_came() -> None:
    rows = [
        row("default"),
        row("default", groups={"measure": "growth"}),
        row("default", window=AFTER),
        row("default", table="vendor_share_global"),
        row("trend", kind=RIVAL),
    ]
    found = grouped(rows)
    assert [(each.table, each.window, each.labels) for each in found] == [
        ("market_size", SEEN, {"measure": "size"}),
        ("market_size", SEEN, {"measure": "growth"}),
        ("market_size", AFTER, {"measure": "size"}),
        ("vendor_share_global", SEEN, {"measure": "size"}),
    ]
    assert [each.predictor for each in found[0].rows] == ["default", "trend"]


def test_a_score_is_that_of_the_predictor_and_the_measure() -> None:
    (group,) = grouped([row("default", 2.0), row("default", 3.0, measure="MAE"), row("best", 4.0)])
    assert group.score("default", "MAE").value == 3.0
    assert group.score("best", "RMSE").value == 4.0
    assert group.score("best", "MAE") is NONE
    assert group.row("best", "MAE") is None


def test_the_usual_variant_is_the_last_that_has_a_value() -> None:
    rows = [row("default"), row("best"), row("posterior", math.nan), row("trend", kind=RIVAL),
            row("posterior", measure="MAE")]  # fmt: skip
    (group,) = grouped(rows)
    assert group.usual("RMSE") == "best"
    assert group.usual("MAE") == "posterior"
    assert group.usual("bias") == ""
