"""The table, the page and the figure, from figures made up for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import figure, machine, report
from benchmarks.engine import RunTimes
from benchmarks.lines import history_rows, results, without_targets
from benchmarks.measure import Measure, at_most
from benchmarks.mesa_times import MesaTimes
from benchmarks.operators import OperatorTimes
from benchmarks.profile import Profile
from benchmarks.scale import Point
from benchmarks.suite import COMPILING, Found
from sim.schedule import SCHEDULE

ROOT = Path(__file__).resolve().parents[2]


def found(c: float | None = 4.0) -> Found:
    return Found(
        calibration_ms=2.0,
        cells=1_000_000,
        runs=RunTimes({(1, 1): 9.0, (256, 1): 7.0, (256, 2): 3.6}, again_ms=6.5),
        profile=Profile({"start": 1.0, "buying": 2.0}, {"tenders": 3.0, "recording": 1.0}),
        mesa=MesaTimes(1400.0, 5.0),
        operators={1: OperatorTimes(6.5, c, 180.0), 16: OperatorTimes(5.0, c, 180.0)},
        memory_mb={1: 300.0},
        reported_mb={100: 600.0},
        start_s={COMPILING: 60.0},
        points=[Point(1_000, 0.01, 300.0), Point(10_000, 0.1, 400.0), Point(10**6, 30.0, 3500.0)],
    )


def test_the_table_has_ratios_first_and_says_what_is_missed() -> None:
    lines = report.table(results(found())).splitlines()
    assert lines[0] == "How many times as long"
    assert "Mesa agents to engine, same stages" in lines[1]
    assert lines[1].endswith("280 x   at least 100: met")
    (large,) = [line for line in lines if line.strip().startswith("1,000,000 operators")]
    assert large.endswith("30 s   at most 25: MISSED")


def test_the_verdict_names_what_is_missed() -> None:
    assert report.verdict(results(found())) == (
        "Missed: 3 of 9 targets. Engine to C, operators' stages, block of 1 is 1.62 x, should "
        "be at most 1.5; power of the operators with which time grows is 1.17, should be 0.9 to "
        "1.1; 1,000,000 operators is 30 s, should be at most 25."
    )
    met = Measure("a run", 7.0, "ms", "", at_most(8))
    assert report.verdict({"Ratios": (met,)}) == "Every target is met: 1 of 1."


def test_without_a_compiler_c_is_left_out() -> None:
    text = report.table(results(found(c=None)))
    assert "to C" not in text
    assert "C, operators" not in text


def test_the_page_tells_the_steps_that_a_fitted_power_averages() -> None:
    page = report.page(results(found()), "a machine", "1")
    assert "From each to the next: 1.00, 1.24." in page


def test_every_stage_has_its_sentence() -> None:
    page = report.page(results(found()), "a machine", "1")
    assert f"| tenders | 3 ms |  | 75%. {SCHEDULE[6].sentence} |" in page


def test_history_keeps_times_over_the_fixed_work() -> None:
    rows = {row.measure: row for row in history_rows(found(), "1")}
    assert rows["stage tenders"].ratio == 1.5
    assert rows["run"].ratio == 3.5
    assert rows["engine, operators' stages, block of 16"].ratio == 1.25
    assert rows["engine, operators' stages, block of 16"].over == "C"


def test_the_page_names_no_machine(tmp_path: Path) -> None:
    text = report.page(results(found()), machine.describe(), "1")
    assert "Python 3." in text
    assert str(Path.home()) not in text
    assert str(ROOT) not in text
    file = report.write(text, tmp_path / "speed")
    assert file.read_text("utf-8") == text


def test_the_figure_is_drawn(tmp_path: Path) -> None:
    figure.draw(found(), tmp_path / "speed.png")
    assert (tmp_path / "speed.png").stat().st_size > 10_000
    assert [bar.ns for bar in figure.bars(found())] == [1400, 5, 180, 5, 4, 7]


def test_unknown_words_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["fast"]) == 2
    assert capsys.readouterr().out == (
        "benchmarks: 'fast' is not known; allowed: nothing, or quick\n"
    )


def test_a_quick_look_is_not_judged() -> None:
    lines = results(found())
    assert any(line.target for section in lines.values() for line in section)
    bare = without_targets(lines)
    assert not any(line.target for section in bare.values() for line in section)
    assert {k: len(v) for k, v in bare.items()} == {k: len(v) for k, v in lines.items()}
