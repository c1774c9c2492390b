"""The ledger: appended to, read after a kill, written by one launch at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.errors import ResultError
from sim.sweeps.ledger import Entry, Ledger, read_ledger


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


def test_two_launches_cannot_write_at_once(file: Path) -> None:
    with Ledger(file), pytest.raises(ResultError, match="another launch is writing here"):
        Ledger(file)
    with Ledger(file) as ledger:
        assert ledger.entries == {}
