from __future__ import annotations

from benchmarks.cases import block, real
from benchmarks.profile import idle, less, shortest, stage_pieces
from sim.schedule import SCHEDULE


def test_stages_and_recording_are_timed_by_name() -> None:
    found = shortest(lambda: stage_pieces(block(real(), 1)), 2, 1)
    assert list(found) == [*(stage.name for stage in SCHEDULE), "recording"]
    assert min(found.values()) > 0.0


def test_calling_without_runs_changes_nothing() -> None:
    made = block(real(), 1)
    before = {name: made.tables[name].tobytes() for name in ("young", "award", "governments")}
    shortest(lambda: stage_pieces(idle(made)), 2, 1)
    assert {name: made.tables[name].tobytes() for name in before} == before


def test_calls_are_taken_off_and_no_time_is_negative() -> None:
    assert less({"a": 3.0, "b": 1.0}, {"a": 1.0, "b": 2.0}) == {"a": 2.0, "b": 0.0}
