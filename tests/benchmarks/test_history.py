from __future__ import annotations

from pathlib import Path

from benchmarks import history
from benchmarks.history import CALIBRATION, Row, append, read, slower


def row(version: str, measure: str, ratio: float, over: str = CALIBRATION) -> Row:
    return Row(version, measure, ratio, over)


def test_rows_are_added_and_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    assert read(file) == []
    append([row("1", "stage tenders", 2.0)], file)
    first = file.read_text("utf-8")
    append([row("1", "stage tenders", 3.0), row("2", "Mesa", 120.0, "engine")], file)
    assert file.read_text("utf-8").startswith(first)
    assert read(file) == [
        row("1", "stage tenders", 2.0),
        row("1", "stage tenders", 3.0),
        row("2", "Mesa", 120.0, "engine"),
    ]


def test_a_stage_a_fifth_slower_is_named() -> None:
    before = [row("1", "stage tenders", 2.0), row("1", "stage orders", 1.0)]
    now = [row("2", "stage tenders", 2.5), row("2", "stage orders", 1.19)]
    assert slower(now, before) == ["stage tenders: 25% slower than at 1"]


def test_it_is_held_against_the_fastest_of_other_versions() -> None:
    before = [row("1", "run", 2.0), row("2", "run", 2.3), row("3", "run", 1.0)]
    assert slower([row("3", "run", 2.3)], before) == []
    assert slower([row("3", "run", 3.0)], before) == ["run: 50% slower than at 1"]


def test_new_stages_and_ratios_that_are_no_times_are_not_named() -> None:
    before = [row("1", "Mesa", 100.0, "engine"), row("1", "stage old", 1.0)]
    assert slower([row("2", "Mesa", 900.0, "engine"), row("2", "stage new", 9.0)], before) == []


def test_the_version_is_the_program_s(monkeypatch: object) -> None:
    assert history.version().startswith("0.1.0")


def test_the_kept_history_can_be_read() -> None:
    rows = read()
    assert rows
    assert all(r.ratio > 0.0 and r.over for r in rows)
