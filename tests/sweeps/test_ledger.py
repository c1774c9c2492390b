"""The ledger: appended to, read after a kill, written by one launch at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import ResultError
from sim.sweeps.ledger import Entry, Ledger, is_being_written, read_ledger


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def test_no_ledger_means_nothing_is_done(file: Path) -> None:
    assert read_ledger(file) == {}


def test_entries_come_back_as_written(file: Path) -> None:
    entries = [Entry(0, "aa", {}, 0.5), Entry(3, "bb", {50: "ValueError: no"}, 1.0)]
    with Ledger(file) as ledger:
        for entry in entries:
            ledger.append(entry)
    assert read_ledger(file) == {0: entries[0], 3: entries[1]}
    assert entries[0].done
    assert not entries[1].done


def test_the_last_word_on_a_block_counts(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.append(Entry(0, "aa", {1: "failed"}))
        ledger.append(Entry(0, "bb"))
    assert read_ledger(file)[0] == Entry(0, "bb")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2


def test_a_line_cut_short_by_a_kill_is_dropped_and_written_over(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.append(Entry(0, "aa"))
    with file.open("a", encoding="utf-8") as handle:
        handle.write('{"block": 1, "ha')
    assert list(read_ledger(file)) == [0]
    with Ledger(file) as ledger:
        ledger.append(Entry(2, "cc"))
    assert list(read_ledger(file)) == [0, 2]


def test_opening_it_does_not_make_it_newer(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.append(Entry(0, "aa"))
    os.utime(file, (1e9, 1e9))
    with Ledger(file):
        pass
    assert file.stat().st_mtime == 1e9


def test_a_whole_line_that_makes_no_sense_is_named(file: Path) -> None:
    file.write_text('{"block": 0}\n', encoding="utf-8")
    with pytest.raises(ResultError, match=r"ledger.jsonl, line 1: not an entry of a ledger"):
        read_ledger(file)


def test_a_line_of_a_newer_version_is_not_guessed_at(file: Path) -> None:
    row = {"block": 0, "hash": "aa", "failed": {}, "seconds": 0.5, "codec": "zstd"}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        read_ledger(file)
    assert str(caught.value) == (
        f"{file}, line 1: written by a newer version of faultlines (it has 'codec'); use that "
        "version"
    )


def test_tracebacks_are_not_kept_here(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.append(Entry(0, "aa", {1: "ValueError: no"}, 0.1, {1: "Traceback ..."}))
    assert "Traceback" not in file.read_text(encoding="utf-8")
    assert read_ledger(file)[0] == Entry(0, "aa", {1: "ValueError: no"}, 0.1)


def test_a_look_at_whether_it_is_written_leaves_it_to_its_writer(file: Path) -> None:
    assert not is_being_written(file)
    with Ledger(file) as ledger:
        assert is_being_written(file)
        ledger.append(Entry(0, "aa"))
    assert not is_being_written(file)


def test_another_process_cannot_write_at_once(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sim.sweeps.ledger import Ledger\n"
        "with Ledger(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    root, command = Path(__file__).parents[2], [sys.executable, "-c", code, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(ResultError) as caught:
            Ledger(file)
        assert is_being_written(file)
        other.communicate("")
    assert str(caught.value) == (
        f"{file.parent}: another launch is writing here; wait for it or choose out="
    )
    with Ledger(file) as ledger:
        assert ledger.entries == {}


def test_two_launches_cannot_write_at_once(file: Path) -> None:
    with Ledger(file), pytest.raises(ResultError, match="another launch is writing here"):
        Ledger(file)
    with Ledger(file) as ledger:
        assert ledger.entries == {}
