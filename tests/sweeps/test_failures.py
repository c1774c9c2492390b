"""Failed runs: a line each with error and traceback, whatever the error says."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ResultError
from sim.library import failures
from sim.sweeps.execute import run_sweep
from sim.sweeps.failures import FILE, fault_of, one_line, read_failures
from sim.sweeps.request import Request
from tests.sweeps.fakes import arithmetic, open_failing, open_small


def ask(out: Path) -> Request:
    return Request(("press",), draws=5, outcomes=("level",), workers=1, out=out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return run_sweep(ask(tmp_path / "out"), open_model=open_failing(1, 3), block=4)


def test_each_has_its_place_its_error_and_its_traceback(folder: Path) -> None:
    found = failures(folder)
    assert [(f.run, f.scenario, f.draw, f.replicate) for f in found] == [
        (1, "calm", 1, 1),
        (3, "calm", 3, 3),
        (6, "press", 1, 1),
        (8, "press", 3, 3),
    ]
    assert found[0].name == "calm, draw 1, replicate 1"
    assert {f.error for f in found} == {"ZeroDivisionError: no spend in region 3"}
    assert found[0].traceback.startswith("Traceback (most recent call last):\n")
    assert "in fails_at\n" in found[0].traceback
    assert len((folder / FILE).read_text(encoding="utf-8").splitlines()) == 4


def test_what_was_done_since_is_no_longer_among_them(folder: Path) -> None:
    again = replace(ask(folder), retry_failed=True)
    run_sweep(again, open_model=open_failing(3), block=4)
    assert [failure.run for failure in failures(folder)] == [3, 8]
    assert len((folder / FILE).read_text(encoding="utf-8").splitlines()) == 6
    run_sweep(again, open_model=open_small, block=4)
    assert failures(folder) == []


def test_a_sweep_without_failures_has_no_such_file(tmp_path: Path) -> None:
    folder = run_sweep(ask(tmp_path / "out"), open_model=open_small)
    assert failures(folder) == []
    assert not (folder / FILE).exists()


def test_a_line_cut_short_by_a_kill_is_written_over(folder: Path) -> None:
    with (folder / FILE).open("a", encoding="utf-8") as handle:
        handle.write('{"run": 1, "scen')
    run_sweep(replace(ask(folder), retry_failed=True), open_model=open_failing(3), block=4)
    assert [failure.run for failure in failures(folder)] == [3, 8]


def test_a_line_that_makes_no_sense_and_one_that_is_gone_are_named(folder: Path) -> None:
    file = folder / FILE
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[1:]), encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        read_failures(folder)
    assert str(caught.value) == f"{file}: run 1 failed, but has no line here"
    file.write_text("".join([*lines[:2], '{"run": 6}\n']), encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        read_failures(folder)
    assert str(caught.value) == f"{file}, line 3: not an entry of a failed run"


@pytest.mark.parametrize("name", ["gone", "empty"])
def test_what_is_no_result_has_no_failures(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ResultError, match=r"no such result|not a result folder"):
        failures(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\n  lines\tand\r\nmore", "two lines and more"),
        ("\x1b[31mred\x07\x00", "[31mred"),
        ("turned \u202e round", "turned round"),
        ("half \ud800 a pair", "half a pair"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 501, "x" * 500 + " ..."),
    ],
)
def test_any_error_is_one_line_that_a_terminal_can_show(text: str, line: str) -> None:
    assert one_line(text) == line
    json.dumps(text)


class Wordless(Exception):
    """An error that cannot even be put into words."""

    def __str__(self) -> str:
        raise RuntimeError


def test_an_error_that_has_no_words_is_named_by_its_kind() -> None:
    fault = fault_of(Wordless())
    assert fault.error == "Wordless: (it cannot be put into words)"
    assert "Wordless" in fault.trace


def test_an_error_with_control_characters_breaks_no_file(tmp_path: Path) -> None:
    def hostile(*args: Any) -> Any:
        if 2 in args[3]:
            raise ValueError('\x1b]0;title\x07\n{"block": 9}\n\ud800')
        return arithmetic(*args)

    opener = partial(open_small, simulate=hostile)
    folder = run_sweep(ask(tmp_path / "out"), open_model=opener, block=1)
    first, second = failures(folder)
    assert first.error == second.error == 'ValueError: ]0;title {"block": 9}'
    assert '{"block": 9}\n' in first.traceback
