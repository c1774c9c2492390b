from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import cli
from sim.verbs import VERBS

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return the one line with which a command is refused; nothing may be written."""
    assert cli.main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert list(Path.cwd().iterdir()) == []
    return captured.err.strip()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ["lst"],
            "faultlines: 'lst' is not a verb (verbs: list, run, sweep, ablate, facts, validate, "
            "calibrate, sensitivity, explain, compare, export, plot, status, init); "
            "did you mean 'list'?",
        ),
        (
            ["run", "--dryrun"],
            "faultlines: '--dryrun' is not known; dashes are only for --help, --cfg, --dry-run, "
            "--version; did you mean '--dry-run'?",
        ),
        (
            ["sweep", "--multirun", "seed=1"],
            "faultlines: '--multirun' is not known; dashes are only for --help, --cfg, "
            "--dry-run, --version",
        ),
        (["sweep", "+seed=1"], "faultlines: '+seed=1': write key=value, without '+' in front"),
        (
            ["run", "a", "b"],
            "faultlines: run: one scenario at a time, but a, b were given; several are a sweep",
        ),
        (
            ["run", "a", "scenario=b"],
            "faultlines: 'scenario' is given twice: scenario=a, scenario=b",
        ),
        (
            ["compare"],
            "faultlines: compare: name a result folder, such as results/sweep-drawn-1a2b3c4d",
        ),
        (["init", "here"], "faultlines: init: takes no words, but 'here' was given"),
        (
            ["run", "trust.parity_start=1.2"],
            "faultlines: trust.parity_start: 1.2 is not between 0 and 1 (usually 0.1 to 0.6 share)",
        ),
    ],
)
def test_mistakes_are_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    assert refused(capsys, *words) == line


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (["run", "us_acton"], "did you mean 'us_action'?"),
        (["sweep", "pressure", "eu_lew"], "did you mean 'eu_law'?"),
        (["sweep", "scenario=stop"], "did you mean 'scenarios'?"),
        (["run", "b_ally=1"], "did you mean 'government.b_ally'?"),
        (["run", "outcomes=[leve]"], "did you mean 'level'?"),
        (["list", "scenarois"], "did you mean 'scenarios'?"),
        (["list", "parameters", "b_allyy"], "among parameters"),
        (["run", "data.operator=x.csv", "--dry-run"], "did you mean 'operators'?"),
        (["run", "us_action", "levers.ad.from=2025Q1", "--dry-run"], "did you mean 'aid'?"),
    ],
)
def test_the_nearest_word_is_named(
    capsys: pytest.CaptureFixture[str], words: list[str], ending: str
) -> None:
    assert refused(capsys, *words).endswith(ending)


def test_a_result_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert "results/gone" in refused(capsys, "compare", "results/gone")


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "below"
    assert cli.main(["run", "pressure", "replicates=1", f"out={place}"]) == 2
    error = capsys.readouterr().err
    assert error == (
        f"faultlines: {place}: cannot be written (Not a directory); choose another folder with "
        "out=\n"
    )


def test_help_lists_verbs_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["--help"], ["-h"]):
        assert cli.main(words) == 0
        out = capsys.readouterr().out
        for name, verb in VERBS.items():
            assert f"  {name}" in out
            assert verb.examples[0] in out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    assert cli.main([verb, "--help"]) == 0
    out = capsys.readouterr().out
    assert all(example in out for example in VERBS[verb].examples)
    assert all(len(line) <= 100 for line in out.splitlines())


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("faultlines 0.")


def test_cfg_shows_values_and_origins(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "--cfg", "seed=3", "government.b_ally=0.2"]) == 0
    out = capsys.readouterr().out
    assert "seed: 3\n" in out
    assert "  b_ally: 0.2\n" in out
    assert "#   seed: seed=3\n" in out
    assert "#   replicates: configs/run.yaml, line 9\n" in out
    assert list(Path.cwd().iterdir()) == []


def test_stopping_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(words: list[str], options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.verbs.init.main", interrupt)
    assert cli.main(["init"]) == 130
    assert capsys.readouterr().err == "faultlines: stopped; to go on: faultlines init\n"


def python(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, env=environment, check=False
    )


def test_help_and_list_are_quick() -> None:
    for words, most in ((["--help"], 0.3), (["list"], 0.5)):
        times = []
        for _ in range(3):
            before = computing()
            assert python("-m", "sim", *words).returncode == 0
            times.append(computing() - before)
        assert min(times) < most


def computing() -> float:
    """Return the seconds that child processes computed: waiting for others does not count."""
    used = os.times()
    return used.children_user + used.children_system


def test_the_module_is_the_command() -> None:
    done = python("-m", "sim", "lst")
    assert done.returncode == 2
    assert done.stderr.startswith("faultlines: 'lst' is not a verb")
