"""What was left out, and why, in words."""

from __future__ import annotations

from sim.analysis.left_out import left_out


def test_nothing_left_out_is_not_mentioned() -> None:
    assert left_out([{}, {"samples_left_out": 0, "runs_failed": 0}]) == ""


def test_what_is_only_missing_has_no_error() -> None:
    assert left_out([{"samples_left_out": 2}]) == (
        "Samples left out because a run failed or is missing: 2."
    )


def test_failures_are_counted_over_results_and_the_first_is_told() -> None:
    one = {"samples_left_out": 1, "runs_failed": 0, "first_failure": ""}
    two = {"samples_left_out": 2, "runs_failed": 3, "first_failure": "stop, draw 1: no spend"}
    assert left_out([one, two]) == (
        "Samples left out because a run failed or is missing: 3. Runs failed: 3; the first: "
        "stop, draw 1: no spend."
    )
