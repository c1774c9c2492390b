"""What a newcomer is shown to do can be done."""

from pathlib import Path

from benchmarks.newcomer import AFTER, BEFORE, SETTINGS, Newcomer, steps
from benchmarks.processes import ROOT
from sim.verbs import VERBS


def test_the_number_that_is_changed_stands_once_in_the_settings():
    text = (ROOT / SETTINGS).read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    assert AFTER not in text


def test_a_number_is_changed_and_nothing_else(tmp_path: Path):
    who = Newcomer(tmp_path)
    file = who.clone / SETTINGS
    file.parent.mkdir(parents=True)
    before = (ROOT / SETTINGS).read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    said = who.changes_a_number().splitlines()
    lines = zip(before.splitlines(), file.read_text(encoding="utf-8").splitlines(), strict=True)
    assert [(old.strip(), new.strip()) for old, new in lines if old != new] == [
        (said[0][2:], said[1][2:])
    ]


def test_only_verbs_that_there_are_are_typed(tmp_path: Path):
    typed = [step.shown.split() for step in steps(Newcomer(tmp_path))]
    assert {words[1] for words in typed if words and words[0] == "faultlines"} <= set(VERBS)
    assert any(words[:2] == ["make", "run"] for words in typed)
