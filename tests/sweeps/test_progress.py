"""Progress: plain lines off a terminal, with the time left."""

from __future__ import annotations

import io

import pytest

from sim.sweeps import progress
from sim.sweeps.progress import Lines, Silence, Terminal, duration, usual_progress


def test_lines_come_now_and_then_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 6.0, 7.0, 16.0, 20.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    text = io.StringIO()
    lines = Lines(text)
    lines.start(100, 20)
    lines.advance(10)  # at 6 s: the first runs say nothing of the time left
    lines.advance(4)  # at 7 s: too soon to speak again
    lines.advance(6)  # at 16 s: 10 runs in 10 s since the first, 60 left
    lines.advance(60)  # the last
    lines.stop()
    assert text.getvalue().splitlines() == [
        "100 runs, 20 already done",
        "30 of 100 runs",
        "40 of 100 runs, about 1 min left",
        "100 of 100 runs",
    ]


def test_how_well_the_shares_are_known_goes_with_the_next_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 0.0, 6.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    text = io.StringIO()
    lines = Lines(text)
    lines.start(100, 0)
    lines.known(0.3127, 40)
    lines.advance(40)
    assert text.getvalue().splitlines()[-1] == (
        "40 of 100 runs; shares known to ±0.31 points by 40 samples"
    )
    monkeypatch.undo()
    bar = Terminal()
    bar.known(0.3127, 40)
    bar.start(100, 40)
    bar.known(0.3127, 40)
    bar.stop()
    assert "±0.31" in capsys.readouterr().err
    Silence().known(0.3, 40)


def test_a_terminal_gets_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Terminal()
    bar.advance(1)
    bar.start(10, 2)
    bar.advance(8)
    bar.note("2 of 10 runs failed [draw 3]")
    bar.stop()
    shown = capsys.readouterr().err
    assert "10/10" in shown
    assert "2 of 10 runs failed [draw 3]" in shown


def test_off_a_terminal_lines_are_usual() -> None:
    assert isinstance(usual_progress(), Lines)


def test_silence_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    silence = Silence()
    silence.start(3, 0)
    silence.advance(3)
    silence.note("done")
    silence.stop()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "1 s"), (59.5, "60 s"), (60, "1 min"), (5400, "1.5 h")]
)
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert duration(seconds) == words
